//! Any JSON as a payload template in both query languages.
#![no_main]

use expressions::template::{JsonataTemplate, PathTemplate};
use expressions::time::Timestamp;
use expressions::{Scope, SeededEnvironment};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let _ = Timestamp::parse(text);
    let Ok(template) = value::parse(text) else { return };
    if let Ok(compiled) = PathTemplate::parse(&template) {
        let _ = compiled.evaluate(&Scope::of_input(&template), &mut SeededEnvironment::new(0, 1));
    }
    let _ = JsonataTemplate::parse(&template);
});
