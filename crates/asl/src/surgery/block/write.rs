//! New values as blocks, and between brackets.

use std::borrow::Cow;

use super::extent::moved;
use super::scalar;
use crate::surgery::content::{Content, Entry};
use crate::surgery::habits::Habits;
use crate::tree::NodeId;
use crate::tree::{Kind, Tree, quote};

/// A JSON node as content.
fn of_node(tree: &Tree, node: NodeId) -> Content {
    match tree.kind(node) {
        Kind::Object => {
            let member = |child| match tree.key(child) {
                Some(key) => Entry::new(key, of_node(tree, child)),
                None => Entry::new("", of_node(tree, child)),
            };
            Content::Object(tree.children(node).map(member).collect())
        }
        Kind::Array => Content::Array(tree.children(node).map(|child| of_node(tree, child)).collect()),
        Kind::Missing | Kind::Error => Content::Json("null".to_owned()),
        _ => Content::Json(tree.source(node).to_owned()),
    }
}

/// Content whose objects and arrays are known as such.
pub fn opened(content: &Content) -> Cow<'_, Content> {
    let Content::Json(text) = content else { return Cow::Borrowed(content) };
    let tree = Tree::parse(text.as_str());
    tree.root().map_or(Cow::Borrowed(content), |root| Cow::Owned(of_node(&tree, root)))
}

/// Whether a value takes lines of its own.
pub fn has_lines(content: &Content) -> bool {
    match content {
        Content::Object(members) => !members.is_empty(),
        Content::Array(items) => !items.is_empty(),
        Content::Json(_) => false,
    }
}

/// A whole value in block style, its lines at the margin. The value must be `opened`.
pub fn value_lines(content: &Content, habits: Habits) -> String {
    match content {
        Content::Object(members) if !members.is_empty() => {
            members.iter().map(|entry| entry_lines(entry, habits)).collect::<Vec<_>>().join("\n")
        }
        Content::Array(items) if !items.is_empty() => {
            items.iter().map(|item| item_lines(item, habits)).collect::<Vec<_>>().join("\n")
        }
        _ => inline(content, habits),
    }
}

/// A member, its lines at the margin.
pub fn entry_lines(entry: &Entry, habits: Habits) -> String {
    if let Some(written) = &entry.written {
        return written.text.clone();
    }
    let content = opened(&entry.content);
    if entry.name.is_empty() && matches!(&*content, Content::Json(text) if text.starts_with("${")) {
        // A placeholder in a member's place.
        return format!("# {}", inline(&content, habits).trim_matches('"'));
    }
    let name = scalar::name(&entry.name, habits);
    if !has_lines(&content) {
        return format!("{name}: {}", inline(&content, habits));
    }
    let deeper = if matches!(*content, Content::Array(_)) { habits.dash } else { habits.unit };
    format!("{name}:{}", moved(&format!("\n{}", value_lines(&content, habits)), 0, deeper))
}

/// An item, its lines at the margin.
pub fn item_lines(item: &Content, habits: Habits) -> String {
    let item = opened(item);
    let lines = value_lines(&item, habits);
    // A comment cannot follow the dash as the first of the item's lines.
    let start = if lines.starts_with('#') { "-\n  " } else { "- " };
    format!("{start}{}", moved(&lines, 0, 2))
}

/// A value on one line.
pub fn inline(content: &Content, habits: Habits) -> String {
    let Content::Json(text) = content else { return between_brackets(content, habits) };
    let tree = Tree::parse(text.as_str());
    let Some(root) = tree.root() else { return text.clone() };
    match tree.string(root) {
        Some(text) => scalar::value(&text, habits),
        None if matches!(tree.kind(root), Kind::Object | Kind::Array) => between_brackets(content, habits),
        None => tree.source(root).to_owned(),
    }
}

/// A value between brackets. The braces of a placeholder would end them: it is put in quotes.
pub fn between_brackets(content: &Content, habits: Habits) -> String {
    match &*opened(content) {
        Content::Object(members) => {
            let member = |entry: &Entry| match &entry.written {
                Some(written) if written.in_brackets => written.text.clone(),
                _ => format!("{}: {}", scalar::name(&entry.name, habits), between_brackets(&entry.content, habits)),
            };
            format!("{{{}}}", members.iter().map(member).collect::<Vec<_>>().join(", "))
        }
        Content::Array(items) => {
            format!("[{}]", items.iter().map(|item| between_brackets(item, habits)).collect::<Vec<_>>().join(", "))
        }
        Content::Json(text) if crate::tree::is_placeholder(text) => quote(text),
        Content::Json(text) => string(text).map_or_else(|| text.clone(), |text| scalar::between_brackets(&text, habits)),
    }
}

/// The string that a JSON text is.
pub fn string(json: &str) -> Option<String> {
    let tree = Tree::parse(json);
    tree.root().and_then(|root| tree.string(root).map(|text| text.into_owned()))
}
