//! Cuts into YAML in block style: whole lines are put in and taken out, comments beside them stay.

use super::Spot;
use super::style::Style;
use crate::definition::NodeId;
use crate::text::{Span, TextEdit};
use crate::tree::{Kind, Tree, quote};

/// Whether a container is written in block style, so that the cuts for brackets do not fit it.
pub(super) fn is_block(tree: &Tree, container: NodeId) -> bool {
    tree.is_yaml() && !tree.source(container).starts_with(['{', '['])
}

/// Puts an entry into a block: a member where there is a name, else an item. `value` is JSON text.
pub(super) fn insert(tree: &Tree, container: NodeId, name: Option<&str>, value: &str, spot: Spot) -> TextEdit {
    let style = Style::of(tree);
    let children: Vec<NodeId> = tree.children(container).collect();
    let (Some(first), Some(last)) = (children.first(), children.last()) else {
        return TextEdit::insert(tree.span(container).end, "");
    };
    let start = |node: NodeId| entry_start(tree, node);
    let indent = column(tree.text(), start(*first));
    let head = name.map_or_else(|| "-".to_owned(), |name| format!("{}:", scalar(name)));
    let entry = head + &block(&Tree::parse(value), &style, indent, name.is_none());
    let pad = " ".repeat(indent);
    let end = &style.line_end;
    match spot {
        Spot::First => TextEdit::insert(start(*first), format!("{entry}{end}{pad}")),
        Spot::Before(node) => TextEdit::insert(start(node), format!("{entry}{end}{pad}")),
        Spot::Last => TextEdit::insert(line_end(tree.text(), tree.span(*last).end), format!("{end}{pad}{entry}")),
        Spot::After(node) => TextEdit::insert(line_end(tree.text(), tree.span(node).end), format!("{end}{pad}{entry}")),
    }
}

/// Takes entries out of a block with their lines; a block that is left empty becomes `{}` or `[]`.
pub(super) fn remove(tree: &Tree, container: NodeId, gone: &[NodeId]) -> Vec<TextEdit> {
    let children: Vec<NodeId> = tree.children(container).collect();
    let text = tree.text();
    if children.iter().all(|child| gone.contains(child)) {
        let empty = if tree.kind(container) == Kind::Object { " {}" } else { " []" };
        let span = tree.span(container);
        let before = text[..span.start as usize].trim_end().len() as u32;
        return vec![TextEdit::replace(Span::new(before, span.end), empty)];
    }
    let mut edits: Vec<TextEdit> = Vec::new();
    for (index, child) in children.iter().enumerate().filter(|(_, child)| gone.contains(child)) {
        let start = entry_start(tree, *child);
        let own_line = text[..start as usize].rsplit('\n').next().is_some_and(|before| before.trim().is_empty());
        let next = children[index + 1..].iter().find(|next| !gone.contains(next));
        let span = match next {
            // The first member shares its line with a dash: the next one takes its place.
            Some(next) if !own_line => Span::new(start, entry_start(tree, *next)),
            _ => {
                let from = text[..start as usize].rfind('\n').map_or(0, |at| at as u32);
                Span::new(from, line_end(text, tree.span(*child).end))
            }
        };
        match edits.last_mut() {
            Some(last) if span.start <= last.span.end => last.span.end = last.span.end.max(span.end),
            _ => edits.push(TextEdit::delete(span)),
        }
    }
    edits
}

/// A JSON value in the place of an object or array in block style, in the same style; `None` where it must be put otherwise.
pub(super) fn replacing(tree: &Tree, node: NodeId, value: &str) -> Option<String> {
    let new = Tree::parse(value);
    let is_container = |tree: &Tree, node| matches!(tree.kind(node), Kind::Object | Kind::Array);
    let root = new.root().filter(|root| is_container(&new, *root) && new.children(*root).next().is_some())?;
    if !is_container(tree, node) || !is_block(tree, node) || tree.children(node).next().is_none() {
        return None;
    }
    let mut output = String::new();
    let indent = column(tree.text(), tree.span(node).start).checked_sub(2)?;
    write(&new, root, &Style::of(tree), indent, true, &mut output);
    Some(output.trim_start().to_owned())
}

/// A JSON value as it replaces a scalar or a bracketed value in YAML: on one line.
pub(super) fn inline(value: &str) -> String {
    let tree = Tree::parse(value);
    let Some(root) = tree.root() else { return value.to_owned() };
    match tree.string(root) {
        Some(text) => scalar(&text),
        None if matches!(tree.kind(root), Kind::Object | Kind::Array) => flow(&tree, root),
        None => tree.source(root).to_owned(),
    }
}

/// A value in brackets. Braces of a placeholder would end them: it is put in quotes.
fn flow(tree: &Tree, node: NodeId) -> String {
    let inner = |child: NodeId| match tree.key(child) {
        Some(key) => format!("{}: {}", quote(&key), flow(tree, child)),
        None => flow(tree, child),
    };
    let joined = || tree.children(node).map(inner).collect::<Vec<_>>().join(", ");
    match tree.kind(node) {
        Kind::Object => format!("{{{}}}", joined()),
        Kind::Array => format!("[{}]", joined()),
        Kind::Placeholder => quote(tree.source(node)),
        _ => tree.source(node).to_owned(),
    }
}

/// A string as a YAML scalar: without quotes where nothing can be misread.
pub(super) fn scalar(text: &str) -> String {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || " _-./$()".contains(letter);
    let starts = text.starts_with(|first: char| first.is_ascii_alphabetic() || first == '$');
    let word = text.to_ascii_lowercase();
    let ambiguous = matches!(&*word, "true" | "false" | "null" | "yes" | "no" | "on" | "off" | "y" | "n");
    let safe = starts && !ambiguous && !text.ends_with(' ') && text.chars().all(plain);
    if safe { text.to_owned() } else { quote(text) }
}

/// A whole tree in block style.
#[must_use]
pub fn block_text(tree: &Tree) -> String {
    let style = Style::one_line();
    let Some(root) = tree.root() else { return String::new() };
    if !matches!(tree.kind(root), Kind::Object | Kind::Array) || tree.children(root).next().is_none() {
        return format!("{}\n", tree.source(root));
    }
    let mut output = String::new();
    write(tree, root, &style, 0, true, &mut output);
    // The root stands at the margin: it is written as if it followed a dash, less the space and the indent.
    let lines = output.trim_start().lines().map(|line| line.strip_prefix("  ").unwrap_or(line));
    lines.fold(String::new(), |text, line| text + line + "\n")
}

/// A value behind a name's colon or an item's dash, the entry being at column `indent`.
fn block(tree: &Tree, style: &Style, indent: usize, after_dash: bool) -> String {
    let mut output = String::new();
    if let Some(root) = tree.root() {
        write(tree, root, style, indent, after_dash, &mut output);
    }
    output
}

fn write(tree: &Tree, node: NodeId, style: &Style, indent: usize, after_dash: bool, output: &mut String) {
    let children: Vec<NodeId> = tree.children(node).collect();
    let inner = indent + 2;
    match tree.kind(node) {
        Kind::Object | Kind::Array if children.is_empty() => {
            output.push_str(if tree.kind(node) == Kind::Object { " {}" } else { " []" });
        }
        kind @ (Kind::Object | Kind::Array) => {
            for (index, child) in children.iter().enumerate() {
                if index == 0 && after_dash {
                    output.push(' ');
                } else {
                    output.push_str(&style.line_end);
                    output.push_str(&" ".repeat(inner));
                }
                match tree.key(*child) {
                    Some(key) if kind == Kind::Object => {
                        output.push_str(&scalar(&key));
                        output.push(':');
                    }
                    None if kind == Kind::Object => {
                        output.push_str("# ");
                        output.push_str(tree.source(*child));
                        continue;
                    }
                    _ => output.push('-'),
                }
                write(tree, *child, style, inner, kind == Kind::Array, output);
            }
        }
        _ => {
            output.push(' ');
            let text = tree.string(node);
            output.push_str(&text.map_or_else(|| tree.source(node).to_owned(), |text| scalar(&text)));
        }
    }
}

/// Where an entry begins: its name, or the dash before an item.
fn entry_start(tree: &Tree, node: NodeId) -> u32 {
    if let Some(key) = tree.key_span(node) {
        return key.start;
    }
    let start = tree.span(node).start as usize;
    tree.text()[..start].rfind('-').map_or(start, |dash| dash) as u32
}

fn column(text: &str, offset: u32) -> usize {
    let before = &text[..offset as usize];
    before.rsplit('\n').next().unwrap_or_default().chars().count()
}

/// The end of the line that holds `offset`, before its line break.
fn line_end(text: &str, offset: u32) -> u32 {
    let rest = &text[offset as usize..];
    let length = rest.find('\n').map_or(rest.len(), |at| rest[..at].trim_end_matches('\r').len());
    offset + length as u32
}
