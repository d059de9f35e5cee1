//! Every visit of a state, as tables and timelines show them.

use serde::{Deserialize, Serialize};

use super::Replay;
use crate::recording::{EventId, EventType, PayloadId, Recording, StepId};

/// How a visit stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum VisitStatus {
    /// Its work goes on.
    Running,
    /// Its work failed and is tried again.
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

impl VisitStatus {
    /// Whether the visit goes on.
    #[must_use]
    pub fn is_open(self) -> bool {
        matches!(self, Self::Running | Self::Retrying)
    }
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
    Replay::at(recording, moment).visits().cloned().collect()
}

/// Whether a state's work begins, for the first time or again.
#[must_use]
pub fn begins_attempt(kind: EventType) -> bool {
    use EventType::{ActivityScheduled, LambdaFunctionScheduled, MapStateStarted, ParallelStateStarted, TaskScheduled};
    matches!(kind, TaskScheduled | LambdaFunctionScheduled | ActivityScheduled | ParallelStateStarted | MapStateStarted)
}

/// Whether a state's work has failed.
#[must_use]
pub fn fails_attempt(kind: EventType) -> bool {
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

/// Whether whatever still runs inside a Parallel or Map ends with this event of it: it has failed, or begins anew.
#[must_use]
pub fn ends_what_is_inside(kind: EventType) -> bool {
    use EventType::{MapIterationFailed, MapStateFailed, MapStateStarted, ParallelStateFailed, ParallelStateStarted};
    matches!(kind, MapIterationFailed | MapStateStarted | MapStateFailed | ParallelStateStarted | ParallelStateFailed)
}
