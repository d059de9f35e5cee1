//! How a diagram is looked at: which way it flows, and which containers are folded. It is kept with the sheet, and is no edit.

use asl::document::{Document, StateKey};
pub use layout::Direction as Flow;

/// How a diagram is looked at.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Look {
    /// Which way it flows.
    pub flow: Flow,
    /// The containers that are drawn as a card.
    pub folded: Vec<StateKey>,
}

impl Look {
    /// As text to keep: the way, then the names of what is folded, a line each.
    #[must_use]
    pub fn write(&self, document: &Document) -> String {
        let mut text = match self.flow {
            Flow::Down => String::new(),
            Flow::Right => "right".to_owned(),
        };
        for id in self.folded.iter().filter_map(|key| document.state(*key)) {
            text.push('\n');
            text.push_str(&document.definition.state(id).name.value);
        }
        text
    }

    /// What was kept; names that no state has any more are passed over.
    #[must_use]
    pub fn read(text: &str, document: &Document) -> Self {
        let mut lines = text.split('\n');
        let flow = if lines.next() == Some("right") { Flow::Right } else { Flow::Down };
        let folded = lines.filter_map(|name| document.definition.find(name)).map(|id| document.key(id)).collect();
        Self { flow, folded }
    }
}
