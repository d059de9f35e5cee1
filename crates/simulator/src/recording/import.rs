//! Reading a real execution's history, as GetExecutionHistory or the console's export gives it, into a recording.

mod details;
mod gather;

use std::collections::BTreeMap;
use std::num::NonZeroU32;
use std::sync::Arc;

use expressions::time::Timestamp;
use value::Value;

use super::{Details, Event, EventId, EventType, FrameRecord, History, Note, Recording, StepId, StepRecord, TextId};

/// Why a text is no history.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct ImportError(pub String);

/// Reads a history: an object with `events`, the list itself, or several pages of them, in any order, whole or cut off.
/// Where something is missing, the longest part that is whole is read, and a note of the recording says so. `states` are
/// the names of the definition's states in order, so that views find them; names that are not among them follow after.
pub fn read_history(text: &str, states: &[Arc<str>]) -> Result<Recording, ImportError> {
    let (events, cut_off) = gather::events(text)?;
    let Some(gather::Whole { first, events, of: total }) = gather::longest_whole(events) else {
        return Err(ImportError("the history has no events".to_owned()));
    };
    let mut import = Import::new(states, first);
    let mut unknown = None;
    for event in &events {
        if let Err(problem) = import.event(event) {
            unknown = Some(problem);
            break;
        }
    }
    let read = import.places.len();
    match unknown {
        Some(problem) if read == 0 => return Err(problem),
        Some(problem) => import.note(format!("{problem}: only the events before it are shown")),
        None if read < total => {
            let last = first + read as i64 - 1;
            import.note(format!("some events are missing: of {total} only {first} to {last} are shown, which follow each other"));
        }
        None if first > 1 => import.note(format!("the events before {first} are missing")),
        None => {}
    }
    if cut_off {
        import.note("the text ends in the middle of an event: what comes before it is shown".to_owned());
    }
    Ok(import.recording)
}

struct Import {
    recording: Recording,
    states: BTreeMap<Arc<str>, u32>,
    /// Where each event happened: its visit and its frame.
    places: Vec<(Option<StepId>, u32)>,
    /// Visits that were entered and not left, latest last.
    open: Vec<StepId>,
    /// How many events before the first are not there.
    before: i64,
}

impl Import {
    fn new(states: &[Arc<str>], first: i64) -> Self {
        let recording = Recording {
            texts: states.to_vec(),
            histories: vec![History::default()],
            frames: vec![FrameRecord { owner: None, index: 0, history: 0, scope: 0, attempt: 0 }],
            ..Recording::default()
        };
        let states = states.iter().enumerate().map(|(index, name)| (name.clone(), index as u32)).collect();
        Self { recording, states, places: Vec::new(), open: Vec::new(), before: first - 1 }
    }

    fn note(&mut self, message: String) {
        self.recording.notes.push(Note { state: None, message });
    }

    fn event(&mut self, event: &Value) -> Result<(), ImportError> {
        let number = self.places.len() + 1;
        let name = event.get("type").and_then(Value::as_str).unwrap_or_default();
        let kind = EventType::from_name(name)
            .ok_or_else(|| ImportError(format!("event {number} is of the type `{name}`, which does not exist")))?;
        let at = millis(event.get("timestamp"));
        if number == 1 {
            self.recording.start_millis = at;
        }
        let previous = event.get("previousEventId").and_then(Value::as_i64).unwrap_or_default() - self.before;
        let previous = EventId(u32::try_from(previous).unwrap_or_default().min(number as u32 - 1));
        let printed = event.get(&kind.details_member()).cloned().unwrap_or_default();
        let details = details::read(&mut self.recording, kind, &printed);
        let (step, frame) = self.place(kind, &details, previous, number as u32);
        self.places.push((step, frame));
        let step = step.map(|step| NonZeroU32::MIN.saturating_add(step.0));
        let since_start = u64::try_from(at.saturating_sub(self.recording.start_millis)).unwrap_or_default();
        self.recording.histories[0].events.push(Event { at: since_start, previous, step, kind, details });
        Ok(())
    }

    /// The visit and the frame that an event belongs to.
    fn place(&mut self, kind: EventType, details: &Details, previous: EventId, number: u32) -> (Option<StepId>, u32) {
        let (before, frame) = if previous.0 == 0 { (None, 0) } else { self.places[previous.index()] };
        match *details {
            Details::Entered { name, .. } => {
                let began = previous.0 > 0
                    && self.recording.histories[0].events[previous.index()].kind == EventType::ParallelStateStarted;
                let frame = if began { self.branch(before) } else { frame };
                let step = StepId(self.recording.steps.len() as u32);
                let state = self.state(name);
                self.recording.steps.push(StepRecord { state, frame, entered: EventId(number) });
                if kind != EventType::FailStateEntered {
                    self.open.push(step);
                }
                (Some(step), frame)
            }
            Details::Exited { name, .. } => {
                let step = self.opened(name, before).or(before);
                self.open.retain(|open| Some(*open) != step);
                (step, self.frame_of(step))
            }
            Details::Iteration { name, index } => {
                let step = self.opened(name, before).or(before);
                let inside =
                    if kind == EventType::MapIterationStarted { self.iteration(step, index) } else { self.frame_of(step) };
                (step, inside)
            }
            _ if ends_or_begins_container(kind) => {
                let step = self.open_around(before, |step| self.entered_kind(step) == container_of(kind)).or(before);
                (step, self.frame_of(step))
            }
            _ if kind.name().starts_with("Execution") => (None, 0),
            _ => (before, frame),
        }
    }

    fn state(&mut self, name: TextId) -> u32 {
        let text = self.recording.texts.get(name.index()).cloned().unwrap_or_default();
        if let Some(index) = self.states.get(&text) {
            return *index;
        }
        let index = name.index() as u32;
        self.states.insert(text, index);
        index
    }

    /// The open visit of the state of this name that an event belongs to.
    fn opened(&self, name: TextId, before: Option<StepId>) -> Option<StepId> {
        let text = self.recording.text(name);
        self.open_around(before, |step| {
            let state = self.recording.steps[step.0 as usize].state;
            self.recording.texts.get(state as usize).is_some_and(|known| **known == *text)
        })
    }

    /// The innermost open visit of a kind around the one that an event points to: of several iterations its own. Where the event
    /// points elsewhere, the latest of that kind.
    fn open_around(&self, before: Option<StepId>, is_wanted: impl Fn(StepId) -> bool) -> Option<StepId> {
        let owner = |step: &StepId| self.recording.frames[self.recording.steps[step.0 as usize].frame as usize].owner;
        let around = std::iter::successors(before, owner).find(|step| is_wanted(*step) && self.open.contains(step));
        around.or_else(|| self.open.iter().rev().copied().find(|step| is_wanted(*step)))
    }

    fn entered_kind(&self, step: StepId) -> EventType {
        let entered = self.recording.steps[step.0 as usize].entered;
        self.recording.histories[0].events.get(entered.index()).map_or(EventType::PassStateEntered, |event| event.kind)
    }

    fn frame_of(&self, step: Option<StepId>) -> u32 {
        step.map_or(0, |step| self.recording.steps[step.0 as usize].frame)
    }

    fn branch(&mut self, owner: Option<StepId>) -> u32 {
        let index = self.recording.frames.iter().filter(|frame| frame.owner == owner && owner.is_some()).count() as u32;
        self.iteration(owner, index)
    }

    fn iteration(&mut self, owner: Option<StepId>, index: u32) -> u32 {
        self.recording.frames.push(FrameRecord { owner, index, history: 0, scope: 0, attempt: 0 });
        self.recording.frames.len() as u32 - 1
    }
}

fn ends_or_begins_container(kind: EventType) -> bool {
    use EventType::{
        MapRunAborted, MapRunFailed, MapRunRedriven, MapRunStarted, MapRunSucceeded, MapStateAborted, MapStateFailed,
        MapStateStarted, MapStateSucceeded, ParallelStateAborted, ParallelStateFailed, ParallelStateStarted,
        ParallelStateSucceeded,
    };
    matches!(
        kind,
        MapRunAborted
            | MapRunFailed
            | MapRunRedriven
            | MapRunStarted
            | MapRunSucceeded
            | MapStateAborted
            | MapStateFailed
            | MapStateStarted
            | MapStateSucceeded
            | ParallelStateAborted
            | ParallelStateFailed
            | ParallelStateStarted
            | ParallelStateSucceeded
    )
}

fn container_of(kind: EventType) -> EventType {
    if kind.name().starts_with("Map") { EventType::MapStateEntered } else { EventType::ParallelStateEntered }
}

/// A timestamp: text, or seconds as a number.
fn millis(timestamp: Option<&Value>) -> i64 {
    match timestamp {
        Some(Value::String(text)) => Timestamp::parse(text).map_or(0, Timestamp::millis),
        Some(number) => number.as_f64().map_or(0, |seconds| (seconds * 1000.0).round() as i64),
        None => 0,
    }
}
