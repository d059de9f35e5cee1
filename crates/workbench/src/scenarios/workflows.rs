//! The other workflows that a scenario's Tasks may start: `"workflows": {"NAME": {"definition", "type", "mocks"}}`.

use std::sync::Arc;

use asl::notation::Notation;
use asl::tree::Tree;
use value::{Object, Value};

use super::{NamedText, Scenario, Scenarios, rename_mock};

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
        let workflows = self.current().members.get("workflows").and_then(Value::as_object);
        workflows.iter().flat_map(|workflows| workflows.iter().map(row)).collect()
    }

    /// Gives all scenarios a workflow that their Tasks may start, or another definition of one; none takes it away. The error
    /// says what is wrong with the definition.
    pub fn set_workflow(&mut self, name: &str, definition: Option<&str>) -> Result<(), String> {
        let definition = match definition {
            Some(text) if Notation::of(text) == Some(Notation::Yaml) => match Tree::read(text).problems().first() {
                Some(problem) => return Err(format!("not YAML yet: {}", problem.message)),
                None => Some(Value::from(text)),
            },
            Some(text) => Some(value::parse(text).map_err(|error| format!("not JSON yet: {error}"))?),
            None => None,
        };
        for scenario in &mut self.list {
            scenario.set_workflow(name, definition.clone(), Object::new());
        }
        Ok(())
    }

    /// Keeps a workflow that was taken out of this one, so that simulations can start it: its states answer as they did.
    pub fn keep_extracted(&mut self, name: &str, definition: &str, states: &[Arc<str>]) {
        let definition = value::parse(definition).unwrap_or_else(|_| Value::from(definition));
        for scenario in &mut self.list {
            let mocks = scenario.members.get("mocks").and_then(Value::as_object);
            let theirs = states.iter().filter_map(|state| Some((state.clone(), mocks?.get(state)?.clone())));
            let theirs = theirs.collect();
            scenario.set_workflow(name, Some(definition.clone()), theirs);
        }
    }

    /// The Task that starts what was taken out is not answered as what stood there before: that mock keeps its name, should
    /// the state come back by undo.
    pub fn leave_mocks(&mut self, starter: &Arc<str>, taken: &Arc<str>) {
        self.list.iter_mut().for_each(|scenario| rename_mock(scenario, starter, taken));
    }
}

impl Scenario {
    /// Sets a workflow's definition; what else is said of a known one stays.
    fn set_workflow(&mut self, name: &str, definition: Option<Value>, mocks: Object) {
        let object =
            |value: Option<&Value>| value.and_then(Value::as_object).map(|object| (**object).clone()).unwrap_or_default();
        let mut workflows = object(self.members.get("workflows"));
        match definition {
            Some(definition) => {
                let mut workflow = object(workflows.get(name));
                workflow.insert("definition", definition);
                if !mocks.is_empty() {
                    workflow.insert("mocks", mocks);
                }
                workflows.insert(name, workflow);
            }
            None => {
                workflows.remove(name);
            }
        }
        match workflows.is_empty() {
            true => self.members.remove("workflows"),
            false => self.members.insert("workflows", workflows),
        };
    }
}

#[cfg(test)]
mod tests {
    use asl::document::Document;

    use super::*;

    const DEFINITION: &str = r#"{"StartAt": "P", "States": {"P": {"Type": "Pass", "End": true}}}"#;

    #[test]
    fn a_workflow_is_given_to_every_scenario_and_keeps_its_mocks_with_another_definition() {
        let mut scenarios = Scenarios::read(
            r#"{"scenarios": [{"name": "a", "mocks": {"P": {"Return": 1}, "Q": {"Return": 2}}}, {"name": "b"}]}"#,
            &Document::new("{}"),
        );
        scenarios.keep_extracted("Child", DEFINITION, &["P".into()]);
        assert_eq!(scenarios.set_workflow("Child", Some("{}")), Ok(()));
        let mocks = |scenarios: &Scenarios| {
            scenarios.current().members.get("workflows").and_then(|all| all.pointer("/Child/mocks").cloned())
        };
        assert_eq!(mocks(&scenarios), Some(Value::object([("P", Value::object([("Return", 1)]))])));
        scenarios.choose(1);
        assert_eq!(scenarios.workflows(), [NamedText { name: "Child".to_owned(), text: "{}".to_owned() }]);
        assert_eq!(mocks(&scenarios), None);
        assert!(scenarios.set_workflow("Child", Some("{")).is_err());
        assert_eq!(scenarios.set_workflow("Child", None), Ok(()));
        assert_eq!(scenarios.workflows(), []);
        assert!(!scenarios.write().contains("workflows"));
    }
}
