//! Every edit of any definition is taken back byte for byte.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let report = asl::laws::check(text, false);
    assert!(report.violations.is_empty(), "{:#?}", report.violations);
});
