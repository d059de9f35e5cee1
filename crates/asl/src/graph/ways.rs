//! Where all slots of a definition lead, found once for those who follow them again and again.

use super::{Slot, Target, slots, target};
use crate::definition::{Definition, ScopeId, StateId};

/// Every slot of a definition with its target.
pub struct Ways {
    starts: Vec<Target>,
    ways: Vec<(Slot, Target)>,
    /// By state where its ways begin in `ways`, and at last where those of the last end.
    first: Vec<usize>,
}

impl Ways {
    /// The ways of a definition.
    #[must_use]
    pub fn new(definition: &Definition) -> Self {
        let starts = definition.scopes.iter().map(|scope| target(definition, Slot::StartAt(scope.id))).collect();
        let (mut ways, mut first) = (Vec::with_capacity(definition.states.len()), vec![0]);
        for state in &definition.states {
            ways.extend(slots(state).into_iter().map(|slot| (slot, target(definition, slot))));
            first.push(ways.len());
        }
        Self { starts, ways, first }
    }

    /// Where a scope begins.
    #[must_use]
    pub fn start(&self, scope: ScopeId) -> &Target {
        &self.starts[scope.0 as usize]
    }

    /// The slots of a state with their targets, in the order they are drawn.
    #[must_use]
    pub fn of(&self, state: StateId) -> &[(Slot, Target)] {
        &self.ways[self.first[state.0 as usize]..self.first[state.0 as usize + 1]]
    }

    /// The states that a state leads to, one for each slot that names any.
    pub fn onward(&self, state: StateId) -> impl DoubleEndedIterator<Item = StateId> {
        self.of(state).iter().filter_map(|(_, target)| match target {
            Target::State(to) => Some(*to),
            _ => None,
        })
    }
}
