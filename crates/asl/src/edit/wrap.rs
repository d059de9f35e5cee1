//! Putting states into a Parallel or Map, and taking them out again.

use std::collections::BTreeSet;

use super::Refusal;
use super::draft::Draft;
use super::fragment::Fragment;
use super::heal::scope_slots;
use super::insert::scope_text;
use super::names::unique_name;
use super::place::slot_owner;
use super::slots::set_target;
use crate::definition::{Definition, NodeId, StateId, StateKind};
use crate::document::Document;
use crate::graph::{Slot, Target, inner_scopes, target};
use crate::surgery::{Spot, Style, insert_member, remove_children};
use crate::text::Transaction;
use crate::tree::quote;

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
    let enters = |slot: &&Slot| !inside(slot) && matches!(target(definition, **slot), Target::State(to) if chosen.contains(&to));
    let entrances: Vec<Slot> = slots_here.iter().filter(enters).copied().collect();
    let entry =
        single(entrances.iter().map(|slot| target(definition, *slot)), "the flow enters these states in more than one place")?;
    let entry = match entry {
        Some(Target::State(entry)) => entry,
        _ => *chosen.iter().next().unwrap_or(&StateId(0)),
    };
    let leaves = |slot: &&Slot| inside(slot) && !matches!(target(definition, **slot), Target::State(to) if chosen.contains(&to));
    let exits: Vec<Slot> = slots_here.iter().filter(leaves).copied().collect();
    if exits.iter().any(|slot| !matches!(slot, Slot::Next(_))) {
        return Err(Refusal::new(
            "a rule or catcher leads out of these states, and no transition may leave what they are put into",
        ));
    }
    let onward =
        single(exits.iter().map(|slot| target(definition, *slot)), "the flow leaves these states to more than one place")?;

    let style = Style::of(&document.tree);
    let order: Vec<StateId> = chosen.iter().copied().collect();
    let mut fragment = Fragment::of_states(document, &order, entry)?;
    let empty = Document::new("{}");
    fragment.lead_on(&empty.definition, crate::definition::MACHINE, None)?;
    let base = match wrapper {
        Wrapper::Parallel => "Parallel",
        Wrapper::Map => "Map",
    };
    let name = unique_name(definition, base);
    let text = container(&style, wrapper, &fragment, onward_name(definition, onward.as_ref()))?;
    let mut draft = Draft::new(document, format!("put into {name}"))?;
    let mut edits = vec![];
    for slot in entrances {
        edits.extend(set_target(document, slot, Some(&name))?);
    }
    draft.change(edits)?;
    let keys: Vec<_> = order.iter().map(|id| document.key(*id)).collect();
    let now: Vec<NodeId> =
        keys.iter().filter_map(|key| draft.document.state(*key)).map(|id| draft.document.definition.state(id).node).collect();
    let states_node = now.first().and_then(|node| draft.document.tree.parent(*node));
    let (Some(first), Some(states_node)) = (now.first(), states_node) else {
        return Err(Refusal::new("these states are not there"));
    };
    // The new member goes before the first of the old ones, so that nothing else moves.
    let edit = insert_member(&draft.document.tree, states_node, &name, &text, Spot::Before(*first));
    let shift = edit.insert.len() as u32;
    let starts: Vec<u32> = now.iter().map(|node| draft.document.tree.member_span(*node).start + shift).collect();
    draft.change(vec![edit])?;
    let tree = &draft.document.tree;
    let states_node = draft.document.definition.find(&name).and_then(|id| tree.parent(draft.document.definition.state(id).node));
    let Some(states_node) = states_node else { return Err(Refusal::new("this cannot be done here")) };
    let gone: Vec<NodeId> = tree.children(states_node).filter(|child| starts.contains(&tree.member_span(*child).start)).collect();
    let edits = remove_children(tree, states_node, &gone);
    draft.finish_with(edits)
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
    let edits = members.iter().map(|(name, text)| insert_member(tree, states_node, name, text, Spot::After(node))).collect();
    draft.change(edits)?;
    let tree = &draft.document.tree;
    let container = node_of(&draft.document).and_then(|node| Some((tree.parent(node)?, node)));
    let Some((states_node, node)) = container else { return Err(Refusal::new("this cannot be done here")) };
    let edits = remove_children(tree, states_node, &[node]);
    draft.finish_with(edits)
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

fn onward_name<'d>(definition: &'d Definition, onward: Option<&'d Target>) -> Option<&'d str> {
    match onward {
        Some(Target::State(to)) => Some(&definition.state(*to).name.value),
        Some(Target::Missing(name)) => Some(name),
        _ => None,
    }
}

fn container(style: &Style, wrapper: Wrapper, fragment: &Fragment, onward: Option<&str>) -> Result<String, Refusal> {
    let member = |name: &str, value: &str| format!("{}{}{value}", quote(name), style.colon);
    let (kind, inner) = match wrapper {
        Wrapper::Parallel => ("Parallel", member("Branches", &style.array(vec![scope_text(style, vec![], fragment)?]))),
        Wrapper::Map => {
            let mode = style.object(vec![member("Mode", "\"INLINE\"")]);
            let processor = scope_text(style, vec![member("ProcessorConfig", &mode)], fragment)?;
            ("Map", member("ItemProcessor", &processor))
        }
    };
    let way = onward.map_or_else(|| member("End", "true"), |onward| member("Next", &quote(onward)));
    Ok(style.object(vec![member("Type", &quote(kind)), inner, way]))
}
