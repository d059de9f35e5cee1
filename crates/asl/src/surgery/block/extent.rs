//! Which lines an entry of a block takes up, with the comments that belong to it.

use crate::surgery::content::{Content, Entry, Written};
use crate::text::Span;
use crate::tree::NodeId;
use crate::tree::{Kind, Tree};

/// Whether a node is written within brackets, or is such a pair itself.
pub fn in_brackets(tree: &Tree, node: NodeId) -> bool {
    let mut at = Some(node);
    while let Some(node) = at {
        if has_brackets(tree, node) {
            return true;
        }
        at = tree.parent(node);
    }
    false
}

/// Whether an object or array is written in brackets.
pub fn has_brackets(tree: &Tree, node: NodeId) -> bool {
    matches!(tree.kind(node), Kind::Object | Kind::Array) && without_properties(tree.source(node)).starts_with(['{', '['])
}

/// A value as written, without its tag and anchor.
pub fn without_properties(source: &str) -> &str {
    let mut rest = source;
    while rest.starts_with(['!', '&']) {
        rest = rest.find(char::is_whitespace).map_or("", |at| rest[at..].trim_start());
    }
    rest
}

/// Where an entry begins: its name, or the dash before an item.
pub fn start(tree: &Tree, node: NodeId) -> u32 {
    if let Some(key) = tree.key_span(node) {
        return key.start;
    }
    let text = tree.text();
    let from = tree.parent(node).map_or(0, |parent| tree.span(parent).start);
    let previous = tree.parent(node).and_then(|parent| tree.children(parent).take_while(|child| *child != node).last());
    let from = previous.map_or(from, |previous| tree.span(previous).end);
    // Between the items there may be comments with dashes of their own.
    let end = tree.span(node).start;
    let mut at = from;
    while at < end {
        let line = Span::new(at, line_end(text, at).min(end));
        let words = line.of(text).trim_start();
        if words.starts_with('-') {
            return line.end - words.len() as u32;
        }
        at = line.end + 1;
    }
    end
}

/// Right behind the colon of a member or the dash of an item.
pub fn head_end(tree: &Tree, node: NodeId) -> u32 {
    let text = tree.text();
    match tree.key_span(node) {
        Some(key) => {
            let rest = &text[key.end as usize..];
            key.end + rest.find(':').map_or(0, |at| at as u32 + 1)
        }
        None if tree.parent(node).is_none() => tree.span(node).start,
        None => start(tree, node) + 1,
    }
}

/// Where the lines of an entry end, comments included that stand deeper than it. `column` is where it begins.
pub fn end(tree: &Tree, node: NodeId, column: usize) -> u32 {
    let text = tree.text();
    let span = tree.span(node);
    let mut end = line_end(text, span.end);
    // Blank lines at the end of a text block may be part of it.
    let mut last = node;
    while let Some(child) = tree.children(last).last() {
        last = child;
    }
    let header = without_properties(tree.source(last)).lines().next().unwrap_or_default();
    let keeps = header.starts_with(['|', '>']) && header.split('#').next().is_some_and(|header| header.contains('+'));
    let mut next = end;
    while let Some(line) = line_after(text, next) {
        let words = line.of(text).trim();
        if words.starts_with('#') && indent(line.of(text)) > column && next == end {
            (end, next) = (line.end, line.end);
        } else if words.is_empty() && keeps {
            next = line.end;
            end = if line_after(text, line.end).is_some() { line.end } else { end };
        } else {
            break;
        }
    }
    end
}

/// Where the comments begin that stand right above an entry, at its indent; its own line's beginning where there are none,
/// and the entry itself where it shares its line with a dash.
pub fn above(tree: &Tree, node: NodeId) -> u32 {
    let text = tree.text();
    let own = start(tree, node);
    let mut line = line_start(text, own);
    if !text[line as usize..own as usize].trim().is_empty() {
        return own;
    }
    let column = own - line;
    while line > 0 {
        let before = Span::new(line_start(text, line - 1), line - 1);
        let words = before.of(text);
        if indent(words) != column as usize || !words.trim_start().starts_with('#') {
            break;
        }
        line = before.start;
    }
    line
}

/// Whether the members are a workflow's states: comments above them go with them.
pub fn holds_states(tree: &Tree, container: NodeId) -> bool {
    tree.kind(container) == Kind::Object && tree.key(container).as_deref() == Some("States")
}

/// A member with its value, as it is written.
pub fn taken(tree: &Tree, node: NodeId, json: String) -> Entry {
    let name = tree.key(node).unwrap_or_default().into_owned();
    let text = tree.text();
    let key = tree.key_span(node).unwrap_or_default().of(text);
    let bracketed = tree.parent(node).is_some_and(|parent| in_brackets(tree, parent));
    let own = start(tree, node);
    let from = column(text, own);
    let (whole, text) = if bracketed {
        let line = indent(&text[line_start(text, own) as usize..]);
        let value = moved(tree.source(node), line, 0);
        (tree.span(node), format!("{key}: {value}"))
    } else {
        let begin = above(tree, node);
        let whole = Span::new(begin, end(tree, node, from));
        let lines = moved(&format!("\n{}", whole.of(text)), from, 0);
        let lines = lines.strip_prefix('\n').unwrap_or(&lines);
        (whole, if begin == own { moved(whole.of(text), from, 0) } else { lines.to_owned() })
    };
    let has_comments = tree.comments().iter().any(|comment| whole.covers(*comment));
    let special = |node: NodeId| tree.source(node).starts_with(['!', '&', '*']);
    let has_more = has_comments || tree.descendants(node).any(special);
    let written = Written { text, in_brackets: (bracketed || has_brackets(tree, node)) && !has_comments, has_more };
    Entry { name, content: Content::Json(json), written: Some(written) }
}

/// A text whose further lines stood `from` columns in, moved to `to` columns. Lines end with `\n`.
pub fn moved(text: &str, from: usize, to: usize) -> String {
    let mut lines = text.split('\n').map(|line| line.trim_end_matches('\r'));
    let mut output = lines.next().unwrap_or_default().to_owned();
    for line in lines {
        output.push('\n');
        let spaces = line.len() - line.trim_start_matches(' ').len();
        if spaces == line.len() {
            // Spaces beyond the indent may be a part of a text block.
            output.push_str(&" ".repeat(if spaces > from { spaces - from + to } else { 0 }));
        } else {
            output.push_str(&" ".repeat(spaces.saturating_sub(from) + to));
            output.push_str(&line[spaces..]);
        }
    }
    output
}

pub fn column(text: &str, offset: u32) -> usize {
    text[line_start(text, offset) as usize..offset as usize].trim_start_matches('\u{feff}').chars().count()
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

pub fn line_start(text: &str, offset: u32) -> u32 {
    text[..offset as usize].rfind('\n').map_or(0, |at| at as u32 + 1)
}

/// The end of the line that holds `offset`, before its line break.
pub fn line_end(text: &str, offset: u32) -> u32 {
    let rest = &text[offset as usize..];
    let length = rest.find('\n').map_or(rest.len(), |at| rest[..at].trim_end_matches('\r').len());
    offset + length as u32
}

/// The line after the one that ends here.
fn line_after(text: &str, end: u32) -> Option<Span> {
    let start = end + text[end as usize..].find('\n')? as u32 + 1;
    Some(Span::new(start, line_end(text, start)))
}
