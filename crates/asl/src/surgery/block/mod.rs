//! Cuts into YAML in block style: whole lines are put in and taken out, comments beside them stay.

pub(super) mod extent;
mod scalar;
mod write;

pub(super) use scalar::is_plain;

use self::extent::{column, line_end, line_start, moved};
use super::Spot;
use super::content::{Content, Entry};
use super::habits::Habits;
use super::style::Style;
use crate::text::{Span, TextEdit};
use crate::tree::NodeId;
use crate::tree::{Kind, Tree};

/// What is put into a container.
#[derive(Clone, Copy)]
pub(super) enum Child<'c> {
    Member(&'c Entry),
    Item(&'c Content),
}

impl Child<'_> {
    fn lines(self, habits: Habits) -> String {
        match self {
            Self::Member(entry) => write::entry_lines(entry, habits),
            Self::Item(content) => write::item_lines(content, habits),
        }
    }

    /// As it stands between brackets.
    pub fn between_brackets(self, habits: Habits) -> String {
        match self {
            Self::Member(entry) => {
                let whole = write::between_brackets(&Content::Object(vec![entry.clone()]), habits);
                whole[1..whole.len() - 1].to_owned()
            }
            Self::Item(content) => write::between_brackets(content, habits),
        }
    }

    fn alone(self) -> Content {
        match self {
            Self::Member(entry) => Content::Object(vec![entry.clone()]),
            Self::Item(content) => Content::Array(vec![content.clone()]),
        }
    }
}

/// Puts a child into a container; `None` where the cut for brackets fits it.
pub(super) fn insert(tree: &Tree, container: NodeId, child: Child<'_>, spot: Spot) -> Option<TextEdit> {
    let (Some(first), Some(last)) = (tree.children(container).next(), tree.children(container).last()) else {
        return Some(replace(tree, container, &child.alone()));
    };
    if extent::in_brackets(tree, container) {
        return None;
    }
    let style = Style::of(tree);
    let own = column(tree.text(), extent::start(tree, first));
    let lines = moved(&child.lines(style.habits), 0, own);
    let pad = " ".repeat(own);
    let begin = |node: NodeId| {
        let own = extent::start(tree, node);
        let above = if extent::holds_states(tree, container) { extent::above(tree, node) } else { own };
        // Comments above stay with what they are above of.
        if above == own || own - above == pad.len() as u32 { own } else { above + pad.len() as u32 }
    };
    let text = match spot {
        Spot::First | Spot::Before(_) => format!("{lines}\n{pad}"),
        Spot::Last | Spot::After(_) => format!("\n{pad}{lines}"),
    };
    let at = match spot {
        Spot::First => begin(first),
        Spot::Before(node) => begin(node),
        Spot::Last => extent::end(tree, last, own),
        Spot::After(node) => extent::end(tree, node, own),
    };
    Some(TextEdit::insert(at, text.replace('\n', &style.line_end)))
}

/// Takes entries out of a block with their lines; a block that is left empty becomes `{}` or `[]`.
pub(super) fn remove(tree: &Tree, container: NodeId, gone: &[NodeId]) -> Vec<TextEdit> {
    let children: Vec<NodeId> = tree.children(container).collect();
    let text = tree.text();
    let Some(first) = children.first().copied() else { return vec![] };
    if children.iter().all(|child| gone.contains(child)) {
        return vec![replace(
            tree,
            container,
            &Content::Json(if tree.kind(container) == Kind::Object { "{}" } else { "[]" }.to_owned()),
        )];
    }
    let states = extent::holds_states(tree, container);
    let own = column(text, extent::start(tree, first));
    let mut edits: Vec<TextEdit> = Vec::new();
    for (index, child) in children.iter().enumerate().filter(|(_, child)| gone.contains(child)) {
        let start = extent::start(tree, *child);
        let end = extent::end(tree, *child, own);
        let line = line_start(text, start);
        let own_line = text[line as usize..start as usize].trim_matches([' ', '\u{feff}']).is_empty();
        let next = children[index + 1..].iter().find(|next| !gone.contains(next)).map(|next| extent::start(tree, *next));
        let span = match next {
            // The first member shares its line with a dash: the next one takes its place, if no comment is between them.
            Some(next) if !own_line && Span::new(end, next).of(text).trim().is_empty() => Span::new(start, next),
            _ if !own_line => Span::new(start, end),
            _ => {
                let above = if states { extent::above(tree, *child) } else { line };
                match above.checked_sub(1) {
                    Some(at) => Span::new(at - u32::from(text[..at as usize].ends_with('\r')), end),
                    None => Span::new(start, next.unwrap_or(end)),
                }
            }
        };
        match edits.last_mut() {
            Some(last) if span.start <= last.span.end => last.span.end = last.span.end.max(span.end),
            _ => edits.push(TextEdit::delete(span)),
        }
    }
    edits
}

/// Puts a value in the place of another.
pub(super) fn replace(tree: &Tree, node: NodeId, content: &Content) -> TextEdit {
    let (text, span, style) = (tree.text(), tree.span(node), Style::of(tree));
    let content = write::opened(content);
    let parent = tree.parent(node);
    let root = parent.is_none();
    if parent.is_some_and(|parent| extent::in_brackets(tree, parent)) {
        return spaced(text, span, write::between_brackets(&content, style.habits));
    }
    let old = extent::without_properties(tree.source(node));
    let in_lines = matches!(tree.kind(node), Kind::Object | Kind::Array) && !extent::has_brackets(tree, node);
    let head = extent::head_end(tree, node);
    let own = if root { 0 } else { column(text, extent::start(tree, node)) };
    let beside = if tree.key_span(node).is_some() { style.habits.unit } else { 2 };
    if !write::has_lines(&content) {
        let new = match string(&content) {
            Some(new) if old.starts_with(['|', '>']) && !in_lines => {
                let header = old.lines().next().unwrap_or_default();
                let comment = header.find('#').map_or_else(String::new, |at| format!(" {}", header[at..].trim_end()));
                match scalar::lines(&new) {
                    Some(lines) => {
                        let (sign, lines) = lines.split_once('\n').unwrap_or((&lines, ""));
                        let lines = moved(&format!("\n{lines}"), 0, own + beside);
                        format!("{sign}{comment}{lines}").replace('\n', &style.line_end)
                    }
                    None => scalar::value(&new, style.habits) + &comment,
                }
            }
            Some(new) if !in_lines => scalar::like(old, &new, style.habits),
            _ => write::inline(&content, style.habits),
        };
        let shares_line = root || Span::new(head, span.start).of(text).trim_start_matches(['\r', ' ']).is_empty();
        if !in_lines || (shares_line && !text[head as usize..span.start as usize].contains('\n')) {
            return spaced(text, span, new);
        }
        // A block goes with its lines; what stands behind the name stays.
        let rest = Span::new(head, line_end(text, head)).of(text);
        let rest = if span.start < line_end(text, head) { "" } else { rest };
        return TextEdit::replace(Span::new(head, span.end), format!(" {new}{rest}"));
    }
    let is_list = matches!(*content, Content::Array(_));
    let lines = write::value_lines(&content, style.habits);
    let written = |text: String| text.replace('\n', &style.line_end);
    if root {
        return TextEdit::replace(span, written(lines));
    }
    let same = in_lines && (tree.kind(node) == Kind::Array) == is_list;
    let first = tree.children(node).next().filter(|_| in_lines);
    let was = first.map(|first| column(text, extent::start(tree, first))).filter(|was| same && *was >= own);
    let deeper = if tree.key_span(node).is_none() {
        2
    } else if is_list {
        style.habits.dash
    } else {
        style.habits.unit
    };
    let target = was.unwrap_or(own + deeper);
    if let Some(first) = first.filter(|_| same) {
        return TextEdit::replace(Span::new(extent::start(tree, first), span.end), written(moved(&lines, 0, target)));
    }
    if tree.key_span(node).is_none() && !lines.starts_with('#') {
        return spaced(text, Span::new(head, span.end.max(head)), written(moved(&lines, 0, own + 2)));
    }
    // The value moves to lines of its own; a comment behind the old one stays on the line of the name.
    let until = line_end(text, span.end);
    let comment = Span::new(span.end, until).of(text).trim();
    let comment = if comment.is_empty() || in_lines { String::new() } else { format!(" {comment}") };
    let until = if in_lines { span.end } else { until };
    let head_rest = if in_lines { Span::new(head, line_end(text, head)).of(text) } else { "" };
    let lines = moved(&format!("\n{lines}"), 0, target);
    TextEdit::replace(Span::new(head, until), written(format!("{head_rest}{comment}{lines}")))
}

/// The string that content is.
fn string(content: &Content) -> Option<String> {
    let Content::Json(text) = content else { return None };
    write::string(text)
}

/// A replacement; what is not written stands right behind its colon or dash, and needs a space.
fn spaced(text: &str, span: Span, new: String) -> TextEdit {
    let close = text[..span.start as usize].ends_with([':', '-']);
    TextEdit::replace(span, if close { format!(" {new}") } else { new })
}

/// A member's name as it is written in this text.
pub(super) fn name(tree: &Tree, name: &str) -> String {
    scalar::name(name, Style::of(tree).habits)
}

/// A whole value as a text of its own.
#[must_use]
pub fn block_text(content: &Content, habits: Habits) -> String {
    write::value_lines(&write::opened(content), habits) + "\n"
}
