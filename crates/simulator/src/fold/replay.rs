//! A recording replayed to a moment, and on from there in either direction: each event costs what it changes, and no more.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};
use std::sync::Arc;

use super::index::Index;
use super::tally::{Leg, Legs, StateView, Tally};
use super::visits::{Visit, VisitStatus, begins_attempt, ends_what_is_inside, fails_attempt};
use crate::recording::{Details, Event, EventId, EventType, PayloadId, Recording, StepId};

/// So many changes can be taken back at the most; going back further begins anew.
const LONGEST_LOG: usize = 1 << 18;

/// The visits, the states and the way of a run at a moment.
///
/// A moment is a number of events of the execution's own history; child executions are seen as they were at its time. All
/// methods want the recording that it was made for.
#[derive(Debug, Default)]
pub struct Replay {
    index: Arc<Index>,
    /// By step.
    visits: Vec<Option<Visit>>,
    /// The latest visit in each frame: the only one there that may go on.
    current: Vec<Option<StepId>>,
    /// How many of the frames that a step has opened are over for certain, from the first on.
    over: Vec<u32>,
    /// Which visits did not succeed and are no longer counted, since their Parallel or Map has begun anew; by step.
    superseded: Vec<bool>,
    /// How many events of each history are replayed.
    done: Vec<u32>,
    /// The next event of each child's history; an entry may be outdated.
    children: BinaryHeap<Next>,
    states: Vec<StateView>,
    legs: Legs,
    /// How the branches or iterations stand, by attempt of their Parallel or Map.
    tallies: Vec<Tally>,
    /// What was changed last, to be taken back.
    log: VecDeque<Change>,
    /// Whether nothing is ever taken back, so that no log is kept: going back begins anew.
    is_one_way: bool,
    /// How many visits have begun.
    begun: usize,
    /// No visit behind this one has.
    end: usize,
}

/// The time of a history's next event, soonest first; at the same time later histories first, so that a child has ended when
/// the Map that waits for it is left.
type Next = (Reverse<u64>, u32);

/// One change, as it was before. There are many of them: what seldom changes is a change of its own.
#[derive(Clone, Copy, Debug)]
enum Change {
    /// An event of this history was replayed; what it changed lies before.
    Replayed(u32),
    Entered {
        step: StepId,
        /// The visit before in the same frame, or [`NONE`].
        before: u32,
        /// The latest visit of the same state, or [`NONE`].
        latest: u32,
    },
    /// A visit that had neither ended nor given anything, unless what follows when going back says so.
    Visit {
        step: StepId,
        status: VisitStatus,
        latest: EventId,
        attempts: u32,
    },
    /// When a visit had ended before: the halves of a time.
    Left {
        step: StepId,
        at: (u32, u32),
    },
    /// What a visit had given before.
    Given {
        step: StepId,
        output: PayloadId,
    },
    Over {
        step: StepId,
        frames: u32,
    },
    Superseded(StepId),
}

/// No visit.
const NONE: u32 = u32::MAX;

fn number(step: Option<StepId>) -> u32 {
    step.map_or(NONE, |step| step.0)
}

fn step(number: u32) -> Option<StepId> {
    (number != NONE).then_some(StepId(number))
}

impl Replay {
    /// Before the first event of a recording.
    #[must_use]
    pub fn new(recording: &Recording) -> Self {
        Self::with(recording, Arc::new(Index::of(recording)))
    }

    /// The same where it is known what belongs to what.
    #[must_use]
    pub fn with(recording: &Recording, index: Arc<Index>) -> Self {
        let states = recording.steps.iter().map(|step| step.state as usize + 1).max().unwrap_or_default();
        let mut replay = Self {
            tallies: vec![Tally::default(); index.group_count()],
            index,
            visits: vec![None; recording.steps.len()],
            current: vec![None; recording.frames.len()],
            over: vec![0; recording.steps.len()],
            superseded: vec![false; recording.steps.len()],
            done: vec![0; recording.histories.len()],
            states: vec![StateView::default(); states],
            ..Self::default()
        };
        let begins = (1u32..).zip(recording.histories.iter().skip(1));
        replay.children = begins.filter_map(|(history, events)| Some((Reverse(events.events.first()?.at), history))).collect();
        replay
    }

    /// The same for going forwards only: without what is kept to go back, it takes much less memory.
    #[must_use]
    pub fn one_way(recording: &Recording, index: Arc<Index>) -> Self {
        Self { is_one_way: true, ..Self::with(recording, index) }
    }

    /// At a moment of a recording, to look at that.
    #[must_use]
    pub fn at(recording: &Recording, moment: EventId) -> Self {
        let mut replay = Self::one_way(recording, Arc::new(Index::of(recording)));
        replay.seek(recording, moment, usize::MAX);
        replay
    }

    /// The present moment; while a long way is gone in parts, that of the part which is behind.
    #[must_use]
    pub fn moment(&self) -> EventId {
        EventId(self.done.first().copied().unwrap_or_default())
    }

    /// Goes on towards a moment for at most about so many events; whether it is there.
    pub fn seek(&mut self, recording: &Recording, moment: EventId, events: usize) -> bool {
        let own = recording.events();
        let target = own.len().min(moment.0 as usize);
        let mut left = events.max(1);
        // Children are seen as they are at the time of the execution's latest event, and to their ends when it has ended.
        let until = match target.checked_sub(1) {
            None => None,
            Some(_) if target == own.len() => Some(u64::MAX),
            Some(latest) => Some(own[latest].at),
        };
        while let Some(Change::Replayed(history)) = self.log.back().copied() {
            let latest = self.done[history as usize] as usize - 1;
            let at = recording.histories[history as usize].events.get(latest).map_or(0, |event| event.at);
            let is_ahead = self.moment().0 as usize > target || (history != 0 && until.is_none_or(|until| at > until));
            if !is_ahead {
                break;
            }
            if left == 0 {
                return false;
            }
            left -= 1;
            self.take_back_event(recording);
        }
        if self.moment().0 as usize > target {
            // What lies further back was not kept: there once more from the start.
            *self = Self { is_one_way: self.is_one_way, ..Self::with(recording, self.index.clone()) };
        }
        self.advance(recording, target, until, left)
    }

    /// All visits so far, in the order of their entry.
    pub fn visits(&self) -> impl DoubleEndedIterator<Item = &Visit> {
        self.visits[..self.end].iter().flatten()
    }

    /// The visits that did not succeed and are no longer counted, since their Parallel or Map has begun anew.
    pub fn superseded(&self) -> impl Iterator<Item = &Visit> {
        self.visits.iter().zip(&self.superseded).filter(|(_, superseded)| **superseded).filter_map(|(visit, _)| visit.as_ref())
    }

    /// How many visits have begun.
    #[must_use]
    pub fn begun(&self) -> usize {
        self.begun
    }

    /// A visit, if it has begun.
    #[must_use]
    pub fn visit(&self, step: StepId) -> Option<&Visit> {
        self.visits.get(step.0 as usize)?.as_ref()
    }

    /// What belongs to what in the recording.
    #[must_use]
    pub fn index(&self) -> &Arc<Index> {
        &self.index
    }

    /// How the branches or iterations of an attempt stand.
    #[must_use]
    pub fn tally(&self, group: u32) -> Tally {
        self.tallies.get(group as usize).copied().unwrap_or_default()
    }

    /// How a branch or iteration stands; `None` while nothing of it has begun.
    #[must_use]
    pub fn frame(&self, frame: u32) -> Option<VisitStatus> {
        let current = (*self.current.get(frame as usize)?)?;
        let status = self.visit(current)?.status;
        let steps = self.index.steps(frame);
        match status {
            VisitStatus::Succeeded | VisitStatus::Caught if steps.last() != Some(&current.0) => Some(VisitStatus::Running),
            VisitStatus::Succeeded => {
                let caught = |step: &u32| self.visit(StepId(*step)).is_some_and(|visit| visit.status == VisitStatus::Caught);
                Some(if steps.iter().any(caught) { VisitStatus::Caught } else { VisitStatus::Succeeded })
            }
            status => Some(status),
        }
    }

    /// The latest visit in a frame.
    #[must_use]
    pub fn latest_in(&self, frame: u32) -> Option<StepId> {
        *self.current.get(frame as usize)?
    }

    /// A state over all its visits, by its place in the definition.
    #[must_use]
    pub fn state(&self, state: usize) -> StateView {
        self.states.get(state).copied().unwrap_or_default()
    }

    /// So many states have been heard of: their places in the definition are below that.
    #[must_use]
    pub fn state_count(&self) -> usize {
        self.states.len()
    }

    /// How often a part of the way was taken.
    #[must_use]
    pub fn count(&self, leg: Leg) -> u32 {
        self.legs.count(leg)
    }

    /// Forwards: before each event of the execution itself comes what children have done by then.
    fn advance(&mut self, recording: &Recording, target: usize, until: Option<u64>, mut left: usize) -> bool {
        let own = recording.events();
        while let Some(event) = own[..target].get(self.moment().0 as usize) {
            if !self.replay_children(recording, event.at, &mut left) || left == 0 {
                return false;
            }
            left -= 1;
            self.replay(recording, 0);
        }
        until.is_none_or(|until| self.replay_children(recording, until, &mut left))
    }

    /// Replays what happened in child executions until a time; whether all of it was within the budget.
    fn replay_children(&mut self, recording: &Recording, until: u64, left: &mut usize) -> bool {
        while let Some((Reverse(at), history)) = self.children.peek().copied().filter(|(Reverse(at), _)| *at <= until) {
            if *left == 0 {
                return false;
            }
            self.children.pop();
            let events = &recording.histories[history as usize].events;
            let next = |replay: &Self| events.get(replay.done[history as usize] as usize).map(|event| event.at);
            // An entry that was put back when going back may be there twice.
            if next(self) != Some(at) {
                continue;
            }
            while next(self) == Some(at) {
                *left = left.saturating_sub(1);
                self.replay(recording, history);
            }
            self.children.extend(next(self).map(|at| (Reverse(at), history)));
        }
        true
    }

    /// Replays the next event of a history.
    fn replay(&mut self, recording: &Recording, history: u32) {
        let events = &recording.histories[history as usize].events;
        let done = &mut self.done[history as usize];
        let Some(event) = events.get(*done as usize) else { return };
        *done += 1;
        let (id, is_last) = (EventId(*done), *done as usize == events.len());
        self.event(recording, history, id, event);
        // An execution that is redriven has ended before.
        let ended = matches!(event.kind, EventType::ExecutionFailed | EventType::ExecutionTimedOut | EventType::ExecutionAborted);
        if is_last || ended {
            self.end(recording, history, event);
        }
        self.note(Change::Replayed(history));
        if is_last && history == 0 {
            self.count_ends(None, Legs::add);
        }
    }

    /// Takes the last event back.
    fn take_back_event(&mut self, recording: &Recording) {
        let Some(Change::Replayed(history)) = self.log.pop_back() else { return };
        let events = &recording.histories[history as usize].events;
        if history == 0 && self.done[0] as usize == events.len() {
            self.count_ends(None, Legs::take_back);
        }
        while let Some(change) = self.log.back().copied().filter(|change| !matches!(change, Change::Replayed(_))) {
            self.log.pop_back();
            self.take_back(recording, change);
        }
        let done = &mut self.done[history as usize];
        *done -= 1;
        if let Some(event) = events.get(*done as usize).filter(|_| history != 0) {
            self.children.push((Reverse(event.at), history));
        }
    }

    fn take_back(&mut self, recording: &Recording, change: Change) {
        match change {
            Change::Replayed(_) => {}
            Change::Entered { step, before, latest } => {
                let (before, latest) = (self::step(before), self::step(latest));
                let Some(frame) = self.visit(step).map(|visit| visit.frame) else { return };
                let stood = self.frame(frame);
                let Some(visit) = self.visits[step.0 as usize].take() else { return };
                self.begun -= 1;
                self.end = self.visits[..self.end].iter().rposition(Option::is_some).map_or(0, |last| last + 1);
                self.current[visit.frame as usize] = before;
                self.count_frame(frame, stood);
                self.legs.take_back(self.leg_to(recording, before, &visit));
                let status = latest.and_then(|latest| self.visit(latest)).map(|visit| visit.status);
                let view = &mut self.states[visit.state as usize];
                view.visits -= 1;
                *view.count_mut(visit.status) -= 1;
                (view.step, view.latest) = (latest, status);
            }
            Change::Visit { step, status, latest, attempts } => {
                let Some(mut visit) = self.visits[step.0 as usize].clone() else { return };
                (visit.status, visit.latest, visit.attempts) = (status, latest, attempts);
                (visit.left_at, visit.output) = (None, None);
                self.put(visit);
            }
            Change::Left { step, at: (high, low) } => {
                let Some(mut visit) = self.visits[step.0 as usize].clone() else { return };
                visit.left_at = Some(u64::from(high) << 32 | u64::from(low));
                self.put(visit);
            }
            Change::Given { step, output } => {
                if let Some(visit) = &mut self.visits[step.0 as usize] {
                    visit.output = Some(output);
                }
            }
            Change::Over { step, frames } => self.over[step.0 as usize] = frames,
            Change::Superseded(step) => {
                self.superseded[step.0 as usize] = false;
                if let Some(Visit { state, status, .. }) = self.visit(step) {
                    let (state, status) = (*state as usize, *status);
                    *self.states[state].count_mut(status) += 1;
                }
            }
        }
    }

    fn note(&mut self, change: Change) {
        if self.is_one_way {
            return;
        }
        if self.log.len() >= LONGEST_LOG {
            // Whole events only: what is left of one could not be taken back.
            while self.log.pop_front().is_some_and(|change| !matches!(change, Change::Replayed(_))) {}
        }
        self.log.push_back(change);
    }

    fn event(&mut self, recording: &Recording, history: u32, id: EventId, event: &Event) {
        let Some(step) = event.step() else { return };
        if let Details::Entered { input, .. } = event.details {
            self.enter(recording, history, id, event, (step, input));
            return;
        }
        let Some(mut visit) = self.visit(step).cloned() else { return };
        visit.latest = id;
        match event.kind {
            _ if matches!(event.details, Details::Exited { .. }) => {
                if let Details::Exited { output, .. } = event.details {
                    visit.output = Some(output);
                }
                visit.status = if has_failed(&visit) { VisitStatus::Caught } else { VisitStatus::Succeeded };
                visit.left_at = Some(event.at);
            }
            kind if begins_attempt(kind) && visit.status == VisitStatus::Retrying => {
                visit.status = VisitStatus::Running;
                visit.attempts += 1;
            }
            kind if fails_attempt(kind) || kind == EventType::MapIterationFailed => {
                visit.status = self.after_failure(recording, &visit);
            }
            EventType::TaskStateAborted
            | EventType::WaitStateAborted
            | EventType::ParallelStateAborted
            | EventType::MapStateAborted => end_visit(&mut visit, event.at),
            _ => {}
        }
        self.set(visit);
        if ends_what_is_inside(event.kind) {
            self.end_inside(recording, step, history, &|visit| end_visit(visit, event.at));
        }
        if matches!(event.kind, EventType::MapStateStarted | EventType::ParallelStateStarted) {
            self.begin_anew(step);
        }
    }

    /// How a visit stands whose work has just failed: another attempt follows, or none does.
    fn after_failure(&self, recording: &Recording, visit: &Visit) -> VisitStatus {
        let events = recording.histories.get(visit.history as usize).map_or(&[][..], |history| &history.events);
        let begins = |id: EventId| events.get(id.index()).is_some_and(|event| begins_attempt(event.kind));
        let is_tried_again = self.index.events_after(visit.step, visit.latest).any(begins);
        if is_tried_again { VisitStatus::Retrying } else { VisitStatus::Failed }
    }

    fn enter(&mut self, recording: &Recording, history: u32, id: EventId, event: &Event, entry: (StepId, PayloadId)) {
        let (step, input) = entry;
        let Some(record) = recording.steps.get(step.0 as usize) else { return };
        let failed = event.kind == EventType::FailStateEntered;
        let visit = Visit {
            step,
            state: record.state,
            frame: record.frame,
            history,
            status: if failed { VisitStatus::Failed } else { VisitStatus::Running },
            entered: id,
            latest: id,
            entered_at: event.at,
            left_at: failed.then_some(event.at),
            input,
            output: None,
            attempts: 1,
        };
        let stood = self.frame(record.frame);
        let Some(current) = self.current.get_mut(record.frame as usize) else { return };
        let before = current.replace(step);
        self.legs.add(self.leg_to(recording, before, &visit));
        let view = &mut self.states[record.state as usize];
        let latest = view.step;
        view.visits += 1;
        *view.count_mut(visit.status) += 1;
        if latest.is_none_or(|latest| latest < step) {
            (view.step, view.latest) = (Some(step), Some(visit.status));
        }
        self.visits[step.0 as usize] = Some(visit);
        self.count_frame(record.frame, stood);
        self.begun += 1;
        self.end = self.end.max(step.0 as usize + 1);
        self.note(Change::Entered { step, before: number(before), latest: number(latest) });
        if let Some(before) = before.filter(|_| recording.is_redriven(step)) {
            self.supersede_visit(before);
            self.supersede(self.index.inside(before).to_vec());
        }
    }

    /// The part of the way that a visit begins with.
    fn leg_to(&self, recording: &Recording, before: Option<StepId>, visit: &Visit) -> Leg {
        match before.and_then(|before| self.visit(before)) {
            Some(before) => Leg::Between { from: before.state, to: visit.state, caught: before.status == VisitStatus::Caught },
            None => Leg::Start { scope: recording.frames[visit.frame as usize].scope },
        }
    }

    /// Ends what goes on in this history in the frames that a visit has opened, however deep.
    fn end_inside(&mut self, recording: &Recording, owner: StepId, history: u32, end: &dyn Fn(&mut Visit)) {
        for at in self.over[owner.0 as usize] as usize.. {
            let Some(frame) = self.index.inside(owner).get(at).copied() else { break };
            let is_here = recording.frames[frame as usize].history == history;
            match self.current[frame as usize] {
                Some(current) if is_here => self.end_current(recording, current, history, end),
                // Frames begin in the order of their creation: the others are still to come.
                None if is_here => break,
                _ => {}
            }
        }
    }

    /// A Parallel or Map begins, perhaps once more: nothing will happen in the frames that it has opened by now.
    fn begin_anew(&mut self, owner: StepId) {
        let frames = self.over[owner.0 as usize];
        let begun = self.index.inside(owner).iter().skip(frames as usize);
        let begun = begun.take_while(|frame| self.current[**frame as usize].is_some()).count() as u32;
        if begun > 0 {
            let ended = frames as usize..(frames + begun) as usize;
            self.supersede(self.index.inside(owner)[ended].to_vec());
            self.note(Change::Over { step: owner, frames });
            self.over[owner.0 as usize] = frames + begun;
        }
    }

    /// What of these frames did not succeed is done anew in others: it counts no more, however deep.
    fn supersede(&mut self, mut frames: Vec<u32>) {
        let index = Arc::clone(&self.index);
        while let Some(frame) = frames.pop() {
            let steps = index.steps(frame).iter().map(|step| StepId(*step));
            for step in steps {
                if self.visit(step).is_none() {
                    break;
                }
                self.supersede_visit(step);
                frames.extend(index.inside(step));
            }
        }
    }

    fn supersede_visit(&mut self, step: StepId) {
        let Some(Visit { state, status, .. }) = self.visit(step) else { return };
        let (state, status) = (*state as usize, *status);
        let is_undone = matches!(status, VisitStatus::Failed | VisitStatus::TimedOut | VisitStatus::Aborted);
        if is_undone && !std::mem::replace(&mut self.superseded[step.0 as usize], true) {
            *self.states[state].count_mut(status) -= 1;
            self.note(Change::Superseded(step));
        }
    }

    fn end_current(&mut self, recording: &Recording, current: StepId, history: u32, end: &dyn Fn(&mut Visit)) {
        if let Some(mut visit) = self.visit(current).filter(|visit| visit.left_at.is_none()).cloned() {
            end(&mut visit);
            self.set(visit);
        }
        self.end_inside(recording, current, history, end);
    }

    /// An execution has ended: what still runs ends with it.
    fn end(&mut self, recording: &Recording, history: u32, last: &Event) {
        let ended = match last.kind {
            EventType::ExecutionFailed => VisitStatus::Failed,
            EventType::ExecutionTimedOut => VisitStatus::TimedOut,
            EventType::ExecutionAborted => VisitStatus::Aborted,
            _ => return,
        };
        let end = |visit: &mut Visit| {
            let failed_itself = has_failed(visit) || visit.latest == last.previous;
            visit.status = match ended {
                VisitStatus::Failed if !failed_itself => VisitStatus::Aborted,
                VisitStatus::TimedOut if has_failed(visit) => VisitStatus::Failed,
                ended => ended,
            };
            visit.left_at = Some(last.at);
        };
        for at in 0..self.index.roots(history).len() {
            if let Some(current) = self.current[self.index.roots(history)[at] as usize] {
                self.end_current(recording, current, history, &end);
            }
        }
    }

    /// Sets how a visit stands, so that it can be taken back.
    fn set(&mut self, visit: Visit) {
        if let Some(Visit { step, status, latest, left_at, output, attempts, .. }) = self.visit(visit.step).cloned() {
            // Taken back in the opposite order.
            if let Some(at) = left_at {
                self.note(Change::Left { step, at: ((at >> 32) as u32, at as u32) });
            }
            if let Some(output) = output {
                self.note(Change::Given { step, output });
            }
            self.note(Change::Visit { step, status, latest, attempts });
            self.put(visit);
        }
    }

    /// Sets how a visit stands, and what is counted of it.
    fn put(&mut self, visit: Visit) {
        let step = visit.step;
        let stood = self.frame(visit.frame);
        let Some(before) = self.visits[step.0 as usize].replace(visit.clone()) else { return };
        self.count_frame(visit.frame, stood);
        let view = &mut self.states[visit.state as usize];
        *view.count_mut(before.status) -= 1;
        *view.count_mut(visit.status) += 1;
        view.retries = view.retries + visit.attempts - before.attempts;
        if view.step == Some(step) {
            view.latest = Some(visit.status);
        }
        match (before.left_at, visit.left_at) {
            (None, Some(_)) => self.count_ends(Some(step), Legs::add),
            (Some(_), None) => self.count_ends(Some(step), Legs::take_back),
            _ => {}
        }
    }

    /// A branch or iteration that stood so may stand otherwise now.
    fn count_frame(&mut self, frame: u32, stood: Option<VisitStatus>) {
        let stands = self.frame(frame);
        let Some(group) = self.index.group_of(frame).filter(|_| stands != stood) else { return };
        let tally = &mut self.tallies[group as usize];
        if let Some(stood) = stood {
            *tally.count_mut(stood) -= 1;
        }
        if let Some(stands) = stands {
            *tally.count_mut(stands) += 1;
        }
    }

    /// Counts the ways to the ends of the frames that a visit has opened, or of the execution's own.
    fn count_ends(&mut self, owner: Option<StepId>, count: fn(&mut Legs, Leg)) {
        let frames = match owner {
            Some(owner) => self.index.inside(owner),
            None => self.index.roots(0),
        };
        for frame in frames {
            let last = self.current[*frame as usize].and_then(|step| self.visits[step.0 as usize].as_ref());
            if let Some(last) = last.filter(|last| last.status == VisitStatus::Succeeded) {
                count(&mut self.legs, Leg::End { from: last.state });
            }
        }
    }
}

/// Whether the latest attempt of a visit has failed.
fn has_failed(visit: &Visit) -> bool {
    matches!(visit.status, VisitStatus::Retrying | VisitStatus::Failed)
}

/// Ends a visit whose surroundings end.
fn end_visit(visit: &mut Visit, at: u64) {
    visit.status = if has_failed(visit) { VisitStatus::Failed } else { VisitStatus::Aborted };
    visit.left_at = Some(at);
}
