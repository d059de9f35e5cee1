//! Transitions under names that outlive edits: where a slot of one document is in the next.

use crate::definition::{NodeId, StateKind};
use crate::document::Document;
use crate::graph::{Slot, inner_scopes};
use crate::text::{Side, Transaction};

impl Document {
    /// Where a slot of this document is in `after`, which `change` made of it; `None` where it is gone. A state's slots
    /// follow the state's key; rules, catchers and branches follow their content, or else their place in the text.
    #[must_use]
    pub fn slot_after(&self, slot: Slot, change: &Transaction, after: &Document) -> Option<Slot> {
        let definition = &after.definition;
        let state = |id| after.state(self.key(id));
        match slot {
            Slot::StartAt(scope) => {
                let Some(owner) = self.definition.scopes.get(scope.0 as usize)?.owner else { return Some(slot) };
                let new_owner = state(owner)?;
                let scopes = inner_scopes(definition.state(new_owner));
                let old = inner_scopes(self.definition.state(owner));
                let nodes = |document: &Document, scopes: &[_]| -> Vec<NodeId> {
                    scopes.iter().map(|scope| document.definition.scope(*scope).node).collect()
                };
                let index = old.iter().position(|candidate| *candidate == scope)?;
                let index = self.follow(&nodes(self, &old), index, change, after, &nodes(after, &scopes))?;
                scopes.get(index).map(|scope| Slot::StartAt(*scope))
            }
            Slot::Next(id) => {
                let new = state(id)?;
                let kept = !matches!(definition.state(new).kind, StateKind::Choice(_) | StateKind::Succeed | StateKind::Fail(_));
                kept.then_some(Slot::Next(new))
            }
            Slot::Default(id) => {
                let new = state(id)?;
                let default = rules(after, new).is_some_and(|(_, default)| default);
                default.then_some(Slot::Default(new))
            }
            Slot::Rule(id, index) => {
                let new = state(id)?;
                let (old, _) = rules(self, id)?;
                let (rules, _) = rules(after, new)?;
                self.follow(&old, index, change, after, &rules).map(|index| Slot::Rule(new, index))
            }
            Slot::Catch(id, index) => {
                let new = state(id)?;
                let entries = |document: &Document, state| -> Vec<NodeId> {
                    document.definition.state(state).catch.iter().map(|catcher| catcher.node).collect()
                };
                self.follow(&entries(self, id), index, change, after, &entries(after, new)).map(|index| Slot::Catch(new, index))
            }
        }
    }

    /// Which of `new` is what `old[index]` was.
    fn follow(&self, old: &[NodeId], index: usize, change: &Transaction, after: &Document, new: &[NodeId]) -> Option<usize> {
        let own = self.tree.value(*old.get(index)?);
        let same = |document: &Document, nodes: &[NodeId]| -> Vec<usize> {
            (0..nodes.len()).filter(|index| document.tree.value(nodes[*index]) == own).collect()
        };
        let (before, now) = (same(self, old), same(after, new));
        if before.len() == now.len() {
            return before.iter().position(|candidate| *candidate == index).and_then(|nth| now.get(nth).copied());
        }
        // What stands in its place now is it, unless that is another of the old ones moved there.
        let start = change.map(self.tree.span(old[index]).start, Side::After);
        let there = new.iter().position(|node| after.tree.span(*node).start == start)?;
        let value = after.tree.value(new[there]);
        old.iter().all(|other| self.tree.value(*other) != value).then_some(there)
    }
}

/// The rules of a Choice, and whether it has a `Default`.
fn rules(document: &Document, state: crate::definition::StateId) -> Option<(Vec<NodeId>, bool)> {
    match &document.definition.state(state).kind {
        StateKind::Choice(choice) => Some((choice.rules.iter().map(|rule| rule.node).collect(), choice.default.is_some())),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::definition::StateId;
    use crate::edit::{NewState, Refusal, StateType, add_state};
    use crate::edit::{Place, add_rule, delete_states, move_entry, move_state, remove_entry, rename_state, set_field};

    const TEXT: &str = r#"{"StartAt": "C", "States": {
  "C": {"Type": "Choice", "Choices": [
    {"Variable": "$.a", "IsNull": true, "Next": "A"},
    {"Variable": "$.b", "IsNull": true, "Next": "B"},
    {"Variable": "$.c", "IsNull": true, "Next": "B"}], "Default": "B"},
  "A": {"Type": "Task", "Resource": "arn:aws:states:::sns:publish", "Next": "B",
    "Catch": [{"ErrorEquals": ["X"], "Next": "B"}, {"ErrorEquals": ["States.ALL"], "Next": "B"}]},
  "P": {"Type": "Parallel", "End": true, "Branches": [
    {"StartAt": "I", "States": {"I": {"Type": "Pass", "End": true}}},
    {"StartAt": "J", "States": {"J": {"Type": "Pass", "End": true}}}]},
  "B": {"Type": "Pass", "Next": "P"}}}"#;

    fn after(document: &Document, slot: Slot, change: Result<Transaction, Refusal>) -> Option<Slot> {
        let change = change.expect("a change");
        let (next, inverse) = document.apply(&change);
        let there = document.slot_after(slot, &change, &next);
        if let Some(there) = there {
            assert_eq!(next.slot_after(there, &inverse, document), Some(slot), "back again");
        }
        there
    }

    #[test]
    fn a_slot_stays_with_its_state_rule_catcher_and_branch() {
        let document = Document::new(TEXT);
        let id = |name: &str| document.definition.find(name).expect("a state");
        let (c, a) = (id("C"), id("A"));
        let rule = |index| Slot::Rule(c, index);
        assert_eq!(after(&document, rule(2), remove_entry(&document, c, "/Choices", 0)), Some(rule(1)));
        assert_eq!(after(&document, rule(0), remove_entry(&document, c, "/Choices", 0)), None);
        assert_eq!(after(&document, rule(0), move_entry(&document, c, "/Choices", 0, 2)), Some(rule(2)));
        assert_eq!(after(&document, rule(1), move_entry(&document, c, "/Choices", 0, 2)), Some(rule(0)));
        assert_eq!(after(&document, rule(1), set_field(&document, Some(c), "/Choices/1/Variable", "\"$.z\"")), Some(rule(1)));
        assert_eq!(after(&document, Slot::Default(c), add_rule(&document, c, None)), Some(Slot::Default(c)));
        assert_eq!(after(&document, Slot::Catch(a, 1), remove_entry(&document, a, "/Catch", 0)), Some(Slot::Catch(a, 0)));
        let renamed = after(&document, Slot::Next(a), rename_state(&document, a, "Z"));
        assert_eq!(renamed, Some(Slot::Next(a)));
        let before = add_state(&document, Place::On(Slot::StartAt(crate::definition::MACHINE)), &NewState::of(StateType::Wait));
        assert_eq!(after(&document, Slot::Next(a), before), Some(Slot::Next(StateId(a.0 + 1))));
        assert_eq!(after(&document, Slot::Next(a), delete_states(&document, &[a])), None);
        let second = Slot::StartAt(crate::definition::ScopeId(2));
        let gone = crate::edit::remove_field(&document, Some(id("P")), "/Branches/0");
        assert_eq!(after(&document, second, gone), Some(Slot::StartAt(crate::definition::ScopeId(1))));
        let moved = move_state(&document, id("I"), Place::On(Slot::Next(id("J"))));
        assert!(after(&document, Slot::Next(id("J")), moved).is_some());
    }
}
