//! Definitions: reading, editing and linting them.

use asl::document::Document;
use asl::lint::{Options, Severity, lint};
use asl::text::{Span, TextEdit, Transaction};
use asl::tree::Tree;
use wasm_bindgen::prelude::wasm_bindgen;

/// Reads a text as a tree and nothing more; how many nodes it has.
#[wasm_bindgen]
pub fn parse(text: &str) -> usize {
    Tree::parse(text).len()
}

/// A definition in YAML.
#[wasm_bindgen]
pub fn to_yaml(text: &str) -> String {
    asl::convert::to_yaml(&Tree::parse(text))
}

/// An open definition.
#[wasm_bindgen]
pub struct OpenDocument {
    document: Document,
    /// Where the next keystroke goes, and whether the last one is to be taken back by it.
    caret: u32,
    typed: bool,
}

#[wasm_bindgen]
impl OpenDocument {
    /// Opens a text: tree, typed view, identities.
    #[wasm_bindgen(constructor)]
    pub fn open(text: &str) -> OpenDocument {
        let middle = (0..=text.len() / 2).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default();
        let seconds = ["\"Seconds\": 5", "Seconds: 5"];
        let found = seconds.iter().find_map(|written| Some(text[middle..].find(written)? + written.len()));
        let number = found.map_or(middle, |at| middle + at);
        Self { document: Document::new(text), caret: number as u32, typed: false }
    }

    /// Types a digit in the middle of the text, or takes it back: reads what follows from that.
    pub fn keystroke(&mut self) -> usize {
        let edit = match self.typed {
            true => TextEdit::delete(Span::new(self.caret, self.caret + 1)),
            false => TextEdit::insert(self.caret, "0"),
        };
        self.typed = !self.typed;
        self.document = self.document.apply(&Transaction::new("typing", vec![edit])).0;
        self.document.definition.states.len()
    }

    /// How many errors all rules together find.
    pub fn errors(&self) -> usize {
        lint(&self.document, Options::default()).iter().filter(|found| found.severity == Severity::Error).count()
    }
}
