//! The data of a state's last visit, for whoever writes expressions that read it.

use asl::document::StateKey;
use simulator::recording::{Stage, StepId};
use value::{Object, Value};

use super::Run;

/// What a state's last visit was given, and what became of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct VisitData {
    /// The state's input.
    pub input: Value,
    /// What was recorded of it, stage by stage; stages that change nothing are not.
    pub stages: Vec<(Stage, Value)>,
    /// The variables that it saw.
    pub variables: Object,
}

impl VisitData {
    /// The data after a stage, where that is recorded.
    #[must_use]
    pub fn stage(&self, wanted: Stage) -> Option<&Value> {
        self.stages.iter().rfind(|(stage, _)| *stage == wanted).map(|(_, value)| value)
    }

    /// What a catcher would be given: an error such as any.
    #[must_use]
    pub fn error_output(&self) -> Value {
        Value::object([("Error", Value::from("States.TaskFailed")), ("Cause", Value::from("what went wrong"))])
    }
}

impl Run {
    /// The data of the last visit of a state, over the whole run.
    #[must_use]
    pub fn visit_data(&self, key: StateKey) -> Option<VisitData> {
        let recording = self.recording()?;
        let state = self.keys.iter().position(|known| *known == key)? as u32;
        let step = recording.steps.iter().rposition(|step| step.state == state)?;
        let input = super::steps::entered_with(recording, step)?;
        let own = recording.stages.iter().filter(|record| record.step == StepId(step as u32));
        Some(VisitData {
            input: recording.payloads.value(input).clone(),
            stages: own.map(|record| (record.stage, recording.payloads.value(record.payload).clone())).collect(),
            variables: simulator::fold::variables_at(recording, StepId(step as u32)),
        })
    }

    /// The input of the whole execution.
    #[must_use]
    pub fn execution_input(&self) -> Option<Value> {
        let recording = self.recording().filter(|recording| !recording.steps.is_empty())?;
        super::steps::entered_with(recording, 0).map(|input| recording.payloads.value(input).clone())
    }
}
