//! Which variables are set on some way, and on every way, to each state.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::definition::{Definition, MACHINE, ProcessorMode, ScopeId, State, StateId, StateKind, Template};
use crate::graph::{Slot, Target, inner_scopes, slots, target};

/// The variables set before a state.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Assigned {
    /// On every way.
    pub always: BTreeSet<Arc<str>>,
    /// On at least one way.
    pub sometimes: BTreeSet<Arc<str>>,
}

/// By state; a state that nothing leads to has none.
pub fn assigned(definition: &Definition) -> BTreeMap<StateId, Assigned> {
    let mut found = BTreeMap::new();
    scope(definition, MACHINE, &Assigned::default(), &mut found);
    found
}

/// The definition's depth bounds the recursion; the sets only grow or shrink, so the loop ends.
fn scope(definition: &Definition, id: ScopeId, outer: &Assigned, found: &mut BTreeMap<StateId, Assigned>) {
    let mut open = vec![];
    if let Target::State(first) = target(definition, Slot::StartAt(id)) {
        found.insert(first, outer.clone());
        open.push(first);
    }
    while let Some(id) = open.pop() {
        let state = definition.state(id);
        let Some(before) = found.get(&id).cloned() else { continue };
        for slot in slots(state) {
            let Target::State(to) = target(definition, slot) else { continue };
            let set = names(assign(state, slot));
            let mut after = before.clone();
            after.always.extend(set.iter().cloned());
            after.sometimes.extend(set);
            let joined = match found.get(&to) {
                None => after,
                Some(known) => Assigned {
                    always: known.always.intersection(&after.always).cloned().collect(),
                    sometimes: known.sometimes.union(&after.sometimes).cloned().collect(),
                },
            };
            if found.get(&to) != Some(&joined) {
                found.insert(to, joined);
                open.push(to);
            }
        }
    }
    for state in &definition.scope(id).states {
        let Some(before) = found.get(state).cloned() else { continue };
        for inner in inner_scopes(definition.state(*state)) {
            let config = definition.scope(inner).processor_config.as_ref().and_then(|config| config.mode);
            let distributed = config.is_some_and(|mode| mode.value == ProcessorMode::Distributed);
            scope(definition, inner, if distributed { &EMPTY } else { &before }, found);
        }
    }
}

static EMPTY: Assigned = Assigned { always: BTreeSet::new(), sometimes: BTreeSet::new() };

/// The `Assign` that is run on a way out of a state.
fn assign(state: &State, slot: Slot) -> Option<&Template> {
    match (slot, &state.kind) {
        (Slot::Catch(_, index), _) => state.catch.get(index)?.assign.as_ref(),
        (Slot::Rule(_, index), StateKind::Choice(choice)) => choice.rules.get(index)?.assign.as_ref(),
        _ => state.data.assign.as_ref(),
    }
}

fn names(assign: Option<&Template>) -> Vec<Arc<str>> {
    let Some(object) = assign.and_then(|assign| assign.value.as_object()) else { return vec![] };
    object.keys().map(|key| Arc::from(key.strip_suffix(".$").unwrap_or(key))).collect()
}
