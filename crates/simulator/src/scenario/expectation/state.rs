//! What must come of a state: how often, how it ended, with which data.

use std::collections::BTreeMap;

use value::Value;

use super::{Found, Members, Pattern, Range, written};
use crate::fold::{Replay, Visit, status_word, step_of};
use crate::recording::{EventId, EventType, Recording};
use crate::scenario_error::ScenarioError;

/// What must come of a state, in one iteration of the Map around it or in all.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StateExpectation {
    /// The iteration of the nearest Map around, from 0; without it all are meant.
    pub iteration: Option<u32>,
    /// How often it is visited.
    pub visits: Option<Range>,
    /// How often its work is begun, retries included.
    pub attempts: Option<Range>,
    /// How its last visit ended, such as `SUCCEEDED` or `CAUGHT`.
    pub status: Option<String>,
    /// The error of its last visit's latest failure.
    pub error: Option<String>,
    /// Its last visit's input.
    pub input: Option<Value>,
    /// What that must look like.
    pub input_matches: Option<Pattern>,
    /// Its last visit's output.
    pub output: Option<Value>,
    /// What that must look like.
    pub output_matches: Option<Pattern>,
}

/// What is said of a state.
pub const STATE_MEMBERS: [&str; 9] =
    ["iteration", "visits", "attempts", "status", "error", "input", "inputMatches", "output", "outputMatches"];

pub(super) fn read(place: &str, value: &Value) -> Result<BTreeMap<String, Vec<StateExpectation>>, ScenarioError> {
    let Some(states) = value.as_object() else {
        return Err(ScenarioError::new(place, "an object of state names and what is expected of them is needed here"));
    };
    let mut read = BTreeMap::new();
    for (name, expected) in states.iter() {
        let place = format!("{place}.{name}");
        let expected = match expected {
            Value::Array(list) => {
                let list = list.iter().enumerate();
                list.map(|(index, one)| StateExpectation::read(&format!("{place}[{index}]"), one)).collect::<Result<_, _>>()?
            }
            one => vec![StateExpectation::read(&place, one)?],
        };
        read.insert(name.to_string(), expected);
    }
    Ok(read)
}

pub(super) fn write(states: &BTreeMap<String, Vec<StateExpectation>>) -> Value {
    let one = |expected: &Vec<StateExpectation>| match expected.as_slice() {
        [one] => one.write(),
        several => Value::array(several.iter().map(StateExpectation::write)),
    };
    Value::object(states.iter().map(|(name, expected)| (name.as_str(), one(expected))))
}

/// Compares with the last moment of a run.
pub(super) fn compare(states: &BTreeMap<String, Vec<StateExpectation>>, recording: &Recording, found: &mut Found) {
    if states.is_empty() {
        return;
    }
    let moment = EventId(recording.events().len() as u32);
    let replay = Replay::at(recording, moment);
    let mut visits: BTreeMap<&str, Vec<&Visit>> = BTreeMap::new();
    for visit in replay.visits() {
        let name = recording.texts.get(visit.state as usize).map_or("", |name| name);
        if let Some((name, _)) = states.get_key_value(name) {
            visits.entry(name).or_default().push(visit);
        }
    }
    for (name, expected) in states {
        let visits = visits.get(name.as_str()).map_or(&[][..], Vec::as_slice);
        for (index, expected) in expected.iter().enumerate() {
            let at = ["states", name, &index.to_string()].map(str::to_owned).to_vec();
            found.within(expected.place(name), at);
            expected.compare(visits, recording, &replay, found);
        }
    }
}

/// How often each state was visited and tried, and how its last visit ended.
pub(super) fn observed(recording: &Recording) -> BTreeMap<String, Vec<StateExpectation>> {
    let replay = Replay::at(recording, EventId(recording.events().len() as u32));
    let mut states = BTreeMap::<String, (u32, u32, &str)>::new();
    for visit in replay.visits() {
        let name = recording.texts.get(visit.state as usize).map(|name| name.to_string()).unwrap_or_default();
        let (visits, attempts, status) = states.entry(name).or_default();
        (*visits, *attempts, *status) = (*visits + 1, *attempts + visit.attempts, status_word(visit.status));
    }
    let expectation = |(visits, attempts, status): (u32, u32, &str)| StateExpectation {
        visits: Some(Range::exactly(f64::from(visits))),
        attempts: (attempts > 0).then(|| Range::exactly(f64::from(attempts))),
        status: Some(status.to_owned()),
        ..StateExpectation::default()
    };
    states.into_iter().map(|(name, counts)| (name, vec![expectation(counts)])).collect()
}

impl StateExpectation {
    fn read(place: &str, value: &Value) -> Result<Self, ScenarioError> {
        let members = Members::of(place, value, "what is expected of a state", &STATE_MEMBERS)?;
        let iteration = |value: &Value| {
            let index = value.as_i64().and_then(|index| u32::try_from(index).ok());
            index.ok_or_else(|| {
                ScenarioError::new(members.place("iteration"), "the number of an iteration, from 0, is needed here")
            })
        };
        Ok(Self {
            iteration: members.get("iteration").map(iteration).transpose()?,
            visits: members.range("visits")?,
            attempts: members.range("attempts")?,
            status: members.text("status")?,
            error: members.text("error")?,
            input: members.get("input").cloned(),
            input_matches: members.pattern("inputMatches")?,
            output: members.get("output").cloned(),
            output_matches: members.pattern("outputMatches")?,
        })
    }

    fn write(&self) -> Value {
        let text = |text: &Option<String>| text.as_deref().map(Value::from);
        let range = |range: &Option<Range>| range.as_ref().map(Range::write);
        let pattern = |pattern: &Option<Pattern>| pattern.as_ref().map(|pattern| pattern.written().clone());
        written([
            ("iteration", self.iteration.map(|index| Value::from(i64::from(index)))),
            ("visits", range(&self.visits)),
            ("attempts", range(&self.attempts)),
            ("status", text(&self.status)),
            ("error", text(&self.error)),
            ("input", self.input.clone()),
            ("inputMatches", pattern(&self.input_matches)),
            ("output", self.output.clone()),
            ("outputMatches", pattern(&self.output_matches)),
        ])
    }

    /// How it is called in messages.
    fn place(&self, name: &str) -> String {
        match self.iteration {
            Some(index) => format!("states.{name}[{index}]"),
            None => format!("states.{name}"),
        }
    }

    fn compare(&self, visits: &[&Visit], recording: &Recording, replay: &Replay, found: &mut Found) {
        let in_iteration = |visit: &&&Visit| match self.iteration {
            None => true,
            wanted => iteration_of(recording, visit.frame) == wanted,
        };
        let visits: Vec<&Visit> = visits.iter().filter(in_iteration).copied().collect();
        found.range("visits", self.visits, visits.len() as f64);
        let attempts: u32 = visits.iter().map(|visit| visit.attempts).sum();
        found.range("attempts", self.attempts, f64::from(attempts));
        let last = visits.last();
        found.text("status", self.status.as_deref(), last.map(|visit| status_word(visit.status)));
        if self.error.is_some() {
            let error = last.and_then(|visit| step_of(recording, replay.index(), (*visit).clone(), replay.moment()).error);
            found.text("error", self.error.as_deref(), error.map(|error| recording.text(error)));
        }
        let input = last.map(|visit| recording.payloads.value(visit.input));
        found.value("input", self.input.as_ref(), self.input_matches.as_ref(), input);
        let output = last.and_then(|visit| visit.output).map(|output| recording.payloads.value(output));
        found.value("output", self.output.as_ref(), self.output_matches.as_ref(), output);
    }
}

/// The iteration of the nearest Map around a frame.
fn iteration_of(recording: &Recording, frame: u32) -> Option<u32> {
    let mut frame = recording.frames.get(frame as usize)?;
    loop {
        let owner = recording.steps.get(frame.owner?.0 as usize)?;
        let around = recording.frames.get(owner.frame as usize)?;
        let entered = recording.histories.get(around.history as usize)?.events.get(owner.entered.index())?;
        if entered.kind == EventType::MapStateEntered {
            return Some(frame.index);
        }
        frame = around;
    }
}
