//! Comparisons written down.

mod json;
mod mermaid;
mod svg;
mod words;

pub use json::json;
pub use mermaid::mermaid;
pub use svg::{picture, svg};
pub use words::{details, markdown, sentences, text};
