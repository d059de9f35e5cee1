//! A copy of a state beside it.

use super::Refusal;
use super::draft::Draft;
use super::fragment::Fragment;
use super::insert::{insert, insert_loose};
use super::place::Place;
use crate::definition::{StateId, StateKind};
use crate::document::Document;
use crate::graph::Slot;
use crate::text::Transaction;

/// Copies a state with all that is in it, under free names, and puts the copy behind it. A copy of a state that nothing
/// can simply follow (Choice, Succeed, Fail) stands beside the flow until something is led to it.
pub fn duplicate_state(document: &Document, state: StateId) -> Result<Transaction, Refusal> {
    let original = document.definition.state(state);
    let mut draft = Draft::new(document, format!("duplicate {}", original.name.value))?;
    let mut fragment = Fragment::of_states(document, &[state], state)?;
    fragment.drop_anchors()?;
    match original.kind {
        StateKind::Choice(_) | StateKind::Succeed | StateKind::Fail(_) => insert_loose(&mut draft, state, fragment)?,
        _ => {
            fragment.forget_way_on()?;
            insert(&mut draft, Place::On(Slot::Next(state)), fragment)?;
        }
    }
    Ok(draft.finish())
}
