//! The code pane: the definition's text beside the canvas, in step both ways.

mod editor;
mod pane;

pub use pane::CodePane;
