//! Fields of states and of the machine, set and removed by JSON Pointer.

use super::Refusal;
use super::draft::Draft;
use crate::definition::{NodeId, StateId};
use crate::document::{Document, StateKey};
use crate::surgery::{Spot, Style, change_value, formatted, insert_item, insert_member, remove_children, rename_member};
use crate::text::{TextEdit, Transaction};
use crate::tree::{Kind, Tree, quote};

/// Whose field: a state's, or with `None` the machine's.
pub type Target = Option<StateId>;

/// The usual order of members; what is not listed comes in the middle.
const ORDER: [&str; 12] =
    ["Comment", "QueryLanguage", "StartAt", "Type", "Resource", "Variable", "Condition", "…", "Retry", "Catch", "Next", "End"];

/// Sets a field to a JSON text. Objects on the way that are not there yet are made.
pub fn set_field(document: &Document, target: Target, pointer: &str, json: &str) -> Result<Transaction, Refusal> {
    set_fields(document, target, &[(pointer, Some(json))])
}

/// Takes a field away.
pub fn remove_field(document: &Document, target: Target, pointer: &str) -> Result<Transaction, Refusal> {
    set_fields(document, target, &[(pointer, None)])
}

/// Sets and removes several fields in one step, by JSON Pointers from the object; `None` removes.
pub fn set_fields(document: &Document, target: Target, changes: &[(&str, Option<&str>)]) -> Result<Transaction, Refusal> {
    let mut draft = Draft::new(document, label(document, target, changes))?;
    let key = target.map(|state| document.key(state));
    let mut edits = vec![];
    for (pointer, json) in changes {
        draft.change(std::mem::take(&mut edits))?;
        let object = object(&draft.document, key)?;
        edits = set_edits(&draft.document, object, pointer, *json)?;
    }
    draft.finish_with(edits)
}

/// Gives a member of an object another name, at its place, and perhaps another value.
pub fn rename_field(
    document: &Document,
    target: Target,
    pointer: &str,
    name: &str,
    json: Option<&str>,
) -> Result<Transaction, Refusal> {
    let tree = &document.tree;
    let mut draft = Draft::new(document, label(document, target, &[(pointer, Some(name))]))?;
    let key = target.map(|state| document.key(state));
    let member = descend(tree, object(document, key)?, pointer).ok_or_else(|| Refusal::new("this field is no longer there"))?;
    let old = tree.key(member).ok_or_else(|| Refusal::new("this is no member of an object"))?;
    if *old != *name && tree.parent(member).is_some_and(|parent| tree.member(parent, name).is_some()) {
        return Err(Refusal::new(format!("there is a `{name}` already")));
    }
    if let Some(json) = json {
        draft.change(change_value(tree, member, &value_text(document, json)?))?;
    }
    let member = descend(&draft.document.tree, object(&draft.document, key)?, pointer);
    let edit = member.and_then(|member| rename_member(&draft.document.tree, member, name));
    draft.finish_with(edit.into_iter().collect())
}

/// Sets the comment of a state or of the machine; an empty one is taken away.
pub fn set_comment(document: &Document, target: Target, comment: &str) -> Result<Transaction, Refusal> {
    let json = quote(comment);
    set_fields(document, target, &[("/Comment", (!comment.is_empty()).then_some(json.as_str()))])
}

/// Puts another JSON text in the place of a state's object.
pub fn replace_state_text(document: &Document, state: StateId, json: &str) -> Result<Transaction, Refusal> {
    let name = &document.definition.state(state).name.value;
    let draft = Draft::new(document, format!("change {name}"))?;
    let node = document.definition.state(state).node;
    if Tree::parse(json).root().is_none_or(|root| Tree::parse(json).kind(root) != Kind::Object) {
        return Err(Refusal::new("a state is a JSON object"));
    }
    let value = value_text(document, json)?;
    draft.finish_with(change_value(&document.tree, node, &value))
}

/// Where a member of this name belongs in the object, as people order them.
pub(super) fn spot_for(tree: &Tree, object: NodeId, name: &str) -> Spot {
    if name == "States" {
        return Spot::Last;
    }
    let rank = rank(name);
    let before = tree.children(object).filter(|child| {
        let key = tree.key(*child).unwrap_or_default();
        self::rank(&key) <= rank && key != "States"
    });
    before.last().map_or(Spot::First, Spot::After)
}

/// JSON text as it is put in: as written if it has lines of its own, else in the document's style.
pub(super) fn value_text(document: &Document, json: &str) -> Result<String, Refusal> {
    let json = json.trim();
    let tree = Tree::parse(json);
    if let Some(problem) = tree.problems().iter().find(|problem| problem.kind.is_syntax()) {
        return Err(Refusal::new(problem.message.clone()));
    }
    Ok(if json.contains('\n') { json.to_owned() } else { formatted(&tree, &Style::of(&document.tree)) })
}

fn rank(name: &str) -> usize {
    let middle = ORDER.iter().position(|known| *known == "…").unwrap_or_default();
    ORDER.iter().position(|known| *known == name).unwrap_or(middle)
}

fn label(document: &Document, target: Target, changes: &[(&str, Option<&str>)]) -> String {
    let field = changes.first().map_or("", |(pointer, _)| pointer.trim_start_matches('/'));
    let field = field.split('/').next().unwrap_or_default();
    let removing = changes.iter().all(|(_, json)| json.is_none());
    let verb = if removing { "remove" } else { "set" };
    match target {
        Some(state) => format!("{verb} {field} of {}", document.definition.state(state).name.value),
        None => format!("{verb} {field}"),
    }
}

fn object(document: &Document, key: Option<StateKey>) -> Result<NodeId, Refusal> {
    match key {
        Some(key) => document
            .state(key)
            .map(|state| document.definition.state(state).node)
            .ok_or_else(|| Refusal::new("this state is no longer there")),
        None => document
            .tree
            .root()
            .filter(|root| document.tree.kind(*root) == Kind::Object)
            .ok_or_else(|| Refusal::new("there is no definition here")),
    }
}

/// The edits that set or remove one field of an object, in the document as it is.
pub(super) fn set_edits(
    document: &Document,
    object: NodeId,
    pointer: &str,
    json: Option<&str>,
) -> Result<Vec<TextEdit>, Refusal> {
    match json {
        Some(json) => set(document, object, pointer, json),
        None => remove(document, object, pointer),
    }
}

fn set(document: &Document, object: NodeId, pointer: &str, json: &str) -> Result<Vec<TextEdit>, Refusal> {
    let tree = &document.tree;
    let tokens = tokens(pointer)?;
    let mut node = object;
    for (index, token) in tokens.iter().enumerate() {
        let child = child(tree, node, token);
        let Some(child) = child else {
            // Objects that are not there yet are written around the value.
            let value =
                tokens[index + 1..].iter().rev().fold(json.to_owned(), |value, token| format!("{{{}: {value}}}", quote(token)));
            let value = value_text(document, &value)?;
            let edit = match tree.kind(node) {
                Kind::Object => insert_member(tree, node, token, &value, spot_for(tree, node, token)),
                Kind::Array => insert_item(tree, node, &value, Spot::Last),
                _ => return Err(Refusal::new(format!("`{pointer}` leads into a plain value"))),
            };
            return Ok(vec![edit]);
        };
        node = child;
    }
    let value = value_text(document, json)?;
    if tree.source(node) == value {
        return Ok(vec![]);
    }
    Ok(change_value(tree, node, &value))
}

fn remove(document: &Document, object: NodeId, pointer: &str) -> Result<Vec<TextEdit>, Refusal> {
    let tree = &document.tree;
    let found = descend(tree, object, pointer);
    let Some((node, parent)) = found.and_then(|node| Some((node, tree.parent(node)?))) else { return Ok(vec![]) };
    Ok(remove_children(tree, parent, &[node]))
}

/// The node at a pointer from another node.
pub(super) fn descend(tree: &Tree, from: NodeId, pointer: &str) -> Option<NodeId> {
    tokens(pointer).ok()?.iter().try_fold(from, |node, token| child(tree, node, token))
}

/// The member or item that a token names; of a repeated member the last.
fn child(tree: &Tree, node: NodeId, token: &str) -> Option<NodeId> {
    match tree.kind(node) {
        Kind::Object => tree.member(node, token),
        Kind::Array => token.parse().ok().and_then(|index| tree.child(node, index)),
        _ => None,
    }
}

fn tokens(pointer: &str) -> Result<Vec<String>, Refusal> {
    let rest = pointer.strip_prefix('/').ok_or_else(|| Refusal::new("a field is named by a pointer such as `/Retry/0`"))?;
    Ok(rest.split('/').map(|token| token.replace("~1", "/").replace("~0", "~")).collect())
}
