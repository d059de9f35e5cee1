//! The run as the canvas shows it at a moment: every state's status and counts, and where it failed.

use serde::{Deserialize, Serialize};

use super::Replay;
use super::tally::StateView;
use super::visits::{Visit, VisitStatus};
use crate::recording::{Details, EventId, EventType, PayloadId, Recording, StepId, TextId};
use crate::summary::Status;

/// The run at a moment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Snapshot {
    /// The moment: how many events of the execution's own history have happened.
    pub moment: EventId,
    /// How the execution stands.
    pub status: Status,
    /// The virtual time, in milliseconds since the start.
    pub at: u64,
    /// Each state, by its place in the definition.
    pub states: Vec<StateView>,
    /// The output, if it has succeeded.
    pub output: Option<PayloadId>,
    /// Where and why it failed, if it has.
    pub failure: Option<FailurePoint>,
}

/// Where and why an execution failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FailurePoint {
    /// The innermost visit that failed; `None` when the execution was ended from outside.
    pub step: Option<StepId>,
    /// The error's name.
    pub error: Option<TextId>,
    /// The cause.
    pub cause: Option<TextId>,
}

/// The run at a moment; `states` tells how many states the definition has.
#[must_use]
pub fn snapshot(recording: &Recording, states: usize, moment: EventId) -> Snapshot {
    snapshot_of(recording, states, &Replay::at(recording, moment))
}

/// The same where the moment is replayed.
#[must_use]
pub fn snapshot_of(recording: &Recording, states: usize, replay: &Replay) -> Snapshot {
    let moment = replay.moment();
    let events = recording.events();
    let last = events.get(..(moment.0 as usize).min(events.len())).and_then(<[_]>::last);
    let (mut status, mut output, mut failure) = (Status::Running, None, None);
    match last.map(|event| (event.kind, event.details)) {
        Some((EventType::ExecutionSucceeded, Details::Output(id))) => (status, output) = (Status::Succeeded, Some(id)),
        Some((EventType::ExecutionFailed, Details::Failure { error, cause })) => {
            status = Status::Failed;
            failure = Some(FailurePoint { step: failed_step(replay), error, cause });
        }
        Some((EventType::ExecutionTimedOut, Details::Failure { error, cause })) => {
            status = Status::TimedOut;
            failure = Some(FailurePoint { step: None, error, cause });
        }
        Some((EventType::ExecutionAborted, Details::Failure { error, cause })) => {
            status = Status::Aborted;
            failure = Some(FailurePoint { step: None, error, cause });
        }
        _ => {}
    }
    let states = (0..states).map(|state| replay.state(state)).collect();
    Snapshot { moment, status, at: last.map_or(0, |event| event.at), states, output, failure }
}

/// The innermost visit that failed last: the latest one among those that failed.
fn failed_step(replay: &Replay) -> Option<StepId> {
    let failed = |visit: &&Visit| matches!(visit.status, VisitStatus::Failed | VisitStatus::TimedOut);
    replay.visits().rfind(failed).map(|visit| visit.step)
}
