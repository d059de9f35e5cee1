//! What is assumed of Tasks and inputs, by state and by service.

use std::collections::BTreeMap;

use value::Value;

use crate::data::{self, number};
use crate::distribution::Distribution;

/// What is assumed of a Task.
#[derive(Clone, Debug, PartialEq)]
pub struct TaskAssumption {
    /// How long it takes, in milliseconds.
    pub duration: Distribution,
    /// How likely an attempt fails, from 0 to 1.
    pub failure_rate: f64,
    /// The error that it then fails with.
    pub error: String,
}

/// What is assumed of everything.
#[derive(Clone, Debug, PartialEq)]
pub struct Assumptions {
    /// By state.
    pub tasks: BTreeMap<String, TaskAssumption>,
    /// By service, such as `lambda`; `callback` for whoever reports with a token, `default` for all others.
    pub services: BTreeMap<String, TaskAssumption>,
    /// How many items lists of the input have, by JSON pointer.
    pub items: BTreeMap<String, Distribution>,
    /// The memory that an Express execution is billed for, in megabytes.
    pub memory_megabytes: f64,
    /// The memory of Lambda functions, in megabytes.
    pub lambda_megabytes: f64,
    /// How many times the month's average the busiest second has.
    pub peak: f64,
}

impl Default for Assumptions {
    fn default() -> Self {
        let mut made = Self {
            tasks: BTreeMap::new(),
            services: BTreeMap::new(),
            items: BTreeMap::new(),
            memory_megabytes: 0.0,
            lambda_megabytes: 0.0,
            peak: 0.0,
        };
        // The file is part of the program; a test reads it.
        let _ = made.add(data::assumptions());
        made
    }
}

impl Assumptions {
    /// Takes over what a file says: `{"tasks": {STATE: …}, "services": {NAME: …}, "items": {POINTER: DISTRIBUTION},
    /// "memoryMegabytes", "lambdaMegabytes", "peak"}`. A Task's assumption is a distribution of milliseconds with `failureRate` and
    /// `error` beside it.
    ///
    /// # Errors
    /// A sentence, where it is not of that form.
    pub fn add(&mut self, value: &Value) -> Result<(), String> {
        for (name, target) in [("tasks", &mut self.tasks), ("services", &mut self.services)] {
            for (key, value) in members(value, name) {
                let read = task(value).map_err(|error| format!("{name}, `{key}`: {error}"))?;
                target.insert(key, read);
            }
        }
        for (pointer, value) in members(value, "items") {
            self.items.insert(pointer, Distribution::read(value)?);
        }
        for (name, target) in [
            ("memoryMegabytes", &mut self.memory_megabytes),
            ("lambdaMegabytes", &mut self.lambda_megabytes),
            ("peak", &mut self.peak),
        ] {
            if value.get(name).is_some() {
                *target = number(value, &[name]);
            }
            if *target < 0.0 {
                return Err(format!("`{name}` is no number from 0 on"));
            }
        }
        Ok(())
    }

    /// As if every Task took so many times as long, and failed so many times as often.
    #[must_use]
    pub fn with_tasks(mut self, slower: f64, failing: f64) -> Self {
        for task in self.tasks.values_mut().chain(self.services.values_mut()) {
            task.duration = task.duration.times(slower.max(0.0));
            task.failure_rate = (task.failure_rate * failing).clamp(0.0, 1.0);
        }
        self
    }

    /// What is assumed of a state's Task.
    #[must_use]
    pub fn of(&self, state: &str, service: &str, reports_back: bool) -> Option<&TaskAssumption> {
        let callback = reports_back.then_some("callback");
        let names = callback.into_iter().chain([service, "default"]);
        self.tasks.get(state).or_else(|| names.into_iter().find_map(|name| self.services.get(name)))
    }
}

fn members<'v>(value: &'v Value, name: &str) -> Vec<(String, &'v Value)> {
    let object = value.get(name).and_then(Value::as_object);
    object.map(|object| object.iter().map(|(key, value)| (key.to_string(), value)).collect()).unwrap_or_default()
}

fn task(value: &Value) -> Result<TaskAssumption, String> {
    let duration = Distribution::read(value.get("duration").unwrap_or(value))?;
    let failure_rate = value.get("failureRate").map_or(Some(0.0), Value::as_f64).filter(|rate| (0.0..=1.0).contains(rate));
    let failure_rate = failure_rate.ok_or("`failureRate` is a number from 0 to 1")?;
    let error = value.get("error").and_then(Value::as_str).unwrap_or("States.TaskFailed");
    Ok(TaskAssumption { duration, failure_rate, error: error.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_closest_assumption_counts() {
        let mut assumptions = Assumptions::default();
        let own = value::parse(
            r#"{"tasks": {"A": {"median": 5, "failureRate": 0.5, "error": "E"}}, "items": {"/list": 3}, "peak": 2}"#,
        )
        .expect("is JSON");
        assumptions.add(&own).expect("is well formed");
        assert_eq!(assumptions.of("A", "lambda", false).map(|task| task.failure_rate), Some(0.5));
        assert_eq!(assumptions.of("B", "lambda", false), assumptions.services.get("lambda"));
        assert_eq!(assumptions.of("B", "lambda", true), assumptions.services.get("callback"));
        assert_eq!(assumptions.of("B", "unheard", false), assumptions.services.get("default"));
        assert_eq!((assumptions.peak, assumptions.items.len()), (2.0, 1));
        assert!(
            assumptions.add(&value::parse(r#"{"tasks": {"A": {"median": 5, "failureRate": 2}}}"#).expect("is JSON")).is_err()
        );
    }
}
