//! What a scenario must give, and how a run differs from it.

use std::fmt;

use value::{Number, Object, Value};

use super::ScenarioError;
use crate::summary::Summary;

/// What a scenario must give; what is absent is not compared.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Expectation {
    /// The status, such as `SUCCEEDED` or `WAITING`.
    pub status: Option<String>,
    /// The output.
    pub output: Option<Value>,
    /// The error's name.
    pub error: Option<String>,
    /// The cause.
    pub cause: Option<String>,
    /// Virtual seconds from start to end.
    pub virtual_seconds: Option<f64>,
    /// State transitions, retries included.
    pub transitions: Option<usize>,
    /// The states that the execution's own scope entered, in order.
    pub path: Option<Vec<String>>,
}

/// One point in which a run is not as expected.
#[derive(Clone, Debug, PartialEq)]
pub struct Mismatch {
    /// What differs, such as `output`.
    pub what: &'static str,
    /// What was expected.
    pub expected: Value,
    /// What came.
    pub actual: Value,
}

impl fmt::Display for Mismatch {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} is {}, not {}", self.what, self.actual, self.expected)
    }
}

impl Expectation {
    /// Reads an expectation.
    pub(super) fn read(place: &str, value: &Value) -> Result<Self, ScenarioError> {
        let Some(members) = value.as_object() else {
            return Err(ScenarioError::new(place, format!("an object is needed here, not {}", value.type_phrase())));
        };
        const KNOWN: [&str; 7] = ["status", "output", "error", "cause", "virtualSeconds", "transitions", "path"];
        if let Some(unknown) = members.keys().find(|key| !KNOWN.contains(&&***key)) {
            let message = format!("`{unknown}` is not known here; an expectation has {}", KNOWN.join(", "));
            return Err(ScenarioError::new(place, message));
        }
        let text = |member: &str| members.get(member).and_then(Value::as_str).map(str::to_owned);
        Ok(Self {
            status: text("status"),
            output: members.get("output").cloned(),
            error: text("error"),
            cause: text("cause"),
            virtual_seconds: members.get("virtualSeconds").and_then(Value::as_f64),
            transitions: members.get("transitions").and_then(Value::as_i64).map(|count| count as usize),
            path: members
                .get("path")
                .and_then(Value::as_array)
                .map(|path| path.iter().map(|name| name.as_str().unwrap_or_default().to_owned()).collect()),
        })
    }

    pub(super) fn write(&self) -> Value {
        let mut members = Object::new();
        let mut text = |member: &str, text: &Option<String>| {
            if let Some(text) = text {
                members.insert(member, text.as_str());
            }
        };
        text("status", &self.status);
        text("error", &self.error);
        text("cause", &self.cause);
        if let Some(output) = &self.output {
            members.insert("output", output.clone());
        }
        if let Some(seconds) = self.virtual_seconds.and_then(Number::from_f64) {
            members.insert("virtualSeconds", seconds);
        }
        if let Some(transitions) = self.transitions {
            members.insert("transitions", transitions as i64);
        }
        if let Some(path) = &self.path {
            members.insert("path", Value::array(path.iter().map(String::as_str)));
        }
        Value::from(members)
    }

    /// In which points a run is not as expected.
    #[must_use]
    pub fn compare(&self, summary: &Summary) -> Vec<Mismatch> {
        let mut mismatches = Vec::new();
        let mut check = |what, expected: Option<Value>, actual: Value| {
            if let Some(expected) = expected
                && expected != actual
            {
                mismatches.push(Mismatch { what, expected, actual });
            }
        };
        let text = |text: &Option<String>| text.as_deref().map(Value::from);
        let number = |number: f64| Number::from_f64(number).map_or(Value::Null, Value::Number);
        check("status", text(&self.status), Value::from(summary.status.name()));
        check("output", self.output.clone(), summary.output.clone().unwrap_or_default());
        check("error", text(&self.error), Value::from(summary.error.as_deref().map(Value::from)));
        check("cause", text(&self.cause), Value::from(summary.cause.as_deref().map(Value::from)));
        check("virtualSeconds", self.virtual_seconds.map(number), number(summary.virtual_seconds()));
        check("transitions", self.transitions.map(|count| Value::from(count as i64)), Value::from(summary.transitions as i64));
        let path = |path: &[String]| Value::array(path.iter().map(String::as_str));
        check("path", self.path.as_deref().map(path), path(&summary.path));
        mismatches
    }
}
