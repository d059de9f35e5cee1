//! Comparing histories, where order may be open or branches were normalised.

use value::{Object, Value};

use super::compare::{difference, matches};

/// How the recording's order of events is to be taken.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// As it is.
    Strict,
    /// Events of branches and iterations may be in any order.
    Open,
    /// Events of branches were sorted, and `ParallelStateSucceeded` was dropped.
    Normalised,
}

/// Members of an event's details whose text was replaced by its value if it was an object.
const REPLACED: [&str; 4] = ["input", "output", "cause", "parameters"];

/// Events as recordings hold them: without timestamps, texts of objects replaced by their values.
pub fn as_recorded(events: &Value) -> Value {
    let events = events.as_array().map(|events| &***events).unwrap_or_default();
    Value::array(events.iter().map(|event| {
        let Some(members) = event.as_object() else { return event.clone() };
        let mut recorded = Object::new();
        for (name, member) in members.iter() {
            if name.ends_with("EventDetails") {
                recorded.insert(name.clone(), replace(member));
            } else {
                let placeholder = &**name == "timestamp";
                recorded.insert(name.clone(), if placeholder { Value::from("timestamp") } else { member.clone() });
            }
        }
        Value::from(recorded)
    }))
}

fn replace(details: &Value) -> Value {
    let Some(members) = details.as_object() else { return details.clone() };
    Value::object(members.iter().map(|(name, member)| {
        let replaced = match member {
            Value::Object(_) if &**name == "assignedVariables" => {
                let variables = member.as_object().map(|object| object.iter().map(|(name, value)| (name.clone(), parsed(value))));
                variables.map_or(Value::Null, Value::object)
            }
            member if REPLACED.contains(&&**name) => parsed(member),
            member => member.clone(),
        };
        (name.clone(), replaced)
    }))
}

fn parsed(text: &Value) -> Value {
    match text.as_str().filter(|text| text.starts_with('{')).map(value::parse) {
        Some(Ok(value)) => value,
        _ => text.clone(),
    }
}

/// The order that a case's recording is in.
pub fn order_of(expected: &Value) -> Order {
    if expected.get("parallel_events_normalised").and_then(Value::as_bool) == Some(true) {
        Order::Normalised
    } else if expected.get("event_order").and_then(Value::as_str) == Some("nondeterministic") {
        Order::Open
    } else {
        Order::Strict
    }
}

/// Events as a normalised recording holds them: branches without their numbers and order, the Parallel's end left out.
pub fn normalised(events: &Value) -> Value {
    let events = events.as_array().map(|events| &***events).unwrap_or_default();
    let kind = |event: &Value| event.get("type").and_then(Value::as_str).unwrap_or_default().to_owned();
    let mut kept: Vec<Value> = Vec::new();
    let mut branches: Vec<Value> = Vec::new();
    let mut inside = false;
    for event in events {
        match kind(event).as_str() {
            "ParallelStateSucceeded" | "ParallelStateFailed" => continue,
            "ParallelStateStarted" | "ParallelStateExited" => {
                branches.sort_by_key(|event| (kind(event), event.to_json()));
                kept.append(&mut branches);
                inside = kind(event) == "ParallelStateStarted";
                kept.push(event.clone());
            }
            _ if inside => {
                let mut members = event.as_object().map(|members| (**members).clone()).unwrap_or_default();
                members.insert("id", Value::array([0]));
                members.insert("previousEventId", 0);
                branches.push(Value::from(members));
            }
            _ => kept.push(event.clone()),
        }
    }
    kept.append(&mut branches);
    Value::from(kept)
}

/// In what a history differs from a recording.
pub fn compare(expected: &[Value], actual: &[Value], order: Order) -> Option<String> {
    let strict = compare_in_order(expected, actual);
    match order {
        Order::Strict => strict,
        Order::Open => strict.and_then(|_| compare_sets(expected, actual)),
        Order::Normalised => compare_sets(expected, actual),
    }
}

fn compare_in_order(expected: &[Value], actual: &[Value]) -> Option<String> {
    for (index, pair) in expected.iter().zip(actual).enumerate() {
        if let Some(difference) = difference(&without_timestamp(pair.0), &without_timestamp(pair.1)) {
            return Some(format!("event {}: {difference}", index + 1));
        }
    }
    let kind = |event: &Value| event.get("type").map(Value::to_json).unwrap_or_default();
    match (expected.get(actual.len()), actual.get(expected.len())) {
        (Some(missing), _) => Some(format!("event {} is missing: {}", actual.len() + 1, kind(missing))),
        (_, Some(surplus)) => Some(format!("event {} is not expected: {}", expected.len() + 1, kind(surplus))),
        _ => None,
    }
}

/// Every recorded event is there once, whatever its place.
fn compare_sets(expected: &[Value], actual: &[Value]) -> Option<String> {
    let mut left: Vec<Value> = actual.iter().map(without_place).collect();
    for event in expected {
        let wanted = without_place(event);
        match left.iter().position(|event| matches(&wanted, event)) {
            Some(index) => drop(left.swap_remove(index)),
            None => {
                let same_type = left.iter().find(|event| event.get("type") == wanted.get("type"));
                let nearest = same_type.and_then(|event| difference(&wanted, event)).unwrap_or_default();
                return Some(format!("no event like {}; nearest: {nearest}", wanted.to_json()));
            }
        }
    }
    left.first().map(|event| format!("event not expected: {}", event.to_json()))
}

fn without(event: &Value, names: &[&str]) -> Value {
    let Some(members) = event.as_object() else { return event.clone() };
    Value::object(
        members.iter().filter(|(name, _)| !names.contains(&&***name)).map(|(name, value)| (name.clone(), value.clone())),
    )
}

fn without_timestamp(event: &Value) -> Value {
    without(event, &["timestamp"])
}

fn without_place(event: &Value) -> Value {
    without(event, &["timestamp", "id", "previousEventId"])
}
