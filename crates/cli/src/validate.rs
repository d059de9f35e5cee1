//! `stepwright validate`: what is wrong with definitions, in the shape of ValidateStateMachineDefinition.

use asl::text::Span;
use value::{Object, Value};

use crate::arguments::{Argument, Arguments, read_file, unknown};
use crate::outcome::{Exit, Usage};

pub fn run(mut arguments: Arguments) -> Result<Exit, Usage> {
    let mut files = Vec::new();
    while let Some(argument) = arguments.next()? {
        match argument {
            Argument::Word(file) => files.push(file),
            Argument::Option(option) => return Err(unknown(&option)),
        }
    }
    if files.is_empty() {
        return Err(Usage("`validate` needs a definition: a file, or - for the standard input".to_owned()));
    }
    let mut exit = Exit::Well;
    for file in &files {
        let text = read_file(file)?;
        let diagnostics = diagnose(&text);
        if !diagnostics.is_empty() {
            exit = Exit::Found;
        }
        let mut printed = Object::new();
        if files.len() > 1 {
            printed.insert("file", file.as_str());
        }
        printed.insert("result", if diagnostics.is_empty() { "OK" } else { "FAIL" });
        printed.insert("diagnostics", diagnostics);
        println!("{}", Value::from(printed).to_json_pretty());
    }
    Ok(exit)
}

/// What keeps a definition from running.
fn diagnose(text: &str) -> Vec<Value> {
    let Err(problems) = simulator::load(text) else { return Vec::new() };
    let diagnostics = problems.iter().map(|problem| {
        let mut diagnostic = Object::new();
        diagnostic.insert("severity", "ERROR");
        diagnostic.insert("code", "SCHEMA_VALIDATION_FAILED");
        diagnostic.insert("message", problem.message.as_str());
        diagnostic.insert("location", problem.location.as_str());
        diagnostic.insert("range", range(problem.span));
        Value::from(diagnostic)
    });
    diagnostics.collect()
}

fn range(span: Span) -> Value {
    Value::object([("start", i64::from(span.start)), ("end", i64::from(span.end))])
}
