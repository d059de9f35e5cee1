//! Where playing stops: breakpoints on states, transitions, errors and conditions; over, out of and up to a state.

use std::collections::BTreeMap;

use asl::document::StateKey;
use engine::Request;
use simulator::recording::{Details, Event, EventType, Recording, StepId};

use super::Run;

/// Stands for every error.
const ANY_ERROR: &str = "*";

/// What playing stops at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Breakpoint {
    /// A state is entered.
    State(StateKey),
    /// A state is entered from another one.
    Transition(StateKey, StateKey),
    /// Something fails with an error of this name; `*` stands for all.
    Error(String),
    /// A state is entered, and a path or JSONata expression gives true on what it sees.
    Condition(String),
}

/// A breakpoint as a row of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BreakRow {
    /// Its place in the list.
    pub index: usize,
    /// What it stops at, in words; names stand in backticks.
    pub words: String,
    /// Whether playing stops there now.
    pub on: bool,
    /// How often the run comes there, or what is wrong with the condition.
    pub note: String,
    /// Whether something is wrong.
    pub is_wrong: bool,
    /// The state to go to.
    pub state: Option<StateKey>,
}

/// All breakpoints, and the moments of the run at which they stop.
#[derive(Debug, Default)]
pub(super) struct Breaks {
    list: Vec<Set>,
    /// Numbers of events, in order.
    moments: Vec<usize>,
}

/// One that was set.
#[derive(Debug)]
struct Set {
    what: Breakpoint,
    on: bool,
    /// At which moments a condition holds in this run, once the engine has said so.
    found: Option<Result<Vec<u32>, String>>,
}

impl Run {
    /// All breakpoints, and whether each is on.
    pub(crate) fn all_breakpoints(&self) -> impl Iterator<Item = (&Breakpoint, bool)> {
        self.inside.lasting.more.breaks.list.iter().map(|set| (&set.what, set.on))
    }

    /// The states and transitions that playing stops at.
    #[must_use]
    pub fn breakpoints(&self) -> Vec<Breakpoint> {
        let drawn = |what: &Breakpoint| matches!(what, Breakpoint::State(_) | Breakpoint::Transition(..));
        self.all_breakpoints().filter(|(what, on)| *on && drawn(what)).map(|(what, _)| what.clone()).collect()
    }

    /// Whether there is any breakpoint.
    #[must_use]
    pub fn has_breakpoints(&self) -> bool {
        !self.inside.lasting.more.breaks.list.is_empty()
    }

    /// Sets or takes away a breakpoint; whether there is one now.
    pub(crate) fn toggle_breakpoint(&mut self, what: Breakpoint) -> bool {
        let list = &mut self.inside.lasting.more.breaks.list;
        let before = list.len();
        list.retain(|other| other.what != what);
        let is_set = list.len() == before;
        if is_set {
            list.push(Set { what, on: true, found: None });
        }
        self.find_breaks();
        is_set
    }

    /// Puts back a breakpoint that was kept.
    pub(crate) fn restore_breakpoint(&mut self, what: Breakpoint, on: bool) {
        let list = &mut self.inside.lasting.more.breaks.list;
        if list.iter().all(|other| other.what != what) {
            list.push(Set { what, on, found: None });
        }
    }

    /// Takes one away by its place in the list.
    pub(crate) fn remove_breakpoint(&mut self, index: usize) {
        let list = &mut self.inside.lasting.more.breaks.list;
        if index < list.len() {
            list.remove(index);
        }
        self.find_breaks();
    }

    /// Switches one on or off.
    pub(crate) fn switch_breakpoint(&mut self, index: usize, on: bool) {
        if let Some(set) = self.inside.lasting.more.breaks.list.get_mut(index) {
            set.on = on;
        }
        self.find_breaks();
    }

    /// The breakpoints as rows; `name` gives a state's name where it is still there.
    pub(crate) fn break_rows(&self, name: impl Fn(StateKey) -> Option<String>) -> Vec<BreakRow> {
        let has_run = self.has_recording();
        let row = |(index, set): (usize, &Set)| {
            let (words, state) = match &set.what {
                Breakpoint::State(key) => (name(*key).map(|name| format!("`{name}` is entered")), Some(*key)),
                Breakpoint::Transition(from, to) => {
                    (name(*from).zip(name(*to)).map(|(from, to)| format!("`{from}` → `{to}` is taken")), Some(*to))
                }
                Breakpoint::Error(error) if error == ANY_ERROR => (Some("any error".to_owned()), None),
                Breakpoint::Error(error) => (Some(format!("the error `{error}`")), None),
                Breakpoint::Condition(condition) => (Some(format!("`{condition}` is true")), None),
            };
            let wrong = set.found.as_ref().and_then(|found| found.as_ref().err()).cloned();
            let (note, is_wrong) = match (wrong, has_run) {
                (Some(why), _) => (why, true),
                (None, true) => (times(self.moments_of(set).len()), false),
                (None, false) => (String::new(), false),
            };
            Some(BreakRow { index, words: words?, on: set.on, note, is_wrong, state })
        };
        self.inside.lasting.more.breaks.list.iter().enumerate().filter_map(row).collect()
    }

    /// What is to be asked of the engine: at which moments conditions hold that it has not said yet.
    pub(crate) fn ask_conditions(&self) -> Vec<Request> {
        if !self.has_recording() || self.is_history || self.is_busy() {
            return Vec::new();
        }
        let open = self.inside.lasting.more.breaks.list.iter().filter(|set| set.found.is_none());
        let request = |set: &Set| match &set.what {
            Breakpoint::Condition(condition) => Some(Request::Moments { run: self.ticket, condition: condition.clone() }),
            _ => None,
        };
        open.filter_map(request).collect()
    }

    /// Takes in at which moments a condition holds.
    pub(crate) fn hear_moments(&mut self, condition: &str, moments: &Result<Vec<u32>, String>) {
        for set in &mut self.inside.lasting.more.breaks.list {
            if matches!(&set.what, Breakpoint::Condition(own) if own == condition) {
                set.found = Some(moments.clone());
            }
        }
        self.find_breaks();
    }

    /// The run is another one: conditions are to be asked anew.
    pub(super) fn forget_conditions(&mut self) {
        self.inside.lasting.more.breaks.list.iter_mut().for_each(|set| set.found = None);
    }

    /// Finds the moments at which playing stops.
    pub(super) fn find_breaks(&mut self) {
        let on = self.inside.lasting.more.breaks.list.iter().filter(|set| set.on);
        let mut moments: Vec<usize> = on.flat_map(|set| self.moments_of(set)).collect();
        moments.sort_unstable();
        moments.dedup();
        self.inside.lasting.more.breaks.moments = moments;
    }

    /// The moments at which one of them stops.
    fn moments_of(&self, set: &Set) -> Vec<usize> {
        let Some(recording) = self.recording() else { return Vec::new() };
        let all = recording.events().iter().enumerate();
        match &set.what {
            Breakpoint::State(key) => {
                all.filter(|(_, event)| self.enters(event, &|other| other == *key)).map(|(at, _)| at + 1).collect()
            }
            Breakpoint::Error(name) => {
                all.filter(|(_, event)| fails_with(recording, event, name)).map(|(at, _)| at + 1).collect()
            }
            Breakpoint::Transition(from, to) => self.transitions(recording, *from, *to),
            Breakpoint::Condition(_) => {
                let found = set.found.as_ref().and_then(|found| found.as_ref().ok());
                found.map(|found| found.iter().map(|moment| *moment as usize).collect()).unwrap_or_default()
            }
        }
    }

    /// The moments at which a state is entered from another one.
    fn transitions(&self, recording: &Recording, from: StateKey, to: StateKey) -> Vec<usize> {
        let mut latest: BTreeMap<u32, StateKey> = BTreeMap::new();
        let mut moments = Vec::new();
        for (at, event) in recording.events().iter().enumerate() {
            let entered = matches!(event.details, Details::Entered { .. });
            let step = event.step().filter(|_| entered).and_then(|step| recording.steps.get(step.0 as usize));
            let Some((step, key)) = step.and_then(|step| Some((step, *self.keys.get(step.state as usize)?))) else { continue };
            let before = latest.insert(step.frame, key);
            if key == to && before == Some(from) {
                moments.push(at + 1);
            }
        }
        moments
    }

    /// The next moment at which playing stops.
    #[must_use]
    pub(crate) fn next_break(&self) -> Option<usize> {
        let moments = &self.inside.lasting.more.breaks.moments;
        moments.get(moments.partition_point(|moment| *moment <= self.cursor)).copied()
    }

    /// The next moment at which a state is entered, else the first at all.
    #[must_use]
    pub(crate) fn entry_of(&self, key: StateKey) -> Option<usize> {
        let entered = |event: &Event| self.enters(event, &|other| other == key);
        let events = self.recording()?.events();
        let ahead = events.get(self.cursor..)?.iter().position(entered).map(|at| self.cursor + at + 1);
        ahead.or_else(|| Some(events.iter().position(entered)? + 1))
    }

    /// The breakpoints, by their place in the list, at which playing stops at a moment.
    pub(super) fn breaks_at(&self, moment: usize) -> impl Iterator<Item = usize> {
        let list = self.inside.lasting.more.breaks.list.iter().enumerate();
        list.filter(move |(_, set)| set.on && self.moments_of(set).contains(&moment)).map(|(index, _)| index)
    }

    /// Whether playing stops at the present moment.
    pub(super) fn is_at_break(&self) -> bool {
        self.inside.lasting.more.breaks.moments.binary_search(&self.cursor).is_ok()
    }

    fn enters(&self, event: &Event, is_wanted: &dyn Fn(StateKey) -> bool) -> bool {
        if !matches!(event.details, Details::Entered { .. }) {
            return false;
        }
        let step = event.step().and_then(|step| self.recording()?.steps.get(step.0 as usize));
        step.and_then(|step| self.keys.get(step.state as usize)).is_some_and(|key| is_wanted(*key))
    }

    /// The moment at which the step of the present moment is over, with all that it does inside.
    #[must_use]
    pub(crate) fn moment_over(&self) -> Option<usize> {
        let step = self.step_at(self.cursor)?;
        Some(self.moment_of(step)?).filter(|moment| *moment > self.cursor).or_else(|| Some(self.next_stop()))
    }

    /// The moment at which the Parallel or Map around the step that is looked at is over; the end where there is none.
    #[must_use]
    pub(crate) fn moment_out(&self) -> Option<usize> {
        let recording = self.recording()?;
        let step = recording.steps.get(self.chosen_step?)?;
        let owner = recording.frames.get(step.frame as usize)?.owner;
        Some(owner.and_then(|StepId(owner)| self.moment_of(owner as usize)).unwrap_or_else(|| self.length()))
    }
}

/// Whether an event says that something failed with this error.
fn fails_with(recording: &Recording, event: &Event, name: &str) -> bool {
    let error = match event.details {
        Details::Failure { error, .. } | Details::CallFailure { error, .. } => error.map(|error| recording.text(error)),
        // A time that ran out need not say so.
        _ if event.kind.name().ends_with("TimedOut") => Some("States.Timeout"),
        _ => return false,
    };
    // The end of the execution is none of its errors.
    let is_end = matches!(event.kind, EventType::ExecutionFailed | EventType::ExecutionTimedOut | EventType::ExecutionAborted);
    !is_end && (name == ANY_ERROR || error == Some(name))
}

fn times(count: usize) -> String {
    match count {
        0 => "not in this run".to_owned(),
        1 => "once in this run".to_owned(),
        count => format!("{count} times in this run"),
    }
}
