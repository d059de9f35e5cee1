//! Definitions: reading and linting them.

use asl::document::Document;
use asl::lint::{Options, Severity, lint};
use wasm_bindgen::prelude::wasm_bindgen;

/// An open definition.
#[wasm_bindgen]
pub struct OpenDocument(Document);

#[wasm_bindgen]
impl OpenDocument {
    /// Opens a text: tree, typed view, identities.
    #[wasm_bindgen(constructor)]
    pub fn open(text: &str) -> OpenDocument {
        Self(Document::new(text))
    }

    /// How many errors all rules together find.
    pub fn errors(&self) -> usize {
        lint(&self.0, Options::default()).iter().filter(|found| found.severity == Severity::Error).count()
    }
}
