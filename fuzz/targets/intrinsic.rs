//! Any call of an intrinsic function on any data; the first line is the call, the rest the data.
#![no_main]

use expressions::intrinsic::Call;
use expressions::{Scope, SeededEnvironment};
use libfuzzer_sys::fuzz_target;
use value::Value;

fuzz_target!(|text: &str| {
    let (call, data) = text.split_once('\n').unwrap_or((text, "{}"));
    let data = value::parse(data).unwrap_or(Value::Null);
    if let Ok(call) = Call::parse(call) {
        let _ = call.misfits();
        let _ = call.evaluate(&Scope::of_input(&data), &mut SeededEnvironment::new(0, 1));
    }
});
