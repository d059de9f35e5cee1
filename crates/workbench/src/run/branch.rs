//! Going on from any step with other data: a branch of the run.

use simulator::Status;
use simulator::recording::{EventType, Recording, StepId};
use value::Value;

use super::{Run, Work, steps};

/// Where a run left the way of the run before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Branch {
    step: usize,
    name: String,
    /// Whether it is a redrive, rather than a way of its own with other data.
    is_redrive: bool,
}

impl Run {
    /// Whether the data of the chosen step is being changed.
    #[must_use]
    pub fn is_editing(&self) -> bool {
        self.editing && self.chosen_step.is_some()
    }

    /// Begins or gives up changing the data of the chosen step.
    pub(crate) fn edit_data(&mut self, editing: bool) {
        // Another workflow's steps are not gone on from.
        (self.editing, self.chosen_inner) = (editing, None);
    }

    /// Whether the recording is a real execution's history.
    #[must_use]
    pub fn is_history(&self) -> bool {
        self.is_history
    }

    /// Where the run branched off, in words.
    #[must_use]
    pub fn branch_words(&self) -> Option<String> {
        self.inside.branch.as_ref().and_then(|branch| match (branch.is_redrive, self.redrives()) {
            (true, 0) => None,
            (true, times) => Some(format!("Redriven {} at {}", super::words::counted(times, "time"), branch.name)),
            (false, _) => Some(format!("Branch from step {}, {}", branch.step + 1, branch.name)),
        })
    }

    /// Whether it left the way of the scenario.
    pub(crate) fn is_branch(&self) -> bool {
        self.inside.branch.is_some()
    }

    /// Whether the last that was done to it is a redrive, rather than a way of its own with other data.
    pub(super) fn is_redriven(&self) -> bool {
        self.inside.branch.as_ref().is_some_and(|branch| branch.is_redrive)
    }

    /// The step at which the run branched off.
    #[must_use]
    pub(super) fn branch_step(&self) -> Option<usize> {
        self.inside.branch.as_ref().map(|branch| branch.step)
    }

    /// The engine was asked to go on from a step with other data: the present moment is just before it.
    pub(crate) fn branch_off(&mut self, step: usize) -> engine::Ticket {
        let recording = self.recording();
        let record = recording.and_then(|recording| recording.steps.get(step));
        let name = recording.map(|recording| steps::shown_name(recording, StepId(step as u32))).unwrap_or_default();
        self.cursor = record.map_or(0, |record| record.entered.index());
        self.part_from_pinned(step);
        self.inside.branch = Some(Branch { step, name, is_redrive: false });
        (self.editing, self.playing, self.inside.services) = (false, false, None);
        self.work = Work::Running { then_play: true, events: 0 };
        self.ticket
    }

    /// How often the execution was redriven.
    fn redrives(&self) -> usize {
        let events = self.recording().map_or(&[][..], Recording::events);
        events.iter().filter(|event| event.kind == EventType::ExecutionRedriven).count()
    }

    /// Whether it can be redriven, or why not.
    pub fn can_redrive(&self) -> Result<(), &'static str> {
        let status = match &self.inside.rest {
            Some(super::Rest::Finished(summary)) if !self.is_history => summary.status,
            _ => return Err("Only a run that has ended can be redriven"),
        };
        let is_express = self.recording().is_some_and(|recording| recording.arn().contains(":express:"));
        match status {
            Status::Succeeded => Err("An execution that succeeded cannot be redriven"),
            Status::Running | Status::Waiting => Err("Only a run that has ended can be redriven"),
            _ if is_express => Err("An Express execution cannot be redriven"),
            _ => Ok(()),
        }
    }

    /// The engine was asked to redrive it: the present moment is its end so far.
    pub(crate) fn redrive(&mut self) -> engine::Ticket {
        let step = self.recording().and_then(|recording| recording.steps.iter().rposition(|step| step.frame == 0)).unwrap_or(0);
        let recording = self.recording();
        let name = recording.map(|recording| steps::shown_name(recording, StepId(step as u32))).unwrap_or_default();
        self.cursor = self.length();
        self.inside.branch = Some(Branch { step, name, is_redrive: true });
        (self.editing, self.playing, self.inside.services) = (false, false, None);
        self.work = Work::Running { then_play: true, events: 0 };
        self.ticket
    }

    /// The states of the recording that the definition does not have.
    #[must_use]
    pub(crate) fn unknown_states(&self) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        let Some(recording) = self.recording() else { return names };
        for step in recording.steps.iter().filter(|step| step.state as usize >= self.keys.len()) {
            let name = steps::name(recording, step);
            if !names.iter().any(|known| known == name) {
                names.push(name.to_owned());
            }
        }
        names
    }
}

/// What was typed as variables: nothing, or an object.
pub(crate) fn check_variables(typed: &str) -> Result<Option<String>, String> {
    if typed.trim().is_empty() {
        return Ok(None);
    }
    match value::parse(typed) {
        Ok(Value::Object(_)) => Ok(Some(typed.to_owned())),
        Ok(_) => Err("Variables are an object of names and values".to_owned()),
        Err(error) => Err(format!("The variables are not JSON yet: {error}")),
    }
}
