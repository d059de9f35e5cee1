//! Scenarios and mocks.

use crate::effect::Effect;
use crate::message::ScenarioMessage;
use crate::problems::{Notice, Severity};
use crate::scenarios::{self, Scenarios};
use crate::workbench::Workbench;

/// Takes in what concerns scenarios.
pub fn update(workbench: &mut Workbench, message: ScenarioMessage) -> Vec<Effect> {
    match message {
        ScenarioMessage::Choose(index) => workbench.scenarios.choose(index),
        ScenarioMessage::Duplicate => workbench.scenarios.duplicate(),
        ScenarioMessage::Delete => workbench.scenarios.delete(),
        ScenarioMessage::Rename(name) => workbench.scenarios.rename(&name),
        ScenarioMessage::SetInput(text) => workbench.scenarios.set_input(text),
        ScenarioMessage::SetDescription(text) => workbench.scenarios.set_description(&text),
        ScenarioMessage::SetSeed(typed) => return settle(workbench, |scenarios| scenarios.set_seed(&typed)),
        ScenarioMessage::SetStartTime(typed) => return settle(workbench, |scenarios| scenarios.set_start_time(&typed)),
        ScenarioMessage::SetServices(typed) => return settle(workbench, |scenarios| scenarios.set_services_text(&typed)),
        ScenarioMessage::SetPlaceholder(name, value) => workbench.scenarios.set_placeholder(&name, &value),
        ScenarioMessage::SetType(workflow_type) => {
            workbench.scenarios.set_workflow_type(workflow_type);
            workbench.linting.text_changed();
        }
        ScenarioMessage::SetFunction(name, body) => workbench.scenarios.set_function(&name, body.as_deref()),
        ScenarioMessage::SetWorkflow(name, definition) => {
            return settle(workbench, |scenarios| scenarios.set_workflow(&name, definition.as_deref()));
        }
        ScenarioMessage::SandboxCalls => {
            if !scenarios::sandbox_what_is_called(&mut workbench.scenarios, &workbench.document) {
                return say(
                    workbench,
                    "This workflow calls no service by name that can be sandboxed; write them below".to_owned(),
                );
            }
        }
        ScenarioMessage::LetServicesAnswer => {
            for name in workbench.mocked_calls() {
                workbench.scenarios.remove_mock(&name);
            }
        }
        ScenarioMessage::SetMock { state, json } => {
            let Some(id) = workbench.document.state(state) else { return Vec::new() };
            let name = workbench.document.definition.state(id).name.value.clone();
            return settle(workbench, |scenarios| scenarios.set_mock(&name, &json));
        }
    }
    vec![super::store(workbench)]
}

/// Sets what was typed, or says what is wrong with it.
fn settle(workbench: &mut Workbench, set: impl FnOnce(&mut Scenarios) -> Result<(), String>) -> Vec<Effect> {
    match set(&mut workbench.scenarios) {
        Ok(()) => vec![super::store(workbench)],
        Err(why) => say(workbench, why),
    }
}

fn say(workbench: &mut Workbench, why: String) -> Vec<Effect> {
    workbench.notice = Some(Notice::new(Severity::Warning, why.clone()));
    vec![Effect::Announce(why)]
}
