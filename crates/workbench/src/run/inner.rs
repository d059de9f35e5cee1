//! The executions of other workflows that Tasks have started, as they are at the present moment.

use std::sync::Arc;

use simulator::fold::{Index, Inner, Node, Outcomes, Replay, VisitStatus};
use simulator::recording::{EventId, EventType, NestedExecution, Recording, StepId};

use super::Run;

/// A recording at a moment, with how everything in it ends.
#[derive(Clone, Copy)]
pub(super) struct Sight<'a> {
    pub recording: &'a Recording,
    pub replay: &'a Replay,
    pub outcomes: &'a Outcomes,
    /// When its time begins.
    pub begins: u64,
}

/// An execution of another workflow.
#[derive(Debug)]
pub(super) struct InnerRun {
    replay: Replay,
    outcomes: Outcomes,
}

impl InnerRun {
    fn of(recording: &Recording) -> Self {
        let index = Arc::new(Index::of(recording));
        let mut end = Replay::one_way(recording, index.clone());
        end.seek(recording, EventId(recording.events().len() as u32), usize::MAX);
        Self { outcomes: Outcomes::of(recording, &end), replay: Replay::with(recording, index) }
    }
}

impl Run {
    /// The execution itself.
    pub(super) fn sight(&self) -> Option<Sight<'_>> {
        Some(Sight { recording: self.recording()?, replay: &self.inside.replay, outcomes: &self.inside.outcomes, begins: 0 })
    }

    /// An execution of another workflow.
    pub(super) fn inner_sight(&self, nested: u32) -> Option<Sight<'_>> {
        let run = self.inside.inner.get(nested as usize)?;
        let execution = self.nested(nested)?;
        Some(Sight {
            recording: &execution.recording,
            replay: &run.replay,
            outcomes: &run.outcomes,
            begins: execution.started_at,
        })
    }

    pub(super) fn nested(&self, nested: u32) -> Option<&NestedExecution> {
        self.recording()?.nested.get(nested as usize)
    }

    /// How an execution of another workflow stands; `None` while it has not begun.
    pub(super) fn nested_status(&self, nested: u32) -> Option<VisitStatus> {
        let sight = self.inner_sight(nested)?;
        let done = sight.replay.moment().0 as usize;
        let last = sight.recording.events().get(done.checked_sub(1)?)?;
        Some(match last.kind {
            EventType::ExecutionSucceeded => VisitStatus::Succeeded,
            EventType::ExecutionFailed => VisitStatus::Failed,
            EventType::ExecutionTimedOut => VisitStatus::TimedOut,
            EventType::ExecutionAborted => VisitStatus::Aborted,
            _ => VisitStatus::Running,
        })
    }

    /// Finds the executions that were recorded.
    pub(super) fn find_inner(&mut self) {
        let inner =
            self.recording().map(|recording| recording.nested.iter().map(|nested| InnerRun::of(&nested.recording)).collect());
        self.inside.inner = inner.unwrap_or_default();
        self.chosen_inner = None;
    }

    /// They go on to what had happened in them by now.
    pub(super) fn follow_inner(&mut self) {
        let mut inner = std::mem::take(&mut self.inside.inner);
        let (now, ends) = (self.now_millis(), self.cursor == self.length());
        if let Some(recording) = self.recording() {
            for (run, nested) in inner.iter_mut().zip(&recording.nested) {
                let events = nested.recording.events();
                let begun = self.inside.replay.visit(nested.step).is_some();
                let done = events.partition_point(|event| event.at.saturating_add(nested.started_at) <= now);
                let moment = if ends {
                    events.len()
                } else if begun {
                    done
                } else {
                    0
                };
                run.replay.seek(&nested.recording, EventId(moment as u32), usize::MAX);
            }
        }
        self.inside.inner = inner;
    }

    /// What belongs to what in each of them.
    pub(super) fn inner_indices(&self) -> Vec<Arc<Index>> {
        self.inside.inner.iter().map(|run| run.replay.index().clone()).collect()
    }

    /// The step of another workflow that a row stands for, with the visit that started it.
    pub(super) fn inner_step_of(&self, node: Node) -> Option<(u32, StepId)> {
        let Node::Inside(nested, inner) = node else { return None };
        let sight = self.inner_sight(nested)?;
        let step = match inner {
            Inner::Step(step) => step,
            Inner::Frame(frame) => StepId(*sight.replay.index().steps(frame).last()?),
            Inner::Attempt(group) => sight.replay.index().group(group)?.owner,
        };
        Some((nested, step))
    }

    /// The recording and the step that are looked at, be it in an execution of another workflow.
    pub(super) fn looked_in(&self) -> Option<(Sight<'_>, StepId)> {
        match self.chosen_inner {
            Some((nested, step)) => Some((self.inner_sight(nested)?, step)),
            None => Some((self.sight()?, StepId(self.chosen_step? as u32))),
        }
    }
}
