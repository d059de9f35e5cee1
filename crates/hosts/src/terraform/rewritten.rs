//! Changes of the shape of a definition that `jsonencode` encodes: the values before and after are compared, and only the
//! expressions that differ are written anew.

use std::collections::BTreeMap;

use asl::text::{Span as Place, TextEdit, Transaction};
use asl::tree::{Tree, quote};
use hcl_edit::Span;
use hcl_edit::expr::{Array, Expression, Object};
use hcl_edit::structure::{Body, Structure};
use value::Value;

use super::names;
use crate::embedding::{Embedding, Encoding};

/// The host's change for a change of an encoded definition.
///
/// # Errors
/// A sentence, where the changed text is no JSON or the host no HCL.
pub fn rewrite(host: &str, embedding: &Embedding, change: &Transaction) -> Result<Transaction, String> {
    let body = hcl_edit::parser::parse_body(host).map_err(|_| "the host is no HCL".to_owned())?;
    let start = embedding.host_range().start;
    let object = in_body(&body, start).ok_or("the definition is no longer where it was")?;
    let tree = |text: String| {
        let tree = Tree::parse(text);
        let broken = tree.is_broken() || tree.is_empty();
        (!broken).then(|| tree.root().map(|root| tree.value(root))).flatten().ok_or("what is no JSON cannot be written as HCL")
    };
    let (old, new) = (tree(embedding.text.clone())?, tree(change.apply(&embedding.text))?);
    let mut writer = Writer { host, expressions: expressions(host, embedding), edits: vec![] };
    writer.value(object, &old, &new);
    Ok(Transaction::new(change.label.clone(), writer.edits))
}

/// The object that begins at a place.
fn in_body(body: &Body, start: usize) -> Option<&Expression> {
    body.iter().find_map(|structure| match structure {
        Structure::Attribute(attribute) => in_expression(&attribute.value, start),
        Structure::Block(block) => in_body(&block.body, start),
    })
}

fn in_expression(expression: &Expression, start: usize) -> Option<&Expression> {
    match expression {
        Expression::Object(_) if expression.span().is_some_and(|span| span.start == start) => Some(expression),
        Expression::Object(object) => object.iter().find_map(|(_, value)| in_expression(value.expr(), start)),
        Expression::Parenthesis(inner) => in_expression(inner.inner(), start),
        Expression::FuncCall(call) => call.args.iter().find_map(|argument| in_expression(argument, start)),
        _ => None,
    }
}

/// What the host writes for placeholders, by their names.
fn expressions(host: &str, embedding: &Embedding) -> BTreeMap<String, String> {
    let written =
        embedding.segments.iter().filter(|segment| segment.encoding == Encoding::Expression && !segment.host.is_empty());
    let pair = |segment: &crate::embedding::Segment| {
        let name = embedding.text.get(segment.inner.clone())?.trim_matches('"').strip_prefix("${")?.strip_suffix('}')?;
        let source = host.get(segment.host.clone())?.trim();
        let source = source.strip_prefix("${").and_then(|inside| inside.strip_suffix('}')).unwrap_or(source);
        Some((name.to_owned(), source.trim().to_owned()))
    };
    written.filter_map(pair).collect()
}

struct Writer<'h> {
    host: &'h str,
    expressions: BTreeMap<String, String>,
    edits: Vec<TextEdit>,
}

impl Writer<'_> {
    fn value(&mut self, expression: &Expression, old: &Value, new: &Value) {
        if old == new {
            return;
        }
        match (expression, old, new) {
            (Expression::Parenthesis(inner), _, _) => self.value(inner.inner(), old, new),
            (Expression::Object(object), Value::Object(before), Value::Object(after))
                if !object.is_empty() && !after.is_empty() =>
            {
                self.object(expression, object, before, after);
            }
            (Expression::Array(array), Value::Array(before), Value::Array(after)) if before.len() == after.len() => {
                self.array(array, before, after);
            }
            _ => {
                if let Some(span) = expression.span() {
                    let printed = self.print(new, &self.indent_of(span.start));
                    self.edits.push(TextEdit::replace(Place::new(span.start as u32, span.end as u32), printed));
                }
            }
        }
    }

    fn array(&mut self, array: &Array, before: &[Value], after: &[Value]) {
        for ((item, old), new) in array.iter().zip(before).zip(after) {
            self.value(item, old, new);
        }
    }

    fn object(&mut self, whole: &Expression, object: &Object, before: &value::Object, after: &value::Object) {
        let members: Vec<Member> = object
            .iter()
            .zip(before.iter())
            .filter_map(|((key, value), (name, old))| Member::of(key, value.expr(), name, old))
            .collect();
        let renamed = renamed(before, after);
        // A name that the host has under another one: the new one's place is the old one's.
        let known = |name: &str| renamed.as_ref().filter(|(_, to)| to == name).map_or(name, |(from, _)| from.as_str()).to_owned();
        for member in &members {
            let name = renamed.as_ref().filter(|(from, _)| *from == member.name).map_or(&member.name, |(_, to)| to);
            match after.get(name) {
                Some(new) => {
                    if *name != member.name {
                        self.edits.push(TextEdit::replace(member.key, key_of(name)));
                    }
                    self.value(member.expression, &member.value, new);
                }
                None => self.remove(member, &members),
            }
        }
        let mut anchor: Option<&Member> = None;
        let mut added: Vec<(Option<&Member>, String)> = vec![];
        for (name, value) in after.iter() {
            match members.iter().find(|member| member.name == known(name)) {
                Some(member) => anchor = Some(member),
                None => {
                    let indent = members.first().map(|member| self.indent_of(member.start())).unwrap_or_default();
                    added.push((anchor, format!("{} = {}", key_of(name), self.print(value, &indent))));
                }
            }
        }
        self.insert(whole, &members, added);
    }

    /// Puts members behind those that stand before them.
    fn insert(&mut self, whole: &Expression, members: &[Member], added: Vec<(Option<&Member>, String)>) {
        let Some(span) = whole.span() else { return };
        let (Some(first), in_lines) = (members.first(), self.host[span.clone()].contains('\n')) else { return };
        let mut by_place: BTreeMap<usize, String> = BTreeMap::new();
        for (anchor, text) in added {
            let (at, written) = match (anchor, in_lines) {
                (Some(anchor), true) => (self.line_end(anchor.end()), format!("\n{}{text}", self.indent_of(first.start()))),
                (Some(anchor), false) => (anchor.end(), format!(", {text}")),
                (None, true) => (span.start + 1, format!("\n{}{text}", self.indent_of(first.start()))),
                (None, false) => (first.start(), format!("{text}, ")),
            };
            by_place.entry(at).or_default().push_str(&written);
        }
        self.edits.extend(by_place.into_iter().map(|(at, text)| TextEdit::insert(at as u32, text)));
    }

    /// Takes a member out with its line, or with the comma that parts it from the others.
    fn remove(&mut self, member: &Member, members: &[Member]) {
        let (start, end) = (member.start(), member.end());
        let line_start = self.host[..start].rfind('\n').map_or(0, |at| at + 1);
        let line_end = self.line_end(end);
        let alone = self.host[line_start..start].trim().is_empty() && self.host[line_end..].starts_with('\n');
        let span = if alone {
            (line_start, line_end + 1)
        } else if let Some(next) = members.iter().find(|other| other.start() > start) {
            (start, next.start())
        } else {
            let before = members.iter().rev().find(|other| other.start() < start).map_or(start, Member::end);
            (before, end)
        };
        self.edits.push(TextEdit::delete(Place::new(span.0 as u32, span.1 as u32)));
    }

    /// The end of the line behind a value, its comma and comment passed; the value's own end where more follows.
    fn line_end(&self, end: usize) -> usize {
        let rest = &self.host[end..];
        let line = rest.find('\n').map_or(rest, |length| &rest[..length]);
        let behind = line.trim_start().trim_start_matches(',').trim_start();
        let nothing = behind.is_empty() || behind.starts_with('#') || behind.starts_with("//");
        end + if nothing { line.len() } else { 0 }
    }

    fn indent_of(&self, at: usize) -> String {
        let line = &self.host[self.host[..at].rfind('\n').map_or(0, |at| at + 1)..];
        line[..line.len() - line.trim_start_matches([' ', '\t']).len()].to_owned()
    }

    fn print(&self, value: &Value, indent: &str) -> String {
        let deeper = format!("{indent}  ");
        match value {
            Value::Object(object) if object.is_empty() => "{}".to_owned(),
            Value::Object(object) => {
                let members: Vec<String> = object
                    .iter()
                    .map(|(name, value)| format!("{deeper}{} = {}\n", key_of(name), self.print(value, &deeper)))
                    .collect();
                format!("{{\n{}{indent}}}", members.concat())
            }
            Value::Array(items) if items.is_empty() => "[]".to_owned(),
            Value::Array(items) => {
                let items: Vec<String> = items.iter().map(|item| format!("{deeper}{},\n", self.print(item, &deeper))).collect();
                format!("[\n{}{indent}]", items.concat())
            }
            Value::String(text) => self.string(text),
            other => other.to_json(),
        }
    }

    /// A text; placeholders are the expressions that they stand for.
    fn string(&self, text: &str) -> String {
        let whole = text.strip_prefix("${").and_then(|rest| rest.strip_suffix('}')).filter(|name| !name.contains('}'));
        if let Some(expression) = whole.and_then(|name| self.expressions.get(name)) {
            return expression.clone();
        }
        let mut made = quote(text).replace("%{", "%%{");
        for (name, expression) in &self.expressions {
            made = made.replace(&format!("${{{name}}}"), &format!("${{{expression}}}"));
        }
        made
    }
}

/// A member of an object in the host.
struct Member<'e> {
    name: String,
    value: Value,
    key: Place,
    expression: &'e Expression,
    end: usize,
}

impl<'e> Member<'e> {
    fn of(key: &hcl_edit::expr::ObjectKey, expression: &'e Expression, name: &str, value: &Value) -> Option<Self> {
        let span = match key {
            hcl_edit::expr::ObjectKey::Ident(name) => name.span(),
            hcl_edit::expr::ObjectKey::Expression(expression) => expression.span(),
        }?;
        let end = expression.span()?.end;
        Some(Self {
            name: name.to_owned(),
            value: value.clone(),
            key: Place::new(span.start as u32, span.end as u32),
            expression,
            end,
        })
    }

    fn start(&self) -> usize {
        self.key.start as usize
    }

    fn end(&self) -> usize {
        self.end
    }
}

/// The one member that is gone and the one that is new, where they are the same but for their name.
fn renamed(before: &value::Object, after: &value::Object) -> Option<(String, String)> {
    let mut gone = before.keys().filter(|name| !after.contains_key(name));
    let mut fresh = after.keys().filter(|name| !before.contains_key(name));
    match (gone.next(), gone.next(), fresh.next(), fresh.next()) {
        (Some(from), None, Some(to), None) if before.len() == after.len() => Some((from.to_string(), to.to_string())),
        _ => None,
    }
}

/// A name of HCL, in quotes where it needs them.
fn key_of(name: &str) -> String {
    let plain = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    if plain && names::is_plain(name) { name.to_owned() } else { quote(name).replace("%{", "%%{") }
}
