//! Any bytes as a picture that holds a definition.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = diagram::picture::definition_in(bytes);
    let _ = diagram::picture::put_into_png(bytes, "{}");
});
