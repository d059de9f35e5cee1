//! The execution history as rows: filtered, searched, one of them in full.

use std::ops::Range;

use simulator::recording::{Details, Event, Recording, print};

use super::{Run, look, steps, words};
use crate::scene::text::visible_text;

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
    /// The step that it belongs to.
    pub step: Option<usize>,
}

/// Which events are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EventFilter {
    /// All.
    #[default]
    All,
    /// Those by which states are entered and left.
    States,
    /// Those of the work that states do.
    Work,
    /// What failed, timed out or was ended.
    Errors,
    /// Those of the step that is looked at.
    Step,
}

impl EventFilter {
    /// All, in order, with their names.
    pub const ALL: [(Self, &str); 5] = [
        (Self::All, "All events"),
        (Self::States, "States entered and left"),
        (Self::Work, "Work of states"),
        (Self::Errors, "Errors"),
        (Self::Step, "The chosen step"),
    ];

    fn takes(self, event: &Event, step: Option<usize>) -> bool {
        let is_passage = event.kind.is_state_entered() || event.kind.is_state_exited();
        match self {
            Self::All => true,
            Self::States => is_passage,
            Self::Work => !is_passage && event.step.is_some(),
            Self::Errors => look::is_bad(event.kind),
            Self::Step => event.step().map(|step| step.0 as usize) == step && step.is_some(),
        }
    }
}

/// Which events are listed, and what is searched for among them.
#[derive(Debug, Default)]
pub(super) struct EventList {
    filter: EventFilter,
    search: String,
    /// The events that are listed, by their places; all of them where this is `None`.
    listed: Option<Vec<u32>>,
}

impl Run {
    /// How many events are listed.
    #[must_use]
    pub fn event_count(&self) -> usize {
        self.inside.events.listed.as_ref().map_or(self.length(), Vec::len)
    }

    /// Which events are listed.
    #[must_use]
    pub fn event_filter(&self) -> EventFilter {
        self.inside.events.filter
    }

    /// What is searched for among the events.
    #[must_use]
    pub fn event_search(&self) -> &str {
        &self.inside.events.search
    }

    /// Some of the events that are listed, ready to be shown.
    #[must_use]
    pub fn event_rows(&self, range: Range<usize>) -> Vec<EventRow> {
        let Some(recording) = self.recording() else { return Vec::new() };
        let events = recording.events();
        let range = range.start.min(self.event_count())..range.end.min(self.event_count());
        let place = |at: usize| self.inside.events.listed.as_ref().map_or(at, |listed| listed[at] as usize);
        range.map(place).filter_map(|index| Some(row(recording, index, events.get(index)?))).collect()
    }

    /// The row of the latest event by now among those that are listed.
    #[must_use]
    pub fn event_place(&self) -> usize {
        let before = match &self.inside.events.listed {
            Some(listed) => listed.partition_point(|event| (*event as usize) < self.cursor),
            None => self.cursor,
        };
        before.saturating_sub(1)
    }

    /// An event as `GetExecutionHistory` tells it.
    #[must_use]
    pub fn event_json(&self, index: usize) -> Option<String> {
        let recording = self.recording()?;
        Some(print::print_event(recording, recording.events().get(index)?, index + 1).to_json_pretty())
    }

    /// Lists other events.
    pub(crate) fn filter_events(&mut self, filter: EventFilter, search: String) {
        (self.inside.events.filter, self.inside.events.search) = (filter, search);
        self.list_events();
    }

    pub(super) fn list_events(&mut self) {
        let EventList { filter, search, .. } = &self.inside.events;
        let needle = search.trim().to_lowercase();
        let listed = self.recording().filter(|_| *filter != EventFilter::All || !needle.is_empty()).map(|recording| {
            let events = recording.events().iter().enumerate();
            let listed = events.filter(|(_, event)| filter.takes(event, self.chosen_step));
            let found = listed.filter(|(index, event)| needle.is_empty() || holds(recording, *index, event, &needle));
            found.map(|(index, _)| index as u32).collect()
        });
        self.inside.events.listed = listed;
    }

    /// The events of the step that is looked at are others.
    pub(super) fn follow_chosen_events(&mut self) {
        if self.inside.events.filter == EventFilter::Step {
            self.list_events();
        }
    }
}

/// Whether an event's type, state or details hold a text.
fn holds(recording: &Recording, index: usize, event: &Event, needle: &str) -> bool {
    if event.kind.name().to_lowercase().contains(needle) || needle == (index + 1).to_string() {
        return true;
    }
    let step = event.step().and_then(|step| recording.steps.get(step.0 as usize));
    step.is_some_and(|step| steps::name(recording, step).to_lowercase().contains(needle))
        || detail(recording, event.details).to_lowercase().contains(needle)
}

fn row(recording: &Recording, index: usize, event: &Event) -> EventRow {
    let step = event.step().and_then(|step| recording.steps.get(step.0 as usize));
    EventRow {
        index,
        id: index as u32 + 1,
        kind: event.kind.name(),
        state: step.map(|step| visible_text(steps::name(recording, step)).into_owned()).unwrap_or_default(),
        time: words::duration(event.at),
        detail: detail(recording, event.details),
        tone: if look::is_bad(event.kind) { "error" } else { "plain" },
        step: event.step().map(|step| step.0 as usize),
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
