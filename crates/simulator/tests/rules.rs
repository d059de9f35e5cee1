//! What the service does with odd definitions and data: each case names where it is known from. The files in `rules` hold
//! `{source, cases: [{name, definition | state | states, input, mocks, type, output | error, cause, events}]}`: a whole
//! definition, one state, or several that start with `A`.

mod common;

use simulator::Summary;
use value::Value;

const FILES: &[(&str, &str)] = &[
    ("choices", include_str!("rules/choices.json")),
    ("events", include_str!("rules/events.json")),
    ("expressions", include_str!("rules/expressions.json")),
    ("paths", include_str!("rules/paths.json")),
];

#[test]
fn odd_definitions_and_data_come_out_as_in_the_service() {
    let mut wrong = Vec::new();
    for (file, text) in FILES {
        for group in value::parse(text).expect(file).as_array().expect(file).iter() {
            assert!(group.get("source").and_then(Value::as_str).is_some(), "a group of {file} names no source");
            let cases = group.get("cases").and_then(Value::as_array).expect("cases");
            wrong.extend(cases.iter().filter_map(differs).map(|what| format!("{file}: {what}")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn definition(case: &Value) -> String {
    if let Some(whole) = case.get("definition") {
        return whole.to_json();
    }
    let language = case.get("language").map_or_else(String::new, |name| format!("\"QueryLanguage\":{},", name.to_json()));
    match case.get("state") {
        Some(state) => format!("{{{language}\"StartAt\":\"A\",\"States\":{{\"A\":{}}}}}", state.to_json()),
        None => format!("{{{language}\"StartAt\":\"A\",\"States\":{}}}", case.get("states").expect("states").to_json()),
    }
}

/// What is not as expected, if anything.
fn differs(case: &Value) -> Option<String> {
    let name = case.get("name").and_then(Value::as_str).unwrap_or("a case");
    let mut scenario = value::Object::new();
    for (from, to) in [("input", "input"), ("mocks", "mocks"), ("type", "type")] {
        if let Some(given) = case.get(from) {
            scenario.insert(to, given.clone());
        }
    }
    let execution = common::run(&definition(case), &Value::from(scenario).to_json());
    let summary = Summary::of(&execution);
    let given = format!("{:?} {:?} {:?}", summary.output.as_ref().map(Value::to_json), summary.error, summary.cause);
    let fits = match case.get("output") {
        Some(output) => summary.output.as_ref().is_some_and(|given| given.to_json() == output.to_json()),
        None => {
            let text = |key: &str| case.get(key).and_then(Value::as_str);
            // The cause's beginning names the state and its event.
            let cause = |wanted: &str| summary.cause.as_deref().is_some_and(|cause| cause.ends_with(wanted));
            text("error") == summary.error.as_deref() && text("cause").is_none_or(cause)
        }
    };
    (!fits).then(|| format!("{name}: {given}"))
}
