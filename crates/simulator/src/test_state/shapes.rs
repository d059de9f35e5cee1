//! The check of a mocked result against what the action answers by AWS's API model (`fieldValidationMode`), of the actions of which
//! there are recordings, and their like. Of others, the host may know.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use asl::definition::{IntegrationPattern, Resource};
use value::{Object, Value};

const TABLE: &str = include_str!("shapes.txt");

/// What a value must be.
#[derive(Clone, Debug, PartialEq)]
enum Shape {
    Any,
    Text {
        least: usize,
        most: usize,
        words: Vec<&'static str>,
    },
    Number {
        least: f64,
        most: f64,
    },
    Boolean,
    List(Box<Shape>),
    Map(Box<Shape>),
    Object(Vec<Member>),
    /// Another line of the table.
    Named(&'static str),
}

#[derive(Clone, Debug, PartialEq)]
struct Member {
    name: &'static str,
    shape: Shape,
    required: bool,
}

/// How a mocked result is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// What is required must be there, and all that is there must fit.
    Strict,
    /// What is there must fit.
    Present,
    /// Not at all.
    None,
}

impl Mode {
    /// `STRICT` is the service's default.
    pub fn of(mock: &Value) -> Self {
        match mock.get("fieldValidationMode").and_then(Value::as_str) {
            Some("PRESENT") => Self::Present,
            Some("NONE") => Self::None,
            _ => Self::Strict,
        }
    }
}

/// Whether the table has the resource's action.
pub(super) fn knows(resource: &str) -> bool {
    shape_of(resource).is_some()
}

fn shape_of(resource: &str) -> Option<&'static Shape> {
    let name = match Resource::parse(resource) {
        Resource::Optimized { service, action, pattern: IntegrationPattern::RequestResponse } => format!("{service}:{action}"),
        Resource::Sdk { service, action, pattern: IntegrationPattern::RequestResponse } => format!("{service}:{action}"),
        _ => return None,
    };
    table().get(name.as_str())
}

/// What is wrong with a mocked result of this resource, in the service's words.
pub(super) fn complaint(resource: &str, result: &Value, mode: Mode) -> Option<String> {
    let shape = shape_of(resource).filter(|_| mode != Mode::None)?;
    wrong(shape, result, "", mode).err().map(|what| format!("Mock result schema validation error: {what}"))
}

fn wrong(shape: &Shape, value: &Value, field: &str, mode: Mode) -> Result<(), String> {
    let must = |what: &str| Err(format!("Field '{field}' must be {what}"));
    let beyond = |how: &str| Err(format!("Field '{field}' {how}"));
    match (shape, value) {
        (Shape::Any, _) => Ok(()),
        (Shape::Named(name), _) => table().get(name).map_or(Ok(()), |shape| wrong(shape, value, field, mode)),
        (Shape::Text { least, most, words }, Value::String(text)) => {
            let length = text.chars().count();
            if !words.is_empty() && !words.contains(&&**text) {
                return beyond("is not an expected value");
            }
            match (length < *least, length > *most) {
                (true, _) => beyond("is smaller than the minimum length"),
                (_, true) => beyond("exceeds the maximum length"),
                _ => Ok(()),
            }
        }
        (Shape::Text { .. }, _) => must("a string"),
        (Shape::Number { least, most }, Value::Number(number)) => match number.as_f64() {
            number if number < *least => beyond("is less than the minimum value"),
            number if number > *most => beyond("exceeds the maximum value"),
            _ => Ok(()),
        },
        (Shape::Number { .. }, _) => must("a number"),
        (Shape::Boolean, Value::Bool(_)) => Ok(()),
        (Shape::Boolean, _) => must("a boolean"),
        (Shape::List(item), Value::Array(items)) => items.iter().try_for_each(|value| wrong(item, value, field, mode)),
        (Shape::List(_), _) => must("an array"),
        (Shape::Map(item), Value::Object(members)) => members.values().try_for_each(|value| wrong(item, value, field, mode)),
        (Shape::Object(members), Value::Object(object)) => members_fit(members, object, mode),
        (Shape::Map(_) | Shape::Object(_), _) if field.is_empty() => Err("Mock result must be a JSON object".to_owned()),
        (Shape::Map(_) | Shape::Object(_), _) => must("an object"),
    }
}

fn members_fit(members: &[Member], object: &Object, mode: Mode) -> Result<(), String> {
    let missing = members.iter().find(|member| mode == Mode::Strict && member.required && object.get(member.name).is_none());
    if let Some(member) = missing {
        return Err(format!("Required field '{}' is missing", member.name));
    }
    // What the model does not have may be newer than it.
    object.iter().try_for_each(|(name, value)| match members.iter().find(|member| *member.name == **name) {
        Some(member) => wrong(&member.shape, value, name, mode),
        None => Ok(()),
    })
}

fn table() -> &'static BTreeMap<&'static str, Shape> {
    static TABLE_READ: OnceLock<BTreeMap<&'static str, Shape>> = OnceLock::new();
    TABLE_READ.get_or_init(|| {
        let lines = TABLE.lines().filter(|line| !line.starts_with('#'));
        lines.filter_map(|line| line.split_once(' ')).map(|(name, rest)| (name, line_shape(rest))).collect()
    })
}

fn line_shape(rest: &'static str) -> Shape {
    match rest.strip_prefix('=') {
        Some(words) => Shape::Text { least: 0, most: usize::MAX, words: words.split('|').collect() },
        None => Shape::Object(rest.split(' ').filter_map(member).collect()),
    }
}

fn member(written: &'static str) -> Option<Member> {
    let (name, shape) = written.split_once(':')?;
    let (shape, words) = shape.split_once('=').map_or((shape, vec![]), |(shape, words)| (shape, words.split('|').collect()));
    let required = shape.ends_with('!');
    let shape = match read_shape(shape.trim_end_matches('!')) {
        Shape::Text { least, most, .. } => Shape::Text { least, most, words },
        shape => shape,
    };
    Some(Member { name, shape, required })
}

fn read_shape(written: &'static str) -> Shape {
    if let Some(inner) = written.strip_prefix('[') {
        return Shape::List(Box::new(read_shape(inner.trim_end_matches(']'))));
    }
    if let Some(inner) = written.strip_prefix('<') {
        return Shape::Map(Box::new(read_shape(inner.trim_end_matches('>'))));
    }
    let (name, bounds) = written.split_once('(').unwrap_or((written, ""));
    let (least, most) = bounds.trim_end_matches(')').split_once("..").unwrap_or(("", ""));
    match name {
        "text" | "blob" | "time" => {
            Shape::Text { least: least.parse().unwrap_or(0), most: most.parse().unwrap_or(usize::MAX), words: vec![] }
        }
        "number" => {
            Shape::Number { least: least.parse().unwrap_or(f64::NEG_INFINITY), most: most.parse().unwrap_or(f64::INFINITY) }
        }
        "boolean" => Shape::Boolean,
        "{}" => Shape::Object(vec![]),
        name if name.starts_with('$') => Shape::Named(name),
        _ => Shape::Any,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first ten are recordings of TestState.
    #[test]
    fn mocked_results_are_checked_against_the_models() {
        for (resource, result, mode, expected) in [
            (
                "aws-sdk:kms:encrypt",
                r#"{"CiphertextBlob":""}"#,
                Mode::Strict,
                "Field 'CiphertextBlob' is smaller than the minimum length",
            ),
            ("aws-sdk:kms:encrypt", r#"{"CiphertextBlob":123}"#, Mode::Strict, "Field 'CiphertextBlob' must be a string"),
            (
                "aws-sdk:s3:getObject",
                r#"{"StorageClass":"Papyrus"}"#,
                Mode::Strict,
                "Field 'StorageClass' is not an expected value",
            ),
            ("aws-sdk:s3:getObject", r#"{"ContentLength":"9000"}"#, Mode::Strict, "Field 'ContentLength' must be a number"),
            (
                "dynamodb:putItem",
                r#"{"ConsumedCapacity":{"CapacityUnits":"1"}}"#,
                Mode::Strict,
                "Field 'CapacityUnits' must be a number",
            ),
            ("lambda:invoke", r#"{"StatusCode":"200"}"#, Mode::Present, "Field 'StatusCode' must be a number"),
            ("states:startExecution", r#"{"executionArn":"a"}"#, Mode::Strict, "Required field 'ExecutionArn' is missing"),
            (
                "states:startExecution",
                r#"{"ExecutionArn":"a","StartDate":true}"#,
                Mode::Strict,
                "Field 'StartDate' must be a string",
            ),
            (
                "aws-sdk:lambda:getFunction",
                r#"{"Configuration":{"MemorySize":127}}"#,
                Mode::Present,
                "Field 'MemorySize' is less than the minimum value",
            ),
            (
                "events:putEvents",
                r#"{"Entries":[{"EventId":"a"},{"EventId":["b"]}]}"#,
                Mode::Present,
                "Field 'EventId' must be a string",
            ),
            ("events:putEvents", r#"{"Entries":"x"}"#, Mode::Present, "Field 'Entries' must be an array"),
            ("sqs:sendMessage", r#"{"MessageId":5}"#, Mode::Present, "Field 'MessageId' must be a string"),
            ("aws-sdk:s3:listObjectsV2", r#"{"IsTruncated":"no"}"#, Mode::Strict, "Field 'IsTruncated' must be a boolean"),
            ("dynamodb:getItem", r#"{"Item":[]}"#, Mode::Strict, "Field 'Item' must be an object"),
        ] {
            let result = value::parse(result).expect(result);
            let told = complaint(&format!("arn:aws:states:::{resource}"), &result, mode);
            assert_eq!(told, Some(format!("Mock result schema validation error: {expected}")), "{resource} {result}");
        }
    }

    #[test]
    fn what_fits_or_is_not_known_is_taken() {
        for (resource, result, mode) in [
            ("states:startExecution", r#"{"executionArn":"a"}"#, Mode::Present),
            ("states:startExecution", "5", Mode::None),
            ("lambda:invoke", r#"{"StatusCode":200,"Payload":[1],"New":1}"#, Mode::Strict),
            ("states:startExecution.sync:2", r#"{"Status":5}"#, Mode::Strict),
            ("aws-sdk:unheardof:doThings", "[]", Mode::Strict),
            ("dynamodb:query", r#"{"Items":[{"a":{"S":"x"}}],"Count":1}"#, Mode::Strict),
        ] {
            let result = value::parse(result).expect(result);
            assert_eq!(complaint(&format!("arn:aws:states:::{resource}"), &result, mode), None, "{resource} {result}");
        }
    }

    #[test]
    fn every_name_in_the_table_is_there() {
        fn names(shape: &Shape, found: &mut Vec<&'static str>) {
            match shape {
                Shape::Named(name) => found.push(name),
                Shape::List(inner) | Shape::Map(inner) => names(inner, found),
                Shape::Object(members) => members.iter().for_each(|member| names(&member.shape, found)),
                _ => {}
            }
        }
        let mut found = Vec::new();
        table().values().for_each(|shape| names(shape, &mut found));
        assert!(found.iter().all(|name| table().contains_key(name)), "{found:?}");
    }
}
