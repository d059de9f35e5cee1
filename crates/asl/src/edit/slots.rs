//! Where transitions lead: setting and clearing the text of a slot.

use super::Refusal;
use super::draft::Draft;
use super::fields::spot_for;
use super::place::{slot_owner, slot_scope};
use crate::definition::{NodeId, StateId, StateKind};
use crate::document::Document;
use crate::graph::{Slot, Target, target};
use crate::surgery::{insert_member, remove_children, rename_member, replace_value};
use crate::text::{TextEdit, Transaction};
use crate::tree::quote;

/// Points a transition at another state of its scope; `None` ends the scope there.
pub fn retarget(document: &Document, slot: Slot, to: Option<StateId>) -> Result<Transaction, Refusal> {
    let definition = &document.definition;
    let scope = slot_scope(definition, slot).ok_or_else(|| Refusal::new("this transition is no longer there"))?;
    let name = match to.map(|state| definition.states.get(state.0 as usize)) {
        None => None,
        Some(None) => return Err(Refusal::new("this state is no longer there")),
        Some(Some(state)) if state.scope != scope => {
            return Err(Refusal::new("no transition leads into or out of a Parallel's branch or a Map"));
        }
        Some(Some(state)) => Some(&*state.name.value),
    };
    if to.is_some_and(|to| target(definition, slot) == Target::State(to))
        || (to.is_none() && target(definition, slot) == Target::End)
    {
        return Err(Refusal::new("it leads there already"));
    }
    let from = slot_owner(slot).map_or("Start", |state| &*definition.state(state).name.value);
    let label = match name {
        Some(name) => format!("lead {from} to {name}"),
        None => format!("end after {from}"),
    };
    let draft = Draft::new(document, label)?;
    let edits = set_target(document, slot, name)?;
    draft.finish_with(edits)
}

/// Takes a transition away: a rule, `Default`, a catcher; `Next` becomes `End`.
pub fn clear(document: &Document, slot: Slot) -> Result<Transaction, Refusal> {
    match slot {
        Slot::StartAt(_) => Err(Refusal::new("a workflow must start somewhere")),
        Slot::Next(_) => retarget(document, slot, None),
        _ => {
            let (container, gone) = entry(document, slot).ok_or_else(|| Refusal::new("this transition is no longer there"))?;
            let what = match slot {
                Slot::Rule(..) => "rule",
                Slot::Default(_) => "Default",
                _ => "catcher",
            };
            let draft = Draft::new(document, format!("remove {what}"))?;
            draft.finish_with(remove_children(&document.tree, container, &[gone]))
        }
    }
}

/// The edits that point a slot at a name, or at the end.
pub(super) fn set_target(document: &Document, slot: Slot, name: Option<&str>) -> Result<Vec<TextEdit>, Refusal> {
    let (object, member) = slot_member(document, slot).ok_or_else(|| Refusal::new("this transition is no longer there"))?;
    if let Slot::Next(state) = slot {
        match document.definition.state(state).kind {
            StateKind::Choice(_) => return Err(Refusal::new("a Choice goes where its rules say")),
            StateKind::Succeed | StateKind::Fail(_) => return Err(Refusal::new("nothing follows a Succeed or a Fail")),
            _ => return Ok(set_next(document, object, name)),
        }
    }
    let name = name.ok_or_else(|| {
        Refusal::new(match slot {
            Slot::StartAt(_) => "a workflow must start somewhere",
            _ => "only `Next` can become `End`; lead this to a Succeed state instead",
        })
    })?;
    Ok(vec![set_text(document, object, member, name)])
}

/// The object that holds a slot's text, and the member's name.
fn slot_member(document: &Document, slot: Slot) -> Option<(NodeId, &'static str)> {
    let definition = &document.definition;
    let state = |id: StateId| definition.states.get(id.0 as usize);
    Some(match slot {
        Slot::StartAt(scope) => (definition.scopes.get(scope.0 as usize)?.node, "StartAt"),
        Slot::Next(id) => (state(id)?.node, "Next"),
        Slot::Rule(id, index) => match &state(id)?.kind {
            StateKind::Choice(choice) => (choice.rules.get(index)?.node, "Next"),
            _ => return None,
        },
        Slot::Default(id) => (state(id)?.node, "Default"),
        Slot::Catch(id, index) => (state(id)?.catch.get(index)?.node, "Next"),
    })
}

/// What is taken out to take a slot away, and from where; the whole `Catch` with its last catcher.
pub(super) fn entry(document: &Document, slot: Slot) -> Option<(NodeId, NodeId)> {
    let tree = &document.tree;
    let (object, member) = slot_member(document, slot)?;
    match slot {
        Slot::StartAt(_) | Slot::Next(_) | Slot::Default(_) => Some((object, tree.member(object, member)?)),
        Slot::Rule(..) => Some((tree.parent(object)?, object)),
        Slot::Catch(state, _) => {
            let list = tree.parent(object)?;
            if tree.children(list).count() == 1 {
                return Some((document.definition.state(state).node, list));
            }
            Some((list, object))
        }
    }
}

fn set_text(document: &Document, object: NodeId, member: &str, text: &str) -> TextEdit {
    let tree = &document.tree;
    match tree.member(object, member) {
        Some(node) => replace_value(tree, node, &quote(text)),
        None => insert_member(tree, object, member, &quote(text), spot_for(tree, object, member)),
    }
}

fn set_next(document: &Document, object: NodeId, name: Option<&str>) -> Vec<TextEdit> {
    let tree = &document.tree;
    let (member, value) = name.map_or(("End", "true".to_owned()), |name| ("Next", quote(name)));
    let (next, end) = (tree.member(object, "Next"), tree.member(object, "End"));
    let (kept, gone) = if name.is_some() { (next.or(end), next.and(end)) } else { (end.or(next), end.and(next)) };
    let mut edits = gone.map_or_else(Vec::new, |gone| remove_children(tree, object, &[gone]));
    match kept {
        Some(node) => {
            edits.extend(rename_member(tree, node, member));
            edits.push(replace_value(tree, node, &value));
        }
        None => edits.push(insert_member(tree, object, member, &value, spot_for(tree, object, member))),
    }
    edits
}
