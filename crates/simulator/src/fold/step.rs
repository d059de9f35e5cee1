//! One visit in full: what went in, what each stage made of it, what its attempts gave, what came out.

use serde::{Deserialize, Serialize};

use super::Index;
use super::Replay;
use super::events_at;
use super::visits::{Visit, begins_attempt, fails_attempt};
use crate::recording::{AssignedRange, CallId, Details, EventId, EventType, PayloadId, Recording, Stage, StepId, TextId};

/// One visit in full.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StepView {
    /// The visit.
    pub visit: Visit,
    /// Its events, in order.
    pub events: Vec<EventId>,
    /// The attempts at its work; none for states that have no work to fail.
    pub attempts: Vec<Attempt>,
    /// What data was after each stage of the latest attempt, in order.
    pub stages: Vec<(Stage, PayloadId)>,
    /// The error of the latest failure.
    pub error: Option<TextId>,
    /// Its cause.
    pub cause: Option<TextId>,
    /// The variables it assigned.
    pub assigned: AssignedRange,
}

/// One attempt at a state's work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempt {
    /// When it began, in virtual milliseconds.
    pub began_at: u64,
    /// When it ended.
    pub ended_at: Option<u64>,
    /// The call it made.
    pub call: Option<CallId>,
    /// Its raw result.
    pub result: Option<PayloadId>,
    /// The error it failed with.
    pub error: Option<TextId>,
    /// The cause.
    pub cause: Option<TextId>,
    /// Whether it failed.
    pub failed: bool,
}

/// A visit in full, as of a moment; `None` if it had not been entered yet.
#[must_use]
pub fn step(recording: &Recording, id: StepId, moment: EventId) -> Option<StepView> {
    let replay = Replay::at(recording, moment);
    Some(step_of(recording, replay.index(), replay.visit(id)?.clone(), moment))
}

/// The same where the visit is known as it was at the moment; it costs no more than the visit's own events.
#[must_use]
pub fn step_of(recording: &Recording, index: &Index, visit: Visit, moment: EventId) -> StepView {
    let id = visit.step;
    let history = visit.history as usize;
    let count = events_at(recording, history, moment);
    let mut view = StepView {
        visit,
        events: Vec::new(),
        attempts: Vec::new(),
        stages: Vec::new(),
        error: None,
        cause: None,
        assigned: AssignedRange::default(),
    };
    let last = (view.visit.latest.0 as usize).min(count);
    for number in index.events(id).take_while(|number| number.0 as usize <= last) {
        if let Some(event) = recording.histories[history].events.get(number.index()) {
            view.events.push(number);
            view.event(recording, event);
        }
    }
    let stages = || index.stages(recording, id).filter(|stage| stage.after.0 as usize <= count);
    let latest = stages().map(|stage| stage.attempt).max().unwrap_or_default();
    view.stages = stages().filter(|stage| stage.attempt == latest).map(|stage| (stage.stage, stage.payload)).collect();
    if view.error.is_none() {
        view.error_of_execution(recording, history, count);
    }
    view
}

impl StepView {
    fn event(&mut self, recording: &Recording, event: &crate::recording::Event) {
        if begins_attempt(event.kind) {
            let call = if let Details::Call(call) = event.details { Some(call) } else { None };
            self.attempts.push(Attempt {
                began_at: event.at,
                ended_at: None,
                call,
                result: None,
                error: None,
                cause: None,
                failed: false,
            });
        }
        let (error, cause) = match event.details {
            Details::Failure { error, cause } | Details::CallFailure { error, cause, .. } => (error, cause),
            Details::Evaluation(index) => match recording.evaluations.get(index as usize) {
                Some(evaluation) => (Some(evaluation.error), Some(evaluation.cause)),
                None => (None, None),
            },
            _ => (None, None),
        };
        let attempt = self.attempts.last_mut();
        match (event.kind, event.details) {
            (kind, _) if fails_attempt(kind) => {
                if let Some(attempt) = attempt.filter(|attempt| attempt.ended_at.is_none()) {
                    (attempt.ended_at, attempt.failed) = (Some(event.at), true);
                    (attempt.error, attempt.cause) = (error, cause);
                }
                if error.is_some() || cause.is_some() {
                    (self.error, self.cause) = (error, cause);
                }
            }
            (EventType::TaskSubmitted, _) => {}
            (_, Details::Output(output) | Details::CallOutput { output, .. }) => {
                if let Some(attempt) = attempt {
                    (attempt.ended_at, attempt.result) = (Some(event.at), Some(output));
                }
            }
            (_, Details::Exited { assigned, .. }) => {
                self.assigned = assigned;
                if let Some(attempt) = attempt.filter(|attempt| attempt.ended_at.is_none()) {
                    attempt.ended_at = Some(event.at);
                }
            }
            _ => {}
        }
    }

    /// A state that fails without an event of its own leaves its error to the execution's last event.
    fn error_of_execution(&mut self, recording: &Recording, history: usize, count: usize) {
        let Some(last) = recording.histories[history].events[..count].last() else { return };
        if let (EventType::ExecutionFailed, Details::Failure { error, cause }) = (last.kind, last.details)
            && self.events.contains(&last.previous)
        {
            (self.error, self.cause) = (error, cause);
        }
    }
}
