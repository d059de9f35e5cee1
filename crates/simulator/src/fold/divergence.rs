//! Two runs of one workflow compared visit by visit: where they first go apart.
//!
//! Branches and iterations are compared each for itself, so that it does not matter in which order their events were written down.

use std::collections::BTreeMap;
use std::sync::Arc;

use value::Value;

use super::{Index, Visit, VisitStatus, status_word, step_of, visits};
use crate::recording::{Details, EventId, EventType, PayloadId, Recording, StepId, TextId};

/// Where two runs first go apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Divergence {
    /// The states that it is inside of and at, from the outside: `Map`, `iteration 2`, `Work`. Empty for the execution itself.
    pub place: Vec<String>,
    /// What differs: `input`, `output`, `status`, `error` and the like.
    pub what: &'static str,
    /// It in the one run; null where there is nothing.
    pub one: Value,
    /// It in the other.
    pub other: Value,
    /// The visit of the one run at which they go apart; `None` at its end.
    pub step: Option<StepId>,
    /// The state before, where they go on to different ones.
    pub before: Option<Arc<str>>,
}

/// Where two runs first go apart; `None` where they go the same way with the same data. Times are not compared.
#[must_use]
pub fn divergence(one: &Recording, other: &Recording) -> Option<Divergence> {
    first(one, other, true)
}

/// Where the ways of two runs first go apart: the states that they come to, how often each is tried, how each ends. Data is not
/// compared, nor what comes after the last event of the one run if that had not ended.
#[must_use]
pub fn parting(one: &Recording, other: &Recording) -> Option<Divergence> {
    first(one, other, false)
}

fn first(one: &Recording, other: &Recording, with_data: bool) -> Option<Divergence> {
    let (one, other) = (Side::of(one, with_data), Side::of(other, with_data));
    let mut place = Vec::new();
    frames(&one, 0, &other, 0, &mut place).or_else(|| {
        let differs = |what, one: Value, other: Value| {
            (one != other).then_some(Divergence { place: vec![], what, one, other, step: None, before: None })
        };
        let (a, b) = (one.end(), other.end());
        if !one.has_ended && !with_data {
            return None;
        }
        let output = || if with_data { differs("output", a.2.clone(), b.2.clone()) } else { None };
        differs("status", a.0.clone(), b.0.clone()).or_else(|| differs("error", a.1.clone(), b.1.clone())).or_else(output)
    })
}

/// One run: its visits by where they happened, and the frames that visits have opened.
struct Side<'a> {
    recording: &'a Recording,
    visits: BTreeMap<u32, Vec<Visit>>,
    opened: BTreeMap<u32, Vec<u32>>,
    index: Index,
    /// Whether data is compared as well.
    with_data: bool,
    /// Whether the execution is over.
    has_ended: bool,
}

impl<'a> Side<'a> {
    fn of(recording: &'a Recording, with_data: bool) -> Self {
        let mut by_frame: BTreeMap<u32, Vec<Visit>> = BTreeMap::new();
        // What children of distributed Maps did stands in histories of their own.
        for visit in visits(recording, EventId(recording.events().len() as u32)).into_iter().filter(|visit| visit.history == 0) {
            by_frame.entry(visit.frame).or_default().push(visit);
        }
        const ENDS: [EventType; 4] = [
            EventType::ExecutionSucceeded,
            EventType::ExecutionFailed,
            EventType::ExecutionTimedOut,
            EventType::ExecutionAborted,
        ];
        let has_ended = recording.events().last().is_some_and(|event| ENDS.contains(&event.kind));
        let index = Index::of(recording);
        let mut side = Self { recording, visits: by_frame, opened: BTreeMap::new(), index, with_data, has_ended };
        let mut opened: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for (frame, record) in (0u32..).zip(&recording.frames).filter(|(_, record)| record.history == 0) {
            if let Some(owner) = record.owner {
                opened.entry(owner.0).or_default().push(frame);
            }
        }
        // Branches are told by their first states: a history that was read does not number them.
        for frames in opened.values_mut() {
            frames.sort_by_cached_key(|frame| {
                let record = recording.frames[*frame as usize];
                (record.attempt, side.first_state(*frame), record.index)
            });
        }
        side.opened = opened;
        side
    }

    fn first_state(&self, frame: u32) -> Arc<str> {
        self.visits.get(&frame).and_then(|visits| visits.first()).map_or_else(|| Arc::from(""), |visit| self.name(visit))
    }

    fn name(&self, visit: &Visit) -> Arc<str> {
        self.recording.texts.get(visit.state as usize).cloned().unwrap_or_else(|| Arc::from(""))
    }

    fn visits(&self, frame: u32) -> &[Visit] {
        self.visits.get(&frame).map_or(&[], Vec::as_slice)
    }

    fn opened(&self, visit: &Visit) -> &[u32] {
        self.opened.get(&visit.step.0).map_or(&[], Vec::as_slice)
    }

    fn data(&self, payload: Option<PayloadId>) -> Value {
        payload.map_or(Value::Null, |payload| self.recording.payloads.value(payload).clone())
    }

    fn text(&self, text: Option<TextId>) -> Value {
        Value::from(text.map(|text| self.recording.text(text)))
    }

    /// The error that a visit ended with.
    fn error(&self, visit: &Visit) -> Value {
        let view = step_of(self.recording, &self.index, visit.clone(), EventId(self.recording.events().len() as u32));
        self.text(view.error)
    }

    /// How the execution ended: its last event, the error, the output.
    fn end(&self) -> (Value, Value, Value) {
        let Some(last) = self.recording.events().last() else { return Default::default() };
        let (error, output) = match last.details {
            Details::Failure { error, .. } => (self.text(error), Value::Null),
            Details::Output(output) if last.kind == EventType::ExecutionSucceeded => (Value::Null, self.data(Some(output))),
            _ => Default::default(),
        };
        (Value::from(last.kind.name()), error, output)
    }
}

/// Where two scopes first go apart.
fn frames(one: &Side, frame: u32, other: &Side, its: u32, place: &mut Vec<String>) -> Option<Divergence> {
    let (here, there) = (one.visits(frame), other.visits(its));
    let mut before: Option<Arc<str>> = None;
    for (a, b) in here.iter().zip(there) {
        let differs = |place: &[String], what, one: Value, other: Value| {
            (one != other).then(|| Divergence {
                place: place.to_vec(),
                what,
                one,
                other,
                step: Some(a.step),
                before: before.clone(),
            })
        };
        let is_open = !one.has_ended && a.status.is_open();
        let data = |place: &[String], what, x: Option<PayloadId>, y: Option<PayloadId>| {
            if one.with_data { differs(place, what, one.data(x), other.data(y)) } else { None }
        };
        let next = differs(place, "the next state", Value::from(one.name(a)), Value::from(other.name(b)));
        if next.is_some() {
            return next;
        }
        place.push(one.name(a).to_string());
        let attempts = |visit: &Visit| Value::from(i64::from(visit.attempts));
        let status = |visit: &Visit| Value::from(status_word(visit.status));
        let found = data(place, "input", Some(a.input), Some(b.input))
            .or_else(|| if is_open { None } else { differs(place, "attempts", attempts(a), attempts(b)) })
            .or_else(|| inside(one, a, other, b, place))
            .or_else(|| if is_open { None } else { differs(place, "status", status(a), status(b)) })
            .or_else(|| match a.status {
                VisitStatus::Succeeded | VisitStatus::Aborted => None,
                _ if is_open => None,
                _ => differs(place, "error", one.error(a), other.error(b)),
            })
            .or_else(|| data(place, "output", a.output, b.output));
        if found.is_some() {
            return found;
        }
        place.pop();
        before = Some(one.name(a));
        if is_open && !one.with_data {
            return None;
        }
    }
    let next = |side: &Side, visits: &[Visit]| {
        let next = visits.get(here.len().min(there.len())).map(|visit| side.name(visit));
        Value::from(next)
    };
    let (a, b) = (next(one, here), next(other, there));
    // What had not come to its end may go on yet.
    if a.is_null() && !one.has_ended && !one.with_data {
        return None;
    }
    let step = here.get(there.len()).or(here.last()).map(|visit| visit.step);
    (a != b).then(|| Divergence { place: place.clone(), what: "the next state", one: a, other: b, step, before })
}

/// The same of the branches or iterations of two visits.
fn inside(one: &Side, a: &Visit, other: &Side, b: &Visit, place: &mut Vec<String>) -> Option<Divergence> {
    let (here, there) = (one.opened(a), other.opened(b));
    for (frame, its) in here.iter().zip(there) {
        let record = one.recording.frames[*frame as usize];
        place.push(format!("branch or iteration {}", record.index + 1));
        let found = frames(one, *frame, other, *its, place);
        if found.is_some() {
            return found;
        }
        place.pop();
    }
    let count = |frames: &[u32]| Value::from(frames.len() as i64);
    if !one.has_ended && !one.with_data {
        return None;
    }
    let (what, one, other) = ("branches or iterations", count(here), count(there));
    (one != other).then(|| Divergence { place: place.clone(), what, one, other, step: Some(a.step), before: None })
}
