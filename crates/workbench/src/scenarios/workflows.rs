//! The other workflows that a scenario's Tasks may start: `"workflows": {"NAME": {"definition", "type", "mocks"}}`.

use std::sync::Arc;

use asl::notation::Notation;
use asl::tree::Tree;
use asl::tree::quote;
use value::Value;

use super::{NamedText, Outcome, Scenarios};

impl Scenarios {
    /// The definitions of the workflows that Tasks may start.
    #[must_use]
    pub fn workflows(&self) -> Vec<NamedText> {
        let row = |(name, workflow): (&Arc<str>, &Value)| NamedText {
            name: name.to_string(),
            text: match workflow.get("definition") {
                Some(Value::String(text)) => text.to_string(),
                Some(definition) => definition.to_json_pretty(),
                None => String::new(),
            },
        };
        let workflows = self.member("workflows").and_then(Value::as_object);
        workflows.iter().flat_map(|workflows| workflows.iter().map(row)).collect()
    }

    /// Gives all scenarios a workflow that their Tasks may start, or another definition of one; none takes it away. The error
    /// says what is wrong with the definition.
    pub(crate) fn set_workflow(&self, name: &str, definition: Option<&str>) -> Outcome {
        let definition = match definition {
            Some(text) if Notation::of(text) == Some(Notation::Yaml) => match Tree::read(text).problems().first() {
                Some(problem) => return Err(format!("not YAML yet: {}", problem.message)),
                None => Some(quote(text)),
            },
            Some(text) => {
                value::parse(text).map_err(|error| format!("not JSON yet: {error}"))?;
                Some(text.trim().to_owned())
            }
            None => None,
        };
        self.edit_all(format!("change the workflow {name}"), |edit, _, base| {
            let at = [base, &["workflows", name]].concat();
            match &definition {
                Some(definition) => edit.set(&[at.as_slice(), &["definition"]].concat(), definition),
                None => edit.remove(&at),
            }
            edit.remove_if_empty(&[base, &["workflows"]].concat());
        })
    }

    /// A scenario file for a workflow that the chosen scenario holds, with its mocks there.
    pub(crate) fn of_workflow(&self, name: &str) -> String {
        let mocks = self.member("workflows").and_then(|workflows| workflows.get(name)?.get("mocks").cloned());
        let scenario = Value::object([
            ("name", Value::from("Default")),
            ("mocks", mocks.unwrap_or_else(|| Value::object::<&str, Value>([]))),
        ]);
        Value::object([("scenarios", Value::array([scenario]))]).to_json_pretty()
    }

    /// Keeps a workflow that was taken out of this one, so that simulations can start it: its states answer as they did.
    pub(crate) fn keep_extracted(&self, name: &str, definition: &str, states: &[Arc<str>]) -> Outcome {
        let definition = value::parse(definition).map_or_else(|_| quote(definition), |_| definition.trim().to_owned());
        self.edit_all(format!("take {name} out"), |edit, index, base| {
            let at = [base, &["workflows", name]].concat();
            edit.set(&[at.as_slice(), &["definition"]].concat(), &definition);
            for state in states {
                let mock = self.file.written(&["scenarios", &index.to_string(), "mocks", state]);
                if let Some(mock) = mock {
                    edit.set(&[at.as_slice(), &["mocks", state]].concat(), &mock);
                    edit.remove(&[base, &["mocks", state]].concat());
                }
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DEFINITION: &str = r#"{"StartAt": "P", "States": {"P": {"Type": "Pass", "End": true}}}"#;

    #[test]
    fn a_workflow_is_given_to_every_scenario_and_keeps_its_mocks_with_another_definition() {
        let mut scenarios = Scenarios::read(
            r#"{"scenarios": [{"name": "a", "mocks": {"P": {"Return": 1}, "Q": {"Return": 2}}}, {"name": "b"}]}"#,
        );
        scenarios.apply(&scenarios.keep_extracted("Child", DEFINITION, &["P".into()]).expect("a change"));
        scenarios.apply(&scenarios.set_workflow("Child", Some("{}")).expect("a change"));
        let mocks = |scenarios: &Scenarios| scenarios.member("workflows").and_then(|all| all.pointer("/Child/mocks").cloned());
        assert_eq!(mocks(&scenarios), Some(Value::object([("P", Value::object([("Return", 1)]))])));
        scenarios.choose(1);
        assert_eq!(scenarios.workflows(), [NamedText { name: "Child".to_owned(), text: "{}".to_owned() }]);
        assert_eq!(mocks(&scenarios), None);
        assert!(scenarios.set_workflow("Child", Some("{")).is_err());
        scenarios.apply(&scenarios.set_workflow("Child", None).expect("a change"));
        assert_eq!(scenarios.workflows(), []);
        assert!(!scenarios.text().contains("workflows"));
    }
}
