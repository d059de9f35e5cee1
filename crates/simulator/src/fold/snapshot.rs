//! The run as the canvas shows it at a moment: every state's status and counts, and where it failed.

use serde::{Deserialize, Serialize};

use super::visits::{Visit, VisitStatus, visits};
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

/// A state over all its visits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StateView {
    /// The status of its latest visit, running ones first; `None` while it was never entered.
    pub status: Option<VisitStatus>,
    /// The visit that this status is of.
    pub step: Option<StepId>,
    /// How often it was entered.
    pub visits: u32,
    /// How many visits go on.
    pub running: u32,
    /// How many visits succeeded.
    pub succeeded: u32,
    /// How many were caught.
    pub caught: u32,
    /// How many failed or timed out.
    pub failed: u32,
    /// How many were aborted.
    pub aborted: u32,
    /// How often its work was begun again.
    pub retries: u32,
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
    snapshot_of(recording, states, moment, &visits(recording, moment))
}

/// The same where the moment's visits are known.
#[must_use]
pub fn snapshot_of(recording: &Recording, states: usize, moment: EventId, visits: &[Visit]) -> Snapshot {
    let mut views = vec![StateView::default(); states];
    for visit in visits {
        if let Some(view) = views.get_mut(visit.state as usize) {
            view.add(visit);
        }
    }
    let events = recording.events();
    let last = events.get(..(moment.0 as usize).min(events.len())).and_then(<[_]>::last);
    let (mut status, mut output, mut failure) = (Status::Running, None, None);
    match last.map(|event| (event.kind, event.details)) {
        Some((EventType::ExecutionSucceeded, Details::Output(id))) => (status, output) = (Status::Succeeded, Some(id)),
        Some((EventType::ExecutionFailed, Details::Failure { error, cause })) => {
            status = Status::Failed;
            failure = Some(FailurePoint { step: failed_step(visits), error, cause });
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
    Snapshot { moment, status, at: last.map_or(0, |event| event.at), states: views, output, failure }
}

/// The innermost visit that failed last: the latest one among those that failed.
fn failed_step(visits: &[Visit]) -> Option<StepId> {
    let failed = visits.iter().filter(|visit| matches!(visit.status, VisitStatus::Failed | VisitStatus::TimedOut));
    failed.max_by_key(|visit| visit.step).map(|visit| visit.step)
}

impl StateView {
    fn add(&mut self, visit: &Visit) {
        let goes_on = |status| matches!(status, VisitStatus::Running | VisitStatus::Retrying);
        self.visits += 1;
        self.retries += visit.attempts.saturating_sub(1);
        match visit.status {
            VisitStatus::Running | VisitStatus::Retrying => self.running += 1,
            VisitStatus::Succeeded => self.succeeded += 1,
            VisitStatus::Caught => self.caught += 1,
            VisitStatus::Failed | VisitStatus::TimedOut => self.failed += 1,
            VisitStatus::Aborted => self.aborted += 1,
        }
        if self.status.is_none_or(|status| !goes_on(status) || goes_on(visit.status)) {
            (self.status, self.step) = (Some(visit.status), Some(visit.step));
        }
    }
}
