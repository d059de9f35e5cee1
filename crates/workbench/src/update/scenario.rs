//! Scenarios and mocks.

use crate::effect::Effect;
use crate::message::ScenarioMessage;
use crate::problems::{Notice, Severity};
use crate::workbench::Workbench;

/// Takes in what concerns scenarios.
pub fn update(workbench: &mut Workbench, message: ScenarioMessage) -> Vec<Effect> {
    match message {
        ScenarioMessage::Choose(index) => workbench.scenarios.choose(index),
        ScenarioMessage::Duplicate => workbench.scenarios.duplicate(),
        ScenarioMessage::Delete => workbench.scenarios.delete(),
        ScenarioMessage::Rename(name) => workbench.scenarios.rename(&name),
        ScenarioMessage::SetInput(text) => workbench.scenarios.set_input(text),
        ScenarioMessage::SetMock { state, json } => {
            let Some(id) = workbench.document.state(state) else { return Vec::new() };
            let name = workbench.document.definition.state(id).name.value.clone();
            if let Err(why) = workbench.scenarios.set_mock(&name, &json) {
                workbench.notice = Some(Notice::new(Severity::Warning, why));
                return Vec::new();
            }
        }
    }
    vec![super::store(workbench)]
}
