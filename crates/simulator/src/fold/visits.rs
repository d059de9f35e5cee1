//! Every visit of a state, as tables and timelines show them.

use serde::{Deserialize, Serialize};

use super::events_at;
use crate::recording::{Details, Event, EventId, EventType, PayloadId, Recording, StepId};

/// How a visit stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum VisitStatus {
    /// Its work goes on.
    Running,
    /// Its work failed and will be tried again.
    Retrying,
    /// It was left with a result.
    Succeeded,
    /// It was left by a catcher.
    Caught,
    /// It failed and nothing caught that.
    Failed,
    /// It timed out and nothing caught that.
    TimedOut,
    /// It was ended from outside.
    Aborted,
}

/// One visit of a state.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Visit {
    /// The visit.
    pub step: StepId,
    /// The state, by its place in the definition.
    pub state: u32,
    /// Where it happened, by its place in the recording's frames.
    pub frame: u32,
    /// The history of its events.
    pub history: u32,
    /// How it stands.
    pub status: VisitStatus,
    /// The event of its entry.
    pub entered: EventId,
    /// Its latest event so far.
    pub latest: EventId,
    /// When it was entered, in virtual milliseconds.
    pub entered_at: u64,
    /// When it was left or ended.
    pub left_at: Option<u64>,
    /// Its raw input.
    pub input: PayloadId,
    /// Its output, once it was left.
    pub output: Option<PayloadId>,
    /// How often its work was begun.
    pub attempts: u32,
}

/// All visits up to a moment, in the order of their entry.
#[must_use]
pub fn visits(recording: &Recording, moment: EventId) -> Vec<Visit> {
    if moment.0 == 0 {
        return Vec::new();
    }
    let mut fold = VisitsFold { visits: vec![None; recording.steps.len()] };
    for (history, events) in recording.histories.iter().enumerate() {
        let count = events_at(recording, history, moment);
        for (index, event) in events.events[..count].iter().enumerate() {
            fold.event(recording, history as u32, EventId(index as u32 + 1), event);
        }
        if count == events.events.len() {
            fold.end(history as u32, events.events.last());
        }
    }
    fold.visits.into_iter().flatten().collect()
}

/// Builds visits event by event.
struct VisitsFold {
    visits: Vec<Option<Visit>>,
}

impl VisitsFold {
    fn event(&mut self, recording: &Recording, history: u32, id: EventId, event: &Event) {
        let Some(step) = event.step() else { return };
        if let Details::Entered { input, .. } = event.details {
            let Some(record) = recording.steps.get(step.0 as usize) else { return };
            let failed = event.kind == EventType::FailStateEntered;
            self.visits[step.0 as usize] = Some(Visit {
                step,
                state: record.state,
                frame: record.frame,
                history,
                status: if failed { VisitStatus::Failed } else { VisitStatus::Running },
                entered: id,
                latest: id,
                entered_at: event.at,
                left_at: failed.then_some(event.at),
                input,
                output: None,
                attempts: 1,
            });
            return;
        }
        let Some(Some(visit)) = self.visits.get_mut(step.0 as usize) else { return };
        visit.latest = id;
        if let Details::Exited { output, .. } = event.details {
            visit.status = if visit.status == VisitStatus::Retrying { VisitStatus::Caught } else { VisitStatus::Succeeded };
            visit.left_at = Some(event.at);
            visit.output = Some(output);
            return;
        }
        match event.kind {
            kind if begins_attempt(kind) && visit.status == VisitStatus::Retrying => {
                visit.status = VisitStatus::Running;
                visit.attempts += 1;
            }
            kind if fails_attempt(kind) => visit.status = VisitStatus::Retrying,
            EventType::TaskStateAborted
            | EventType::WaitStateAborted
            | EventType::ParallelStateAborted
            | EventType::MapStateAborted => {
                visit.status = if visit.status == VisitStatus::Retrying { VisitStatus::Failed } else { VisitStatus::Aborted };
                visit.left_at = Some(event.at);
            }
            EventType::MapIterationFailed => visit.status = VisitStatus::Retrying,
            _ => {}
        }
        let container_failed =
            matches!(event.kind, EventType::MapIterationFailed | EventType::MapStateStarted | EventType::MapStateFailed)
                || matches!(event.kind, EventType::ParallelStateStarted | EventType::ParallelStateFailed);
        if container_failed {
            self.end_inside(recording, step, event.at);
        }
    }

    /// A Parallel or Map has failed or begins anew: what still runs inside has ended.
    fn end_inside(&mut self, recording: &Recording, owner: StepId, at: u64) {
        let inside = |frame: u32| {
            let mut frame = recording.frames.get(frame as usize);
            while let Some(outer) = frame.and_then(|frame| frame.owner) {
                if outer == owner {
                    return true;
                }
                frame = recording.steps.get(outer.0 as usize).and_then(|step| recording.frames.get(step.frame as usize));
            }
            false
        };
        let later = self.visits.iter_mut().skip(owner.0 as usize + 1).flatten();
        for visit in later.filter(|visit| visit.left_at.is_none() && inside(visit.frame)) {
            let failed = visit.status == VisitStatus::Retrying;
            visit.status = if failed { VisitStatus::Failed } else { VisitStatus::Aborted };
            visit.left_at = Some(at);
        }
    }

    /// The execution has ended: what still runs ends with it.
    fn end(&mut self, history: u32, last: Option<&Event>) {
        let Some(last) = last else { return };
        let ended = match last.kind {
            EventType::ExecutionFailed => VisitStatus::Failed,
            EventType::ExecutionTimedOut => VisitStatus::TimedOut,
            EventType::ExecutionAborted => VisitStatus::Aborted,
            _ => return,
        };
        let open = |visit: &&mut Visit| visit.history == history && visit.left_at.is_none();
        for visit in self.visits.iter_mut().flatten().filter(open) {
            let failed_itself = visit.status == VisitStatus::Retrying || visit.latest == last.previous;
            visit.status = match ended {
                VisitStatus::Failed if !failed_itself => VisitStatus::Aborted,
                VisitStatus::TimedOut if failed_itself && visit.status == VisitStatus::Retrying => VisitStatus::Failed,
                ended => ended,
            };
            visit.left_at = Some(last.at);
        }
    }
}

/// Whether a state's work begins, for the first time or again.
pub(super) fn begins_attempt(kind: EventType) -> bool {
    use EventType::{ActivityScheduled, LambdaFunctionScheduled, MapStateStarted, ParallelStateStarted, TaskScheduled};
    matches!(kind, TaskScheduled | LambdaFunctionScheduled | ActivityScheduled | ParallelStateStarted | MapStateStarted)
}

/// Whether a state's work has failed.
pub(super) fn fails_attempt(kind: EventType) -> bool {
    use EventType::{
        ActivityFailed, ActivityTimedOut, EvaluationFailed, LambdaFunctionFailed, LambdaFunctionTimedOut, MapRunFailed,
        MapStateFailed, ParallelStateFailed, TaskFailed, TaskTimedOut,
    };
    matches!(
        kind,
        TaskFailed
            | TaskTimedOut
            | LambdaFunctionFailed
            | LambdaFunctionTimedOut
            | ActivityFailed
            | ActivityTimedOut
            | ParallelStateFailed
            | MapStateFailed
            | MapRunFailed
            | EvaluationFailed
    )
}
