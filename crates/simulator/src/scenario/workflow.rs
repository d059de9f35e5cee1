//! Other workflows that a scenario's Tasks may start: `"workflows": {"NAME": {"definition", "type", "mocks"}}`.

use std::collections::BTreeMap;
use std::sync::Arc;

use value::{Object, Value};

use super::read::read_mocks;
use super::{Mock, Scenario, ScenarioError, write_mocks};
use crate::execution::{Workflow, WorkflowType};
use crate::program::{CompileProblem, Program, load};

/// Another workflow that a scenario's Tasks may start.
#[derive(Clone, Debug, Default)]
pub struct OtherWorkflow {
    /// What it runs; `None` until somebody gives its definition.
    pub program: Option<Arc<Program>>,
    /// Why the definition that was given cannot be run.
    pub problem: Option<String>,
    /// Its kind.
    pub workflow_type: WorkflowType,
    /// How its Tasks are answered, by state name. Calls are counted over all its executions.
    pub mocks: BTreeMap<Arc<str>, Mock>,
    /// The definition, if the scenario itself holds it.
    definition: Value,
}

impl PartialEq for OtherWorkflow {
    fn eq(&self, other: &Self) -> bool {
        (self.workflow_type, &self.mocks, &self.definition) == (other.workflow_type, &other.mocks, &other.definition)
    }
}

impl OtherWorkflow {
    /// The workflow as executions start it; `None` without a definition.
    pub(super) fn to_start(&self, name: &Arc<str>) -> Option<Workflow> {
        let program = self.program.clone()?;
        Some(Workflow { name: name.clone(), program, workflow_type: self.workflow_type })
    }
}

impl Scenario {
    /// Gives the definition of another workflow, which the scenario may know by name already; what it says itself stays.
    /// If it cannot be run, a Task that starts it is told so.
    pub fn add_workflow(&mut self, name: &str, definition: &str, its_scenario: &Self) {
        let known = self.workflows.entry(Arc::from(name)).or_insert_with(|| OtherWorkflow {
            workflow_type: its_scenario.workflow_type,
            mocks: its_scenario.mocks.clone(),
            ..OtherWorkflow::default()
        });
        if known.program.is_none() {
            match load(definition) {
                Ok(program) => known.program = Some(Arc::new(program)),
                Err(problems) => known.problem = Some(sentence(&problems)),
            }
        }
    }
}

/// Reads the `workflows` of a scenario.
pub(super) fn read(place: &str, value: &Value) -> Result<BTreeMap<Arc<str>, OtherWorkflow>, ScenarioError> {
    let Some(workflows) = value.as_object() else {
        let message = format!("an object of workflows by name is needed here, not {}", value.type_phrase());
        return Err(ScenarioError::new(place, message));
    };
    let read = |(name, workflow): (&Arc<str>, &Value)| Ok((name.clone(), read_one(&format!("{place}.{name}"), workflow)?));
    workflows.iter().map(read).collect()
}

fn read_one(place: &str, value: &Value) -> Result<OtherWorkflow, ScenarioError> {
    const KNOWN: [&str; 3] = ["definition", "type", "mocks"];
    let members = value.as_object().ok_or_else(|| {
        let message = format!("an object with a definition, a type and mocks is needed here, not {}", value.type_phrase());
        ScenarioError::new(place, message)
    })?;
    if let Some(unknown) = members.keys().find(|key| !KNOWN.contains(&&***key)) {
        let message = format!("`{unknown}` is not known here; a workflow has {}", KNOWN.join(", "));
        return Err(ScenarioError::new(place, message));
    }
    let definition = members.get("definition").cloned().unwrap_or_default();
    let program = match &definition {
        Value::Null => None,
        written => {
            let text = written.as_str().map_or_else(|| written.to_json(), str::to_owned);
            let program =
                load(&text).map_err(|problems| ScenarioError::new(format!("{place}.definition"), sentence(&problems)))?;
            Some(Arc::new(program))
        }
    };
    let workflow_type = match members.get("type") {
        None => WorkflowType::default(),
        Some(Value::String(name)) => super::read::workflow_type(place, name)?,
        Some(other) => {
            let message = format!("a text is needed, not {}", other.type_phrase());
            return Err(ScenarioError::new(format!("{place}.type"), message));
        }
    };
    let mocks = members.get("mocks").map_or(Ok(BTreeMap::new()), |mocks| read_mocks(&format!("{place}.mocks"), mocks))?;
    Ok(OtherWorkflow { program, problem: None, workflow_type, mocks, definition })
}

fn sentence(problems: &[CompileProblem]) -> String {
    problems.first().map_or_else(String::new, |problem| match problem.location.as_str() {
        "" => problem.message.clone(),
        location => format!("{location}: {}", problem.message),
    })
}

/// Writes the `workflows` of a scenario, as they are read.
pub(super) fn write(workflows: &BTreeMap<Arc<str>, OtherWorkflow>) -> Object {
    let write = |(name, workflow): (&Arc<str>, &OtherWorkflow)| {
        let mut members = Object::new();
        if !workflow.definition.is_null() {
            members.insert("definition", workflow.definition.clone());
        }
        if workflow.workflow_type == WorkflowType::Express {
            members.insert("type", "EXPRESS");
        }
        members.insert("mocks", write_mocks(&workflow.mocks));
        (name.clone(), Value::from(members))
    };
    workflows.iter().map(write).collect()
}
