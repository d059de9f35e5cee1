//! The execution history as rows.

use std::ops::Range;

use simulator::recording::{Details, Event, Recording};

use super::{Run, steps, words};

/// Longer details are cut.
const DETAIL: usize = 160;

/// One event.
#[derive(Clone, Debug, PartialEq)]
pub struct EventRow {
    /// Its place in the history, from 0.
    pub index: usize,
    /// Its id.
    pub id: u32,
    /// Its type.
    pub kind: &'static str,
    /// The state it belongs to.
    pub state: String,
    /// When it happened, since the start.
    pub time: String,
    /// What it carries, in short.
    pub detail: String,
    /// `plain` or `error`.
    pub tone: &'static str,
}

impl Run {
    /// Some of the events, ready to be shown.
    #[must_use]
    pub fn event_rows(&self, range: Range<usize>) -> Vec<EventRow> {
        let Some(recording) = self.recording() else { return Vec::new() };
        let events = recording.events();
        let range = range.start.min(events.len())..range.end.min(events.len());
        range.map(|index| row(recording, index, &events[index])).collect()
    }
}

fn row(recording: &Recording, index: usize, event: &Event) -> EventRow {
    let step = event.step().and_then(|step| recording.steps.get(step.0 as usize));
    let is_bad = ["Failed", "TimedOut", "Aborted"].iter().any(|ending| event.kind.name().ends_with(ending));
    EventRow {
        index,
        id: index as u32 + 1,
        kind: event.kind.name(),
        state: step.map(|step| steps::name(recording, step).to_owned()).unwrap_or_default(),
        time: words::duration(event.at),
        detail: detail(recording, event.details),
        tone: if is_bad { "error" } else { "plain" },
    }
}

fn detail(recording: &Recording, details: Details) -> String {
    let payload = |id| words::cut(&recording.payloads.value(id).to_json(), DETAIL);
    match details {
        Details::Entered { input, .. } | Details::Input(input) => payload(input),
        Details::Exited { output, .. } | Details::Output(output) | Details::CallOutput { output, .. } => payload(output),
        Details::Failure { error, cause } | Details::CallFailure { error, cause, .. } => {
            let parts = [error, cause].into_iter().flatten().map(|id| recording.text(id));
            words::cut(&parts.collect::<Vec<_>>().join(": "), DETAIL)
        }
        Details::Call(call) => recording.calls.get(call.0 as usize).map(|call| payload(call.parameters)).unwrap_or_default(),
        Details::Length(length) => words::counted(length as usize, "item"),
        Details::Iteration { index, .. } => format!("iteration {index}"),
        Details::Evaluation(index) => recording
            .evaluations
            .get(index as usize)
            .map(|failed| words::cut(recording.text(failed.cause), DETAIL))
            .unwrap_or_default(),
        _ => String::new(),
    }
}
