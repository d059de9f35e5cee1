//! Any path on any data; the first line is the path, the rest the data.
#![no_main]

use expressions::Scope;
use expressions::jsonpath::Path;
use libfuzzer_sys::fuzz_target;
use value::Value;

fuzz_target!(|text: &str| {
    let (path, data) = text.split_once('\n').unwrap_or((text, "{}"));
    let data = value::parse(data).unwrap_or(Value::Null);
    if let Ok(path) = Path::parse(path) {
        let _ = path.evaluate(&Scope::of_input(&data));
    }
});
