//! Findings in the shape of ValidateStateMachineDefinition's answer.

use value::{Object, Value};

use super::{Diagnostic, Severity};
use crate::text::Position;

/// The answer that ValidateStateMachineDefinition gives, with the range of each finding, its rule and what to do added. `place`
/// says where an offset of the definition's text stands in the file that holds it.
#[must_use]
pub fn answer(diagnostics: &[Diagnostic], place: &dyn Fn(u32) -> Position) -> Object {
    let failed = diagnostics.iter().any(|found| found.severity == Severity::Error);
    let found = diagnostics.iter().map(|found| diagnostic(found, place)).collect::<Vec<_>>();
    let mut answer = Object::new();
    answer.insert("result", if failed { "FAIL" } else { "OK" });
    answer.insert("diagnostics", found);
    answer.insert("truncated", false);
    answer
}

fn diagnostic(found: &Diagnostic, place: &dyn Fn(u32) -> Position) -> Value {
    let place = |offset| position(place(offset));
    let mut diagnostic = Object::new();
    diagnostic.insert("severity", found.severity.service_name());
    diagnostic.insert("code", found.code);
    diagnostic.insert("message", found.message.as_str());
    diagnostic.insert("location", found.location.as_str());
    diagnostic.insert("range", Value::object([("start", place(found.span.start)), ("end", place(found.span.end))]));
    diagnostic.insert("rule", found.rule);
    if let Some(help) = &found.help {
        diagnostic.insert("help", help.as_str());
    }
    diagnostic.insert("fixable", found.fix.is_some());
    Value::from(diagnostic)
}

/// A place as editors count it: both from 0, columns in UTF-16 units.
fn position(position: Position) -> Value {
    Value::object([("line", i64::from(position.line)), ("character", i64::from(position.column))])
}
