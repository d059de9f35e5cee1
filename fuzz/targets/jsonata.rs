//! Any expression on any data; the first line is the expression, the rest is what it sees.
#![no_main]

use expressions::jsonata::{Bindings, Budget, Dialect, Expression};
use expressions::{NoVariables, SeededEnvironment};
use libfuzzer_sys::fuzz_target;
use value::Value;

fuzz_target!(|text: &str| {
    let (expression, data) = text.split_once('\n').unwrap_or((text, "{}"));
    let data = value::parse(data).unwrap_or(Value::Null);
    for (dialect, input) in [(Dialect::StepFunctions, None), (Dialect::Extended, Some(&data))] {
        let (parsed, _) = Expression::parse(expression, dialect);
        let Ok(compiled) = Expression::compile(expression, dialect) else { continue };
        assert_eq!(parsed.source(), compiled.source());
        let bindings = Bindings { input, states: Some(&data), variables: &NoVariables };
        let budget = Budget { steps: 100_000, ..Budget::default() };
        let _ = compiled.evaluate(&bindings, &mut SeededEnvironment::new(0, 1), budget);
    }
});
