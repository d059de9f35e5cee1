//! Deleting and moving states; the flow closes behind them.

use std::collections::{BTreeMap, BTreeSet};

use super::Refusal;
use super::draft::Draft;
use super::fragment::Fragment;
use super::heal::heal;
use super::insert::insert;
use super::place::{Place, find_place, is_within, place_key, slot_owner, slot_scope};
use crate::definition::{NodeId, ScopeId, StateId};
use crate::document::{Document, StateKey};
use crate::graph::{Slot, Target, target};
use crate::surgery::remove_children;
use crate::text::{TextEdit, Transaction};

/// Deletes states with all that is in them. What led to one leads to what followed it.
pub fn delete_states(document: &Document, states: &[StateId]) -> Result<Transaction, Refusal> {
    let definition = &document.definition;
    if states.is_empty() {
        return Err(Refusal::new("nothing is chosen"));
    }
    if states.iter().any(|id| definition.states.get(id.0 as usize).is_none()) {
        return Err(Refusal::new("this state is no longer there"));
    }
    let nested = |id: &StateId| states.iter().any(|outer| is_within(definition, definition.state(*id).scope, *outer));
    let mut by_scope: BTreeMap<ScopeId, Vec<StateKey>> = BTreeMap::new();
    for id in states.iter().filter(|id| !nested(id)) {
        by_scope.entry(definition.state(*id).scope).or_default().push(document.key(*id));
    }
    let label = match states {
        [one] => format!("delete {}", definition.state(*one).name.value),
        many => format!("delete {} states", many.len()),
    };
    let mut draft = Draft::new(document, label)?;
    let mut edits = vec![];
    for keys in by_scope.values() {
        draft.take_out(std::mem::take(&mut edits))?;
        edits = take_out(&mut draft, keys)?;
    }
    draft.finish_without(edits)
}

/// Moves a state with all that is in it; the flow closes behind it and opens where it goes.
pub fn move_state(document: &Document, state: StateId, place: Place) -> Result<Transaction, Refusal> {
    let definition = &document.definition;
    let Some(moved) = definition.states.get(state.0 as usize) else {
        return Err(Refusal::new("this state is no longer there"));
    };
    let label = format!("move {}", moved.name.value);
    let mut fragment = Fragment::of_states(document, &[state], state)?;
    fragment.forget_way_on()?;
    moved_to(document, &[state], fragment, place, label)
}

/// Puts states, made ready to go elsewhere, at a place; they are taken out where they were.
pub(super) fn moved_to(
    document: &Document,
    states: &[StateId],
    fragment: Fragment,
    place: Place,
    label: String,
) -> Result<Transaction, Refusal> {
    check_place(document, states, place)?;
    let led_to = |document: &Document, place: Place| match place {
        Place::On(slot) => match target(&document.definition, slot) {
            Target::State(to) => Some(document.key(to)),
            _ => None,
        },
        _ => None,
    };
    let (place, expected) = (place_key(document, place), led_to(document, place));
    let keys: Vec<StateKey> = states.iter().map(|state| document.key(*state)).collect();
    let mut draft = Draft::new(document, label)?;
    let edits = take_out(&mut draft, &keys)?;
    draft.take_out(edits)?;
    let found = find_place(&draft.document, place).filter(|place| led_to(&draft.document, *place) == expected);
    let Some(place) = found else {
        draft.check()?;
        return Err(Refusal::new("this place goes when the state is taken out"));
    };
    insert(&mut draft, place, fragment)?;
    let change = draft.finish();
    if change.is_empty() { Err(Refusal::new("it is there already")) } else { Ok(change) }
}

fn check_place(document: &Document, states: &[StateId], place: Place) -> Result<(), Refusal> {
    let definition = &document.definition;
    let scope = match place {
        Place::On(slot) => slot_scope(definition, slot).ok_or_else(|| Refusal::new("this place is no longer there"))?,
        Place::End(scope) => scope,
        Place::NewBranch(parallel) if states.contains(&parallel) => return Err(Refusal::new("a state cannot go into itself")),
        Place::NewBranch(parallel) => definition.state(parallel).scope,
    };
    if states.iter().any(|state| is_within(definition, scope, *state)) {
        return Err(Refusal::new("a state cannot go into itself"));
    }
    if let Place::On(slot) = place {
        let leads_to_itself = matches!(target(definition, slot), Target::State(to) if states.contains(&to));
        let own_way = slot_owner(slot).is_some_and(|owner| states.contains(&owner));
        if own_way || (leads_to_itself && !matches!(slot, Slot::Rule(..) | Slot::Catch(..))) {
            return Err(Refusal::new("it is there already"));
        }
    }
    Ok(())
}

/// Leads the flow around states of one scope; the edits that take them out are left to be done.
fn take_out(draft: &mut Draft, keys: &[StateKey]) -> Result<Vec<TextEdit>, Refusal> {
    let found = |draft: &Draft| -> BTreeSet<StateId> { keys.iter().filter_map(|key| draft.document.state(*key)).collect() };
    let gone = found(draft);
    let Some(first) = gone.iter().next() else { return Ok(vec![]) };
    let scope = draft.document.definition.state(*first).scope;
    let edits = heal(&draft.document, scope, &gone)?;
    draft.change(edits)?;
    let gone = found(draft);
    let definition = &draft.document.definition;
    let nodes: Vec<NodeId> = gone.iter().map(|id| definition.state(*id).node).collect();
    let Some(states) = gone.iter().next().and_then(|id| definition.scope(definition.state(*id).scope).states_node) else {
        return Ok(vec![]);
    };
    Ok(remove_children(&draft.document.tree, states, &nodes))
}
