//! How every visit ends, whatever moment is looked at: what lies ahead of it can be shown, searched and filtered, too.

use super::{Replay, VisitStatus};
use crate::recording::{Recording, StepId};

/// How a visit ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Its last status.
    pub status: VisitStatus,
    /// How often its work is begun.
    pub attempts: u32,
    /// When it is left or ended; `None` if the recording ends before.
    pub left_at: Option<u64>,
}

/// How every visit and every branch or iteration ends.
#[derive(Debug, Default)]
pub struct Outcomes {
    steps: Vec<Option<Outcome>>,
    frames: Vec<Option<VisitStatus>>,
    /// The visits that fail first without anything inside them having failed before: where errors come from.
    failures: Vec<StepId>,
}

impl Outcomes {
    /// Of a recording that was replayed to its end.
    #[must_use]
    pub fn of(recording: &Recording, end: &Replay) -> Self {
        let ends = |step: u32| {
            let visit = end.visit(StepId(step))?;
            Some(Outcome { status: visit.status, attempts: visit.attempts, left_at: visit.left_at })
        };
        let steps: Vec<_> = (0..recording.steps.len() as u32).map(ends).collect();
        let frames: Vec<_> = (0..recording.frames.len() as u32).map(|frame| end.frame(frame)).collect();
        let fails = |step: u32| steps[step as usize].is_some_and(|outcome| has_error(outcome.status));
        let inside_failed = |step: u32| {
            let frames = end.index().inside(StepId(step));
            frames.iter().any(|frame| end.index().steps(*frame).iter().any(|inner| fails(*inner)))
        };
        let failures = (0..steps.len() as u32).filter(|step| fails(*step) && !inside_failed(*step)).map(StepId).collect();
        Self { steps, frames, failures }
    }

    /// How a visit ends.
    #[must_use]
    pub fn step(&self, step: StepId) -> Option<Outcome> {
        *self.steps.get(step.0 as usize)?
    }

    /// How a branch or iteration ends.
    #[must_use]
    pub fn frame(&self, frame: u32) -> Option<VisitStatus> {
        *self.frames.get(frame as usize)?
    }

    /// The visits that errors come from, caught or not, in the order of entry.
    #[must_use]
    pub fn failures(&self) -> &[StepId] {
        &self.failures
    }
}

fn has_error(status: VisitStatus) -> bool {
    matches!(status, VisitStatus::Failed | VisitStatus::TimedOut | VisitStatus::Caught)
}
