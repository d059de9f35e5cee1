//! Moving through a recording: stops, playing, seeking.

use std::sync::Arc;

use asl::document::StateKey;
use engine::Ticket;
use simulator::fold;
use simulator::recording::wire::{Reader, WireError};
use simulator::recording::{Event, EventType, Recording, StepId};

use super::{Rest, Run, Work};
use crate::scene::Scene;

/// How fast a recording is played.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Speed {
    /// To the end at once.
    Instant,
    /// Quick, but every stop is seen.
    #[default]
    Quick,
    /// Slow enough to follow the data.
    Slow,
}

impl Speed {
    /// All, the fastest first.
    pub const ALL: [Self; 3] = [Self::Instant, Self::Quick, Self::Slow];

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Instant => "Instant",
            Self::Quick => "Quick",
            Self::Slow => "Slow motion",
        }
    }

    /// Real milliseconds between two stops.
    fn interval(self) -> u32 {
        match self {
            Self::Instant => 0,
            Self::Quick => 110,
            Self::Slow => 800,
        }
    }
}

/// A long recording skips stops, so that playing it ends within this many real milliseconds (in slow motion ten times that).
const LONGEST: u32 = 6000;

impl Run {
    /// The engine was asked to run: what was shown is over. `keys` are the states' by their place in the definition.
    pub fn begin(&mut self, ticket: Ticket, then_play: bool, keys: Arc<[StateKey]>) {
        let work = Work::Running { then_play, events: 0 };
        let tree = self.inside.tree.begin_anew();
        let lasting = std::mem::take(&mut self.inside.lasting);
        *self = Self { ticket, speed: self.speed, clock: self.clock + 1, work, keys, ..Self::default() };
        self.inside.tree = tree;
        self.inside.lasting = lasting;
        self.forget_conditions();
        self.find_breaks();
        self.inside.lasting.trials.show_run();
    }

    /// Forgets the run; later replies to it are not taken in.
    pub fn clear(&mut self) {
        let lasting = std::mem::take(&mut self.inside.lasting);
        *self = Self { speed: self.speed, clock: self.clock + 1, ..Self::default() };
        self.inside.lasting = lasting;
        self.forget_conditions();
        self.find_breaks();
        self.inside.lasting.trials.show_run();
    }

    /// The engine was asked to go on with the same run.
    pub fn go_on(&mut self) -> Ticket {
        self.work = Work::Running { then_play: true, events: 0 };
        self.ticket
    }

    /// Whether a reply is about this run, which is at work.
    #[must_use]
    pub fn is_current(&self, ticket: Ticket) -> bool {
        self.ticket == ticket && self.is_busy()
    }

    /// The engine has come so far.
    pub fn progress(&mut self, events: u32) {
        if let Work::Running { then_play, .. } = self.work {
            self.work = Work::Running { then_play, events };
        }
    }

    /// Takes in a part of the recording: of another one, whose first part this is, or what is new of the one that is known.
    pub fn read(&mut self, first: bool, chunk: &[u8]) -> Result<(), WireError> {
        if first {
            self.inside.incoming = Some(Reader::default());
        }
        let inside = &mut *self.inside;
        let reader = inside.incoming.as_mut().unwrap_or_else(|| inside.reader.get_or_insert_default());
        reader.read(chunk)
    }

    /// The engine came to rest. Returns whether the recording is to be played.
    pub fn arrive(&mut self, rest: Rest) -> bool {
        let then_play = matches!(self.work, Work::Running { then_play: true, .. });
        self.work = Work::Idle;
        self.inside.rest = Some(rest);
        if let Some(whole) = self.inside.incoming.take() {
            self.inside.reader = Some(whole);
        }
        self.inside.stops = self.recording().map(stops).unwrap_or_default();
        self.forget_conditions();
        self.find_breaks();
        self.look_anew();
        then_play
    }

    /// The engine gave up.
    pub fn abandon(&mut self) {
        self.work = Work::Idle;
        self.playing = false;
        self.inside.incoming = None;
    }

    /// Goes to a moment and looks at what happens there.
    pub fn seek(&mut self, cursor: usize, scene: &Scene) {
        self.editing = false;
        self.cursor = cursor.min(self.length());
        (self.chosen_step, self.chosen_inner) = (self.step_at(self.cursor), None);
        self.look_on(scene);
    }

    /// The moment at which a step is over, or has come to its last event.
    #[must_use]
    pub(crate) fn moment_of(&self, step: usize) -> Option<usize> {
        let recording = self.recording()?;
        let record = recording.steps.get(step)?;
        let history = recording.frames.get(record.frame as usize)?.history as usize;
        let last = self.inside.replay.index().events(StepId(step as u32)).last().unwrap_or(record.entered);
        if history == 0 {
            return Some(self.end_after(recording, step, last.0 as usize));
        }
        // Child executions are seen as they are at the time of the execution's own events.
        let at = recording.histories.get(history)?.events.get(last.index())?.at;
        let own = recording.events();
        Some((own.partition_point(|event| event.at < at) + 1).min(own.len()))
    }

    /// A step that fails or is aborted comes to that by an event of what it lies in, behind its own last one.
    fn end_after(&self, recording: &Recording, step: usize, last: usize) -> usize {
        let step = StepId(step as u32);
        let ended = self.inside.outcomes.step(step).is_some_and(|outcome| outcome.left_at.is_some());
        let events = recording.events();
        let is_left = last
            .checked_sub(1)
            .and_then(|at| events.get(at))
            .is_some_and(|event| event.kind.is_state_exited() || event.kind == EventType::FailStateEntered);
        if !ended || is_left {
            return last;
        }
        let mut around = Vec::new();
        let mut at = recording.steps.get(step.0 as usize);
        while let Some(owner) = at.and_then(|step| recording.frames.get(step.frame as usize)).and_then(|frame| frame.owner) {
            around.push(owner);
            at = recording.steps.get(owner.0 as usize);
        }
        let ends = |event: &Event| match event.step() {
            Some(owner) => fold::ends_what_is_inside(event.kind) && around.contains(&owner),
            None => true,
        };
        let behind = events.iter().skip(last).position(ends);
        behind.map_or(last, |behind| last + behind + 1)
    }

    /// Up to which state is run when the recording is there.
    pub(crate) fn run_to(&mut self, key: Option<StateKey>) -> Option<StateKey> {
        std::mem::replace(&mut self.run_to, key)
    }

    /// Whether a step has begun by now.
    #[must_use]
    pub(crate) fn has_begun(&self, step: usize) -> bool {
        self.visit(step).is_some()
    }

    /// The state of the step that is looked at.
    #[must_use]
    pub fn chosen_state(&self) -> Option<StateKey> {
        let step = self.recording()?.steps.get(self.chosen_step?)?;
        self.keys.get(step.state as usize).copied()
    }

    /// The next stop; the end if there is none.
    #[must_use]
    pub fn next_stop(&self) -> usize {
        let index = self.inside.stops.partition_point(|stop| *stop <= self.cursor);
        self.inside.stops.get(index).copied().unwrap_or_else(|| self.length())
    }

    /// The stop before.
    #[must_use]
    pub fn previous_stop(&self) -> usize {
        let index = self.inside.stops.partition_point(|stop| *stop < self.cursor);
        index.checked_sub(1).and_then(|index| self.inside.stops.get(index)).copied().unwrap_or_default()
    }

    /// Starts playing; returns the clock's number and the first interval, or `None` if it goes to the end at once.
    pub fn play(&mut self) -> Option<(u32, u32)> {
        self.clock += 1;
        self.playing = self.speed != Speed::Instant;
        self.playing.then(|| (self.clock, self.speed.interval()))
    }

    /// Stops playing.
    pub fn pause(&mut self) {
        self.playing = false;
    }

    /// A clock ticked: one stop on, or more in a long recording. Returns the next tick, unless this was the last or an old
    /// clock's.
    pub fn tick(&mut self, clock: u32, scene: &Scene) -> Option<(u32, u32)> {
        if !self.playing || clock != self.clock {
            return None;
        }
        let interval = self.speed.interval();
        let longest = if self.speed == Speed::Slow { LONGEST * 10 } else { LONGEST };
        let stride = (self.inside.stops.len() as u32 * interval).div_ceil(longest).max(1);
        for _ in 0..stride {
            self.cursor = self.next_stop();
            if self.is_at_break() {
                break;
            }
        }
        self.seek(self.cursor, scene);
        self.playing = self.cursor < self.length() && !self.is_at_break();
        if !self.playing {
            self.stop_here();
        }
        self.playing.then_some((clock, interval))
    }
}

/// The moments worth a stop: a state is entered or left, something fails, the end.
fn stops(recording: &Recording) -> Vec<usize> {
    const ENDINGS: [&str; 6] = ["StateEntered", "StateExited", "Failed", "TimedOut", "Aborted", "ExecutionSucceeded"];
    let events = recording.events();
    // There are few types and many events.
    let mut known: Vec<(EventType, bool)> = Vec::new();
    let mut is_stop = |kind: EventType| match known.iter().find(|(other, _)| *other == kind) {
        Some((_, stop)) => *stop,
        None => {
            let stop = ENDINGS.iter().any(|ending| kind.name().ends_with(ending));
            known.push((kind, stop));
            stop
        }
    };
    let mut stops: Vec<usize> = (1..=events.len()).filter(|count| is_stop(events[count - 1].kind)).collect();
    if stops.last() != Some(&events.len()) {
        stops.push(events.len());
    }
    stops
}
