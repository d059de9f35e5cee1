//! Definitions that the service, or another linter, accepted or refused, and what it said.

use asl::document::Document;
use asl::lint::{Diagnostic, Options, Severity, WorkflowType, answer, lint};
use asl::variables::variable_references;
use value::{Object, Value};

use super::Verdict;

/// A definition that CreateStateMachine refused: code, message and location must be among ours.
pub fn create_error(case: &Value) -> Verdict {
    let Some(document) = document(case) else { return Verdict::Skipped("the case holds no definition".to_owned()) };
    let expected = case.get("expected_error").or(case.get("expected")).cloned().unwrap_or_default();
    let expected =
        expected.pointer("/Error/Message").or(expected.get("message")).and_then(Value::as_str).unwrap_or_default().to_owned();
    let found = lint(&document, options(case));
    let actual = Value::from(
        found
            .iter()
            .filter(|found| found.severity == Severity::Error)
            .map(|found| Value::from(sentence(found)))
            .collect::<Vec<_>>(),
    );
    let errors = found.iter().filter(|found| found.severity == Severity::Error);
    let named = errors.clone().any(|found| expected.contains(&sentence(found)) || quoted_in(&expected, &found.message));
    let foreign = expected.starts_with("Error=");
    if named || (foreign && errors.clone().count() > 0) {
        return Verdict::Passed(actual);
    }
    let difference = format!("expected {expected:.300}, found {actual}");
    Verdict::Failed(actual, difference)
}

/// What ValidateStateMachineDefinition answered: the result, and each of its errors in the same words.
pub fn validate(case: &Value) -> Verdict {
    let Some(document) = document(case) else { return Verdict::Skipped("the case holds no definition".to_owned()) };
    let found = lint(&document, options(case));
    let actual = Value::from(answer(&found, &|offset| document.lines.position(&document.text, offset)));
    let expected = case.get("expected").cloned().unwrap_or_default();
    let wanted = expected.get("diagnostics").and_then(Value::as_array).cloned().unwrap_or_default();
    let empty = Vec::new();
    let given = actual.get("diagnostics").and_then(Value::as_array).map_or(&empty, |given| given);
    let same = |one: &Value, other: &Value| {
        ["severity", "code", "message", "location"].iter().all(|name| one.get(name) == other.get(name))
    };
    let missing = wanted.iter().find(|wanted| !given.iter().any(|given| same(wanted, given)));
    let errors =
        |list: &[Value]| list.iter().filter(|found| found.get("severity").and_then(Value::as_str) == Some("ERROR")).count();
    let difference = if expected.get("result") != actual.get("result") {
        "the result differs".to_owned()
    } else if let Some(missing) = missing {
        format!("{missing} is missing")
    } else if errors(&wanted) != errors(given) {
        "there are more errors".to_owned()
    } else {
        return Verdict::Passed(actual);
    };
    Verdict::Failed(actual, difference)
}

/// What DescribeStateMachine lists as `variableReferences`.
pub fn references(case: &Value) -> Verdict {
    let Some(document) = document(case) else { return Verdict::Skipped("the case holds no definition".to_owned()) };
    let found = variable_references(&document.definition, &document.tree);
    let states: Object = found
        .into_iter()
        .map(|(state, names)| (state, Value::from(names.into_iter().map(Value::String).collect::<Vec<_>>())))
        .collect();
    let actual = Value::object([("variableReferences", Value::from(states))]);
    let expected = case.pointer("/expected/variableReferences").cloned().unwrap_or_default();
    if actual.get("variableReferences") == Some(&expected) {
        return Verdict::Passed(actual);
    }
    let difference = format!("expected {expected}, found {actual}");
    Verdict::Failed(actual, difference)
}

/// Whether another linter, or the service, took the definition.
pub fn accepted(case: &Value) -> Verdict {
    let Some(valid) = case.get("valid").and_then(Value::as_bool) else {
        return Verdict::Skipped("the case does not say whether the definition is valid".to_owned());
    };
    let Some(document) = document(case) else { return Verdict::Skipped("the case holds no definition".to_owned()) };
    let found = lint(&document, options(case));
    let errors: Vec<String> = found.iter().filter(|found| found.severity == Severity::Error).map(sentence).collect();
    let mut actual = Object::new();
    actual.insert("valid", errors.is_empty());
    actual.insert("errors", errors.iter().map(|error| Value::from(error.as_str())).collect::<Vec<_>>());
    let actual = Value::from(actual);
    if errors.is_empty() == valid {
        return Verdict::Passed(actual);
    }
    let difference = if valid {
        format!("it was accepted, and we find {}", errors.join("; "))
    } else {
        "it was refused, and we find no error".to_owned()
    };
    Verdict::Failed(actual, difference)
}

/// A finding as CreateStateMachine words it.
fn sentence(found: &Diagnostic) -> String {
    format!("{}: {} at {}", found.code, found.message, found.location)
}

/// Whether the words stand in the sentence, quotes in them escaped or not.
fn quoted_in(sentence: &str, words: &str) -> bool {
    let plain = |text: &str| text.replace(['\\', '\'', '"'], "");
    plain(sentence).contains(&plain(words))
}

fn document(case: &Value) -> Option<Document> {
    let written = case.get("definition_text").or(case.pointer("/args/definition")).or(case.get("definition"))?;
    Some(match written.as_str() {
        Some(text) => Document::new(text),
        None => Document::new(written.to_json_pretty()),
    })
}

fn options(case: &Value) -> Options {
    let kind = case.pointer("/args/type").or(case.get("type")).and_then(Value::as_str);
    let workflow_type = if kind == Some("EXPRESS") { WorkflowType::Express } else { WorkflowType::Standard };
    Options { workflow_type, as_service: true }
}
