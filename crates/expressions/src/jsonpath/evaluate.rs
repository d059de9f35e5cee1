//! Walking a path over a value.

use std::fmt::Write;

use value::Value;

use super::PathError;
use super::path::{Compiled, Root, Segment, SegmentKind};
use crate::limits;

/// Names the path engine gives to the types of values in its messages.
const PROVIDER: &str = "com.jayway.jsonpath.spi.json.JacksonJsonNodeJsonProvider";

/// A definite path gives its value or an error, any other the list of its matches.
pub(super) fn evaluate(path: &Compiled, root: &Value) -> Result<Value, PathError> {
    if path.definite { find(path, root) } else { matches(path, root) }
}

/// The value of a definite path. An index that names no item gives nothing, which only what follows or the end complains of.
fn find(path: &Compiled, root: &Value) -> Result<Value, PathError> {
    let mut current = Some(root);
    for (position, segment) in path.segments.iter().enumerate() {
        let missing = |reason: String| Err(PathError::missing(&path.source, reason));
        current = match (&segment.kind, current) {
            (SegmentKind::Property(name), Some(Value::Object(object))) => match object.get(name) {
                Some(member) => Some(member),
                None if position + 1 == path.segments.len() => {
                    return missing(format!("No results for path: {}", canonical(path, position + 1)));
                }
                None => return missing(format!("Missing property in path {}", canonical(path, position + 1))),
            },
            (SegmentKind::Properties(names), Some(Value::Object(object))) => {
                let found = names.iter().filter_map(|name| object.get(name).map(|value| (name.clone(), value.clone())));
                return Ok(Value::object(found));
            }
            (SegmentKind::Property(_) | SegmentKind::Properties(_), other) => {
                let mut wanted = String::new();
                write_segment(&mut wanted, &segment.kind);
                return missing(format!(
                    "Expected to find an object with property {wanted} in path {} but found '{}'. This is not a json object according \
                     to the JsonProvider: '{PROVIDER}'.",
                    canonical(path, position),
                    node_name(other)
                ));
            }
            (SegmentKind::Index(index), Some(Value::Array(items))) => single_item(items, *index),
            (SegmentKind::FromEnd(back), Some(Value::Array(items))) => item_from_end(items, *back),
            (SegmentKind::Index(_) | SegmentKind::FromEnd(_), None) => {
                return missing(format!("The path {} is null", canonical(path, position)));
            }
            (SegmentKind::Index(_) | SegmentKind::FromEnd(_), Some(other)) => {
                let mut wanted = String::new();
                write_segment(&mut wanted, &segment.kind);
                return missing(format!(
                    "Filter: {wanted} can only be applied to arrays. Current context is: {}",
                    other.to_java_json()
                ));
            }
            _ => return missing(format!("No results for path: {}", canonical(path, path.segments.len()))),
        };
    }
    current
        .cloned()
        .ok_or_else(|| PathError::missing(&path.source, format!("No results for path: {}", canonical(path, path.segments.len()))))
}

/// All matches of an indefinite path; none where its beginning is missing or of another type.
fn matches(path: &Compiled, root: &Value) -> Result<Value, PathError> {
    if let Some(position) = path.segments.iter().position(|segment| matches!(segment.kind, SegmentKind::Properties(_)))
        && position + 1 < path.segments.len()
    {
        let upto = canonical(path, position + 1);
        return Err(PathError::unfit(&path.source, format!("Multi properties can only be used as path leafs: {upto}")));
    }
    let mut found = Vec::new();
    collect(&path.segments, root, &Walk { root }, &mut found, 0);
    Ok(Value::from(found))
}

/// What stays the same during one walk.
pub(super) struct Walk<'v> {
    pub root: &'v Value,
}

/// The value of a path inside a filter: one value for a definite path, the list of matches otherwise.
pub(super) fn select(segments: &[Segment], from: &Value, walk: &Walk) -> Option<Value> {
    let single =
        |segment: &Segment| matches!(segment.kind, SegmentKind::Property(_) | SegmentKind::Index(_) | SegmentKind::FromEnd(_));
    if segments.iter().all(single) {
        let mut current = from;
        for segment in segments {
            current = match (&segment.kind, current) {
                (SegmentKind::Property(name), Value::Object(object)) => object.get(name)?,
                (SegmentKind::Index(index), Value::Array(items)) => single_item(items, *index)?,
                (SegmentKind::FromEnd(back), Value::Array(items)) => item_from_end(items, *back)?,
                _ => return None,
            };
        }
        return Some(current.clone());
    }
    let mut found = Vec::new();
    collect(segments, from, walk, &mut found, 0);
    Some(Value::from(found))
}

/// A single index counts from the start only: `[-1]` finds nothing in the service, unlike `[-1:]`.
fn single_item(items: &[Value], index: i64) -> Option<&Value> {
    usize::try_from(index).ok().and_then(|index| items.get(index))
}

/// `[(@.length-1)]` names the last item.
fn item_from_end(items: &[Value], back: usize) -> Option<&Value> {
    items.len().checked_sub(back).and_then(|index| items.get(index))
}

fn item(items: &[Value], index: i64) -> Option<&Value> {
    let index = if index < 0 { index + items.len() as i64 } else { index };
    usize::try_from(index).ok().and_then(|index| items.get(index))
}

fn collect(segments: &[Segment], value: &Value, walk: &Walk, found: &mut Vec<Value>, depth: usize) {
    if found.len() >= limits::PATH_MATCHES || depth > limits::VALUE_DEPTH {
        return;
    }
    let Some((segment, rest)) = segments.split_first() else {
        found.push(value.clone());
        return;
    };
    let depth = depth + 1;
    match (&segment.kind, value) {
        (SegmentKind::Property(name), Value::Object(object)) => {
            if let Some(member) = object.get(name) {
                collect(rest, member, walk, found, depth);
            }
        }
        (SegmentKind::Properties(names), Value::Object(object)) => {
            if rest.is_empty() {
                let members = names.iter().filter_map(|name| object.get(name).map(|value| (name.clone(), value.clone())));
                found.push(Value::object(members));
                return;
            }
            for member in names.iter().filter_map(|name| object.get(name)) {
                collect(rest, member, walk, found, depth);
            }
        }
        (SegmentKind::Wildcard, Value::Object(object)) => {
            object.values().for_each(|member| collect(rest, member, walk, found, depth))
        }
        (SegmentKind::Wildcard, Value::Array(items)) => items.iter().for_each(|item| collect(rest, item, walk, found, depth)),
        (SegmentKind::Index(index), Value::Array(items)) => {
            if let Some(item) = single_item(items, *index) {
                collect(rest, item, walk, found, depth);
            }
        }
        (SegmentKind::FromEnd(back), Value::Array(items)) => {
            if let Some(item) = item_from_end(items, *back) {
                collect(rest, item, walk, found, depth);
            }
        }
        (SegmentKind::Indices(indices), Value::Array(items)) => {
            for item in indices.iter().filter_map(|index| item(items, *index)) {
                collect(rest, item, walk, found, depth);
            }
        }
        (SegmentKind::Slice { from, to, step }, Value::Array(items)) => {
            let length = items.len() as i64;
            let place = |bound: i64| if bound < 0 { (length + bound).max(0) } else { bound.min(length) };
            let (from, to) = (from.map_or(0, place), to.map_or(length, place));
            let mut index = from;
            while index < to {
                collect(rest, &items[index as usize], walk, found, depth);
                index = index.saturating_add(*step);
            }
        }
        (SegmentKind::Filter(filter), Value::Object(_)) if filter.accepts(value, walk) => {
            collect(rest, value, walk, found, depth);
        }
        (SegmentKind::Filter(filter), Value::Array(items)) => {
            for item in items.iter().filter(|item| filter.accepts(item, walk)) {
                collect(rest, item, walk, found, depth);
            }
        }
        (SegmentKind::Descend, _) => descend(rest, value, walk, found, depth),
        _ => {}
    }
}

/// Applies the next step to the node and to everything below it, the node first.
fn descend(rest: &[Segment], value: &Value, walk: &Walk, found: &mut Vec<Value>, depth: usize) {
    if depth > limits::VALUE_DEPTH {
        return;
    }
    // Below `..` every item is visited itself, so a filter is asked of objects only.
    let asks_items = matches!(rest.first().map(|segment| &segment.kind), Some(SegmentKind::Filter(_)));
    match value {
        Value::Object(object) => {
            collect(rest, value, walk, found, depth);
            object.values().for_each(|member| descend(rest, member, walk, found, depth + 1));
        }
        Value::Array(items) => {
            if !asks_items {
                collect(rest, value, walk, found, depth);
            }
            items.iter().for_each(|item| descend(rest, item, walk, found, depth + 1));
        }
        _ => {}
    }
}

/// The first `count` steps in the path engine's own spelling: `$['a'][0]['b', 'c']`.
pub(super) fn canonical(path: &Compiled, count: usize) -> String {
    let mut text = match &path.root {
        Root::Variable(name) => format!("${name}"),
        Root::Input | Root::Context => "$".to_owned(),
    };
    for segment in &path.segments[..count] {
        write_segment(&mut text, &segment.kind);
    }
    text
}

fn write_segment(text: &mut String, kind: &SegmentKind) {
    // Writing to a `String` cannot fail.
    let _ = match kind {
        SegmentKind::Property(name) => write!(text, "['{name}']"),
        SegmentKind::Properties(names) => {
            let quoted: Vec<String> = names.iter().map(|name| format!("'{name}'")).collect();
            write!(text, "[{}]", quoted.join(", "))
        }
        SegmentKind::Wildcard => write!(text, "[*]"),
        SegmentKind::Index(index) => write!(text, "[{index}]"),
        SegmentKind::FromEnd(0) => write!(text, "[(@.length)]"),
        SegmentKind::FromEnd(back) => write!(text, "[(@.length-{back})]"),
        SegmentKind::Indices(indices) => {
            write!(text, "[{}]", indices.iter().map(ToString::to_string).collect::<Vec<_>>().join(","))
        }
        SegmentKind::Slice { from, to, .. } => {
            let bound = |bound: &Option<i64>| bound.map_or(String::new(), |bound| bound.to_string());
            write!(text, "[{}:{}]", bound(from), bound(to))
        }
        SegmentKind::Filter(_) => write!(text, "[?]"),
        SegmentKind::Descend => write!(text, ".."),
        SegmentKind::Function(name) => write!(text, ".{name}()"),
    };
}

fn node_name(value: Option<&Value>) -> String {
    let name = match value {
        None => return "null".to_owned(),
        Some(Value::Null) => "NullNode",
        Some(Value::Bool(_)) => "BooleanNode",
        Some(Value::Number(value::Number::Int(int))) if i32::try_from(*int).is_ok() => "IntNode",
        Some(Value::Number(value::Number::Int(_))) => "LongNode",
        Some(Value::Number(_)) => "DoubleNode",
        Some(Value::String(_)) => "TextNode",
        Some(Value::Array(_)) => "ArrayNode",
        Some(Value::Object(_)) => "ObjectNode",
    };
    format!("com.fasterxml.jackson.databind.node.{name}")
}
