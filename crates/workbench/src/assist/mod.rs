//! Help while writing expressions: colours, completion, documentation, and what an expression gives on the data of the last run.
//!
//! All of it goes by text and place alone, so that fields and the code pane are helped by the same functions. Places are bytes.

mod complete;
mod definition;
mod embedded;
mod hover;
mod paths;
mod preview;
mod shade;
mod sight;

pub use complete::{Completion, Completions, complete};
pub use definition::{complete_definition, hover_definition};
pub use hover::{Hover, hover};
pub(crate) use preview::Previews;
pub use preview::{PreviewMessage, PreviewView, Tone};
pub use shade::{Shade, shades};
pub use sight::Sight;

/// The byte at a place that is counted in UTF-16 units.
#[must_use]
pub fn from_utf16(text: &str, units: usize) -> usize {
    let mut seen = 0;
    for (at, letter) in text.char_indices() {
        if seen >= units {
            return at;
        }
        seen += letter.len_utf16();
    }
    text.len()
}

/// The place of a byte, counted in UTF-16 units.
#[must_use]
pub fn to_utf16(text: &str, byte: usize) -> usize {
    text.char_indices().take_while(|(at, _)| *at < byte).map(|(_, letter)| letter.len_utf16()).sum()
}
