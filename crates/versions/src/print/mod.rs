//! Comparisons written down.

mod json;
mod mermaid;
mod svg;
mod words;

pub use json::json;
pub use mermaid::mermaid;
pub use svg::svg;
pub use words::{markdown, text};
