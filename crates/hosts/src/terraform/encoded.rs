//! Definitions written as an expression in `jsonencode`: put together as JSON. Names and texts stand in the host and can be
//! edited; brackets, commas and expressions are the host's.

use hcl_edit::Span;
use hcl_edit::expr::{Array, Expression, Object, ObjectKey};
use hcl_edit::template::Element;

use super::names::Names;
use crate::embedding::{Builder, Embedding, Encoding};

/// Texts of JSON are written in HCL's strings with the same escapes.
const TEXT: Encoding = Encoding::Heredoc(0);

/// The JSON text of an object.
pub fn embed(host: &str, expression: &Expression) -> Embedding {
    let mut writer =
        Writer { host, builder: Builder::new(host), names: Names::default(), at: expression.span().map_or(0, |span| span.start) };
    writer.value(expression, 0);
    writer.builder.finish()
}

struct Writer<'h> {
    host: &'h str,
    builder: Builder<'h>,
    names: Names,
    /// Where in the host the writing is.
    at: usize,
}

impl Writer<'_> {
    fn value(&mut self, expression: &Expression, depth: usize) {
        self.at = expression.span().map_or(self.at, |span| span.start);
        match expression {
            Expression::Object(object) => self.object(object, depth, expression.span().map_or(self.at, |span| span.end)),
            Expression::Array(array) => self.array(array, depth, expression.span().map_or(self.at, |span| span.end)),
            Expression::String(_) | Expression::StringTemplate(_) => self.string(expression),
            Expression::Number(_) | Expression::Bool(_) | Expression::Null(_) => {
                if let Some(span) = expression.span() {
                    self.builder.verbatim(span.start, span.end, TEXT);
                    self.at = span.end;
                }
            }
            Expression::Parenthesis(inner) => self.value(inner.inner(), depth),
            _ => self.expression(expression),
        }
    }

    /// What JSON has and the host writes otherwise.
    fn punctuation(&mut self, text: &str) {
        self.builder.push(text, self.at, self.at, Encoding::Expression);
    }

    fn line(&mut self, depth: usize) {
        self.punctuation(&format!("\n{}", "  ".repeat(depth)));
    }

    fn object(&mut self, object: &Object, depth: usize, end: usize) {
        if object.is_empty() {
            return self.punctuation("{}");
        }
        self.punctuation("{");
        for (index, (key, value)) in object.iter().enumerate() {
            if index > 0 {
                self.punctuation(",");
            }
            self.line(depth + 1);
            self.key(key);
            self.punctuation(": ");
            self.value(value.expr(), depth + 1);
        }
        self.at = end;
        self.line(depth);
        self.punctuation("}");
    }

    fn array(&mut self, array: &Array, depth: usize, end: usize) {
        if array.is_empty() {
            return self.punctuation("[]");
        }
        self.punctuation("[");
        for (index, item) in array.iter().enumerate() {
            if index > 0 {
                self.punctuation(",");
            }
            self.line(depth + 1);
            self.value(item, depth + 1);
        }
        self.at = end;
        self.line(depth);
        self.punctuation("]");
    }

    fn key(&mut self, key: &ObjectKey) {
        match key {
            ObjectKey::Ident(name) => match name.span() {
                Some(span) => {
                    self.at = span.start;
                    self.punctuation("\"");
                    self.builder.verbatim(span.start, span.end, Encoding::Identifier);
                    self.at = span.end;
                    self.punctuation("\"");
                }
                None => self.punctuation(&asl::tree::quote(name.as_str())),
            },
            ObjectKey::Expression(expression @ (Expression::String(_) | Expression::StringTemplate(_))) => {
                self.string(expression)
            }
            ObjectKey::Expression(expression) => self.expression(expression),
        }
    }

    fn string(&mut self, expression: &Expression) {
        let Some(span) = expression.span() else { return self.punctuation("\"\"") };
        let (start, end) = (span.start + 1, span.end.saturating_sub(1));
        self.at = start;
        self.punctuation("\"");
        let mut at = start;
        if let Expression::StringTemplate(template) = expression {
            for element in template.iter() {
                let part = match element {
                    Element::Literal(_) => None,
                    Element::Interpolation(interpolation) => interpolation.span().map(|span| (span, interpolation.expr.span())),
                    Element::Directive(directive) => directive.span().map(|span| (span, None)),
                };
                let Some((part, inside)) = part else { continue };
                self.literal(at, part.start);
                let inside = inside.and_then(|span| self.host.get(span)).unwrap_or("directive").trim();
                let name = self.names.of(inside);
                self.builder.push(&format!("${{{name}}}"), part.start, part.end, Encoding::Expression);
                at = part.end;
            }
        }
        self.literal(at, end);
        self.at = end;
        self.punctuation("\"");
    }

    /// Text of a string: what HCL escapes beyond JSON is read.
    fn literal(&mut self, start: usize, end: usize) {
        let mut at = start;
        while at < end {
            let next = ["$${", "%%{"].iter().filter_map(|escape| self.host[at..end].find(escape)).min();
            let stop = next.map_or(end, |length| at + length);
            self.builder.verbatim(at, stop, TEXT);
            at = stop;
            if at < end {
                let text = self.host[at + 1..at + 3].to_owned();
                self.builder.push(&text, at, at + 3, TEXT);
                at += 3;
            }
        }
    }

    fn expression(&mut self, expression: &Expression) {
        let span = expression.span().unwrap_or(self.at..self.at);
        let written = self.host.get(span.clone()).unwrap_or_default().trim();
        let name = self.names.of(written);
        self.builder.push(&format!("\"${{{name}}}\""), span.start, span.end, Encoding::Expression);
        self.at = span.end;
    }
}
