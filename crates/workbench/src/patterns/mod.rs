//! Patterns: states that belong together, ready to be put into a workflow as one edit.

use asl::edit::NewState;
use value::Value;

use crate::palette::{Kind, PaletteItem};

/// A pattern's name, what it is for, what its tile looks like, and its states.
type Row = (&'static str, &'static str, Kind, &'static str);

const PATTERNS: [Row; 7] = [
    ("Retry with fallback", "Try again, then do something else", Kind::Task, include_str!("fallback.json")),
    ("Polling loop", "Start a job and ask until it is done", Kind::Wait, include_str!("polling.json")),
    ("Callback with timeout", "Wait for an answer, but not forever", Kind::Task, include_str!("callback.json")),
    ("Saga step", "Take back what was done if it fails", Kind::Task, include_str!("saga.json")),
    ("Fan-out", "Work on each item; one may fail alone", Kind::Map, include_str!("fan-out.json")),
    ("Idempotency guard", "Do it once, however often it is asked", Kind::Task, include_str!("idempotency.json")),
    ("Quorum", "Go on if two of three agree", Kind::Parallel, include_str!("quorum.json")),
];

/// Every pattern as something to add.
#[must_use]
pub fn patterns() -> Vec<PaletteItem> {
    let item = |(name, what, kind, states): Row| PaletteItem { kind, name, what, state: NewState::states(name, states) };
    PATTERNS.into_iter().map(item).collect()
}

/// The user's own patterns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnPatterns(pub Vec<OwnPattern>);

/// A pattern of the user's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnPattern {
    /// What it is called.
    pub name: String,
    /// The text of its states.
    pub states: String,
}

/// More are not kept: the oldest go.
const MOST: usize = 100;

impl OwnPatterns {
    /// What was written; what is no pattern is passed over.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let list = value::parse(text).ok();
        let text = |value: &Value, name: &str| Some(value.get(name)?.as_str()?.to_owned());
        let pattern = |value: &Value| Some(OwnPattern { name: text(value, "name")?, states: text(value, "states")? });
        Self(list.iter().filter_map(Value::as_array).flat_map(|list| list.iter()).filter_map(pattern).take(MOST).collect())
    }

    /// As text to keep.
    #[must_use]
    pub fn write(&self) -> String {
        let pattern = |pattern: &OwnPattern| {
            Value::object([("name", Value::from(pattern.name.as_str())), ("states", Value::from(pattern.states.as_str()))])
        };
        Value::from(self.0.iter().map(pattern).collect::<Vec<_>>()).to_json()
    }

    /// Keeps one more, under a name that is free; one with the same states is there already.
    pub fn keep(&mut self, name: &str, states: String) {
        if self.0.iter().any(|own| own.states == states) {
            return;
        }
        let name = crate::opening::free_name(name, |name| self.0.iter().any(|own| own.name == name));
        self.0.push(OwnPattern { name, states });
        if self.0.len() > MOST {
            self.0.remove(0);
        }
    }

    /// Gives one up.
    pub fn remove(&mut self, name: &str) {
        self.0.retain(|own| own.name != name);
    }
}
