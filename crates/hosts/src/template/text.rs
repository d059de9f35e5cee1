//! Definitions that a template writes as text or as an object, piece by piece.

use asl::definition::NodeId;
use asl::notation::Notation;
use asl::tree::{Kind, quote};

use super::{Template, spelled};
use crate::embedding::{Builder, Embedding, Encoding};

/// A definition that is a text: a string, `Fn::Sub` or `Fn::Join`. The second says which. `None` for anything else.
#[must_use]
pub fn embed_text(template: &Template, node: NodeId) -> Option<(Embedding, &'static str)> {
    let mut builder = Builder::new(&template.text);
    let how = push_text(template, node, &mut builder, 0)?;
    Some((builder.finish(), how))
}

/// The notation of a definition that is a text.
#[must_use]
pub fn notation_of(text: &str) -> Notation {
    Notation::of(text).unwrap_or_default()
}

fn push_text(template: &Template, node: NodeId, builder: &mut Builder, depth: usize) -> Option<&'static str> {
    const MAX_DEPTH: usize = 10;
    let Some(function) = template.function(node) else {
        push_scalar(template, node, builder)?;
        return Some("string");
    };
    match function.name.as_str() {
        "Fn::Sub" => {
            let text = template.items(function.argument).into_iter().next()?;
            push_scalar(template, text, builder)?;
            Some("Fn::Sub")
        }
        "Fn::Join" if depth < MAX_DEPTH => {
            let parts = template.items(function.argument);
            let [delimiter, list] = parts.as_slice() else { return None };
            let delimiter = template.tree.string(*delimiter)?;
            for (index, item) in template.items(*list).into_iter().enumerate() {
                let start = template.tree.span(item).start as usize;
                if index > 0 {
                    builder.push(&delimiter, start, start, Encoding::Expression);
                }
                let known = template.function(item).is_none_or(|function| matches!(&*function.name, "Fn::Sub" | "Fn::Join"));
                if !known || push_text(template, item, builder, depth + 1).is_none() {
                    push_expression(template, item, builder, false);
                }
            }
            Some("Fn::Join")
        }
        _ => None,
    }
}

/// A placeholder for what is not text.
fn push_expression(template: &Template, node: NodeId, builder: &mut Builder, quoted: bool) {
    let span = template.tree.span(node);
    let text = match template.function(node) {
        Some(function) if function.name == "Fn::Sub" => {
            let text = template.items(function.argument).into_iter().next().and_then(|node| template.tree.string(node));
            text.map_or_else(|| "${Fn.Sub}".to_owned(), |text| text.into_owned())
        }
        Some(function) => format!("${{{}}}", spelled(template, &function)),
        None => template.tree.value(node).to_json(),
    };
    let text = if quoted { quote(&text) } else { text };
    builder.push(&text, span.start as usize, span.end as usize, Encoding::Expression);
}

fn push_scalar(template: &Template, node: NodeId, builder: &mut Builder) -> Option<()> {
    if template.tree.kind(node) != Kind::String {
        return None;
    }
    let span = template.tree.span(node);
    let (start, end) = (span.start as usize, span.end as usize);
    let source = template.text.get(start..end)?;
    match source.as_bytes().first()? {
        b'"' if end - start >= 2 => push_double_quoted(&template.text, start + 1, end - 1, builder),
        b'\'' if end - start >= 2 => push_single_quoted(&template.text, start + 1, end - 1, builder),
        b'|' | b'>' if template.tree.is_yaml() => {
            let line = source.find('\n')? + 1;
            let indent = source[line..]
                .lines()
                .find(|line| !line.trim().is_empty())
                .map_or(0, |line| line.len() - line.trim_start().len());
            let first = start + line + source[line..].bytes().take(indent).take_while(|byte| *byte == b' ').count();
            builder.lines(first, end, indent, Encoding::Indented(indent));
        }
        _ => builder.verbatim(start, end, Encoding::Indented(0)),
    }
    Some(())
}

/// The inside of a string in double quotes, escapes read.
fn push_double_quoted(host: &str, start: usize, end: usize, builder: &mut Builder) {
    let mut at = start;
    while at < end {
        let rest = &host[at..end];
        let plain = rest.find(['\\', '\n']).unwrap_or(rest.len());
        builder.verbatim(at, at + plain, Encoding::JsonString);
        at += plain;
        if at >= end {
            break;
        }
        let (text, length) = if host.as_bytes()[at] == b'\n' { folded(&host[at..end]) } else { escape(&host[at..end]) };
        builder.push(&text, at, at + length, Encoding::JsonString);
        at += length;
    }
}

fn push_single_quoted(host: &str, start: usize, end: usize, builder: &mut Builder) {
    let mut at = start;
    while at < end {
        let rest = &host[at..end];
        let plain = rest.find(['\'', '\n']).unwrap_or(rest.len());
        builder.verbatim(at, at + plain, Encoding::SingleQuoted);
        at += plain;
        if at >= end {
            break;
        }
        let (text, length) =
            if host.as_bytes()[at] == b'\n' { folded(&host[at..end]) } else { ("'".to_owned(), 2.min(end - at)) };
        builder.push(&text, at, at + length, Encoding::SingleQuoted);
        at += length;
    }
}

/// A line's end within quotes is a space, and so are the spaces around it; an empty line is a line's end.
fn folded(rest: &str) -> (String, usize) {
    let length = rest.find(|c: char| !c.is_whitespace()).unwrap_or(rest.len());
    let lines = rest[..length].matches('\n').count();
    (if lines > 1 { "\n".repeat(lines - 1) } else { " ".to_owned() }, length)
}

/// What an escape stands for, and its length.
fn escape(rest: &str) -> (String, usize) {
    let mut characters = rest.chars();
    characters.next();
    let Some(kind) = characters.next() else { return (String::new(), rest.len()) };
    let digits = match kind {
        'x' => 2,
        'u' => 4,
        'U' => 8,
        _ => 0,
    };
    if digits == 0 {
        let text = match kind {
            'n' => "\n",
            't' => "\t",
            'r' => "\r",
            'b' => "\u{8}",
            'f' => "\u{c}",
            'e' => "\u{1b}",
            '0' => "\0",
            '\n' => "",
            other => return (other.to_string(), 1 + other.len_utf8()),
        };
        return (text.to_owned(), 2);
    }
    let code = |at: usize| rest.get(at + 2..at + 2 + digits).and_then(|digits| u32::from_str_radix(digits, 16).ok());
    let Some(first) = code(0) else { return (String::new(), 2) };
    let length = 2 + digits;
    if (0xd800..0xdc00).contains(&first) && rest[length..].starts_with("\\u") {
        let pair = code(length).filter(|second| (0xdc00..0xe000).contains(second));
        if let Some(joined) = pair.and_then(|second| char::from_u32(0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00))) {
            return (joined.to_string(), 2 * length);
        }
    }
    (char::from_u32(first).unwrap_or('\u{fffd}').to_string(), length)
}

/// Where a value begins behind its anchor, if it has one.
fn after_anchor(text: &str, start: usize) -> usize {
    let rest = &text[start..];
    if !rest.starts_with('&') {
        return start;
    }
    let anchor = rest.find(char::is_whitespace).unwrap_or(rest.len());
    start + rest.len() - rest[anchor..].trim_start().len()
}

/// A definition that is an object of the template. Its long functions become placeholders; YAML's short ones stay, as they
/// are placeholders already.
#[must_use]
pub fn embed_object(template: &Template, node: NodeId) -> (Embedding, Notation) {
    let span = template.tree.span(node);
    let (start, end) = (after_anchor(&template.text, span.start as usize), span.end as usize);
    let line_start = template.text[..start].rfind('\n').map_or(0, |at| at + 1);
    let before = &template.text[line_start..start];
    let in_brackets = template.text[start..].starts_with('{');
    let indent = if in_brackets { before.len() - before.trim_start().len() } else { start - line_start };
    let encoding = Encoding::Indented(indent);
    let mut builder = Builder::new(&template.text);
    let mut at = start;
    for node in template.tree.descendants(node) {
        let span = template.tree.span(node);
        let is_long = template.tag(node).is_none() && template.function(node).is_some();
        if is_long && span.start as usize >= at {
            builder.lines(at, span.start as usize, indent, encoding);
            push_expression(template, node, &mut builder, true);
            at = span.end as usize;
        }
    }
    builder.lines(at, end, indent, encoding);
    let notation = if template.tree.is_yaml() { Notation::Yaml } else { Notation::Json };
    (builder.finish(), notation)
}
