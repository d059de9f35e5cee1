//! Definitions written as a heredoc or a quoted string, with interpolations.

use hcl_edit::Span;
use hcl_edit::expr::Expression;
use hcl_edit::template::{Element, Template};

use super::names::Names;
use crate::embedding::{Builder, Embedding, Encoding};

/// The text of a heredoc or string; `None` where it has directives.
pub fn embed(host: &str, expression: &Expression) -> Option<Embedding> {
    let span = expression.span()?;
    let mut builder = Builder::new(host);
    match expression {
        Expression::HeredocTemplate(heredoc) => {
            let source = host.get(span.clone())?;
            let start = span.start + source.find('\n')? + 1;
            let end = span.start + content_end(source, heredoc.delimiter.as_str());
            if end < start {
                return Some(builder.finish());
            }
            let indent = if source.starts_with("<<-") { least_indent(&host[start..end]) } else { 0 };
            let first = start + host[start..end].bytes().take(indent).take_while(|byte| *byte == b' ').count();
            push_elements(host, &heredoc.template, first, end, Some(indent), &mut builder)?;
        }
        Expression::String(_) => push_quoted(host, span.start + 1, span.end.checked_sub(1)?, &mut builder),
        Expression::StringTemplate(template) => {
            push_elements(host, template, span.start + 1, span.end.checked_sub(1)?, None, &mut builder)?;
        }
        _ => return None,
    }
    Some(builder.finish())
}

/// Where the line of the closing delimiter begins.
fn content_end(source: &str, delimiter: &str) -> usize {
    let body = source.strip_suffix(delimiter).map_or(source.len(), str::len);
    source[..body].rfind('\n').map_or(body, |at| at + 1)
}

fn least_indent(content: &str) -> usize {
    let indents =
        content.lines().filter(|line| !line.trim().is_empty()).map(|line| line.len() - line.trim_start_matches(' ').len());
    indents.min().unwrap_or(0)
}

/// Text between interpolations; `indent` is `None` in a quoted string.
fn push_elements(
    host: &str,
    template: &Template,
    start: usize,
    end: usize,
    indent: Option<usize>,
    builder: &mut Builder,
) -> Option<()> {
    let (mut at, mut names) = (start, Names::default());
    for element in template.iter() {
        match element {
            Element::Literal(_) => {}
            Element::Directive(_) => return None,
            Element::Interpolation(interpolation) => {
                let span = interpolation.span()?;
                push_literal(host, at, span.start, indent, builder);
                let written = host.get(span.clone())?;
                let inside = interpolation.expr.span().and_then(|span| host.get(span)).unwrap_or_default().trim();
                let text = format!("${{{}}}", names.of(inside));
                // What stands for itself can be edited like text.
                let encoding = if text == written { literal_encoding(indent) } else { Encoding::Expression };
                builder.push(&text, span.start, span.end, encoding);
                at = span.end;
            }
        }
    }
    push_literal(host, at, end, indent, builder);
    Some(())
}

fn literal_encoding(indent: Option<usize>) -> Encoding {
    indent.map_or(Encoding::HclString, Encoding::Heredoc)
}

fn push_literal(host: &str, start: usize, end: usize, indent: Option<usize>, builder: &mut Builder) {
    let Some(indent) = indent else { return push_quoted(host, start, end, builder) };
    // `$${` and `%%{` are `${` and `%{` as they are.
    let mut at = start;
    while at < end {
        let next = ["$${", "%%{"].iter().filter_map(|escape| host[at..end].find(escape)).min();
        let stop = next.map_or(end, |length| at + length);
        builder.lines(at, stop, indent, Encoding::Heredoc(indent));
        at = stop;
        if at < end {
            let text = host[at + 1..at + 3].to_owned();
            builder.push(&text, at, at + 3, Encoding::Heredoc(indent));
            at += 3;
        }
    }
}

/// The inside of a quoted string, escapes read.
fn push_quoted(host: &str, start: usize, end: usize, builder: &mut Builder) {
    let mut at = start;
    while at < end {
        let rest = &host[at..end];
        let plain = ["\\", "$${", "%%{"].iter().filter_map(|escape| rest.find(escape)).min().unwrap_or(rest.len());
        builder.verbatim(at, at + plain, Encoding::HclString);
        at += plain;
        if at >= end {
            break;
        }
        let rest = &host[at..end];
        let (text, length) = if rest.starts_with('\\') { escape(rest) } else { (rest[1..3].to_owned(), 3) };
        builder.push(&text, at, at + length, Encoding::HclString);
        at += length;
    }
}

fn escape(rest: &str) -> (String, usize) {
    let Some(kind) = rest[1..].chars().next() else { return (String::new(), rest.len()) };
    let digits = match kind {
        'u' => 4,
        'U' => 8,
        _ => 0,
    };
    if digits > 0 {
        let code = rest.get(2..2 + digits).and_then(|digits| u32::from_str_radix(digits, 16).ok());
        // An escape that is cut short stands for nothing.
        return code.map_or((String::new(), 2), |code| (char::from_u32(code).unwrap_or('\u{fffd}').to_string(), 2 + digits));
    }
    let text = match kind {
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        other => other,
    };
    (text.to_string(), 1 + kind.len_utf8())
}
