//! Places in data: what an expression reads, as simple paths.

use std::sync::Arc;

use value::{Object, Value};

use crate::filter::Filter;

/// One step into a value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Segment {
    /// A member.
    Key(Arc<str>),
    /// An element.
    Index(usize),
    /// The last element.
    Last,
    /// What the text here is the JSON of.
    Parsed,
    /// How many elements the list, or characters the text has.
    Size,
    /// What a filter gives of the list here.
    Filtered(Arc<Filter>),
}

/// What an expression reads from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Root {
    /// The data at hand: `$` of JSONPath, whatever that is where it stands.
    Here,
    /// `$states.input`.
    Input,
    /// `$states.result`.
    Result,
    /// `$states.errorOutput`.
    Error,
    /// `$$` or `$states.context`.
    Context,
    /// A variable.
    Variable(Arc<str>),
}

/// A simple path from a root.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Read {
    /// Where it begins.
    pub root: Root,
    /// What is stepped into.
    pub path: Vec<Segment>,
}

impl Read {
    /// The same with more steps.
    #[must_use]
    pub fn then(mut self, more: &[Segment]) -> Self {
        self.path.extend_from_slice(more);
        self
    }

    /// A JSONPath that names at most one value: `$.a[0]`, `$$.Execution.Input`, `$name.a`.
    #[must_use]
    pub fn parse_path(text: &str) -> Option<Self> {
        let (read, rest) = read_path(text)?;
        rest.trim().is_empty().then_some(read)
    }

    /// A path of JSONata: `$states.input.a[0]`, `$name.a`.
    #[must_use]
    pub fn parse_jsonata(text: &str) -> Option<Self> {
        let (read, rest) = read_jsonata(text.trim())?;
        rest.trim().is_empty().then_some(read)
    }
}

/// The path that a text of JSONPath begins with, and what follows it.
pub fn read_path(text: &str) -> Option<(Read, &str)> {
    let rest = text.trim_start().strip_prefix('$')?;
    let (root, rest) = match rest.strip_prefix('$') {
        Some(rest) => (Root::Context, rest),
        None => {
            let (name, rest) = name(rest);
            (if name.is_empty() { Root::Here } else { Root::Variable(Arc::from(name)) }, rest)
        }
    };
    let (path, rest) = segments(rest, Filter::parse_path);
    Some((Read { root, path }, rest))
}

/// The path that a text of JSONata begins with, and what follows it.
pub fn read_jsonata(text: &str) -> Option<(Read, &str)> {
    let (variable, rest) = name(text.strip_prefix('$')?);
    if variable.is_empty() || rest.starts_with('(') {
        return None;
    }
    let (path, rest) = segments(rest, Filter::parse_jsonata);
    let read = Read { root: Root::Variable(Arc::from(variable)), path };
    if variable != "states" {
        return Some((read, rest));
    }
    let Some((Segment::Key(first), more)) = read.path.split_first() else { return None };
    let root = match &**first {
        "input" => Root::Input,
        "result" => Root::Result,
        "errorOutput" => Root::Error,
        "context" => Root::Context,
        _ => return None,
    };
    Some((Read { root, path: more.to_vec() }, rest))
}

fn name(text: &str) -> (&str, &str) {
    let end = text.find(|char: char| !(char.is_alphanumeric() || char == '_')).unwrap_or(text.len());
    text.split_at(end)
}

/// The steps that a text begins with, and what follows them.
fn segments(mut text: &str, filter: fn(&str) -> Option<Filter>) -> (Vec<Segment>, &str) {
    let mut path = vec![];
    loop {
        if let Some((filter, rest)) = filtered(text, filter) {
            // What follows is read of each element.
            let (then, rest) = segments(rest, |_| None);
            path.push(Segment::Filtered(Arc::new(filter.then(then))));
            return (path, rest);
        }
        let step = match text.as_bytes().first() {
            // The service allows a dot before a bracket.
            Some(b'.') if text.as_bytes().get(1) == Some(&b'[') => bracket(&text[2..]),
            Some(b'.') => member(&text[1..]),
            Some(b'[') => bracket(&text[1..]),
            _ => None,
        };
        let Some((segment, rest)) = step else { return (path, text) };
        path.push(segment);
        text = rest;
    }
}

fn member(text: &str) -> Option<(Segment, &str)> {
    if let Some(rest) = text.strip_prefix('`') {
        let (key, rest) = rest.split_once('`')?;
        return Some((Segment::Key(Arc::from(key)), rest));
    }
    let end = text.find(|char: char| !(char.is_alphanumeric() || matches!(char, '_' | '-'))).unwrap_or(text.len());
    (end > 0).then(|| (Segment::Key(Arc::from(&text[..end])), &text[end..]))
}

/// The filter that a text begins with, and what follows it.
fn filtered(text: &str, filter: fn(&str) -> Option<Filter>) -> Option<(Filter, &str)> {
    let text = text.strip_prefix('[')?;
    if bracket(text).is_some() {
        return None;
    }
    let (inside, rest) = text.split_once(']')?;
    Some((filter(inside)?, rest))
}

fn bracket(text: &str) -> Option<(Segment, &str)> {
    let (inside, rest) = text.split_once(']')?;
    let quoted = |quote: char| inside.strip_prefix(quote).and_then(|inside| inside.strip_suffix(quote));
    match quoted('\'').or_else(|| quoted('"')) {
        Some(key) => Some((Segment::Key(Arc::from(key)), rest)),
        None if inside.trim() == "-1" => Some((Segment::Last, rest)),
        None => inside.parse().ok().map(|index| (Segment::Index(index), rest)),
    }
}

/// The value at a path.
#[must_use]
pub fn get(value: &Value, path: &[Segment]) -> Option<Value> {
    let mut at = value.clone();
    for segment in path {
        at = match segment {
            Segment::Key(key) => at.get(key)?.clone(),
            Segment::Index(index) => at.as_array()?.get(*index)?.clone(),
            // In JSONata, one value is the last of itself.
            Segment::Last => at.as_array().map_or(Some(at.clone()), |items| items.last().cloned())?,
            Segment::Parsed => value::parse(at.as_str()?).ok()?,
            Segment::Size => Value::from(match &at {
                Value::Array(items) => items.len(),
                other => other.as_str()?.chars().count(),
            } as i64),
            Segment::Filtered(filter) => filter.of(&at)?,
        };
    }
    Some(at)
}

/// A value with another one at a path, or with none. What is in the way becomes an object or array.
#[must_use]
pub fn set(value: &Value, path: &[Segment], wanted: Option<&Value>) -> Value {
    let Some((first, rest)) = path.split_first() else { return wanted.cloned().unwrap_or_default() };
    match first {
        Segment::Key(key) => {
            let mut object: Object = value.as_object().map(|object| (**object).clone()).unwrap_or_default();
            match (wanted, rest.is_empty()) {
                (None, true) => drop(object.remove(key)),
                (None, false) if !object.contains_key(key) => {}
                _ => {
                    let inner = set(object.get(key).unwrap_or(&Value::Null), rest, wanted);
                    object.insert(key.clone(), inner);
                }
            }
            Value::from(object)
        }
        Segment::Index(index) => {
            let mut items: Vec<Value> = value.as_array().map(|items| (**items).clone()).unwrap_or_default();
            const MOST: usize = 64;
            if wanted.is_none() && rest.is_empty() {
                items.truncate(*index);
            } else if *index < MOST {
                while items.len() <= *index {
                    items.push(Value::object::<&str, Value>([]));
                }
                items[*index] = set(&items[*index], rest, wanted);
            }
            Value::from(items)
        }
        Segment::Last => {
            let last = value.as_array().map_or(0, |items| items.len().saturating_sub(1));
            set(value, &[&[Segment::Index(last)], rest].concat(), wanted)
        }
        Segment::Size => sized(value, wanted),
        Segment::Filtered(filter) => {
            let given = filter.of(value).unwrap_or_default();
            filter.set(value, Some(&set(&given, rest, wanted)).filter(|_| wanted.is_some() || !rest.is_empty()))
        }
        Segment::Parsed => {
            let parsed = value.as_str().and_then(|text| value::parse(text).ok()).unwrap_or_default();
            Value::from(set(&parsed, rest, wanted).to_json())
        }
    }
}

/// A list or text of a size; anything else becomes a list.
fn sized(value: &Value, wanted: Option<&Value>) -> Value {
    const MOST: f64 = 1000.0;
    let Some(size) = wanted.and_then(Value::as_f64) else { return Value::from(Vec::<Value>::new()) };
    let size = size.clamp(0.0, MOST).ceil() as usize;
    if let Some(text) = value.as_str() {
        return Value::from(text.chars().chain(std::iter::repeat('x')).take(size).collect::<String>());
    }
    let items = value.as_array().into_iter().flat_map(|items| items.iter().cloned());
    let more = std::iter::repeat(Value::object::<&str, Value>([]));
    Value::from(items.chain(more).take(size).collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_read_in_both_languages() {
        for (text, jsonata, expected) in [
            ("$.a.b[2]['c d']", false, Some((Root::Here, 4))),
            ("$", false, Some((Root::Here, 0))),
            ("$.[0].a", false, Some((Root::Here, 2))),
            ("$$.Execution.Input.x", false, Some((Root::Context, 3))),
            ("$order.id", false, Some((Root::Variable("order".into()), 1))),
            ("$.a[*].b", false, None),
            ("$..a", false, None),
            ("$states.input.`a b`.c", true, Some((Root::Input, 2))),
            ("$states.result", true, Some((Root::Result, 0))),
            ("$count($x)", true, None),
            ("$x + 1", true, None),
        ] {
            let read = if jsonata { Read::parse_jsonata(text) } else { Read::parse_path(text) };
            assert_eq!(read.map(|read| (read.root, read.path.len())), expected, "{text}");
        }
    }

    #[test]
    fn what_is_set_is_found_and_what_is_taken_out_is_not() {
        let value = value::parse(r#"{"a": {"b": 1}, "c": [1]}"#).expect("JSON");
        let parsed = [Segment::Key("t".into()), Segment::Parsed, Segment::Key("u".into())];
        let with = set(&value, &parsed, Some(&Value::from(1)));
        assert_eq!(with.get("t").and_then(Value::as_str), Some(r#"{"u":1}"#));
        assert_eq!(get(&with, &parsed), Some(Value::from(1)));
        for path in ["$.a.b", "$.a.x.y", "$.new[-1].d", "$.c[3].d", "$.a.b.c", "$.n"] {
            let path = Read::parse_path(path).expect("a path").path;
            let with = set(&value, &path, Some(&Value::from("new")));
            assert_eq!(get(&with, &path), Some(Value::from("new")));
            assert_eq!(get(&set(&with, &path, None), &path), None);
            assert_eq!(with.get("c").and_then(Value::as_array).map(|items| items[0].clone()), Some(Value::from(1)));
        }
    }
}
