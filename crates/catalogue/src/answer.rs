//! Whether a made-up answer could be the API's, as TestState judges the result of a mock, in the service's words.

use asl::definition::IntegrationPattern;
use value::{Object, Value};

use crate::api::Api;
use crate::shape::{Limits, Member, Shape, ShapeId};

/// How strictly an answer is judged: `fieldValidationMode`, where it is not `NONE`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strictness {
    /// What the API always answers must be there, and all that is there must fit.
    Strict,
    /// What is there must fit.
    Present,
}

impl Strictness {
    /// By the word of `fieldValidationMode`; `STRICT` if there is none, and `None` where nothing is judged.
    #[must_use]
    pub fn of(mode: Option<&str>) -> Option<Self> {
        match mode {
            Some("PRESENT") => Some(Self::Present),
            Some("NONE") => None,
            _ => Some(Self::Strict),
        }
    }
}

impl Api<'_> {
    /// What is wrong with an answer; of a call that waits for more than the answer, nothing is known.
    #[must_use]
    pub fn complaint(&self, answer: &Value, strictness: Strictness) -> Option<String> {
        let shape = self.operation.output.filter(|_| self.call.pattern == IntegrationPattern::RequestResponse)?;
        let judge = Judge { api: self, strictness };
        let Shape::Structure { members, .. } = self.service.shape(shape) else { return None };
        let judged = match answer {
            Value::Object(object) => judge.members(&members, object, true),
            _ => Err("Mock result must be a JSON object".to_owned()),
        };
        judged.err().map(|what| format!("Mock result schema validation error: {what}"))
    }
}

struct Judge<'a> {
    api: &'a Api<'a>,
    strictness: Strictness,
}

impl Judge<'_> {
    fn members(&self, members: &[Member], object: &Object, is_top: bool) -> Result<(), String> {
        let is_missing = |member: &&Member| member.required && object.get(member.name).is_none();
        if let Some(missing) = members.iter().find(is_missing).filter(|_| self.strictness == Strictness::Strict) {
            return Err(format!("Required field '{}' is missing", missing.name));
        }
        // What the model does not have may be newer than it; what the integration reads as JSON may be anything.
        let is_any = |name: &str| is_top && self.api.takes_any(name);
        object.iter().filter(|(name, _)| !is_any(name)).try_for_each(|(name, value)| {
            match members.iter().find(|member| member.name == &**name) {
                Some(member) => self.value(member.shape, value, name),
                None => Ok(()),
            }
        })
    }

    fn value(&self, shape: ShapeId, value: &Value, field: &str) -> Result<(), String> {
        let must = |what: &str| Err(format!("Field '{field}' must be {what}"));
        match (self.api.service.shape(shape), value) {
            (Shape::Any, _) | (Shape::Boolean, Value::Bool(_)) => Ok(()),
            (Shape::Choice(words), Value::String(text)) if words.contains(&&**text) => Ok(()),
            (Shape::Choice(_), Value::String(_)) => Err(format!("Field '{field}' is not an expected value")),
            (Shape::Text(limits), Value::String(text)) => length(&limits, text, field),
            (Shape::Bytes | Shape::Time, Value::String(_)) => Ok(()),
            (Shape::Choice(_) | Shape::Text(_) | Shape::Bytes | Shape::Time, _) => must("a string"),
            (Shape::Integer(limits) | Shape::Number(limits), Value::Number(number)) => range(&limits, number.as_f64(), field),
            (Shape::Integer(_) | Shape::Number(_), _) => must("a number"),
            (Shape::Boolean, _) => must("a boolean"),
            (Shape::List(item), Value::Array(items)) => items.iter().try_for_each(|value| self.value(item, value, field)),
            (Shape::List(_), _) => must("an array"),
            (Shape::Map { value: item, .. }, Value::Object(entries)) => {
                entries.values().try_for_each(|value| self.value(item, value, field))
            }
            (Shape::Structure { members, .. }, Value::Object(object)) => self.members(&members, object, false),
            (Shape::Map { .. } | Shape::Structure { .. }, _) => must("an object"),
        }
    }
}

fn length(limits: &Limits, text: &str, field: &str) -> Result<(), String> {
    let length = text.chars().count();
    let bound = |bound: Option<&str>| bound.and_then(|bound| bound.parse::<usize>().ok());
    match (bound(limits.least), bound(limits.most)) {
        (Some(least), _) if length < least => Err(format!("Field '{field}' is smaller than the minimum length")),
        (_, Some(most)) if length > most => Err(format!("Field '{field}' exceeds the maximum length")),
        _ => Ok(()),
    }
}

fn range(limits: &Limits, number: f64, field: &str) -> Result<(), String> {
    let bound = |bound: Option<&str>| bound.and_then(|bound| bound.parse::<f64>().ok());
    match (bound(limits.least), bound(limits.most)) {
        (Some(least), _) if number < least => Err(format!("Field '{field}' is less than the minimum value")),
        (_, Some(most)) if number > most => Err(format!("Field '{field}' exceeds the maximum value")),
        _ => Ok(()),
    }
}
