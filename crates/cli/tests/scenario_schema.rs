//! The published schema says of scenario files what the reader does.

#[path = "../../lessons/tests/common/validator.rs"]
mod validator;

use simulator::scenario::{members, read_scenarios};
use validator::Validator;
use value::{Object, Value};

/// Every member that there is.
const ALL: &str = r#"{"version": 1, "scenarios": [{"name": "a", "description": "b", "type": "EXPRESS", "input": [1], "seed": 7,
    "startTime": "2026-01-01T00:00:00Z",
    "mocks": {"A": {"Return": {"x": 1}, "DelaySeconds": {"min": 1, "mode": 2, "max": 3}, "Heartbeat": false},
        "B": {"0": {"Throw": {"Error": "E", "Cause": "c"}, "FailureRate": 0.5}, "1-": {"Evaluate": "{% 1 %}"}},
        "C": [{"When": "{% true %}", "Calls": "0-1", "Iteration": 3, "Attempt": "1-", "Await": true}, {"Return": 1, "DelaySeconds": 2}],
        "D": {"result": "{}"}, "E": {"errorOutput": {"error": "E", "cause": "c"}}},
    "services": {"lambda": {"F": "{% $event %}"}},
    "workflows": {"W": {"definition": {"StartAt": "P", "States": {"P": {"Type": "Pass", "End": true}}}, "type": "EXPRESS", "mocks": {"P": {"Return": 1}}}},
    "expect": {"status": "SUCCEEDED", "output": 1, "outputMatches": {"a": {"$min": 1}}, "outputWhere": "$ = 1", "error": "E", "cause": "c",
        "virtualSeconds": 1, "transitions": {"max": 3}, "events": {"min": 1}, "cost": 0.5, "path": ["A"],
        "states": {"A": {"iteration": 0, "visits": 1, "attempts": 1, "status": "CAUGHT", "error": "E", "input": 1, "inputMatches": 1, "output": 1, "outputMatches": 1},
            "B": [{"iteration": 1}]}}}]}"#;

fn schema() -> Value {
    value::parse(include_str!("../../../docs/scenarios.schema.json")).expect("the schema is JSON")
}

fn check(schema: &Value, file: &Value) -> Result<(), String> {
    Validator(schema).check(schema, file, "")
}

#[test]
fn every_example_is_valid_by_the_schema() {
    let schema = schema();
    for example in gallery::examples() {
        assert_eq!(check(&schema, &value::parse(example.scenarios).expect("JSON")), Ok(()), "{}", example.slug);
    }
    assert!(read_scenarios(ALL).is_ok(), "{:?}", read_scenarios(ALL).err());
    assert_eq!(check(&schema, &value::parse(ALL).expect("JSON")), Ok(()));
}

#[test]
fn the_schema_has_the_members_that_the_reader_knows_and_no_other() {
    let schema = schema();
    let known = |of: &str| -> Vec<String> {
        let properties = schema.pointer(&format!("/$defs/{of}/properties")).and_then(Value::as_object).expect(of);
        let mut names: Vec<_> = properties.keys().map(|name| name.to_string()).collect();
        names.sort();
        names
    };
    let sorted = |lists: &[&[&str]]| -> Vec<String> {
        let mut names: Vec<_> = lists.iter().flat_map(|list| list.iter()).map(|name| (*name).to_owned()).collect();
        names.sort();
        names
    };
    assert_eq!(known("scenario"), sorted(&[&members::SCENARIO]));
    assert_eq!(known("answer"), sorted(&[&members::REPLIES, &members::ANSWER]));
    assert_eq!(known("case"), sorted(&[&members::REPLIES, &members::ANSWER, &members::CASE]));
    assert_eq!(known("expectation"), sorted(&[&members::EXPECT]));
    assert_eq!(known("state"), sorted(&[&members::STATE]));
    let all = value::parse(ALL).expect("JSON");
    let told = include_str!("../../../docs/scenarios.md");
    for name in ["scenario", "case", "expectation", "state"].into_iter().flat_map(known) {
        assert!(has(&all, &name), "the file with all members lacks {name}");
        assert!(told.contains(&format!("`{name}`")), "the documentation lacks {name}");
    }
}

fn has(value: &Value, name: &str) -> bool {
    match value {
        Value::Object(members) => members.iter().any(|(key, value)| **key == *name || has(value, name)),
        Value::Array(elements) => elements.iter().any(|element| has(element, name)),
        _ => false,
    }
}

#[test]
fn what_is_read_is_valid_by_the_schema() {
    let schema = schema();
    let others =
        ["null", "true", "-1", "\"x\"", "[]", "{}", "[{}]", "1.5", "{\"min\":2}"].map(|text| value::parse(text).expect("JSON"));
    let all = value::parse(ALL).expect("JSON");
    let (mut read, mut refused) = (0, 0);
    let mut pointers = vec![];
    collect(&all, &mut vec![], &mut pointers);
    for (pointer, other) in pointers.iter().flat_map(|pointer| others.iter().map(move |other| (pointer, other))) {
        let changed = set(&all, pointer, other);
        match read_scenarios(&changed.to_json()) {
            Ok(_) => {
                assert_eq!(check(&schema, &changed), Ok(()), "{pointer:?} is {other}");
                read += 1;
            }
            Err(_) => refused += 1,
        }
    }
    assert!(read > 50 && refused > 200, "{read} read, {refused} refused");
}

#[test]
fn the_schema_refuses_what_it_should() {
    let schema = schema();
    for (scenario, expected) in [
        (r#"{"mock": {}}"#, "/scenarios/0 has mock"),
        (r#"{"mocks": {"A": {}}}"#, "/scenarios/0/mocks/A fits nothing"),
        (r#"{"mocks": {"A": {"Return": 1, "When": "x"}}}"#, "/scenarios/0/mocks/A fits nothing"),
        (r#"{"expect": {"path": "A"}}"#, "/scenarios/0/expect/path is no array"),
        (r#"{"seed": "7"}"#, "/scenarios/0/seed is no integer"),
    ] {
        let file = value::parse(&format!(r#"{{"scenarios": [{scenario}]}}"#)).expect("JSON");
        assert_eq!(check(&schema, &file), Err(expected.to_owned()));
    }
}

fn collect(value: &Value, at: &mut Vec<String>, pointers: &mut Vec<Vec<String>>) {
    let inner: Vec<(String, &Value)> = match value {
        Value::Object(members) => members.iter().map(|(name, value)| (name.to_string(), value)).collect(),
        Value::Array(elements) => elements.iter().enumerate().map(|(index, value)| (index.to_string(), value)).collect(),
        _ => return,
    };
    for (name, value) in inner {
        at.push(name);
        // The version is not looked at by the reader.
        if at[0] == "scenarios" {
            pointers.push(at.clone());
        }
        collect(value, at, pointers);
        at.pop();
    }
}

fn set(value: &Value, at: &[String], other: &Value) -> Value {
    let Some((name, rest)) = at.split_first() else { return other.clone() };
    match value {
        Value::Array(elements) => {
            Value::array(elements.iter().enumerate().map(|(index, element)| match index.to_string() == *name {
                true => set(element, rest, other),
                false => element.clone(),
            }))
        }
        Value::Object(members) => {
            let mut members: Object = (**members).clone();
            let inner = members.get(name).map(|inner| set(inner, rest, other)).unwrap_or_default();
            members.insert(name.as_str(), inner);
            Value::from(members)
        }
        other => other.clone(),
    }
}
