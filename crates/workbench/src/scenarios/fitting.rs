//! An answer that fits: what a Task's own fields, and the state after it, read of its result.

use asl::definition::{State, StateId};
use asl::document::Document;
use asl::tree::Kind;
use value::{Object, Value};

/// Fields that read the result of a JSONPath Task.
const OF_RESULT: [&str; 1] = ["ResultSelector"];
/// Fields that may read what `ResultPath` leaves.
const OF_OUTPUT: [&str; 2] = ["OutputPath", "Assign"];

/// An answer with everything in it that the state and the one after it read; `base` is what there is already.
#[must_use]
pub fn fitting(document: &Document, id: StateId, base: Value) -> Value {
    let definition = &document.definition;
    let state = definition.state(id);
    let mut answer = base;
    let mut need = |path: &[String], like: Value| put(&mut answer, path, like);
    let jsonata = texts_of(document, state, &["Output", "Assign"]);
    for path in jsonata.iter().flat_map(|(text, _)| after(text, "$states.result")) {
        need(&path, Value::from("text"));
    }
    for (text, _) in texts_of(document, state, &OF_RESULT) {
        for path in after(&text, "$") {
            need(&path, Value::from("text"));
        }
    }
    // What comes after is read through the place that the result is put at.
    let place = match field_text(document, state, "ResultPath") {
        Some(path) => after(&path, "$").into_iter().next().unwrap_or_default(),
        None => Vec::new(),
    };
    let has_selector = document.tree.find(&format!("{}/ResultSelector", document.tree.pointer(state.node))).is_some();
    let discarded = field_kind(document, state, "ResultPath") == Some(Kind::Null);
    if has_selector || discarded {
        return answer;
    }
    let next = field_text(document, state, "Next").and_then(|name| definition.find(&name)).map(|id| definition.state(id));
    let own = texts_of(document, state, &OF_OUTPUT);
    let after_it = next.map(|next| texts_of(document, next, &[])).unwrap_or_default();
    for (text, like) in own.iter().chain(&after_it) {
        for path in after(text, "$") {
            if let Some(inner) = path.strip_prefix(place.as_slice()).filter(|inner| !inner.is_empty()) {
                need(inner, like.clone());
            }
        }
    }
    answer
}

fn field_kind(document: &Document, state: &State, field: &str) -> Option<Kind> {
    let node = document.tree.find(&format!("{}/{field}", document.tree.pointer(state.node)))?;
    Some(document.tree.kind(node))
}

fn field_text(document: &Document, state: &State, field: &str) -> Option<String> {
    let node = document.tree.find(&format!("{}/{field}", document.tree.pointer(state.node)))?;
    document.tree.value(node).as_str().map(str::to_owned)
}

/// The texts in these fields of a state, or in all of its own, each with what a value that it reads looks like.
fn texts_of(document: &Document, state: &State, fields: &[&str]) -> Vec<(String, Value)> {
    const NOT_ITS_OWN: [&str; 7] = ["Branches", "ItemProcessor", "Iterator", "ResultSelector", "ResultPath", "Comment", "Next"];
    let mut texts = Vec::new();
    for child in document.tree.children(state.node) {
        let name = document.tree.key(child).unwrap_or_default();
        let wanted = if fields.is_empty() { !NOT_ITS_OWN.contains(&&*name) } else { fields.contains(&&*name) };
        if wanted {
            collect(&document.tree.value(child), &mut texts);
        }
    }
    texts
}

fn collect(value: &Value, texts: &mut Vec<(String, Value)>) {
    match value {
        Value::String(text) => texts.push((text.to_string(), Value::from("text"))),
        Value::Array(elements) => elements.iter().for_each(|element| collect(element, texts)),
        Value::Object(members) => {
            if let Some(Value::String(path)) = members.get("Variable") {
                texts.push((path.to_string(), compared(members)));
            }
            members.iter().filter(|(name, _)| &***name != "Variable").for_each(|(_, value)| collect(value, texts));
        }
        _ => {}
    }
}

/// A value that a rule's comparison is about.
fn compared(rule: &Object) -> Value {
    let mut found = Value::from("text");
    for (name, value) in rule.iter() {
        found = match &**name {
            name if name.starts_with("Numeric") && !name.ends_with("Path") => value.clone(),
            name if name.starts_with("Numeric") || name == "IsNumeric" => Value::from(1),
            "BooleanEquals" | "StringEquals" | "TimestampEquals" => value.clone(),
            "BooleanEqualsPath" | "IsBoolean" => Value::from(true),
            name if name.starts_with("Timestamp") || name == "IsTimestamp" => Value::from("2026-01-01T00:00:00Z"),
            _ => continue,
        };
    }
    found
}

/// The paths of names that follow a root in a text: of `$.a.b` and `$.c[0].d` these are `a b` and `c d`'s first part. Steps
/// that are no plain names end a path.
fn after(text: &str, root: &str) -> Vec<Vec<String>> {
    let mut paths = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(root) {
        let before = rest[..at].chars().next_back();
        rest = &rest[at + root.len()..];
        // `$$.Execution`, `$states` and `$name` are other roots.
        if before != Some('$') && rest.starts_with('.') {
            let mut path = Vec::new();
            while let Some(after_dot) = rest.strip_prefix('.') {
                let end = after_dot.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(after_dot.len());
                if end == 0 {
                    break;
                }
                path.push(after_dot[..end].to_owned());
                rest = &after_dot[end..];
            }
            // A call's name, such as `$.length()`, is no member.
            if rest.starts_with('(') {
                path.pop();
            }
            if !path.is_empty() {
                paths.push(path);
            }
        }
    }
    paths
}

/// Puts a value at a path where nothing is yet.
fn put(value: &mut Value, path: &[String], like: Value) {
    let Some((name, rest)) = path.split_first() else { return };
    let mut members = match value {
        Value::Object(members) => (**members).clone(),
        Value::Null => Object::new(),
        // What is there and is no object is what it is.
        _ => return,
    };
    let mut inner = members.get(name).cloned().unwrap_or_default();
    if rest.is_empty() {
        if inner.is_null() {
            inner = like;
        }
    } else {
        if inner.as_str().is_some_and(|text| text == "text") {
            inner = Value::Null;
        }
        put(&mut inner, rest, like);
    }
    members.insert(name.as_str(), inner);
    *value = Value::from(members);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fitted(text: &str, base: &str) -> String {
        let document = Document::new(text);
        let id = document.definition.find("T").expect("the state");
        fitting(&document, id, value::parse(base).expect("JSON")).to_json()
    }

    fn machine(task: &str, next: &str) -> String {
        format!(
            r#"{{"StartAt": "T", "States": {{"T": {{"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", {task}}}, {next}}}}}"#
        )
    }

    const PASS: &str = r#""P": {"Type": "Pass", "Parameters": {"id.$": "$.pay.id", "who.$": "$.name"}, "End": true}"#;

    #[test]
    fn an_answer_has_what_the_state_and_the_next_one_read() {
        let selector = machine(
            r#""ResultSelector": {"a.$": "$.Payload.x.y", "n.$": "States.Format('{}', $.Payload.n)"}, "Next": "P""#,
            PASS,
        );
        assert_eq!(fitted(&selector, "null"), r#"{"Payload":{"x":{"y":"text"},"n":"text"}}"#);
        assert_eq!(fitted(&machine(r#""ResultPath": "$.pay", "Next": "P""#, PASS), "null"), r#"{"id":"text"}"#);
        assert_eq!(fitted(&machine(r#""ResultPath": null, "Next": "P""#, PASS), "null"), "null");
        let choice = r#""C": {"Type": "Choice", "Choices": [{"Variable": "$.total", "NumericGreaterThan": 100, "Next": "C"}, {"And": [{"Variable": "$.ok", "BooleanEquals": true}], "Next": "C"}]}"#;
        assert_eq!(fitted(&machine(r#""Next": "C""#, choice), "null"), r#"{"total":100,"ok":true}"#);
        let jsonata =
            machine(r#""QueryLanguage": "JSONata", "Output": {"x": "{% $states.result.Payload.total %}"}, "End": true"#, PASS);
        assert_eq!(fitted(&jsonata, "null"), r#"{"Payload":{"total":"text"}}"#);
    }

    #[test]
    fn what_is_there_already_stays() {
        let text = machine(r#""ResultPath": "$.pay", "Next": "P""#, PASS);
        assert_eq!(fitted(&text, r#"{"id": 7, "more": [1]}"#), r#"{"id":7,"more":[1]}"#);
        assert_eq!(fitted(&text, "[1]"), "[1]");
    }
}
