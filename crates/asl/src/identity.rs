//! States under names that outlive edits: renaming a state, or changing the text around it, keeps its key.

use std::sync::Arc;

use value::ShortMap;

use crate::definition::{Definition, State, StateId};
use crate::text::{Side, Transaction};

/// A state of one document through all its edits. What belongs to a state (selection, mocks, breakpoints) is kept by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StateKey(pub u32);

/// So many removed states are remembered, so that undo gives them their keys back.
const REMEMBERED: usize = 1000;

/// The keys of a document's states.
#[derive(Clone, Debug)]
pub struct Identities {
    /// By `StateId`.
    keys: Arc<[StateKey]>,
    /// Removed states by name, the latest last.
    gone: Arc<[(Arc<str>, StateKey)]>,
    next: u32,
}

impl Identities {
    /// Fresh keys for a definition that is opened.
    #[must_use]
    pub fn new(definition: &Definition) -> Self {
        let next = definition.states.len() as u32;
        Self { keys: (0..next).map(StateKey).collect(), gone: Arc::from([]), next }
    }

    /// The keys by `StateId`.
    #[must_use]
    pub fn keys(&self) -> &Arc<[StateKey]> {
        &self.keys
    }

    /// The key of a state.
    #[must_use]
    pub fn key(&self, state: StateId) -> StateKey {
        self.keys[state.0 as usize]
    }

    /// The state that has this key now.
    #[must_use]
    pub fn state(&self, key: StateKey) -> Option<StateId> {
        self.keys.iter().position(|candidate| *candidate == key).map(|index| StateId(index as u32))
    }

    /// The keys after `change` made `new` of `old`: a state keeps its key by its name, or else by its place in the text;
    /// one that comes back under the name of a removed state gets that one's key.
    #[must_use]
    pub fn after(&self, old: &Definition, change: &Transaction, new: &Definition) -> Self {
        // Most edits change no name.
        if old.states.iter().map(|state| &state.name.value).eq(new.states.iter().map(|state| &state.name.value)) {
            return self.clone();
        }
        let mut unmatched: Vec<Option<&State>> = old.states.iter().map(Some).collect();
        let mut keys: Vec<Option<StateKey>> = vec![None; new.states.len()];
        let mut claim = |keys: &mut Vec<Option<StateKey>>, new: &State, old: Option<StateId>| {
            if let Some(id) = old.filter(|id| unmatched[id.0 as usize].take().is_some()) {
                keys[new.id.0 as usize] = Some(self.key(id));
            }
        };

        let by_name = occurrences(old);
        for (name, id) in occurrences_in_order(new) {
            claim(&mut keys, new.state(id), by_name.get(&name).copied());
        }
        let bodies = places(old, |state| change.map(state.span.start, Side::After));
        let names = places(old, |state| change.map(state.name.span.start, Side::Before));
        for state in &new.states {
            if keys[state.id.0 as usize].is_none() {
                claim(&mut keys, state, bodies.get(&state.span.start).copied());
            }
            if keys[state.id.0 as usize].is_none() {
                claim(&mut keys, state, names.get(&state.name.span.start).copied());
            }
        }

        let removed = unmatched.iter().flatten().map(|state| (Arc::clone(&state.name.value), self.key(state.id)));
        let mut gone: Vec<(Arc<str>, StateKey)> = self.gone.iter().cloned().chain(removed).collect();
        let mut next = self.next;
        for state in &new.states {
            keys[state.id.0 as usize].get_or_insert_with(|| match gone.iter().rposition(|(name, _)| *name == state.name.value) {
                Some(index) => gone.remove(index).1,
                None => {
                    next += 1;
                    StateKey(next - 1)
                }
            });
        }
        let forgotten = gone.len().saturating_sub(REMEMBERED);
        Self { keys: keys.into_iter().flatten().collect(), gone: gone.drain(forgotten..).collect(), next }
    }
}

/// A state's name, and how many of that name stand before it.
type Occurrence<'d> = (&'d str, u32);

fn occurrences(definition: &Definition) -> ShortMap<Occurrence<'_>, StateId> {
    occurrences_in_order(definition).collect()
}

fn occurrences_in_order(definition: &Definition) -> impl Iterator<Item = (Occurrence<'_>, StateId)> {
    let mut counts: ShortMap<&str, u32> = ShortMap::default();
    definition.states.iter().map(move |state| {
        let count = counts.entry(&state.name.value).or_default();
        *count += 1;
        ((&*state.name.value, *count), state.id)
    })
}

fn places(definition: &Definition, place: impl Fn(&State) -> u32) -> ShortMap<u32, StateId> {
    definition.states.iter().map(|state| (place(state), state.id)).collect()
}
