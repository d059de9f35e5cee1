//! Finding the state to test in a definition that may be that state alone.

use std::collections::BTreeSet;
use std::sync::Arc;

use asl::document::Document;
use asl::lint::{self, Severity};
use value::{Object, Value};

use super::{TESTED_STATE, TestError, TestRequest};
use crate::program::{Program, StateIndex, load};

/// The program of a definition, and the state to test in it.
pub(super) fn state_to_test(request: &TestRequest) -> Result<(Program, StateIndex), TestError> {
    let machine = match &request.state_name {
        Some(_) => request.definition.clone(),
        None => machine_around(&request.definition),
    };
    let name = request.state_name.as_deref().unwrap_or(TESTED_STATE);
    if name.is_empty() {
        let message = "Parameter validation failed:\nInvalid length for parameter stateName, value: 0, valid min length: 1";
        return Err(TestError { code: "ParamValidationError", message: message.to_owned() });
    }
    let text = machine.to_json();
    let document = Document::new(text.as_str());
    let errors = lint::lint(&document, lint::Options::default());
    if let Some(error) = errors.iter().find(|diagnostic| diagnostic.severity == Severity::Error) {
        return Err(TestError::definition(format!("{}: {} at {}", error.code, error.message, error.location)));
    }
    let program = load(&text).map_err(|problems| {
        let problem = problems.first().map(|problem| format!("{} at {}", problem.message, problem.location));
        TestError::definition(format!("SCHEMA_VALIDATION_FAILED: {}", problem.unwrap_or_default()))
    })?;
    let index = program.state_names().iter().position(|known| **known == *name);
    let index = index.ok_or_else(|| TestError::validation("State not found in definition"))?;
    Ok((program, StateIndex(index as u32)))
}

/// The `Resource` of the state to test.
pub(super) fn resource(request: &TestRequest) -> Option<Arc<str>> {
    let state = match &request.state_name {
        Some(name) => named(&request.definition, name)?,
        None => &request.definition,
    };
    state.get("Resource").and_then(Value::as_str).map(Arc::from)
}

/// A state of this name at any depth.
fn named<'v>(value: &'v Value, name: &str) -> Option<&'v Value> {
    match value {
        Value::Object(members) => {
            let own = members.get("States").and_then(|states| states.get(name));
            own.or_else(|| members.values().find_map(|member| named(member, name)))
        }
        Value::Array(items) => items.iter().find_map(|item| named(item, name)),
        _ => None,
    }
}

/// A machine that holds a lone state, and a state for each that it names as its next.
fn machine_around(state: &Value) -> Value {
    let mut targets = BTreeSet::new();
    collect_targets(state, &mut targets);
    let mut states = Object::new();
    states.insert(TESTED_STATE, state.clone());
    for target in targets {
        states.insert(target, Value::object([("Type", "Succeed")]));
    }
    let mut machine = Object::new();
    machine.insert("StartAt", TESTED_STATE);
    machine.insert("States", states);
    // Of a lone state, everything but the state itself is reachable by its own doing.
    Value::from(machine)
}

/// The states that a state names in `Next` and `Default`, at its own level.
fn collect_targets(state: &Value, targets: &mut BTreeSet<Arc<str>>) {
    let Some(members) = state.as_object() else { return };
    for (name, member) in members.iter() {
        match (&**name, member) {
            ("Next" | "Default", Value::String(target)) => drop(targets.insert(target.clone())),
            ("Choices" | "Catch", Value::Array(entries)) => entries.iter().for_each(|entry| collect_targets(entry, targets)),
            _ => {}
        }
    }
}
