//! Any text as YAML: read, kept, linted.
#![no_main]

use asl::document::Document;
use asl::lint::{Options, lint};
use asl::notation::Notation;
use asl::tree::Tree;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let document = Document::of(Tree::read_as(text, Notation::Yaml));
    assert_eq!(&*document.text, text);
    let _ = lint(&document, Options::default());
});
