//! A run as files for other programs: a table, and a trace that Perfetto and Chrome open.

use value::{Object, Value};

use super::{Replay, Visit, VisitStatus};
use crate::recording::{Details, Recording, StepId};

/// The word for a status in files.
#[must_use]
pub fn status_word(status: VisitStatus) -> &'static str {
    match status {
        VisitStatus::Running => "RUNNING",
        VisitStatus::Retrying => "RETRYING",
        VisitStatus::Succeeded => "SUCCEEDED",
        VisitStatus::Caught => "CAUGHT",
        VisitStatus::Failed => "FAILED",
        VisitStatus::TimedOut => "TIMED_OUT",
        VisitStatus::Aborted => "ABORTED",
    }
}

/// The name of the state that a visit is of.
#[must_use]
pub fn visit_name(recording: &Recording, step: StepId) -> &str {
    let entered = || {
        let step = recording.steps.get(step.0 as usize)?;
        let history = recording.frames.get(step.frame as usize)?.history as usize;
        recording.histories.get(history)?.events.get(step.entered.index())
    };
    match entered().map(|event| event.details) {
        Some(Details::Entered { name, .. }) => recording.text(name),
        _ => "",
    }
}

/// Where a visit lies: the branches and iterations around it, from the outermost on, such as `Each[37]`.
#[must_use]
pub fn visit_path(recording: &Recording, step: StepId) -> String {
    let mut parts = Vec::new();
    let mut frame = recording.steps.get(step.0 as usize).and_then(|step| recording.frames.get(step.frame as usize));
    while let Some((record, owner)) = frame.and_then(|record| Some((record, record.owner?))) {
        parts.push(format!("{}[{}]", visit_name(recording, owner), record.index));
        frame = recording.steps.get(owner.0 as usize).and_then(|step| recording.frames.get(step.frame as usize));
    }
    parts.reverse();
    parts.join(" / ")
}

/// A line for each visit: step, state, where, status, start and duration in milliseconds, attempts.
#[must_use]
pub fn csv(recording: &Recording, replay: &Replay) -> String {
    let mut text = "step,state,inside,status,started_ms,duration_ms,attempts\r\n".to_owned();
    for visit in replay.visits() {
        let duration = visit.left_at.map(|left| left.saturating_sub(visit.entered_at).to_string()).unwrap_or_default();
        let fields = [
            (visit.step.0 + 1).to_string(),
            visit_name(recording, visit.step).to_owned(),
            visit_path(recording, visit.step),
            status_word(visit.status).to_owned(),
            visit.entered_at.to_string(),
            duration,
            visit.attempts.to_string(),
        ];
        text += &fields.map(|field| csv_field(&field)).join(",");
        text += "\r\n";
    }
    text
}

/// A field of a line: in quotes where it would be taken for more than one, and never one that a spreadsheet would compute.
fn csv_field(field: &str) -> String {
    let computed = field.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let field = if computed { format!("'{field}") } else { field.to_owned() };
    match field.contains([',', '"', '\n', '\r']) {
        true => format!("\"{}\"", field.replace('"', "\"\"")),
        false => field,
    }
}

/// The visits as a trace in Chrome's format, microseconds of virtual time; a row for each branch and iteration.
#[must_use]
pub fn trace_json(recording: &Recording, replay: &Replay) -> String {
    let mut events = Vec::new();
    let mut named = vec![false; recording.frames.len()];
    let end = recording.elapsed_millis();
    for visit in replay.visits() {
        if let Some(named) = named.get_mut(visit.frame as usize).filter(|named| !**named) {
            *named = true;
            events.push(thread_name(recording, visit));
        }
        events.push(complete_event(recording, visit, end));
    }
    Value::object([("traceEvents", Value::array(events)), ("displayTimeUnit", Value::from("ms"))]).to_json()
}

fn thread_name(recording: &Recording, visit: &Visit) -> Value {
    let path = visit_path(recording, visit.step);
    let name = if path.is_empty() { "Execution" } else { &path };
    let mut event = event_of("thread_name", "M", visit);
    event.insert("args", Value::object([("name", name)]));
    event.into()
}

fn complete_event(recording: &Recording, visit: &Visit, end: u64) -> Value {
    let mut event = event_of(visit_name(recording, visit.step), "X", visit);
    event.insert("cat", status_word(visit.status));
    event.insert("ts", microseconds(visit.entered_at));
    event.insert("dur", microseconds(visit.left_at.unwrap_or(end).saturating_sub(visit.entered_at)));
    let step = Value::from(i64::from(visit.step.0) + 1);
    let attempts = Value::from(i64::from(visit.attempts));
    event.insert("args", Value::object([("step", step), ("status", status_word(visit.status).into()), ("attempts", attempts)]));
    event.into()
}

fn event_of(name: &str, phase: &str, visit: &Visit) -> Object {
    let mut event = Object::with_capacity(7);
    event.insert("name", name);
    event.insert("ph", phase);
    event.insert("pid", 1i64);
    event.insert("tid", i64::from(visit.frame) + 1);
    event
}

fn microseconds(millis: u64) -> i64 {
    i64::try_from(millis).unwrap_or(i64::MAX).saturating_mul(1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_stays_one_field_and_is_not_computed() {
        assert_eq!(csv_field("a,\"b\""), "\"a,\"\"b\"\"\"");
        assert_eq!(csv_field("=1+1"), "'=1+1");
        assert_eq!(csv_field("plain"), "plain");
    }
}
