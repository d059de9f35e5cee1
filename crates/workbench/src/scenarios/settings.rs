//! What a scenario says beside input and mocks: the type of the workflow, seed, start time, words for people.

use value::Value;

use super::Scenarios;

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
        match self.current().members.get("type").and_then(Value::as_str) {
            Some(name) if name.eq_ignore_ascii_case("EXPRESS") => WorkflowType::Express,
            _ => WorkflowType::Standard,
        }
    }

    /// Sets the type of the workflow in every scenario.
    pub fn set_workflow_type(&mut self, workflow_type: WorkflowType) {
        for scenario in &mut self.list {
            match workflow_type {
                WorkflowType::Standard => scenario.members.remove("type"),
                WorkflowType::Express => scenario.members.insert("type", "EXPRESS"),
            };
        }
    }

    /// What the chosen scenario says beside input and mocks.
    #[must_use]
    pub fn settings(&self) -> Settings {
        let members = &self.current().members;
        Settings {
            name: self.current().name(),
            description: self.about(),
            seed: members.get("seed").map_or_else(String::new, Value::to_json),
            start_time: members.get("startTime").and_then(Value::as_str).unwrap_or_default().to_owned(),
        }
    }

    /// Sets what it is for; empty takes it away.
    pub fn set_description(&mut self, text: &str) {
        self.set_member("description", (!text.trim().is_empty()).then(|| Value::from(text.trim())));
    }

    /// Sets the seed; empty means the usual one. The error says what a seed is.
    pub fn set_seed(&mut self, typed: &str) -> Result<(), String> {
        let typed = typed.trim();
        let seed = typed.parse::<u32>();
        if !typed.is_empty() && seed.is_err() {
            return Err("a seed is a whole number such as 7".to_owned());
        }
        self.set_member("seed", seed.ok().map(|seed| Value::from(i64::from(seed))));
        Ok(())
    }

    /// Sets when virtual time begins; empty means the usual day. The error shows how times are written.
    pub fn set_start_time(&mut self, typed: &str) -> Result<(), String> {
        let typed = typed.trim();
        if !typed.is_empty() && !is_time(typed) {
            return Err(format!("`{typed}` is no time such as {DEFAULT_START}"));
        }
        self.set_member("startTime", (!typed.is_empty()).then(|| Value::from(typed)));
        Ok(())
    }

    pub(super) fn set_member(&mut self, name: &str, value: Option<Value>) {
        let members = &mut self.current_mut().members;
        match value {
            Some(value) => members.insert(name, value),
            None => members.remove(name),
        };
    }
}

/// Whether a text has the shape of a time; the engine judges its numbers.
fn is_time(text: &str) -> bool {
    let shape: String = text.chars().map(|letter| if letter.is_ascii_digit() { '0' } else { letter }).collect();
    shape.strip_prefix("0000-00-00T00:00:00").is_some_and(|rest| {
        let zone = rest.trim_start_matches('.').trim_start_matches('0');
        matches!(zone, "Z" | "+00:00" | "-00:00") || (rest.starts_with(['+', '-']) && rest.len() == 6)
    })
}

#[cfg(test)]
mod tests {
    use asl::document::Document;

    use super::*;

    #[test]
    fn settings_are_kept_in_the_scenario_and_refused_with_a_reason() {
        let document = Document::new("{}");
        let mut scenarios = Scenarios::read(r#"{"scenarios": [{"name": "a"}, {"name": "b"}]}"#, &document);
        scenarios.set_workflow_type(WorkflowType::Express);
        scenarios.choose(1);
        assert_eq!(scenarios.workflow_type(), WorkflowType::Express);
        assert_eq!(scenarios.set_seed("7"), Ok(()));
        assert_eq!(scenarios.set_start_time("2027-03-04T05:06:07.5Z"), Ok(()));
        for wrong in ["x", "-1", "1.5"] {
            assert!(scenarios.set_seed(wrong).is_err(), "{wrong}");
        }
        for wrong in ["tomorrow", "2027-03-04", "2027-03-04T05:06:07"] {
            assert!(scenarios.set_start_time(wrong).is_err(), "{wrong}");
        }
        let written = scenarios.write();
        assert!(written.contains(r#""type":"EXPRESS""#) && written.contains(r#""seed":7"#), "{written}");
        scenarios.set_workflow_type(WorkflowType::Standard);
        assert!(!scenarios.write().contains("EXPRESS"));
    }
}
