//! States that follow each other, taken as one: where the flow enters and leaves them, and putting one state in their place.

use std::collections::BTreeSet;

use super::Refusal;
use super::draft::Draft;
use super::fragment::Fragment;
use super::heal::scope_slots;
use super::place::slot_owner;
use super::slots::set_target;
use crate::definition::{Definition, NodeId, StateId};
use crate::document::Document;
use crate::graph::{Slot, Target, target};
use crate::surgery::{Content, Entry, Spot, insert_entry, remove_children};
use crate::text::Transaction;

/// Chosen states of one scope, entered at one of them and left to one place.
pub(super) struct Group {
    pub chosen: BTreeSet<StateId>,
    pub entry: StateId,
    /// Where `Next` or `End` leads out of them, if anything does.
    pub onward: Option<Target>,
    /// The states as a machine of their own.
    pub fragment: Fragment,
    entrances: Vec<Slot>,
}

impl Group {
    /// Looks at states as one; refuses where the flow enters or leaves them in more than one way.
    pub fn gather(document: &Document, states: &[StateId]) -> Result<Self, Refusal> {
        let definition = &document.definition;
        let chosen: BTreeSet<StateId> = states.iter().copied().filter(|id| definition.states.len() > id.0 as usize).collect();
        let Some(scope) = chosen.iter().next().map(|id| definition.state(*id).scope) else {
            return Err(Refusal::new("nothing is chosen"));
        };
        if chosen.iter().any(|id| definition.state(*id).scope != scope) {
            return Err(Refusal::new("these states are not in the same branch"));
        }
        let slots_here = scope_slots(definition, scope);
        let inside = |slot: &Slot| slot_owner(*slot).is_some_and(|owner| chosen.contains(&owner));
        let leads_in = |slot: &Slot| matches!(target(definition, *slot), Target::State(to) if chosen.contains(&to));
        let entrances: Vec<Slot> = slots_here.iter().filter(|slot| !inside(slot) && leads_in(slot)).copied().collect();
        let entry = single(
            entrances.iter().map(|slot| target(definition, *slot)),
            "the flow enters these states in more than one place",
        )?;
        let entry = match entry {
            Some(Target::State(entry)) => entry,
            _ => *chosen.iter().next().unwrap_or(&StateId(0)),
        };
        let exits: Vec<Slot> = slots_here.iter().filter(|slot| inside(slot) && !leads_in(slot)).copied().collect();
        if exits.iter().any(|slot| !matches!(slot, Slot::Next(_))) {
            return Err(Refusal::new(
                "a rule or catcher leads out of these states, and no transition may leave what they are put into",
            ));
        }
        let onward =
            single(exits.iter().map(|slot| target(definition, *slot)), "the flow leaves these states to more than one place")?;
        let order: Vec<StateId> = chosen.iter().copied().collect();
        let fragment = Fragment::of_states(document, &order, entry)?;
        Ok(Self { chosen, entry, onward, fragment, entrances })
    }

    /// Puts one state in their place; it leads onward itself.
    pub fn replace(&self, document: &Document, name: &str, content: Content, label: String) -> Result<Transaction, Refusal> {
        let mut draft = Draft::new(document, label)?;
        let mut edits = vec![];
        for slot in &self.entrances {
            edits.extend(set_target(document, *slot, Some(name))?);
        }
        draft.change(edits)?;
        let keys: Vec<_> = self.chosen.iter().map(|id| document.key(*id)).collect();
        let now: Vec<NodeId> =
            keys.iter().filter_map(|key| draft.document.state(*key)).map(|id| draft.document.definition.state(id).node).collect();
        let states_node = now.first().and_then(|node| draft.document.tree.parent(*node));
        let (Some(first), Some(states_node)) = (now.first(), states_node) else {
            return Err(Refusal::new("these states are not there"));
        };
        self.fragment.fits_into(&draft.document.tree, states_node)?;
        // The new member goes before the first of the old ones, so that nothing else moves.
        let edit = insert_entry(&draft.document.tree, states_node, &Entry::new(name, content), Spot::Before(*first));
        let shift = edit.insert.len() as u32;
        let starts: Vec<u32> = now.iter().map(|node| draft.document.tree.member_span(*node).start + shift).collect();
        draft.change(vec![edit])?;
        let tree = &draft.document.tree;
        let states_node =
            draft.document.definition.find(name).and_then(|id| tree.parent(draft.document.definition.state(id).node));
        let Some(states_node) = states_node else { return Err(Refusal::new("this cannot be done here")) };
        let gone: Vec<NodeId> =
            tree.children(states_node).filter(|child| starts.contains(&tree.member_span(*child).start)).collect();
        let edits = remove_children(tree, states_node, &gone);
        draft.finish_without(edits)
    }
}

/// The one target of these, if there is any.
fn single(targets: impl Iterator<Item = Target>, otherwise: &str) -> Result<Option<Target>, Refusal> {
    let mut found = None;
    for target in targets {
        match &found {
            Some(earlier) if *earlier != target => return Err(Refusal::new(otherwise)),
            _ => found = Some(target),
        }
    }
    Ok(found)
}

/// The name that a target is written by; `None` for the end.
pub(super) fn onward_name<'d>(definition: &'d Definition, onward: Option<&'d Target>) -> Option<&'d str> {
    match onward {
        Some(Target::State(to)) => Some(&definition.state(*to).name.value),
        Some(Target::Missing(name)) => Some(name),
        _ => None,
    }
}
