//! Any text as a definition in JSON: read, kept, linted.
#![no_main]

use asl::document::Document;
use asl::lint::{Options, lint};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let document = Document::new(text);
    assert_eq!(&*document.text, text);
    let _ = lint(&document, Options::default());
    let _ = lint(&document, Options { as_service: true, ..Options::default() });
});
