//! Putting a fragment into a document at a place.

use super::Refusal;
use super::draft::Draft;
use super::fields::spot_for;
use super::fragment::Fragment;
use super::heal::{reachable, scope_slots};
use super::place::{Place, slot_owner, slot_scope};
use super::slots::set_target;
use crate::definition::{MACHINE, NodeId, ScopeId, StateId, StateKind, read};
use crate::document::{Document, StateKey};
use crate::graph::{Slot, Target, target};
use crate::surgery::{Content, Entry, Spot, insert_content, insert_entry, insert_member, replace_content};
use crate::text::TextEdit;
use crate::tree::{Kind, Tree};

/// Puts the fragment's states at a place and leads the flow through them.
pub(super) fn insert(draft: &mut Draft, place: Place, mut fragment: Fragment) -> Result<(), Refusal> {
    fragment.avoid_names_of(&draft.document.definition)?;
    match place {
        Place::On(slot) => {
            let scope = slot_scope(&draft.document.definition, slot).ok_or_else(gone)?;
            insert_on(draft, scope, &[slot], target(&draft.document.definition, slot), fragment)
        }
        Place::End(scope) => {
            let definition = &draft.document.definition;
            if definition.scopes.get(scope.0 as usize).is_none() {
                return Err(gone());
            }
            let open = |slot: &Slot| matches!(target(definition, *slot), Target::End | Target::Unset);
            let slots: Vec<Slot> = scope_slots(definition, scope).into_iter().filter(open).collect();
            if slots.is_empty() {
                return Err(Refusal::new("nothing leads to the end here; drop it on a transition"));
            }
            insert_on(draft, scope, &slots, Target::End, fragment)
        }
        Place::NewBranch(state) => insert_branch(draft, state, fragment),
    }
}

fn insert_on(draft: &mut Draft, scope: ScopeId, slots: &[Slot], onward: Target, mut fragment: Fragment) -> Result<(), Refusal> {
    ensure_states(draft, scope)?;
    let document = draft.document.clone();
    let definition = &document.definition;
    let next = match &onward {
        Target::State(state) => Some(*state),
        _ => None,
    };
    let name = next.map(|state| &*definition.state(state).name.value);
    let leads_on = fragment.lead_on(definition, scope, name)?;
    let start = fragment.start().ok_or_else(|| Refusal::new("there is no state in this text"))?.to_owned();
    let mut edits = add_members(&document, scope, anchor(&document, slots), &fragment)?;
    for slot in slots {
        edits.extend(set_target(&document, *slot, Some(&start))?);
    }
    draft.change(edits)?;
    means_the_same(&draft.document, &fragment)?;
    match next.filter(|next| !leads_on && reachable(definition, scope).contains(next)) {
        Some(next) if !is_reachable(&draft.document, document.key(next)) => {
            let name = name.unwrap_or_default();
            Err(Refusal::new(format!("nothing can follow it, and `{name}` could no longer be reached")))
        }
        _ => Ok(()),
    }
}

/// Aliases may mean something else where they are put.
fn means_the_same(document: &Document, fragment: &Fragment) -> Result<(), Refusal> {
    let own = &fragment.document;
    if !own.tree.has_aliases() {
        return Ok(());
    }
    let moved = own.definition.machine().states.iter().map(|id| own.definition.state(*id));
    for state in moved {
        let now = document.definition.find(&state.name.value).map(|id| document.definition.state(id));
        if now.is_none_or(|now| document.tree.value(now.node) != own.tree.value(state.node)) {
            return Err(Refusal::new("an alias in it would mean something else there; move it in the code"));
        }
    }
    Ok(())
}

fn is_reachable(document: &Document, key: StateKey) -> bool {
    document.state(key).is_some_and(|state| {
        let scope = document.definition.state(state).scope;
        reachable(&document.definition, scope).contains(&state)
    })
}

/// Gives a scope its `States` object, if it has none.
fn ensure_states(draft: &mut Draft, scope: ScopeId) -> Result<(), Refusal> {
    let (tree, definition) = (&draft.document.tree, &draft.document.definition);
    if definition.scope(scope).states_node.is_some() {
        return Ok(());
    }
    let object = definition.scope(scope).node;
    if tree.is_empty() {
        let end = draft.document.text.len() as u32;
        return draft.change(vec![TextEdit::insert(end, "{\n  \"States\": {\n  }\n}\n")]);
    }
    if tree.kind(object) != Kind::Object || tree.member(object, "States").is_some() {
        return Err(Refusal::new("`States` must be an object first"));
    }
    let edit = insert_member(tree, object, "States", "{}", Spot::Last);
    draft.change(vec![edit])
}

/// Beside which state the new ones are written.
enum Anchor {
    Before(NodeId),
    After(NodeId),
    Last,
}

fn anchor(document: &Document, slots: &[Slot]) -> Anchor {
    let definition = &document.definition;
    let owner = slots.iter().rev().find_map(|slot| slot_owner(*slot));
    match (owner, slots.first()) {
        (Some(owner), _) => Anchor::After(definition.state(owner).node),
        (None, Some(slot)) => match target(definition, *slot) {
            Target::State(state) => Anchor::Before(definition.state(state).node),
            _ => Anchor::Last,
        },
        (None, None) => Anchor::Last,
    }
}

/// The edits that write the fragment's states into a scope.
fn add_members(document: &Document, scope: ScopeId, anchor: Anchor, fragment: &Fragment) -> Result<Vec<TextEdit>, Refusal> {
    let tree = &document.tree;
    let states = document.definition.scope(scope).states_node.ok_or_else(gone)?;
    fragment.fits_into(tree, states)?;
    let members = fragment.members();
    if tree.children(states).next().is_none() {
        return Ok(vec![replace_content(tree, states, &Content::Object(members))]);
    }
    let spot = match anchor {
        Anchor::Before(node) => Spot::Before(node),
        Anchor::After(node) => Spot::After(node),
        Anchor::Last => Spot::Last,
    };
    Ok(members.iter().map(|entry| insert_entry(tree, states, entry, spot)).collect())
}

/// Writes the fragment's states behind a state, with no way to them.
pub(super) fn insert_loose(draft: &mut Draft, after: StateId, mut fragment: Fragment) -> Result<(), Refusal> {
    fragment.avoid_names_of(&draft.document.definition)?;
    let edits = loose_edits(draft, after, &fragment)?;
    draft.change(edits)
}

/// The edits that write a fragment's states behind a state; its names must be free.
pub(super) fn loose_edits(draft: &Draft, after: StateId, fragment: &Fragment) -> Result<Vec<TextEdit>, Refusal> {
    let state = draft.document.definition.state(after);
    add_members(&draft.document, state.scope, Anchor::After(state.node), fragment)
}

/// A branch or processor. `head` are members before `StartAt`.
pub(super) fn scope_content(head: Vec<Entry>, fragment: &Fragment) -> Result<Content, Refusal> {
    let start = fragment.start().ok_or_else(|| Refusal::new("there is no state in this text"))?;
    let own = [Entry::new("StartAt", Content::text(start)), Entry::new("States", Content::Object(fragment.members()))];
    Ok(Content::Object(head.into_iter().chain(own).collect()))
}

fn insert_branch(draft: &mut Draft, state: StateId, mut fragment: Fragment) -> Result<(), Refusal> {
    let document = &draft.document;
    let StateKind::Parallel(parallel) = &document.definition.state(state).kind else {
        return Err(Refusal::new("only a Parallel has branches"));
    };
    fragment.lead_on(&read(&Tree::parse("{}")).0, MACHINE, None)?;
    let branch = scope_content(vec![], &fragment)?;
    fragment.fits_into(&document.tree, parallel.branches_node.unwrap_or(document.definition.state(state).node))?;
    let edit = match parallel.branches_node {
        Some(branches) if document.tree.kind(branches) == Kind::Array => {
            insert_content(&document.tree, branches, &branch, Spot::Last)
        }
        Some(_) => return Err(Refusal::new("`Branches` must be an array first")),
        None => {
            let node = document.definition.state(state).node;
            let spot = spot_for(&document.tree, node, "Branches");
            insert_entry(&document.tree, node, &Entry::new("Branches", Content::Array(vec![branch])), spot)
        }
    };
    draft.change(vec![edit])
}

fn gone() -> Refusal {
    Refusal::new("this place is no longer there")
}
