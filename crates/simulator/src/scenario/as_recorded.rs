//! A recording as a scenario: the input that went in, and Tasks that answer as they did, so that another definition can be
//! played with the same.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Answer, Case, Delay, Mock, Reply, Scenario};
use crate::fold::{Attempt, Replay, VisitStatus, step_of};
use crate::recording::{Details, EventId, EventType, Recording, StepId};

/// One call of a Task: where it was made, and what came of it.
struct Call {
    /// The iteration of the Map around it, and which attempt of its visit it is.
    case: Option<(u32, u32)>,
    delay: Delay,
    reply: Reply,
}

impl Scenario {
    /// The input of a recorded execution, and the answers of its Tasks. What had not ended by then is still awaited. Of a
    /// distributed Map, whose children have histories of their own, the whole result is answered.
    #[must_use]
    pub fn as_recorded(recording: &Recording) -> Self {
        let mut scenario = Self { start_millis: recording.start_millis, ..Self::default() };
        let started = recording.events().first().map(|event| event.details);
        if let Some(Details::Input(input)) = started {
            scenario.input = recording.payloads.value(input).clone();
        }
        let mut calls: BTreeMap<Arc<str>, Vec<Call>> = BTreeMap::new();
        let moment = EventId(recording.events().len() as u32);
        let replay = Replay::at(recording, moment);
        for visit in replay.visits().filter(|visit| visit.history == 0) {
            let view = step_of(recording, replay.index(), visit.clone(), moment);
            let Some(name) = recording.texts.get(visit.state as usize) else { continue };
            let entered = recording.events().get(visit.entered.index()).map(|event| event.kind);
            let of_state = calls.entry(name.clone()).or_default();
            match entered {
                Some(EventType::TaskStateEntered) => {
                    let iteration = iteration(recording, visit.step);
                    let attempts = view.attempts.iter().zip(0..);
                    of_state.extend(attempts.map(|(attempt, number)| Call {
                        case: iteration.map(|iteration| (iteration, number)),
                        ..call(recording, attempt)
                    }));
                }
                Some(EventType::MapStateEntered) if is_distributed(recording, &view.events) => {
                    let output = visit.output.map(|output| Reply::Return(recording.payloads.value(output).clone()));
                    let text = |text| Some(recording.text(text).to_owned());
                    let thrown = || Reply::Throw { error: view.error.and_then(text), cause: view.cause.and_then(text) };
                    let failed = !matches!(visit.status, VisitStatus::Running | VisitStatus::Retrying);
                    let reply = output.or_else(|| failed.then(thrown));
                    of_state.extend(reply.map(|reply| Call { case: None, delay: Delay::default(), reply }));
                }
                _ => {}
            }
        }
        calls.retain(|_, calls| !calls.is_empty());
        scenario.mocks = calls.into_iter().map(|(state, calls)| (state, Mock { answers: answers(calls) })).collect();
        scenario
    }
}

/// The iteration that a visit is directly in.
fn iteration(recording: &Recording, step: StepId) -> Option<u32> {
    let frame = recording.frames.get(recording.steps.get(step.0 as usize)?.frame as usize)?;
    let owner = recording.steps.get(frame.owner?.0 as usize)?;
    let entered = recording.events().get(owner.entered.index())?;
    (entered.kind == EventType::MapStateEntered).then_some(frame.index)
}

fn is_distributed(recording: &Recording, events: &[EventId]) -> bool {
    let kinds = events.iter().filter_map(|event| recording.events().get(event.index())).map(|event| event.kind);
    kinds.into_iter().any(|kind| kind == EventType::MapRunStarted)
}

fn call(recording: &Recording, attempt: &Attempt) -> Call {
    let text = |text| Some(recording.text(text).to_owned());
    let took = attempt.ended_at.map_or(0, |end| end.saturating_sub(attempt.began_at));
    let reply = match (attempt.result, attempt.failed) {
        (Some(result), false) => Reply::Return(recording.payloads.value(result).clone()),
        (_, true) => {
            // A time that ran out need not say so.
            let error = attempt.error.and_then(text).or_else(|| Some("States.Timeout".to_owned()));
            Reply::Throw { error, cause: attempt.cause.and_then(text) }
        }
        (None, false) => Reply::Await,
    };
    Call { case: None, delay: Delay::Always(took), reply }
}

/// Answers by iteration and attempt where those tell all calls apart, else by the order of the calls.
fn answers(calls: Vec<Call>) -> Vec<Answer> {
    let cases: BTreeSet<_> = calls.iter().filter_map(|call| call.case).collect();
    let by_case = cases.len() == calls.len();
    let answer = |(number, call): (u32, Call)| {
        let (first, last, case) = match call.case.filter(|_| by_case) {
            Some((iteration, attempt)) => {
                let once = |number: u32| Some((number, Some(number)));
                (0, None, Case { when: None, iterations: once(iteration), attempts: once(attempt) })
            }
            None => (number, Some(number), Case::default()),
        };
        Answer { first, last, case, reply: call.reply, delay: call.delay, failure_rate: None, heartbeats: true }
    };
    (0..).zip(calls).map(answer).collect()
}
