//! New JSON text in the style of an old one.

use super::style::Style;
use crate::tree::NodeId;
use crate::tree::{Kind, Tree, quote};

/// An array of scalars up to this length stays on one line.
const SHORT: usize = 80;

/// A tree's text laid out in this style, its further lines at the margin. Numbers, strings and placeholders keep their
/// spelling.
#[must_use]
pub fn formatted(tree: &Tree, style: &Style) -> String {
    let mut output = String::new();
    if let Some(root) = tree.root() {
        write(tree, root, style, 0, &mut output);
    }
    output
}

/// The text with its further lines moved in by `indent`.
#[must_use]
pub fn reindented(text: &str, indent: &str, line_end: &str) -> String {
    let mut lines = text.split('\n').map(|line| line.trim_end_matches('\r'));
    let first = lines.next().unwrap_or_default().to_owned();
    lines.fold(first, |mut text, line| {
        text.push_str(line_end);
        if !line.is_empty() {
            text.push_str(indent);
            text.push_str(line);
        }
        text
    })
}

fn write(tree: &Tree, node: NodeId, style: &Style, depth: usize, output: &mut String) {
    let (open, close) = match tree.kind(node) {
        Kind::Object => ('{', '}'),
        Kind::Array => ('[', ']'),
        Kind::Missing | Kind::Error => return output.push_str("null"),
        _ => return output.push_str(tree.source(node)),
    };
    let inline = style.one_line || fits_one_line(tree, node);
    let padding = if open == '{' { style.padding.as_str() } else { "" };
    output.push(open);
    let mut empty = true;
    for child in tree.children(node) {
        match (empty, inline) {
            (true, true) => output.push_str(padding),
            (false, true) => {
                output.push(',');
                output.push_str(&style.gap);
            }
            (_, false) => {
                if !empty {
                    output.push(',');
                }
                line(style, depth + 1, output);
            }
        }
        empty = false;
        if let Some(key) = tree.key(child) {
            output.push_str(&quote(&key));
            output.push_str(&style.colon);
        }
        write(tree, child, style, depth + 1, output);
    }
    if !empty && inline {
        output.push_str(padding);
    } else if !empty {
        line(style, depth, output);
    }
    output.push(close);
}

fn line(style: &Style, depth: usize, output: &mut String) {
    output.push('\n');
    output.push_str(&style.unit.repeat(depth));
}

/// Whether the node is an array of a few scalars.
fn fits_one_line(tree: &Tree, node: NodeId) -> bool {
    let scalar = |child: NodeId| !matches!(tree.kind(child), Kind::Object | Kind::Array);
    let length: usize = tree.children(node).map(|child| tree.source(child).len() + 2).sum();
    tree.kind(node) == Kind::Array && length <= SHORT && tree.children(node).all(scalar)
}
