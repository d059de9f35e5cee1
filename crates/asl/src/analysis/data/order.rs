//! States in an order in which each comes after those that lead to it, loops aside.

use std::collections::BTreeSet;

use crate::definition::{Definition, ScopeId, StateId};
use crate::graph::{Target, Ways};

/// States still to be looked at, the foremost first.
pub struct Agenda {
    /// By state, and `NO_RANK` for those of other scopes.
    ranks: Vec<u32>,
    open: BTreeSet<(u32, StateId)>,
}

const NO_RANK: u32 = u32::MAX;

impl Agenda {
    /// Of no states.
    pub fn new(definition: &Definition) -> Self {
        Self { ranks: vec![NO_RANK; definition.states.len()], open: BTreeSet::new() }
    }

    /// Takes up the states that a scope's start leads to; the first of them is open.
    pub fn begin(&mut self, ways: &Ways, scope: ScopeId) -> Option<StateId> {
        let Target::State(first) = *ways.start(scope) else { return None };
        let mut finished = Vec::new();
        // Until its rank is known, a state that was seen has that of the end.
        self.ranks[first.0 as usize] = 0;
        let mut path = vec![(first, ways.onward(first))];
        while let Some((state, onward)) = path.last_mut() {
            match onward.next_back() {
                Some(to) if self.ranks[to.0 as usize] == NO_RANK => {
                    self.ranks[to.0 as usize] = 0;
                    path.push((to, ways.onward(to)));
                }
                Some(_) => {}
                None => {
                    finished.push(*state);
                    path.pop();
                }
            }
        }
        for (rank, state) in finished.into_iter().rev().enumerate() {
            self.ranks[state.0 as usize] = rank as u32;
        }
        self.push(first);
        Some(first)
    }

    pub fn push(&mut self, state: StateId) {
        self.open.insert((self.ranks[state.0 as usize], state));
    }

    pub fn pop(&mut self) -> Option<StateId> {
        self.open.pop_first().map(|(_, state)| state)
    }
}
