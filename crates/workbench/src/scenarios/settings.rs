//! What a scenario says beside input and mocks: the type of the workflow, seed, start time, words for people.

use asl::tree::quote;
use value::Value;

use super::{Outcome, Scenarios};

/// The two types of state machines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WorkflowType {
    /// `STANDARD`.
    #[default]
    Standard,
    /// `EXPRESS`.
    Express,
}

/// What a scenario says beside input and mocks, as fields show it.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// Its name.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// The seed of everything random.
    pub seed: String,
    /// When virtual time begins.
    pub start_time: String,
}

/// What holds while a scenario names no start.
pub const DEFAULT_START: &str = "2026-01-01T00:00:00Z";

impl Scenarios {
    /// The type of the workflow. It belongs to the state machine, so all scenarios have the same.
    #[must_use]
    pub fn workflow_type(&self) -> WorkflowType {
        match self.member("type").and_then(Value::as_str) {
            Some(name) if name.eq_ignore_ascii_case("EXPRESS") => WorkflowType::Express,
            _ => WorkflowType::Standard,
        }
    }

    /// Sets the type of the workflow in every scenario.
    pub(crate) fn set_workflow_type(&self, workflow_type: WorkflowType) -> Outcome {
        let (label, json) = match workflow_type {
            WorkflowType::Standard => ("make it a Standard workflow", None),
            WorkflowType::Express => ("make it an Express workflow", Some("\"EXPRESS\"")),
        };
        self.edit_all(label, |edit, _, base| edit.set_or_remove(&[base, &["type"]].concat(), json))
    }

    /// What the chosen scenario says beside input and mocks.
    #[must_use]
    pub fn settings(&self) -> Settings {
        let members = self.current();
        Settings {
            name: self.name_of(self.chosen),
            description: self.about(),
            seed: members.get("seed").map_or_else(String::new, Value::to_json),
            start_time: members.get("startTime").and_then(Value::as_str).unwrap_or_default().to_owned(),
        }
    }

    /// Sets what it is for; empty takes it away.
    pub(crate) fn set_description(&self, text: &str) -> Outcome {
        let json = (!text.trim().is_empty()).then(|| quote(text.trim()));
        self.set("describe the scenario", &["description"], json.as_deref())
    }

    /// Sets the seed; empty means the usual one. The error says what a seed is.
    pub(crate) fn set_seed(&self, typed: &str) -> Outcome {
        let typed = typed.trim();
        let seed = match typed {
            "" => None,
            typed => Some(typed.parse::<u32>().map_err(|_| "a seed is a whole number such as 7")?.to_string()),
        };
        self.set("change the seed", &["seed"], seed.as_deref())
    }

    /// Sets when virtual time begins; empty means the usual day. The error shows how times are written.
    pub(crate) fn set_start_time(&self, typed: &str) -> Outcome {
        let typed = typed.trim();
        if !typed.is_empty() && expressions::time::Timestamp::parse(typed).is_none() {
            return Err(format!("`{typed}` is no time such as {DEFAULT_START}"));
        }
        let json = (!typed.is_empty()).then(|| quote(typed));
        self.set("change the start time", &["startTime"], json.as_deref())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_are_kept_in_the_scenario_and_refused_with_a_reason() {
        let mut scenarios = Scenarios::read(r#"{"scenarios": [{"name": "a"}, {"name": "b"}]}"#);
        scenarios.apply(&scenarios.set_workflow_type(WorkflowType::Express).expect("a change"));
        scenarios.choose(1);
        assert_eq!(scenarios.workflow_type(), WorkflowType::Express);
        scenarios.apply(&scenarios.set_seed("7").expect("a change"));
        scenarios.apply(&scenarios.set_start_time("2027-03-04T05:06:07.5Z").expect("a change"));
        for wrong in ["x", "-1", "1.5"] {
            assert!(scenarios.set_seed(wrong).is_err(), "{wrong}");
        }
        for wrong in ["tomorrow", "2027-03-04", "2026-02-30T00:00:00Z"] {
            assert!(scenarios.set_start_time(wrong).is_err(), "{wrong}");
        }
        assert!(scenarios.text().contains(r#""type": "EXPRESS""#) && scenarios.text().contains(r#""seed": 7"#));
        scenarios.apply(&scenarios.set_workflow_type(WorkflowType::Standard).expect("a change"));
        assert!(!scenarios.text().contains("EXPRESS"));
    }
}
