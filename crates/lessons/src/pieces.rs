//! “Arrange these states”: those of the solution among others that look right and are not.

use std::sync::Arc;

use value::{Object, Value};

use crate::Task;

/// So many states that are not right are enough to choose from.
const MOST_DISTRACTORS: usize = 4;

/// A state to put in its place. It does not say where it goes next: that is the learner's part.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece {
    /// The state's name.
    pub name: String,
    /// Its fields.
    pub state: Value,
    /// Whether the solution has it.
    pub fits: bool,
}

/// The pieces, shuffled, always in the same way. Only states of the workflow's own scope: a Map or Parallel is one piece.
/// Those that do not fit are the author's distractors, then states that foreseen mistakes have in place of the right ones.
#[must_use]
pub fn pieces(task: &Task) -> Vec<Piece> {
    let piece = |fits: bool| move |(name, state): (String, Value)| Piece { name, state, fits };
    let right: Vec<Piece> = own_states(&task.solution.text).into_iter().map(piece(true)).collect();
    let mut others: Vec<Piece> = Vec::new();
    let written = task.distractors.iter().map(|(name, state)| (name.clone(), unplaced(state)));
    let mistaken = task.wrong.iter().filter_map(|wrong| only_difference(&right, own_states(&wrong.definition.text)));
    for other in written.chain(mistaken).map(piece(false)) {
        if others.len() < MOST_DISTRACTORS && !others.contains(&other) {
            others.push(other);
        }
    }
    let mut pieces: Vec<Piece> = right.into_iter().chain(others).collect();
    pieces.sort_by_key(|piece| scattered(&format!("{}{}", piece.name, piece.state.to_json())));
    pieces
}

/// The state that is another one than that of the same name in the solution, if it is the only one.
fn only_difference(right: &[Piece], states: Vec<(String, Value)>) -> Option<(String, Value)> {
    let is_other = |(name, state): &(String, Value)| right.iter().any(|piece| piece.name == *name && piece.state != *state);
    let mut others = states.into_iter().filter(is_other);
    let first = others.next()?;
    others.next().is_none().then_some(first)
}

/// The states of a definition's own scope, without their ways.
fn own_states(text: &str) -> Vec<(String, Value)> {
    let definition = value::parse(text).unwrap_or_default();
    let states = definition.get("States").and_then(Value::as_object).cloned().unwrap_or_default();
    states.iter().map(|(name, state)| (name.to_string(), unplaced(state))).collect()
}

/// A state without the fields that say where it goes next.
fn unplaced(state: &Value) -> Value {
    let Value::Object(fields) = state else { return state.clone() };
    let mut fields: Object = (**fields).clone();
    fields.remove("Next");
    fields.remove("End");
    Value::Object(Arc::new(fields))
}

/// A number that has nothing to do with the order of names.
fn scattered(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash: u32, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}
