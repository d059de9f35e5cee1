//! Putting states into a Parallel or Map, and taking them out again.

use super::Refusal;
use super::draft::Draft;
use super::fragment::Fragment;
use super::group::{Group, onward_name};
use super::heal::scope_slots;
use super::insert::scope_content;
use super::names::unique_name;
use super::place::slot_owner;
use super::slots::set_target;
use crate::definition::{StateId, StateKind};
use crate::document::Document;
use crate::graph::{Slot, Target, inner_scopes, target};
use crate::surgery::{Content, Entry, Spot, insert_entry, remove_children};
use crate::text::Transaction;

/// What states are put into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Wrapper {
    /// The one branch of a Parallel.
    Parallel,
    /// The processor of a Map.
    Map,
}

/// Puts states that follow each other into a Parallel or Map: the flow must enter them at one state and leave them by
/// `Next` or `End` to one place.
pub fn wrap_states(document: &Document, states: &[StateId], wrapper: Wrapper) -> Result<Transaction, Refusal> {
    let mut group = Group::gather(document, states)?;
    let definition = &document.definition;
    let empty = Document::new("{}");
    group.fragment.lead_on(&empty.definition, crate::definition::MACHINE, None)?;
    let base = match wrapper {
        Wrapper::Parallel => "Parallel",
        Wrapper::Map => "Map",
    };
    let name = unique_name(definition, base);
    let content = container(wrapper, &group.fragment, onward_name(definition, group.onward.as_ref()))?;
    group.replace(document, &name, content, format!("put into {name}"))
}

/// Takes the states out of a Map, or of a Parallel with one branch, and leads the flow through them.
pub fn unwrap_state(document: &Document, state: StateId) -> Result<Transaction, Refusal> {
    let definition = &document.definition;
    let Some(container) = definition.states.get(state.0 as usize) else {
        return Err(Refusal::new("this state is no longer there"));
    };
    let scopes = inner_scopes(container);
    let [inner] = scopes.as_slice() else {
        return Err(Refusal::new(match container.kind {
            StateKind::Parallel(_) => "only a Parallel with one branch can be dissolved",
            _ => "only a Parallel or a Map can be dissolved",
        }));
    };
    let inner = definition.scope(*inner);
    let start = inner.start_at.as_ref().and_then(|start| definition.find_in_scope(inner.id, &start.value));
    let Some(start) = start else { return Err(Refusal::new("there is no first state in it")) };
    let mut fragment = Fragment::of_states(document, &inner.states, start)?;
    let onward = target(definition, Slot::Next(state));
    let name = container.name.value.clone();
    let next = onward_name(definition, Some(&onward)).filter(|next| **next != *name);
    fragment.lead_on(definition, container.scope, next)?;
    let mut draft = Draft::new(document, format!("dissolve {name}"))?;
    let first = fragment.start().unwrap_or_default().to_owned();
    let mut edits = vec![];
    for slot in scope_slots(definition, container.scope) {
        if target(definition, slot) == Target::State(state) && slot_owner(slot) != Some(state) {
            edits.extend(set_target(document, slot, Some(&first))?);
        }
    }
    draft.change(edits)?;
    let key = document.key(state);
    let node_of = |document: &Document| document.state(key).map(|id| document.definition.state(id).node);
    let (Some(node), tree) = (node_of(&draft.document), &draft.document.tree) else {
        return Err(Refusal::new("this cannot be done here"));
    };
    let Some(states_node) = tree.parent(node) else { return Err(Refusal::new("this cannot be done here")) };
    let members = fragment.members();
    let edits = members.iter().map(|entry| insert_entry(tree, states_node, entry, Spot::After(node))).collect();
    fragment.fits_into(tree, states_node)?;
    draft.change(edits)?;
    let tree = &draft.document.tree;
    let container = node_of(&draft.document).and_then(|node| Some((tree.parent(node)?, node)));
    let Some((states_node, node)) = container else { return Err(Refusal::new("this cannot be done here")) };
    let edits = remove_children(tree, states_node, &[node]);
    draft.finish_without(edits)
}

fn container(wrapper: Wrapper, fragment: &Fragment, onward: Option<&str>) -> Result<Content, Refusal> {
    let (kind, inner) = match wrapper {
        Wrapper::Parallel => ("Parallel", Entry::new("Branches", Content::Array(vec![scope_content(vec![], fragment)?]))),
        Wrapper::Map => {
            let mode = Content::Object(vec![Entry::new("Mode", Content::text("INLINE"))]);
            let processor = scope_content(vec![Entry::new("ProcessorConfig", mode)], fragment)?;
            ("Map", Entry::new("ItemProcessor", processor))
        }
    };
    Ok(Content::Object(vec![Entry::new("Type", Content::text(kind)), inner, way_on(onward)]))
}

/// `Next` or `End`.
pub(super) fn way_on(onward: Option<&str>) -> Entry {
    onward.map_or_else(|| Entry::json("End", "true"), |onward| Entry::new("Next", Content::text(onward)))
}
