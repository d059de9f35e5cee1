//! What belongs to what in a recording, found once: frames by the visit that opened them, visits by their frame, events and
//! stages by their visit. Nothing of it changes while the recording is replayed.

use std::collections::HashMap;

use crate::recording::{Details, EventId, EventType, FrameRecord, Recording, StageRecord, StepId};

/// No group: the frame is one that an execution begins with.
const NONE: u32 = u32::MAX;

/// The parts of a recording by what they belong to, each list in the order in which it happened.
#[derive(Debug, Default)]
pub struct Index {
    inside: Lists,
    roots: Lists,
    steps: Lists,
    events: Lists,
    stages: Lists,
    nested: Lists,
    groups: Vec<Group>,
    /// By frame.
    group_of: Vec<u32>,
    /// How many items a Map has, by its visit.
    lengths: HashMap<u32, u32>,
}

/// The frames that one attempt of a Parallel or Map has opened: its branches or iterations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Group {
    /// The visit of the Parallel or Map.
    pub owner: StepId,
    /// Which attempt, from 0.
    pub attempt: u32,
    /// Where its frames begin among those of the visit.
    first: u32,
    /// How many there are.
    count: u32,
}

impl Index {
    /// Looks through a recording.
    #[must_use]
    pub fn of(recording: &Recording) -> Self {
        let steps = recording.steps.len();
        let numbered = || (0u32..).zip(&recording.frames);
        let owned = numbered().filter_map(|(frame, record)| Some((record.owner?.0, frame)));
        let roots = numbered().filter(|(_, record)| begins_execution(recording, record));
        let visits = (0u32..).zip(&recording.steps).map(|(step, record)| (record.frame, step));
        let events = recording
            .histories
            .iter()
            .flat_map(|history| (1u32..).zip(&history.events).filter_map(|(number, event)| Some((event.step()?.0, number))));
        let stages = (0u32..).zip(&recording.stages).map(|(stage, record)| (record.step.0, stage));
        let nested = (0u32..).zip(&recording.nested).map(|(nested, record)| (record.step.0, nested));
        let mut index = Self {
            inside: Lists::of(steps, owned),
            roots: Lists::of(recording.histories.len(), roots.map(|(frame, record)| (record.history, frame))),
            steps: Lists::of(recording.frames.len(), visits),
            events: Lists::of(steps, events),
            stages: Lists::of(steps, stages),
            nested: Lists::of(steps, nested),
            groups: Vec::new(),
            group_of: vec![NONE; recording.frames.len()],
            lengths: lengths(recording),
        };
        index.find_groups(recording);
        index
    }

    fn find_groups(&mut self, recording: &Recording) {
        for owner in (0..recording.steps.len() as u32).map(StepId) {
            let frames = self.inside.list(owner.0 as usize);
            for (at, frame) in (0u32..).zip(frames) {
                let attempt = recording.frames[*frame as usize].attempt;
                match self.groups.last_mut().filter(|group| group.owner == owner && group.attempt == attempt) {
                    Some(group) => group.count += 1,
                    None => self.groups.push(Group { owner, attempt, first: at, count: 1 }),
                }
                self.group_of[*frame as usize] = self.groups.len() as u32 - 1;
            }
        }
    }

    /// The frames that a visit of a Parallel or Map has opened.
    #[must_use]
    pub fn inside(&self, owner: StepId) -> &[u32] {
        self.inside.list(owner.0 as usize)
    }

    /// The frames that an execution begins with.
    #[must_use]
    pub fn roots(&self, history: u32) -> &[u32] {
        self.roots.list(history as usize)
    }

    /// The visits in a frame.
    #[must_use]
    pub fn steps(&self, frame: u32) -> &[u32] {
        self.steps.list(frame as usize)
    }

    /// The events of a visit, by their ids in its history.
    pub fn events(&self, step: StepId) -> impl Iterator<Item = EventId> {
        self.events.list(step.0 as usize).iter().copied().map(EventId)
    }

    /// Those of them behind this one.
    pub fn events_after(&self, step: StepId, event: EventId) -> impl Iterator<Item = EventId> {
        let events = self.events.list(step.0 as usize);
        events[events.partition_point(|id| *id <= event.0)..].iter().copied().map(EventId)
    }

    /// What became of the data of a visit.
    pub fn stages<'a>(&'a self, recording: &'a Recording, step: StepId) -> impl DoubleEndedIterator<Item = &'a StageRecord> {
        self.stages.list(step.0 as usize).iter().filter_map(|stage| recording.stages.get(*stage as usize))
    }

    /// The executions of other workflows that a visit has started, by their places in the recording.
    #[must_use]
    pub fn nested(&self, step: StepId) -> &[u32] {
        self.nested.list(step.0 as usize)
    }

    /// The attempts of a Parallel or Map that have opened frames, by number.
    #[must_use]
    pub fn groups_of(&self, owner: StepId) -> std::ops::Range<u32> {
        let begin = self.groups.partition_point(|group| group.owner < owner);
        let end = self.groups.partition_point(|group| group.owner <= owner);
        begin as u32..end as u32
    }

    /// An attempt of a Parallel or Map.
    #[must_use]
    pub fn group(&self, group: u32) -> Option<&Group> {
        self.groups.get(group as usize)
    }

    /// How many attempts there are at Parallels and Maps.
    #[must_use]
    pub fn group_count(&self) -> usize {
        self.groups.len()
    }

    /// The branches or iterations of an attempt.
    #[must_use]
    pub fn frames_of(&self, group: u32) -> &[u32] {
        let Some(group) = self.group(group) else { return &[] };
        let (first, count) = (group.first as usize, group.count as usize);
        self.inside(group.owner).get(first..first + count).unwrap_or_default()
    }

    /// The attempt that a frame belongs to; none for a frame that an execution begins with.
    #[must_use]
    pub fn group_of(&self, frame: u32) -> Option<u32> {
        self.group_of.get(frame as usize).copied().filter(|group| *group != NONE)
    }

    /// How many items the Map of a visit has, as far as is known.
    #[must_use]
    pub fn length(&self, owner: StepId) -> Option<u32> {
        self.lengths.get(&owner.0).copied()
    }
}

/// Whether an execution begins with this frame, be it a child of a distributed Map.
fn begins_execution(recording: &Recording, frame: &FrameRecord) -> bool {
    let outer = frame.owner.and_then(|owner| recording.steps.get(owner.0 as usize));
    outer.and_then(|step| recording.frames.get(step.frame as usize)).is_none_or(|outer| outer.history != frame.history)
}

fn lengths(recording: &Recording) -> HashMap<u32, u32> {
    let mut lengths = HashMap::new();
    for event in recording.histories.iter().flat_map(|history| &history.events) {
        if let (EventType::MapStateStarted, Details::Length(length), Some(step)) = (event.kind, event.details, event.step()) {
            lengths.insert(step.0, length);
        }
    }
    lengths.extend(recording.map_runs.iter().map(|run| (run.step.0, run.children)));
    lengths
}

/// Lists of numbers, one behind the other.
#[derive(Debug, Default)]
struct Lists {
    /// Where each list begins, and where the last ends.
    begins: Vec<u32>,
    numbers: Vec<u32>,
}

impl Lists {
    fn of(count: usize, entries: impl Iterator<Item = (u32, u32)> + Clone) -> Self {
        let mut begins = vec![0u32; count + 1];
        for (list, _) in entries.clone() {
            if let Some(end) = begins.get_mut(list as usize + 1) {
                *end += 1;
            }
        }
        for index in 1..begins.len() {
            begins[index] += begins[index - 1];
        }
        let mut next = begins.clone();
        let mut numbers = vec![0; begins.last().map_or(0, |total| *total as usize)];
        for (list, number) in entries {
            if (list as usize) < count {
                let at = &mut next[list as usize];
                numbers[*at as usize] = number;
                *at += 1;
            }
        }
        Self { begins, numbers }
    }

    fn list(&self, list: usize) -> &[u32] {
        match (self.begins.get(list), self.begins.get(list + 1)) {
            (Some(begin), Some(end)) => &self.numbers[*begin as usize..*end as usize],
            _ => &[],
        }
    }
}
