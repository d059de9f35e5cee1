//! Settings of a workflow that a second forecast tries otherwise: how often errors are retried, how many iterations run at once, how
//! many items a batch has.

use value::{Object, Value};

use super::WhatIf;
use crate::sheet::Sheet;

/// What a workflow has that can be set otherwise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Knobs {
    /// Whether any state retries.
    pub retries: bool,
    /// Whether there is a Map.
    pub maps: bool,
    /// Whether a Map takes its items in batches.
    pub batches: bool,
}

impl Knobs {
    /// What is there to be set.
    #[must_use]
    pub fn of(sheet: &Sheet) -> Self {
        let mut knobs = Self::default();
        for state in &sheet.document.picture.definition.states {
            knobs.retries |= !state.retry.is_empty();
            if let asl::definition::StateKind::Map(map) = &state.kind {
                knobs.maps = true;
                knobs.batches |= map.item_batcher.is_some();
            }
        }
        knobs
    }
}

impl WhatIf {
    /// Whether the definition itself is another one.
    pub(super) fn changes_definition(&self) -> bool {
        self.attempts.is_some() || self.concurrency.is_some() || self.batch.is_some()
    }

    /// The definition as it would be, in JSON.
    pub(super) fn definition(&self, json: &str) -> Result<String, String> {
        let mut machine = value::parse(json).map_err(|error| error.to_string())?;
        self.set_states(&mut machine);
        Ok(machine.to_json())
    }

    /// Sets what is to be otherwise in the states of a machine, a branch or a processor.
    fn set_states(&self, scope: &mut Value) {
        each_object(scope, |scope| {
            let Some(states) = scope.get_mut("States") else { return };
            each_object(states, |states| {
                let names: Vec<_> = states.keys().cloned().collect();
                for name in names {
                    if let Some(state) = states.get_mut(&name) {
                        each_object(state, |state| self.set_state(state));
                    }
                }
            });
        });
    }

    fn set_state(&self, state: &mut Object) {
        if let (Some(attempts), Some(retry)) = (self.attempts, state.get_mut("Retry")) {
            each_entry(retry, |retrier| retrier.insert("MaxAttempts", i64::from(attempts)));
        }
        if let (Some(concurrency), true) = (self.concurrency, state.get("Type").and_then(Value::as_str) == Some("Map")) {
            state.remove("MaxConcurrencyPath");
            state.insert("MaxConcurrency", i64::from(concurrency));
        }
        if let (Some(batch), Some(batcher)) = (self.batch, state.get_mut("ItemBatcher")) {
            each_object(batcher, |batcher| {
                batcher.remove("MaxItemsPerBatchPath");
                batcher.insert("MaxItemsPerBatch", i64::from(batch));
            });
        }
        for inner in ["ItemProcessor", "Iterator"] {
            if let Some(inner) = state.get_mut(inner) {
                self.set_states(inner);
            }
        }
        if let Some(Value::Array(branches)) = state.get_mut("Branches") {
            let mut all = branches.to_vec();
            all.iter_mut().for_each(|branch| self.set_states(branch));
            state.insert("Branches", all);
        }
    }
}

/// Changes an object in its place.
fn each_object(value: &mut Value, change: impl FnOnce(&mut Object)) {
    if let Some(object) = value.as_object() {
        let mut object = (**object).clone();
        change(&mut object);
        *value = object.into();
    }
}

/// Changes each object of a list in its place.
fn each_entry<T>(value: &mut Value, change: impl Fn(&mut Object) -> T) {
    if let Value::Array(entries) = value {
        let mut all = entries.to_vec();
        for entry in &mut all {
            each_object(entry, |object| drop(change(object)));
        }
        *value = all.into();
    }
}
