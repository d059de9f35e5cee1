//! Renaming a state with every reference to it.

use super::Refusal;
use super::draft::Draft;
use super::heal::scope_slots;
use super::names::LONGEST_NAME;
use super::slots::set_target;
use crate::definition::StateId;
use crate::document::Document;
use crate::graph::{Target, target};
use crate::surgery::rename_member;
use crate::text::{TextEdit, Transaction};

/// Renames a state. Names are unique over the whole machine.
pub fn rename_state(document: &Document, state: StateId, name: &str) -> Result<Transaction, Refusal> {
    let old = &*document.definition.state(state).name.value;
    if name == old {
        return Err(Refusal::new("it has this name already"));
    }
    if name.trim().is_empty() {
        return Err(Refusal::new("a state needs a name"));
    }
    if name.chars().count() > LONGEST_NAME {
        return Err(Refusal::new(format!("a name has at most {LONGEST_NAME} characters")));
    }
    if name.chars().any(char::is_control) {
        return Err(Refusal::new("a name has no line breaks or control characters"));
    }
    if document.definition.find(name).is_some() {
        return Err(Refusal::new(format!("there is a state `{name}` already")));
    }
    let draft = Draft::new(document, format!("rename {old} to {name}"))?;
    draft.finish_with(rename_edits(document, state, name))
}

/// The edits that rename a state and all references to it, which are in its scope.
pub(super) fn rename_edits(document: &Document, state: StateId, name: &str) -> Vec<TextEdit> {
    let definition = &document.definition;
    let state = definition.state(state);
    let references =
        scope_slots(definition, state.scope).into_iter().filter(|slot| target(definition, *slot) == Target::State(state.id));
    let mut edits: Vec<TextEdit> = rename_member(&document.tree, state.node, name).into_iter().collect();
    edits.extend(references.filter_map(|slot| set_target(document, slot, Some(name)).ok()).flatten());
    edits
}
