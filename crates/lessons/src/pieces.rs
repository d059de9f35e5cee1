//! “Arrange these states”: those of the solution among others that look right and are not.

use std::sync::Arc;

use value::Value;

use crate::Task;

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

/// The pieces, shuffled, always in the same way. Only the states of the workflow's own scope: a Map or Parallel is one piece.
#[must_use]
pub fn pieces(task: &Task) -> Vec<Piece> {
    let solution = value::parse(&task.solution.text).unwrap_or_default();
    let states = solution.get("States").and_then(Value::as_object);
    let own = states.into_iter().flat_map(|states| states.iter()).map(|(name, state)| (name.to_string(), state, true));
    let others = task.distractors.iter().map(|(name, state)| (name.clone(), state, false));
    let mut pieces: Vec<Piece> =
        own.chain(others).map(|(name, state, fits)| Piece { state: unplaced(state), name, fits }).collect();
    pieces.sort_by_key(|piece| (scattered(&piece.name), !piece.fits));
    pieces
}

/// A state without the fields that say where it goes next.
fn unplaced(state: &Value) -> Value {
    let mut state = state.clone();
    if let Value::Object(fields) = &mut state {
        let fields = Arc::make_mut(fields);
        fields.remove("Next");
        fields.remove("End");
    }
    state
}

/// A number that has nothing to do with the order of names.
fn scattered(name: &str) -> u32 {
    name.bytes().fold(0x811c_9dc5, |hash: u32, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}
