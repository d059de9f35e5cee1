//! `[?(…)]`: what a filter asks of each item.

use std::cmp::Ordering;

use value::Value;

use super::evaluate::{Walk, select};
use super::path::Segment;

/// A condition on one item.
#[derive(Clone, Debug)]
pub(super) enum Filter {
    Any(Vec<Filter>),
    All(Vec<Filter>),
    Not(Box<Filter>),
    /// A path that finds something, or a constant that is true.
    Exists(Operand),
    Compare(Operand, Comparison, Operand),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Comparison {
    Equal,
    NotEqual,
    Less,
    AtMost,
    Greater,
    AtLeast,
    In,
    NotIn,
    Contains,
    Size,
    Empty,
    SubsetOf,
    AnyOf,
    NoneOf,
}

#[derive(Clone, Debug)]
pub(super) enum Operand {
    /// `@…`: from the item. A bare `@` on a scalar finds nothing, as AWS documents.
    Current(Vec<Segment>),
    /// `$…`: from the root the path searches.
    Root(Vec<Segment>),
    Literal(Value),
}

impl Operand {
    fn value(&self, item: &Value, walk: &Walk) -> Option<Value> {
        match self {
            Self::Literal(value) => Some(value.clone()),
            Self::Current(segments) if segments.is_empty() && !matches!(item, Value::Object(_) | Value::Array(_)) => None,
            Self::Current(segments) => select(segments, item, walk),
            Self::Root(segments) => select(segments, walk.root, walk),
        }
    }
}

impl Filter {
    pub fn accepts(&self, item: &Value, walk: &Walk) -> bool {
        match self {
            Self::Any(terms) => terms.iter().any(|term| term.accepts(item, walk)),
            Self::All(terms) => terms.iter().all(|term| term.accepts(item, walk)),
            Self::Not(term) => !term.accepts(item, walk),
            Self::Exists(Operand::Literal(value)) => *value == Value::Bool(true),
            Self::Exists(operand) => operand.value(item, walk).is_some(),
            Self::Compare(left, comparison, right) => compare(left.value(item, walk), *comparison, right.value(item, walk)),
        }
    }
}

fn compare(left: Option<Value>, comparison: Comparison, right: Option<Value>) -> bool {
    use Comparison::{
        AnyOf, AtLeast, AtMost, Contains, Empty, Equal, Greater, In, Less, NoneOf, NotEqual, NotIn, Size, SubsetOf,
    };
    let (Some(left), Some(right)) = (left, right) else { return comparison == NotEqual };
    match comparison {
        Equal => equal(&left, &right),
        NotEqual => !equal(&left, &right),
        Less => order(&left, &right).is_some_and(Ordering::is_lt),
        AtMost => order(&left, &right).is_some_and(Ordering::is_le),
        Greater => order(&left, &right).is_some_and(Ordering::is_gt),
        AtLeast => order(&left, &right).is_some_and(Ordering::is_ge),
        In => items(&right).contains(&left),
        NotIn => !items(&right).contains(&left),
        Contains => match (&left, &right) {
            (Value::String(text), Value::String(part)) => text.contains(&**part),
            (Value::Array(items), part) => items.contains(part),
            _ => false,
        },
        Size => length(&left).is_some_and(|length| right.as_i64() == Some(length as i64)),
        Empty => length(&left).is_some_and(|length| right.as_bool() == Some(length == 0)),
        SubsetOf => items(&left).iter().all(|item| items(&right).contains(item)),
        AnyOf => items(&left).iter().any(|item| items(&right).contains(item)),
        NoneOf => !items(&left).iter().any(|item| items(&right).contains(item)),
    }
}

/// Equality by value; a string equals the number it spells.
fn equal(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::String(text), Value::Number(number)) | (Value::Number(number), Value::String(text)) => {
            text.parse::<f64>().is_ok_and(|parsed| parsed == number.as_f64())
        }
        _ => left == right,
    }
}

fn order(left: &Value, right: &Value) -> Option<Ordering> {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => left.partial_cmp(right),
        (Value::String(left), Value::String(right)) => Some(left.cmp(right)),
        _ => None,
    }
}

fn items(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], |items| items.as_slice())
}

fn length(value: &Value) -> Option<usize> {
    match value {
        Value::String(text) => Some(text.chars().count()),
        Value::Array(items) => Some(items.len()),
        Value::Object(object) => Some(object.len()),
        _ => None,
    }
}
