//! The code pane: the definition's text beside the canvas, in step both ways.

mod editor;
mod help;
mod pane;
mod state_text;

pub use pane::CodePane;
pub use state_text::StateText;
