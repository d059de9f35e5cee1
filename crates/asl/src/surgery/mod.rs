//! Small cuts into JSON text: members and items put in, taken out and replaced, in the style of the text around them.
//!
//! Each function returns replacements for one tree's text and touches nothing else: neighbours keep every byte.

mod block;
mod content;
mod format;
mod habits;
mod patch;
mod style;

use self::block::Child;
pub use block::extent::moved;
pub use content::{Content, Entry, Written};
pub use format::{formatted, reindented};
pub use habits::Habits;
pub use style::Style;

use crate::text::{Span, TextEdit};
use crate::tree::NodeId;
use crate::tree::{Kind, Tree, quote};

/// Where among its siblings something is put.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spot {
    /// Before the first.
    First,
    /// After the last.
    Last,
    /// Before this one.
    Before(NodeId),
    /// After this one.
    After(NodeId),
}

/// Puts a member into an object. `value` is JSON text whose further lines begin at the margin.
#[must_use]
pub fn insert_member(tree: &Tree, object: NodeId, name: &str, value: &str, spot: Spot) -> TextEdit {
    insert_entry(tree, object, &Entry::json(name, value), spot)
}

/// Puts a member into an object.
#[must_use]
pub fn insert_entry(tree: &Tree, object: NodeId, entry: &Entry, spot: Spot) -> TextEdit {
    insert_new(tree, object, Child::Member(entry), spot)
}

/// Puts an item into an array. `value` is JSON text whose further lines begin at the margin.
#[must_use]
pub fn insert_item(tree: &Tree, array: NodeId, value: &str, spot: Spot) -> TextEdit {
    insert_new(tree, array, Child::Item(&Content::Json(value.to_owned())), spot)
}

/// Puts an item into an array.
#[must_use]
pub fn insert_content(tree: &Tree, array: NodeId, item: &Content, spot: Spot) -> TextEdit {
    insert_new(tree, array, Child::Item(item), spot)
}

fn insert_new(tree: &Tree, container: NodeId, child: Child<'_>, spot: Spot) -> TextEdit {
    let style = Style::of(tree);
    if tree.is_yaml() {
        return block::insert(tree, container, child, spot)
            .unwrap_or_else(|| insert_child(tree, container, &child.between_brackets(style.habits), spot, &style));
    }
    let text = match child {
        Child::Member(entry) => entry.json_text(&style),
        Child::Item(content) => content.json(&style),
    };
    insert_child(tree, container, &text, spot, &style)
}

/// Puts `value`, JSON text whose further lines begin at the margin, in the place of a node's value.
#[must_use]
pub fn replace_value(tree: &Tree, node: NodeId, value: &str) -> TextEdit {
    replace_content(tree, node, &Content::Json(value.to_owned()))
}

/// Puts a value in the place of a node's.
#[must_use]
pub fn replace_content(tree: &Tree, node: NodeId, content: &Content) -> TextEdit {
    if tree.is_yaml() {
        return block::replace(tree, node, content);
    }
    let (indent, style) = (Style::line_indent(tree.text(), tree.span(node).start), Style::of(tree));
    TextEdit::replace(tree.span(node), reindented(&content.json(&style), &indent, &style.line_end))
}

/// A member as it can be put in elsewhere: in YAML with its comments, in JSON its value.
#[must_use]
pub fn taken(tree: &Tree, node: NodeId) -> Entry {
    if tree.is_yaml() {
        return block::extent::taken(tree, node, crate::tree::json_text(tree, node));
    }
    Entry::json(tree.key(node).unwrap_or_default(), at_margin(tree, node))
}

/// Whether what is put here stands between brackets in YAML, where no comments and blocks can be.
#[must_use]
pub fn is_between_brackets(tree: &Tree, container: NodeId) -> bool {
    let filled = tree.children(container).next().is_some() || tree.parent(container).is_none();
    let outer = if filled { Some(container) } else { tree.parent(container) };
    tree.is_yaml() && outer.is_some_and(|outer| block::extent::in_brackets(tree, outer))
}

/// An item as it can change places with another of its list: in a block with its dash and the comments behind it.
#[must_use]
pub fn whole_item(tree: &Tree, node: NodeId) -> Span {
    let in_block = tree.is_yaml() && tree.parent(node).is_some_and(|parent| !block::extent::in_brackets(tree, parent));
    if !in_block {
        return tree.span(node);
    }
    let start = block::extent::start(tree, node);
    Span::new(start, block::extent::end(tree, node, block::extent::column(tree.text(), start)))
}

/// A whole text of its own in YAML.
#[must_use]
pub fn yaml_text(content: &Content, style: &Style) -> String {
    block::block_text(content, style.habits).replace('\n', &style.line_end)
}

/// Gives a node's value another JSON text. In YAML, only what differs is cut.
#[must_use]
pub fn change_value(tree: &Tree, node: NodeId, value: &str) -> Vec<TextEdit> {
    if tree.is_yaml() { patch::patch(tree, node, value) } else { vec![replace_value(tree, node, value)] }
}

/// Renames a member.
#[must_use]
pub fn rename_member(tree: &Tree, member: NodeId, name: &str) -> Option<TextEdit> {
    let written = if tree.is_yaml() { block::name(tree, name) } else { quote(name) };
    tree.key_span(member).map(|span| TextEdit::replace(span, written))
}

/// Takes children out of an object or array, with the commas and spaces that belong to them.
#[must_use]
pub fn remove_children(tree: &Tree, container: NodeId, gone: &[NodeId]) -> Vec<TextEdit> {
    if tree.is_yaml() && !block::extent::in_brackets(tree, container) {
        return if gone.is_empty() { vec![] } else { block::remove(tree, container, gone) };
    }
    let children: Vec<NodeId> = tree.children(container).collect();
    let mut edits = Vec::new();
    let mut index = 0;
    while index < children.len() {
        if !gone.contains(&children[index]) {
            index += 1;
            continue;
        }
        let run = children[index..].iter().take_while(|child| gone.contains(child)).count();
        let before = index.checked_sub(1).map(|index| children[index]);
        let after = children.get(index + run);
        let start = tree.member_span(children[index]).start;
        let end = tree.member_span(children[index + run - 1]).end;
        edits.push(TextEdit::delete(match (before, after) {
            (_, Some(_)) => Span::new(start, past_comma(tree.text(), end)),
            (Some(before), None) => Span::new(tree.member_span(before).end, end),
            (None, None) => inside(tree, container, Span::new(start, end)),
        }));
        index += run;
    }
    edits
}

/// The text of a member's or item's value with its further lines moved to the margin.
#[must_use]
fn at_margin(tree: &Tree, node: NodeId) -> String {
    let indent = Style::line_indent(tree.text(), tree.member_span(node).start);
    let mut lines = tree.source(node).split('\n');
    let first = lines.next().unwrap_or_default().to_owned();
    lines.fold(first, |text, line| {
        let moved = line.strip_prefix(indent.as_str()).unwrap_or_else(|| line.trim_start_matches([' ', '\t']));
        text + "\n" + moved.trim_end_matches('\r')
    })
}

fn insert_child(tree: &Tree, container: NodeId, child: &str, spot: Spot, style: &Style) -> TextEdit {
    let children: Vec<NodeId> = tree.children(container).collect();
    let (Some(first), Some(last)) = (children.first(), children.last()) else {
        return fill(tree, container, child, style);
    };
    let separator = style.separator(tree, container, &children);
    let indent = match separator.rfind('\n') {
        Some(at) => separator[at + 1..].to_owned(),
        None => Style::line_indent(tree.text(), tree.span(container).start),
    };
    let child = reindented(child, &indent, &style.line_end);
    match spot {
        Spot::First => TextEdit::insert(tree.member_span(*first).start, format!("{child},{separator}")),
        Spot::Before(node) => TextEdit::insert(tree.member_span(node).start, format!("{child},{separator}")),
        Spot::Last => TextEdit::insert(tree.member_span(*last).end, format!(",{separator}{child}")),
        Spot::After(node) => TextEdit::insert(tree.member_span(node).end, format!(",{separator}{child}")),
    }
}

/// Puts the first child into an empty object or array.
fn fill(tree: &Tree, container: NodeId, child: &str, style: &Style) -> TextEdit {
    let span = tree.span(container);
    let (open, close) = if tree.kind(container) == Kind::Object { ('{', '}') } else { ('[', ']') };
    let inner = if style.one_line {
        format!("{open}{}{child}{}{close}", style.padding, style.padding)
    } else {
        let indent = Style::line_indent(tree.text(), span.start);
        let deeper = format!("{indent}{}", style.unit);
        let end = &style.line_end;
        format!("{open}{end}{deeper}{}{end}{indent}{close}", reindented(child, &deeper, end))
    };
    TextEdit::replace(span, inner)
}

/// Past the comma after `end` and the spaces behind it.
fn past_comma(text: &str, end: u32) -> u32 {
    let rest = &text[end as usize..];
    let Some(comma) = rest.find(',') else { return end };
    let behind = &rest[comma + 1..];
    end + (comma + 1 + behind.len() - behind.trim_start().len()) as u32
}

/// All between the brackets, if nothing but spaces and a comma is beside the children.
fn inside(tree: &Tree, container: NodeId, children: Span) -> Span {
    let span = tree.span(container);
    let text = tree.text();
    let whole = Span::new(span.start + 1, span.end.saturating_sub(1).max(children.end));
    let spaces = |from: u32, to: u32| Span::new(from, to).of(text).trim().trim_matches(',').trim().is_empty();
    let bare = spaces(whole.start, children.start) && spaces(children.end, whole.end);
    let closed = matches!(text.as_bytes().get(span.end as usize - 1), Some(b'}' | b']'));
    if bare && closed {
        return whole;
    }
    // A comma may follow the last child in YAML's brackets, but not stand there alone.
    let has_comma = Span::new(children.end, whole.end).of(text).trim_start().starts_with(',');
    if has_comma { Span::new(children.start, past_comma(text, children.end)) } else { children }
}

#[cfg(test)]
mod tests;
