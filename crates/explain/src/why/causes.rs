//! What an error comes from in the end, and causes that hold JSON in JSON.

use asl::document::Document;
use simulator::fold::{Replay, Visit, VisitStatus, step_of};
use simulator::recording::{EventId, EventType, Recording, StepId};
use value::Value;

/// So deep are causes unpacked.
const DEEPEST: usize = 6;

/// A cause, unpacked.
#[derive(Clone, Debug, PartialEq)]
pub struct Cause {
    /// What people read: the innermost message.
    pub message: String,
    /// The whole as JSON, texts of JSON in it unpacked; `None` where the cause is plain text.
    pub value: Option<Value>,
}

/// Unpacks a cause: Lambda's `errorMessage`, a nested execution's `Cause`, and JSON in JSON.
#[must_use]
pub fn decode_cause(cause: &str) -> Cause {
    let Some(value) = unpacked(cause, 0) else { return Cause { message: cause.to_owned(), value: None } };
    let message = message_in(&value, 0).unwrap_or_else(|| cause.to_owned());
    Cause { message, value: Some(value) }
}

/// A text that is an object or array of JSON, with such texts in it unpacked as well.
fn unpacked(text: &str, depth: usize) -> Option<Value> {
    let trimmed = text.trim_start();
    if depth >= DEEPEST || !(trimmed.starts_with('{') || trimmed.starts_with('[')) {
        return None;
    }
    value::parse(text).ok().map(|value| inside(value, depth + 1))
}

fn inside(value: Value, depth: usize) -> Value {
    match value {
        Value::String(text) => unpacked(&text, depth).unwrap_or(Value::String(text)),
        Value::Object(members) if depth < DEEPEST => {
            Value::object(members.iter().map(|(name, value)| (name.clone(), inside(value.clone(), depth + 1))))
        }
        Value::Array(items) if depth < DEEPEST => Value::array(items.iter().map(|item| inside(item.clone(), depth + 1))),
        other => other,
    }
}

/// The innermost message of an error object.
fn message_in(value: &Value, depth: usize) -> Option<String> {
    if let Value::String(text) = value {
        return Some(text.to_string());
    }
    let members = value.as_object().filter(|_| depth < DEEPEST)?;
    const NAMES: [&str; 9] =
        ["Cause", "cause", "errorMessage", "ErrorMessage", "message", "Message", "StatusReason", "StoppedReason", "error"];
    NAMES.iter().find_map(|name| members.get(name).and_then(|inner| message_in(inner, depth + 1)))
}

/// The innermost failures in the branches or iterations of a step, in the order they began.
pub(super) fn failures_in<'a>(recording: &Recording, replay: &'a Replay, step: StepId) -> Vec<&'a Visit> {
    let failed = |visit: &&Visit| matches!(visit.status, VisitStatus::Failed | VisitStatus::TimedOut);
    let within = |visit: &&Visit| frame_within(recording, visit.frame, step).is_some();
    let found: Vec<&Visit> = replay.visits().skip_while(|visit| visit.step <= step).filter(failed).filter(within).collect();
    let owners: std::collections::BTreeSet<StepId> =
        found.iter().filter_map(|visit| recording.frames.get(visit.frame as usize)?.owner).collect();
    found.into_iter().filter(|visit| !owners.contains(&visit.step)).collect()
}

/// The failure that ended an attempt of a step by what happened in its branches or iterations; of all attempts for `None`.
pub(super) fn inner_failure<'a>(
    recording: &Recording,
    replay: &'a Replay,
    step: StepId,
    attempt: Option<u32>,
) -> Option<&'a Visit> {
    let of_attempt = |visit: &&Visit| {
        let branch = frame_within(recording, visit.frame, step).and_then(|frame| recording.frames.get(frame as usize));
        branch.is_some_and(|frame| attempt.is_none_or(|attempt| frame.attempt == attempt))
    };
    let failures = failures_in(recording, replay, step).into_iter().filter(of_attempt);
    failures.min_by_key(|visit| (visit.left_at, visit.step))
}

/// The branch or iteration of a step that a frame lies in, however deep.
fn frame_within(recording: &Recording, frame: u32, step: StepId) -> Option<u32> {
    let mut at = frame;
    loop {
        let owner = recording.frames.get(at as usize)?.owner?;
        if owner <= step {
            return (owner == step).then_some(at);
        }
        at = recording.steps.get(owner.0 as usize)?.frame;
    }
}

/// The failure that was caught on the way to a visit, in the same scope: the latest, innermost.
pub(super) fn caught_before<'a>(recording: &Recording, replay: &'a Replay, visit: &Visit) -> Option<&'a Visit> {
    let earlier = replay.visits().rev().skip_while(|other| other.step >= visit.step);
    let caught = earlier.filter(|other| other.frame == visit.frame).find(|other| other.status == VisitStatus::Caught)?;
    Some(
        failures_in(recording, replay, caught.step).into_iter().min_by_key(|visit| (visit.left_at, visit.step)).unwrap_or(caught),
    )
}

/// The step that a failed execution's error comes from in the end: the innermost that failed, or, where that is a Fail state,
/// the failure that was caught on the way to it. The second member is the step that ended the execution.
#[must_use]
pub fn first_cause(recording: &Recording, moment: EventId) -> Option<(StepId, StepId)> {
    let ended = recording.events().get(..moment.0 as usize)?.last()?.kind;
    if !matches!(ended, EventType::ExecutionFailed | EventType::ExecutionTimedOut) {
        return None;
    }
    let replay = Replay::at(recording, moment);
    let own = |visit: &&Visit| visit.frame == 0 && matches!(visit.status, VisitStatus::Failed | VisitStatus::TimedOut);
    let last = replay.visits().rev().find(own)?;
    let inner = inner_failure(recording, &replay, last.step, None).unwrap_or(last);
    let is_fail =
        recording.histories.get(inner.history as usize)?.events.get(inner.entered.index())?.kind == EventType::FailStateEntered;
    let cause = if is_fail { caught_before(recording, &replay, inner) } else { None };
    Some((cause.unwrap_or(inner).step, last.step))
}

/// The first cause of a failed execution in a sentence: "`PipelineError`, because `ValidateData` failed 4 times with
/// `ServiceException`: the service is down".
#[must_use]
pub fn first_cause_words(document: &Document, recording: &Recording, moment: EventId) -> Option<String> {
    let (cause, ended) = first_cause(recording, moment)?;
    let replay = Replay::at(recording, moment);
    let view = step_of(recording, replay.index(), replay.visit(cause)?.clone(), moment);
    let name = recording.texts.get(view.visit.state as usize)?;
    let failed = view.attempts.iter().filter(|attempt| attempt.failed).count();
    let times = if failed > 1 { format!(" {}", crate::words::times(failed)) } else { String::new() };
    let ended_by = recording.events().get(..moment.0 as usize)?.last()?.kind;
    if ended_by == EventType::ExecutionTimedOut && view.attempts.iter().all(|attempt| attempt.ended_at.is_none()) {
        return Some(format!("The execution timed out while `{name}` was at work"));
    }
    let error = super::error_of(&document.definition, recording, &replay, &view);
    let error = error.map_or_else(String::new, |error| format!(" with `{error}`"));
    let message = view.cause.map(|id| decode_cause(recording.text(id)).message).filter(|message| !message.is_empty());
    let message = message.map_or_else(String::new, |message| format!(": {}", crate::words::cut(&message)));
    let sentence = format!("`{name}` failed{times}{error}{message}");
    if cause == ended {
        return Some(sentence);
    }
    let last = step_of(recording, replay.index(), replay.visit(ended)?.clone(), moment);
    let end = super::error_of(&document.definition, recording, &replay, &last);
    let end = end.map_or_else(|| "It failed".to_owned(), |error| format!("`{error}`"));
    Some(format!("{end}, because {sentence}"))
}
