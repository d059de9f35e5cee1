//! As JSON.

use value::{Number, Object, Value};

use crate::behaviour::{Behaviour, Difference, Run};
use crate::change::{Change, Comparison};

/// `{"same", "changes": […], "renames": {…}, "scenarios": […]}`.
#[must_use]
pub fn json(comparison: &Comparison, behaviour: &[Behaviour]) -> Value {
    let renames = comparison.names.iter().filter(|(before, after)| before != after);
    let mut object = Object::new();
    object.insert("same", comparison.is_empty());
    object.insert("changes", comparison.changes.iter().map(change).collect::<Vec<_>>());
    object.insert("renames", Value::object(renames.map(|(before, after)| (before.clone(), Value::from(after.clone())))));
    object.insert("scenarios", behaviour.iter().map(scenario).collect::<Vec<_>>());
    Value::from(object)
}

fn change(change: &Change) -> Value {
    let mut object = Object::new();
    let mut put = |name: &str, value: Value| drop(object.insert(name, value));
    match change {
        Change::Added { state, kind } | Change::Removed { state, kind } => {
            put("kind", Value::from(if matches!(change, Change::Added { .. }) { "added" } else { "removed" }));
            put("state", Value::from(state.clone()));
            put("type", Value::from(kind.as_str()));
        }
        Change::Renamed { from, to } => {
            put("kind", Value::from("renamed"));
            put("state", Value::from(to.clone()));
            put("from", Value::from(from.clone()));
        }
        Change::Moved { state, from, to } => {
            put("kind", Value::from("moved"));
            put("state", Value::from(state.clone()));
            put("from", Value::from(from.clone()));
            put("to", Value::from(to.clone()));
        }
        Change::Reordered { state, list, from, to } => {
            put("kind", Value::from("reordered"));
            put("state", Value::from(state.clone()));
            put("field", Value::from(list.as_str()));
            put("from", Value::from(*from as i64));
            put("to", Value::from(*to as i64));
        }
        Change::Field { state, pointer, old, new } => {
            put("kind", Value::from("field"));
            put("state", Value::from(state.clone()));
            put("field", Value::from(pointer.as_str()));
            for (name, value) in [("old", old), ("new", new)] {
                if let Some(value) = value {
                    put(name, value.clone());
                }
            }
        }
    }
    Value::from(object)
}

fn scenario(behaviour: &Behaviour) -> Value {
    let words = behaviour.differences.iter().map(|difference| {
        Value::from(match difference {
            Difference::Status => "status",
            Difference::Result => "result",
            Difference::Path => "path",
            Difference::Cost => "transitions",
            Difference::Duration => "duration",
        })
    });
    let mut object = Object::new();
    object.insert("scenario", behaviour.scenario.as_str());
    object.insert("differences", words.collect::<Vec<_>>());
    object.insert("old", run(&behaviour.old));
    object.insert("new", run(&behaviour.new));
    Value::from(object)
}

fn run(run: &Run) -> Value {
    let number = |number: f64| Value::from(Number::from_f64(number).map(Value::Number));
    let mut object = Object::new();
    object.insert("status", run.status);
    object.insert("result", run.result.clone());
    object.insert("path", run.path.iter().map(|state| Value::from(state.as_str())).collect::<Vec<_>>());
    object.insert("transitions", run.transitions as i64);
    object.insert("seconds", number(run.millis as f64 / 1000.0));
    object.insert("dollarsPerMillionRuns", number(run.dollars_per_million));
    Value::from(object)
}
