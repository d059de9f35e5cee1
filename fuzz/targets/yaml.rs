//! Any text as YAML: read, kept, linted.
#![no_main]

use std::sync::Arc;

use asl::document::Document;
use asl::lint::{Options, lint};
use asl::tree::{Notation, Tree};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let document = Document::of(Tree::read_as(Arc::from(text), Notation::Yaml));
    assert_eq!(&**document.text, text);
    let _ = lint(&document, Options::default());
});
