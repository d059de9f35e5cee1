//! Which variables are set on some way, and on every way, to each state.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::order::Agenda;
use crate::definition::{Definition, MACHINE, ProcessorMode, ScopeId, State, StateId, StateKind, Template};
use crate::graph::{Slot, Target, Ways, inner_scopes};

/// More variables than this are not followed.
const MOST: usize = 4096;

/// The variables set before a state: one bit each.
#[derive(Clone, Debug, PartialEq)]
pub struct Assigned {
    names: Arc<BTreeMap<Arc<str>, usize>>,
    always: Vec<u64>,
    sometimes: Vec<u64>,
}

impl Assigned {
    /// Whether the variable is set on every way here; so is one that is not followed.
    pub fn always(&self, name: &str) -> bool {
        self.names.get(name).is_some_and(|index| *index >= MOST || holds(&self.always, *index))
    }

    /// Whether the variable is set on some way here.
    pub fn sometimes(&self, name: &str) -> bool {
        self.names.get(name).is_some_and(|index| holds(&self.sometimes, *index))
    }

    fn set(&mut self, assign: Option<&Template>) {
        let Some(object) = assign.and_then(|assign| assign.value.as_object()) else { return };
        for key in object.keys() {
            let index = self.names.get(key.strip_suffix(".$").unwrap_or(key)).copied();
            if let Some(index) = index.filter(|index| *index < MOST) {
                put(&mut self.always, index);
                put(&mut self.sometimes, index);
            }
        }
    }

    /// What holds on this way or another; whether that is new.
    fn join(&mut self, other: &Self) -> bool {
        let before = (self.always.clone(), self.sometimes.clone());
        self.always.iter_mut().zip(&other.always).for_each(|(own, other)| *own &= other);
        self.always.truncate(other.always.len());
        self.sometimes.resize(self.sometimes.len().max(other.sometimes.len()), 0);
        self.sometimes.iter_mut().zip(&other.sometimes).for_each(|(own, other)| *own |= other);
        before != (self.always.clone(), self.sometimes.clone())
    }
}

fn holds(bits: &[u64], index: usize) -> bool {
    bits.get(index / 64).is_some_and(|word| word & (1 << (index % 64)) != 0)
}

fn put(bits: &mut Vec<u64>, index: usize) {
    bits.resize(bits.len().max(index / 64 + 1), 0);
    bits[index / 64] |= 1 << (index % 64);
}

/// By state; a state that nothing leads to has none.
pub fn assigned(definition: &Definition, ways: &Ways) -> BTreeMap<StateId, Assigned> {
    let mut names = BTreeMap::new();
    for name in crate::analysis::variables::assigned(definition) {
        let index = names.len();
        names.insert(name, index);
    }
    let mut found = BTreeMap::new();
    let nothing = Assigned { names: Arc::new(names), always: vec![], sometimes: vec![] };
    let mut agenda = Agenda::new(definition);
    scope((definition, ways), &mut agenda, MACHINE, (&nothing, &nothing), &mut found);
    found
}

/// The definition's depth bounds the recursion; the sets only grow or shrink, so the loop ends.
fn scope(
    (definition, ways): (&Definition, &Ways),
    agenda: &mut Agenda,
    id: ScopeId,
    (nothing, outer): (&Assigned, &Assigned),
    found: &mut BTreeMap<StateId, Assigned>,
) {
    if let Some(first) = agenda.begin(ways, id) {
        found.insert(first, outer.clone());
    }
    while let Some(id) = agenda.pop() {
        let state = definition.state(id);
        let Some(before) = found.get(&id).cloned() else { continue };
        for (slot, target) in ways.of(id) {
            let Target::State(to) = *target else { continue };
            let mut after = before.clone();
            after.set(assign(state, *slot));
            let changed = match found.get_mut(&to) {
                Some(known) => known.join(&after),
                None => {
                    found.insert(to, after);
                    true
                }
            };
            if changed {
                agenda.push(to);
            }
        }
    }
    for state in &definition.scope(id).states {
        let Some(before) = found.get(state).cloned() else { continue };
        for inner in inner_scopes(definition.state(*state)) {
            let config = definition.scope(inner).processor_config.as_ref().and_then(|config| config.mode);
            let distributed = config.is_some_and(|mode| mode.value == ProcessorMode::Distributed);
            let before = if distributed { nothing } else { &before };
            scope((definition, ways), agenda, inner, (nothing, before), found);
        }
    }
}

/// The `Assign` that is run on a way out of a state.
fn assign(state: &State, slot: Slot) -> Option<&Template> {
    match (slot, &state.kind) {
        (Slot::Catch(_, index), _) => state.catch.get(index)?.assign.as_ref(),
        (Slot::Rule(_, index), StateKind::Choice(choice)) => {
            choice.rules.get(index)?.assign.as_ref().or(state.data.assign.as_ref())
        }
        _ => state.data.assign.as_ref(),
    }
}
