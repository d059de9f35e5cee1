//! Patterns: states that belong together, ready to be put into a workflow as one edit.

use asl::edit::NewState;

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
