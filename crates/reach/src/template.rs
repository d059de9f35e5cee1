//! What a template puts at a place: a constant, or what it reads.

use value::Value;

use crate::jsonata::spoken_of;
use crate::place::{Read, Segment, get};

/// What a template puts at a place.
#[derive(Clone, Debug, PartialEq)]
pub enum Found {
    /// What is read.
    Read(Read),
    /// Always the same, or nothing.
    Constant(Option<Value>),
    /// A computation that cannot be gone back through.
    Computed,
}

/// What a template puts at a place.
#[must_use]
pub fn lookup(template: &Value, path: &[Segment], jsonata: bool) -> Found {
    if let (true, Value::String(text)) = (jsonata, template)
        && let Some(expression) = expression(text)
    {
        return Read::parse_jsonata(expression)
            .map_or_else(|| computed(expression, path, true), |read| Found::Read(read.then(path)));
    }
    let Some((first, rest)) = path.split_first() else {
        return if is_constant(template, jsonata) { Found::Constant(Some(template.clone())) } else { Found::Computed };
    };
    match first {
        Segment::Key(key) => {
            if let (false, Some(Value::String(text))) = (jsonata, template.get(&format!("{key}.$"))) {
                return Read::parse_path(text).map_or_else(|| computed(text, rest, false), |read| Found::Read(read.then(rest)));
            }
            match template.get(key) {
                Some(inner) => lookup(inner, rest, jsonata),
                None => Found::Constant(None),
            }
        }
        Segment::Index(_) | Segment::Last => match get(template, std::slice::from_ref(first)) {
            Some(inner) => lookup(&inner, rest, jsonata),
            None => Found::Constant(None),
        },
        Segment::Size | Segment::Filtered(_) => Found::Computed,
        Segment::Parsed => Found::Constant(None),
    }
}

/// What a computation most likely takes a value from. It need not be right: what is made of it is run.
fn computed(text: &str, path: &[Segment], jsonata: bool) -> Found {
    if let Some((Segment::Key(key), rest)) = path.split_first() {
        // A member of an object that is written within the expression.
        let member = ["'", "\""].iter().find_map(|quote| text.split_once(&format!("{quote}{key}{quote}")));
        let after = member.and_then(|(_, after)| after.trim_start().strip_prefix(':'));
        if let Some(read) = after.and_then(|after| spoken_of(after, jsonata).0.into_iter().next()) {
            return Found::Read(read.then(rest));
        }
    }
    let mut reads = spoken_of(text, jsonata).0.into_iter();
    // Of what is merged, the last says what counts.
    let merges = text.starts_with("States.JsonMerge") || text.starts_with("$merge");
    let Some(read) = (if merges { reads.next_back() } else { reads.next() }) else { return Found::Computed };
    let is_call = |names: &[&str]| names.iter().any(|name| text.strip_prefix(name).is_some_and(|rest| rest.starts_with('(')));
    let made_of_it = if is_call(&["States.StringToJson", "$parse"]) {
        vec![Segment::Parsed]
    } else if is_call(&["States.ArrayLength", "$count", "$length"]) {
        vec![Segment::Size]
    } else {
        vec![]
    };
    Found::Read(read.then(&made_of_it).then(path))
}

/// The expression between `{%` and `%}`.
#[must_use]
pub fn expression(text: &str) -> Option<&str> {
    Some(text.trim().strip_prefix("{%")?.strip_suffix("%}")?.trim())
}

fn is_constant(template: &Value, jsonata: bool) -> bool {
    match template {
        Value::String(text) => !jsonata || expression(text).is_none(),
        Value::Array(items) => items.iter().all(|item| is_constant(item, jsonata)),
        Value::Object(members) => {
            members.iter().all(|(key, member)| (jsonata || !key.ends_with(".$")) && is_constant(member, jsonata))
        }
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates_tell_where_their_values_come_from() {
        for (template, path, jsonata, expected) in [
            (r#"{"a.$": "$.x.y"}"#, "$.a.b", false, "$.x.y.b"),
            (r#"{"a": {"b.$": "$$.Execution.Input.q"}}"#, "$.a.b", false, "$$.Execution.Input.q"),
            (r#"{"a": "{% $states.result.Payload %}"}"#, "$.a.b", true, "$states.result.Payload.b"),
            (r#""{% $states.input %}""#, "$.a", true, "$states.input.a"),
            (r#""{% $merge([$states.input, {'n': $states.result.m}]) %}""#, "$.n.o", true, "$states.result.m.o"),
            (r#"{"a.$": "States.Format('{}', $.x)"}"#, "$.a", false, "$.x"),
        ] {
            let template = value::parse(template).expect("JSON");
            let path = Read::parse_path(path).expect("a path").path;
            let expected = if jsonata { Read::parse_jsonata(expected) } else { Read::parse_path(expected) };
            assert_eq!(lookup(&template, &path, jsonata), Found::Read(expected.expect("a path")), "{template}");
        }
        let template = value::parse(r#"{"a": 1, "b.$": "States.UUID()"}"#).expect("JSON");
        let at = |text: &str| lookup(&template, &Read::parse_path(text).expect("a path").path, false);
        assert_eq!(at("$.a"), Found::Constant(Some(Value::from(1))));
        assert_eq!(at("$.c"), Found::Constant(None));
        assert_eq!(at("$.b"), Found::Computed);
    }
}
