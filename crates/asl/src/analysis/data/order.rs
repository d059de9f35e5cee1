//! States in an order in which each comes after those that lead to it, loops aside.

use std::collections::{BTreeMap, BTreeSet};

use crate::definition::{Definition, ScopeId, StateId};
use crate::graph::{Slot, Target, slots, target};

/// States still to be looked at, the foremost first.
pub struct Agenda {
    ranks: BTreeMap<StateId, usize>,
    open: BTreeSet<(usize, StateId)>,
}

impl Agenda {
    /// Of the states that a scope's start leads to; the first of them is open.
    pub fn new(definition: &Definition, scope: ScopeId) -> (Self, Option<StateId>) {
        let mut agenda = Self { ranks: BTreeMap::new(), open: BTreeSet::new() };
        let Target::State(first) = target(definition, Slot::StartAt(scope)) else { return (agenda, None) };
        let mut finished = Vec::new();
        let mut seen = BTreeSet::from([first]);
        let mut path = vec![(first, ways(definition, first))];
        while let Some((state, ways)) = path.last_mut() {
            match ways.pop() {
                Some(to) if seen.insert(to) => {
                    let onward = self::ways(definition, to);
                    path.push((to, onward));
                }
                Some(_) => {}
                None => {
                    finished.push(*state);
                    path.pop();
                }
            }
        }
        agenda.ranks = finished.into_iter().rev().enumerate().map(|(rank, state)| (state, rank)).collect();
        agenda.push(first);
        (agenda, Some(first))
    }

    pub fn push(&mut self, state: StateId) {
        if let Some(rank) = self.ranks.get(&state) {
            self.open.insert((*rank, state));
        }
    }

    pub fn pop(&mut self) -> Option<StateId> {
        self.open.pop_first().map(|(_, state)| state)
    }
}

fn ways(definition: &Definition, state: StateId) -> Vec<StateId> {
    let ways = slots(definition.state(state)).into_iter().filter_map(|slot| match target(definition, slot) {
        Target::State(to) => Some(to),
        _ => None,
    });
    ways.collect()
}
