//! Entries of a state's lists: rules, retriers, catchers, branches, and any other array.

use super::Refusal;
use super::draft::Draft;
use super::fields::{descend, spot_for, value_text};
use crate::definition::{NodeId, StateId};
use crate::document::Document;
use crate::surgery::{Spot, Style, insert_item, insert_member, remove_children, whole_item};
use crate::text::{TextEdit, Transaction};
use crate::tree::Kind;

/// Adds an entry to the list at this pointer from the state's object, before the entry at `index` or last. A list that is
/// not there yet is made.
pub fn insert_entry(
    document: &Document,
    state: StateId,
    pointer: &str,
    json: &str,
    index: Option<usize>,
) -> Result<Transaction, Refusal> {
    let draft = Draft::new(document, label(document, state, "add to", pointer))?;
    draft.finish_with(vec![entry_edit(document, state, pointer, json, index)?])
}

/// Takes an entry out of a list. `Retry` and `Catch` go with their last entry.
pub fn remove_entry(document: &Document, state: StateId, pointer: &str, index: usize) -> Result<Transaction, Refusal> {
    let (list, entries) = list(document, state, pointer)?;
    let entry = *entries.get(index).ok_or_else(|| Refusal::new("this entry is no longer there"))?;
    let draft = Draft::new(document, label(document, state, "remove from", pointer))?;
    let optional = matches!(document.tree.key(list).as_deref(), Some("Retry" | "Catch"));
    let (container, gone) = match document.tree.parent(list) {
        Some(parent) if optional && entries.len() == 1 => (parent, list),
        _ => (list, entry),
    };
    draft.finish_with(remove_children(&document.tree, container, &[gone]))
}

/// Moves an entry of a list to another place in it.
pub fn move_entry(document: &Document, state: StateId, pointer: &str, from: usize, to: usize) -> Result<Transaction, Refusal> {
    let (_, entries) = list(document, state, pointer)?;
    if from >= entries.len() || to >= entries.len() {
        return Err(Refusal::new("this entry is no longer there"));
    }
    if from == to {
        return Err(Refusal::new("it is there already"));
    }
    let mut order = entries.clone();
    let moved = order.remove(from);
    order.insert(to, moved);
    let tree = &document.tree;
    let changed = entries.iter().zip(&order).filter(|(place, entry)| place != entry);
    let edits = changed
        .map(|(place, entry)| TextEdit::replace(whole_item(tree, *place), whole_item(tree, *entry).of(tree.text())))
        .collect();
    let draft = Draft::new(document, label(document, state, "reorder", pointer))?;
    draft.finish_with(edits)
}

/// The edit that adds an entry.
pub(super) fn entry_edit(
    document: &Document,
    state: StateId,
    pointer: &str,
    json: &str,
    index: Option<usize>,
) -> Result<TextEdit, Refusal> {
    let value = value_text(document, json)?;
    let object = document.definition.state(state).node;
    Ok(match list(document, state, pointer) {
        Ok((list, entries)) => {
            let spot = index.and_then(|index| entries.get(index)).map_or(Spot::Last, |entry| Spot::Before(*entry));
            insert_item(&document.tree, list, &value, spot)
        }
        Err(_) => {
            let name = pointer.strip_prefix('/').filter(|name| !name.contains('/'));
            let name = name.ok_or_else(|| Refusal::new("this list is no longer there"))?;
            if document.tree.member(object, name).is_some() {
                return Err(Refusal::new(format!("`{name}` must be an array first")));
            }
            let whole = Style::of(&document.tree).array(vec![value]);
            insert_member(&document.tree, object, name, &whole, spot_for(&document.tree, object, name))
        }
    })
}

fn list(document: &Document, state: StateId, pointer: &str) -> Result<(NodeId, Vec<NodeId>), Refusal> {
    let tree = &document.tree;
    let missing = || Refusal::new("this list is no longer there");
    let state = document.definition.states.get(state.0 as usize).ok_or_else(missing)?;
    let node = descend(tree, state.node, pointer).ok_or_else(missing)?;
    if tree.kind(node) != Kind::Array {
        return Err(missing());
    }
    Ok((node, tree.children(node).collect()))
}

fn label(document: &Document, state: StateId, verb: &str, pointer: &str) -> String {
    let name = document.definition.states.get(state.0 as usize).map_or("", |state| &*state.name.value);
    format!("{verb} {} of {name}", pointer.trim_start_matches('/'))
}
