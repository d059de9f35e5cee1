//! Definitions that a template writes as text or as an object, piece by piece.

use std::collections::BTreeMap;

use asl::definition::NodeId;
use asl::notation::Notation;
use asl::tree::{Kind, quote};

use super::Template;
use super::worked::Worked;
use crate::embedding::{Builder, Embedding, Encoding};
use crate::found::Meaning;

/// A definition's text in a template.
pub struct Embedded {
    /// The text with its places.
    pub embedding: Embedding,
    /// The notation that it is in.
    pub notation: Notation,
    /// What placeholders mean that were made for expressions.
    pub meanings: BTreeMap<String, Meaning>,
}

/// What a value includes that stands elsewhere.
pub enum Include {
    /// Nothing: it is what it is.
    Nothing,
    /// This text of JSON.
    Text(String),
}

/// A definition that is a text: a string, `Fn::Sub` or `Fn::Join`. The second says which. `None` for anything else.
#[must_use]
pub fn embed_text(template: &Template, node: NodeId) -> Option<(Embedded, &'static str)> {
    let mut builder = Builder::new(&template.text);
    let mut worked = Worked::with_names_of(template, node);
    let how = push_text(template, node, &mut builder, &mut worked, 0)?;
    let embedding = builder.finish();
    let notation = Notation::of(&embedding.text).unwrap_or_default();
    Some((Embedded { embedding, notation, meanings: worked.meanings }, how))
}

fn push_text(
    template: &Template,
    node: NodeId,
    builder: &mut Builder,
    worked: &mut Worked,
    depth: usize,
) -> Option<&'static str> {
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
                if !known || push_text(template, item, builder, worked, depth + 1).is_none() {
                    push_expression(template, item, builder, worked, false);
                }
            }
            Some("Fn::Join")
        }
        _ => None,
    }
}

/// The text that a function gives, with placeholders for what is not known.
fn push_expression(template: &Template, node: NodeId, builder: &mut Builder, worked: &mut Worked, quoted: bool) {
    let (start, end) = (template.start(node), template.tree.span(node).end as usize);
    let text = worked.text(template, node, 0).unwrap_or_else(|| match template.function(node) {
        Some(function) => worked.placeholder(template, node, &function),
        None => template.tree.value(node).to_json(),
    });
    let text = if quoted { quote(&text) } else { text };
    builder.push(&text, start, end, Encoding::Expression);
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

/// A definition that is an object of the template. What functions give becomes text with placeholders; YAML's short `!Ref`,
/// `!GetAtt` and `!Sub` of a text stay, as they are placeholders already.
///
/// # Errors
/// A sentence of `include`, where what it should include cannot be read.
pub fn embed_object(
    template: &Template,
    node: NodeId,
    include: &mut dyn FnMut(NodeId) -> Result<Include, String>,
) -> Result<Embedded, String> {
    let span = template.tree.span(node);
    let (start, end) = (after_anchor(&template.text, span.start as usize), span.end as usize);
    let line_start = template.text[..start].rfind('\n').map_or(0, |at| at + 1);
    let before = &template.text[line_start..start];
    let in_brackets = template.text[start..].starts_with('{');
    let indent = if in_brackets { before.len() - before.trim_start().len() } else { start - line_start };
    let encoding = Encoding::Indented(indent);
    let (mut builder, mut worked) = (Builder::new(&template.text), Worked::with_names_of(template, node));
    let mut at = start;
    for node in template.tree.descendants(node) {
        let (from, to) = (template.start(node), template.tree.span(node).end as usize);
        if from < at {
            continue;
        }
        if let Include::Text(text) = include(node)? {
            builder.lines(at, from, indent, encoding);
            builder.push(&text, from, to, Encoding::Expression);
            at = to;
        } else if is_worked_out(template, node) {
            builder.lines(at, from, indent, encoding);
            push_expression(template, node, &mut builder, &mut worked, true);
            at = to;
        }
    }
    builder.lines(at, end, indent, encoding);
    let notation = if template.tree.is_yaml() { Notation::Yaml } else { Notation::Json };
    Ok(Embedded { embedding: builder.finish(), notation, meanings: worked.meanings })
}

/// Whether a node is a function that is no placeholder as it is written.
fn is_worked_out(template: &Template, node: NodeId) -> bool {
    let Some(function) = template.function(node) else { return false };
    let is_short = template.tag(node).is_some();
    match function.name.as_str() {
        "Ref" | "Fn::GetAtt" => !is_short,
        "Fn::Sub" => !is_short || template.tree.kind(function.argument) == Kind::Array,
        name => name.starts_with("Fn::"),
    }
}
