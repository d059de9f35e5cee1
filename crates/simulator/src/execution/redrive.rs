//! `RedriveExecution`: an execution that ended otherwise than well goes on at the state where it stood, its history kept.

use super::{Checkpoint, Execution, Outcome, WorkflowType};
use crate::recording::{Details, EventId, EventType, StepId};

/// Why an execution cannot be redriven.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotRedrivable {
    /// It goes on still.
    #[error("the execution has not ended; only one that failed, timed out or was aborted can be redriven")]
    Runs,
    /// It has succeeded.
    #[error("the execution succeeded; only one that failed, timed out or was aborted can be redriven")]
    Succeeded,
    /// It is an Express execution.
    #[error("an Express execution cannot be redriven; start a new one")]
    Express,
    /// It entered no state.
    #[error("the execution entered no state; start a new one")]
    NoState,
}

impl Execution {
    /// The visit at which a redrive goes on: the last of the execution's own scope. Of a Parallel or Map, what succeeded is kept.
    pub fn redrives_at(&self) -> Result<StepId, NotRedrivable> {
        match self.outcome() {
            None => return Err(NotRedrivable::Runs),
            Some(Outcome::Succeeded(_)) => return Err(NotRedrivable::Succeeded),
            Some(_) if self.workflow_type() == WorkflowType::Express => return Err(NotRedrivable::Express),
            Some(_) => {}
        }
        let last = self.recording.steps.iter().rposition(|step| step.frame == 0);
        last.map(|step| StepId(step as u32)).ok_or(NotRedrivable::NoState)
    }

    /// Goes on from a moment just before that visit, which is of this execution: what was recorded since stays, and time goes
    /// on from the end. Retries and time limits count anew.
    pub fn redrive(&mut self, before: &Checkpoint) -> Result<(), NotRedrivable> {
        let step = self.redrives_at()?;
        let kept = self.kept_of(step);
        let ended = &self.machine;
        let passed = ended.now.saturating_sub(before.machine.now);
        let mut machine = before.machine.clone();
        (machine.now, machine.events, machine.idle) = (ended.now, ended.events, ended.idle);
        (machine.chance, machine.redrives) = (ended.chance.clone(), ended.redrives + 1);
        // Callbacks of before have tokens that nobody may use again.
        machine.tickets = machine.tickets.max(ended.tickets);
        for run in &mut machine.runs {
            run.deadline = run.deadline.map(|deadline| deadline.saturating_add(passed));
            // It says how often the execution was redriven.
            run.context = None;
        }
        let previous = EventId(self.recording.events().len() as u32);
        // Child executions have histories of their own, which stay.
        let known = machine.runs.len();
        machine.runs.extend(ended.runs.iter().skip(known).cloned());
        machine.kept = ended.kept.clone();
        let frame = machine.runs[0].frame;
        machine.frames[frame].kept = kept;
        let count = machine.redrives;
        self.machine = machine;
        let mut host = crate::host::EchoHost;
        let redriven =
            self.turn(frame, &mut host).emit_into(0, None, previous, EventType::ExecutionRedriven, Details::Redrive(count));
        self.machine.frames[frame].last = redriven;
        Ok(())
    }
}
