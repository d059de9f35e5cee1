//! How long a mocked task takes: always the same, or by chance between limits.

use expressions::Environment;
use value::{Number, Object, Value};

use super::ScenarioError;

/// How long a mocked task takes, in virtual milliseconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Delay {
    /// Always so long.
    Always(u64),
    /// Anything between two limits, all alike; where a most likely time is given, those near it more often.
    Between {
        /// At least.
        min: f64,
        /// Most often.
        mode: Option<f64>,
        /// At most.
        max: f64,
    },
}

impl Default for Delay {
    fn default() -> Self {
        Self::Always(0)
    }
}

impl Delay {
    /// Reads `2.5`, `{"min": 1, "max": 5}` or `{"min": 1, "mode": 2, "max": 5}`, in seconds.
    pub(super) fn read(place: &str, value: &Value) -> Result<Self, ScenarioError> {
        let wrong = || {
            let message =
                "a number of at least 0 is needed, or limits such as {\"min\": 1, \"max\": 5}, with a \"mode\" between them";
            ScenarioError::new(place, message)
        };
        let seconds = |value: &Value| value.as_f64().filter(|seconds| *seconds >= 0.0).map(|seconds| seconds * 1000.0);
        let Some(members) = value.as_object() else {
            return seconds(value).map(|millis| Self::Always(millis.round() as u64)).ok_or_else(wrong);
        };
        if members.keys().any(|key| !matches!(&**key, "min" | "mode" | "max")) {
            return Err(wrong());
        }
        let end = |name: &str| members.get(name).map(|end| seconds(end).ok_or_else(wrong)).transpose();
        let (min, max, mode) = (end("min")?.unwrap_or_default(), end("max")?.ok_or_else(wrong)?, end("mode")?);
        if min > max || mode.is_some_and(|mode| mode < min || mode > max) {
            return Err(wrong());
        }
        Ok(Self::Between { min, mode, max })
    }

    /// As [`Delay::read`] reads it; nothing for none.
    pub(super) fn write(&self) -> Option<Value> {
        let seconds = |millis: f64| Number::from_f64(millis / 1000.0).map_or(Value::Null, Value::Number);
        match *self {
            Self::Always(0) => None,
            Self::Always(millis) => Some(seconds(millis as f64)),
            Self::Between { min, mode, max } => {
                let mut members = Object::new();
                members.insert("min", seconds(min));
                if let Some(mode) = mode {
                    members.insert("mode", seconds(mode));
                }
                members.insert("max", seconds(max));
                Some(Value::from(members))
            }
        }
    }

    /// How long it takes this time.
    pub(super) fn draw(&self, chance: &mut dyn Environment) -> u64 {
        match *self {
            Self::Always(millis) => millis,
            Self::Between { min, mode: None, max } => (min + chance.random() * (max - min)).round() as u64,
            Self::Between { min, mode: Some(mode), max } => triangular(chance.random(), min, mode, max).round() as u64,
        }
    }
}

/// The value of a triangular distribution below which this share of its values lies.
fn triangular(share: f64, min: f64, mode: f64, max: f64) -> f64 {
    let width = max - min;
    if width <= 0.0 {
        return min;
    }
    if share * width < mode - min {
        min + (share * width * (mode - min)).sqrt()
    } else {
        max - ((1.0 - share) * width * (max - mode)).sqrt()
    }
}

#[cfg(test)]
mod tests {
    use expressions::SeededEnvironment;

    use super::*;

    #[test]
    fn delays_are_read_written_and_drawn_within_their_limits() {
        for (text, low, high) in
            [("2.5", 2500, 2500), (r#"{"min":1,"max":5}"#, 1000, 5000), (r#"{"min":1,"mode":1.5,"max":9}"#, 1000, 9000)]
        {
            let delay = Delay::read("here", &value::parse(text).expect("JSON")).expect(text);
            assert_eq!(Delay::read("here", &delay.write().expect("something")), Ok(delay), "{text}");
            let mut chance = SeededEnvironment::new(0, 7);
            let drawn: Vec<u64> = (0..200).map(|_| delay.draw(&mut chance)).collect();
            assert!(drawn.iter().all(|millis| (low..=high).contains(millis)), "{text}: {drawn:?}");
            assert_eq!(drawn.iter().any(|millis| *millis != drawn[0]), low != high, "{text}");
        }
        let near = Delay::Between { min: 0.0, mode: Some(1000.0), max: 10_000.0 };
        let mut chance = SeededEnvironment::new(0, 7);
        let mean = (0..2000).map(|_| near.draw(&mut chance)).sum::<u64>() / 2000;
        assert!((3500..3850).contains(&mean), "{mean}");
    }

    #[test]
    fn wrong_delays_are_told_what_to_write() {
        for text in
            ["-1", "\"2\"", "{}", r#"{"min":1}"#, r#"{"min":5,"max":1}"#, r#"{"min":1,"mode":9,"max":5}"#, r#"{"mean":1}"#]
        {
            let error = Delay::read("here", &value::parse(text).expect("JSON")).expect_err(text).to_string();
            assert!(error.starts_with("here: a number of at least 0"), "{error}");
        }
    }
}
