//! Closing the flow where states are taken out.

use std::collections::{BTreeMap, BTreeSet};

use super::Refusal;
use super::slots::{entry, set_target};
use crate::definition::{Definition, NodeId, ScopeId, StateId, StateKind};
use crate::document::Document;
use crate::graph::{Slot, Target, slots, target};
use crate::surgery::remove_children;
use crate::text::TextEdit;

/// The edits that lead everything around these states of one scope: what led to one leads to what followed it.
pub(super) fn heal(document: &Document, scope: ScopeId, gone: &BTreeSet<StateId>) -> Result<Vec<TextEdit>, Refusal> {
    let definition = &document.definition;
    let mut edits = Vec::new();
    let mut entries: BTreeMap<NodeId, Vec<NodeId>> = BTreeMap::new();
    let mut take_out = |slot| {
        if let Some((container, child)) = entry(document, slot) {
            entries.entry(container).or_default().push(child);
        }
    };
    for slot in scope_slots(definition, scope) {
        let Target::State(to) = target(definition, slot) else { continue };
        let leaves = match slot {
            Slot::StartAt(_) => true,
            Slot::Next(state) | Slot::Rule(state, _) | Slot::Default(state) | Slot::Catch(state, _) => !gone.contains(&state),
        };
        if !leaves || !gone.contains(&to) {
            continue;
        }
        let onward = successor(definition, to, gone);
        let name = onward.map(|state| &*definition.state(state).name.value);
        match (slot, name) {
            (Slot::StartAt(scope), None) => match definition.scope(scope).states.iter().find(|state| !gone.contains(state)) {
                Some(first) => edits.extend(set_target(document, slot, Some(&definition.state(*first).name.value))?),
                None => take_out(slot),
            },
            (Slot::Next(_), name) => edits.extend(set_target(document, slot, name)?),
            (_, Some(name)) => edits.extend(set_target(document, slot, Some(name))?),
            (_, None) => take_out(slot),
        }
    }
    for (container, children) in entries {
        edits.extend(remove_children(&document.tree, container, &children));
    }
    Ok(edits)
}

/// All slots of a scope, `StartAt` first.
pub(super) fn scope_slots(definition: &Definition, scope: ScopeId) -> Vec<Slot> {
    let states = &definition.scope(scope).states;
    std::iter::once(Slot::StartAt(scope)).chain(states.iter().flat_map(|state| slots(definition.state(*state)))).collect()
}

/// The first state after `state` on its ordinary way that stays; `None` where that way ends.
pub(super) fn successor(definition: &Definition, state: StateId, gone: &BTreeSet<StateId>) -> Option<StateId> {
    let mut seen = BTreeSet::new();
    let mut current = state;
    loop {
        if !seen.insert(current) {
            return None;
        }
        let next = ordinary_way(definition, current)?;
        if !gone.contains(&next) {
            return Some(next);
        }
        current = next;
    }
}

/// Where a state leads if nothing special happens: `Next`, or a Choice's `Default`, or its first rule.
fn ordinary_way(definition: &Definition, state: StateId) -> Option<StateId> {
    let follow = |slot| match target(definition, slot) {
        Target::State(to) => Some(to),
        _ => None,
    };
    match &definition.state(state).kind {
        StateKind::Choice(choice) => follow(Slot::Default(state))
            .or_else(|| (0..choice.rules.len()).find_map(|index| follow(Slot::Rule(state, index)).filter(|to| *to != state))),
        StateKind::Succeed | StateKind::Fail(_) => None,
        _ => follow(Slot::Next(state)),
    }
}

/// The states of a scope that its start leads to.
pub(super) fn reachable(definition: &Definition, scope: ScopeId) -> BTreeSet<StateId> {
    reachable_in_order(definition, scope).into_iter().collect()
}

/// The same, each state as soon as the flow can come to it.
pub(super) fn reachable_in_order(definition: &Definition, scope: ScopeId) -> Vec<StateId> {
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    let mut open = vec![Slot::StartAt(scope)];
    while let Some(slot) = open.pop() {
        if let Target::State(state) = target(definition, slot)
            && seen.insert(state)
        {
            found.push(state);
            open.extend(slots(definition.state(state)).into_iter().rev());
        }
    }
    found
}
