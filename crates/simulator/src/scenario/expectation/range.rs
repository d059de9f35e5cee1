//! A number that is expected: exactly, or between limits.

use value::{Number, Object, Value};

use crate::scenario_error::ScenarioError;

/// A number that is expected, both ends included.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    /// At least this.
    pub min: Option<f64>,
    /// At most this.
    pub max: Option<f64>,
}

impl Range {
    /// This number and no other.
    #[must_use]
    pub fn exactly(number: f64) -> Self {
        Self { min: Some(number), max: Some(number) }
    }

    /// Whether a number lies within.
    #[must_use]
    pub fn has(&self, number: f64) -> bool {
        self.min.is_none_or(|min| number >= min) && self.max.is_none_or(|max| number <= max)
    }

    /// The range with this number in it: a single number becomes it, limits make room for it.
    pub(super) fn widened(&self, number: f64) -> Self {
        if self.min == self.max {
            return Self::exactly(number);
        }
        Self { min: self.min.map(|min| min.min(number)), max: self.max.map(|max| max.max(number)) }
    }

    /// Reads `5` or `{"min": 1, "max": 5}`.
    pub(super) fn read(place: &str, value: &Value) -> Result<Self, ScenarioError> {
        if let Some(number) = value.as_f64() {
            return Ok(Self::exactly(number));
        }
        let wrong = || ScenarioError::new(place, "a number is needed here, or limits such as {\"min\": 1, \"max\": 5}");
        let members = value.as_object().ok_or_else(wrong)?;
        if members.is_empty() || members.keys().any(|key| !matches!(&**key, "min" | "max")) {
            return Err(wrong());
        }
        let end = |name: &str| members.get(name).map(|end| end.as_f64().ok_or_else(wrong)).transpose();
        Ok(Self { min: end("min")?, max: end("max")? })
    }

    pub(super) fn write(&self) -> Value {
        match (self.min, self.max) {
            (Some(min), Some(max)) if min == max => number(min),
            (min, max) => {
                let mut members = Object::new();
                for (name, end) in [("min", min), ("max", max)] {
                    if let Some(end) = end {
                        members.insert(name, number(end));
                    }
                }
                Value::from(members)
            }
        }
    }

    /// What is expected, as it follows "not": `5`, `at least 1`, `from 1 to 5`.
    #[must_use]
    pub fn words(&self) -> String {
        let words = |end: f64| number(end).to_json();
        match (self.min, self.max) {
            (Some(min), Some(max)) if min == max => words(min),
            (Some(min), Some(max)) => format!("from {} to {}", words(min), words(max)),
            (Some(min), None) => format!("at least {}", words(min)),
            (None, Some(max)) => format!("at most {}", words(max)),
            (None, None) => "any number".to_owned(),
        }
    }
}

/// A number as JSON writes it: whole ones without a fraction.
pub(super) fn number(number: f64) -> Value {
    if number.fract() == 0.0 && number.abs() < 9e15 {
        return Value::from(number as i64);
    }
    Number::from_f64(number).map_or(Value::Null, Value::Number)
}
