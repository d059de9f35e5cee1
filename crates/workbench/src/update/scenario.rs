//! Scenarios and mocks.

use crate::effect::Effect;
use crate::message::ScenarioMessage;
use crate::scenarios;
use crate::workbench::Workbench;

/// Takes in what concerns scenarios.
pub fn update(workbench: &mut Workbench, message: ScenarioMessage) -> Result<Vec<Effect>, String> {
    match message {
        ScenarioMessage::Choose(index) => workbench.scenarios.choose(index),
        ScenarioMessage::Duplicate => workbench.scenarios.duplicate(),
        ScenarioMessage::Delete => workbench.scenarios.delete(),
        ScenarioMessage::Rename(name) => workbench.scenarios.rename(&name),
        ScenarioMessage::SetInput(text) => {
            value::parse(&text).map_err(|error| format!("not JSON yet: {error}"))?;
            workbench.scenarios.set_input(text);
        }
        ScenarioMessage::SetDescription(text) => workbench.scenarios.set_description(&text),
        ScenarioMessage::SetSeed(typed) => workbench.scenarios.set_seed(&typed)?,
        ScenarioMessage::SetStartTime(typed) => workbench.scenarios.set_start_time(&typed)?,
        ScenarioMessage::SetServices(typed) => workbench.scenarios.set_services_text(&typed)?,
        ScenarioMessage::SetPlaceholder(name, value) => workbench.scenarios.set_placeholder(&name, &value),
        ScenarioMessage::SetType(workflow_type) => {
            workbench.scenarios.set_workflow_type(workflow_type);
            workbench.linting.text_changed();
        }
        ScenarioMessage::SetFunction(name, body) => workbench.scenarios.set_function(&name, body.as_deref()),
        ScenarioMessage::SetWorkflow(name, definition) => {
            workbench.scenarios.set_workflow(&name, definition.as_deref())?;
        }
        ScenarioMessage::SandboxCalls => {
            if !scenarios::sandbox_what_is_called(&mut workbench.scenarios, &workbench.document) {
                return Err("This workflow calls no service by name that can be sandboxed; write them below".to_owned());
            }
        }
        ScenarioMessage::LetServicesAnswer => {
            for name in workbench.mocked_calls() {
                workbench.scenarios.remove_mock(&name);
            }
        }
        ScenarioMessage::SetMock { state, json } => {
            let id = workbench.document.state(state).ok_or("this state is no longer in the definition")?;
            let name = workbench.document.definition.state(id).name.value.clone();
            workbench.scenarios.set_mock(&name, &json)?;
        }
    }
    Ok(vec![super::store(workbench)])
}
