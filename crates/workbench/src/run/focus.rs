//! Which branch or iteration of each scope is looked at, and what the canvas shows on a Parallel or Map of that.

use std::collections::HashMap;

use asl::document::StateKey;
use simulator::fold::{Index, Replay};
use simulator::recording::{Recording, StepId};

use super::{Counts, Run, items};
use crate::scene::{NodeKey, Scene};

/// The frame that is looked at in each scope of the definition, where it is one of several.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Focus {
    /// By scope.
    frames: Vec<(u32, u32)>,
    /// The scopes that more than one frame has run.
    repeated: Vec<u32>,
}

/// What the canvas shows on a Parallel or Map.
#[derive(Clone, Debug, PartialEq)]
pub struct ContainerMark {
    /// The state.
    pub key: NodeKey,
    /// Its visit.
    pub step: usize,
    /// How its branches or iterations stand.
    pub counts: Counts,
    /// Whether they are iterations, of which one can be looked at.
    pub is_map: bool,
    /// The iteration that is looked at: its number and what tells it apart.
    pub shown: Option<(String, String)>,
    /// The iterations before and behind, and the next one that failed.
    pub neighbours: [Option<u32>; 3],
}

impl Focus {
    /// The frame that is looked at in a scope.
    pub fn frame(&self, scope: u32) -> Option<u32> {
        self.frames.iter().find(|(of, _)| *of == scope).map(|(_, frame)| *frame)
    }

    /// All frames that are looked at.
    pub fn frames(&self) -> impl Iterator<Item = u32> {
        self.frames.iter().map(|(_, frame)| *frame)
    }

    fn set(&mut self, scope: u32, frame: u32) {
        match self.frames.iter_mut().find(|(of, _)| *of == scope) {
            Some((_, shown)) => *shown = frame,
            None => self.frames.push((scope, frame)),
        }
    }

    /// Whether more than one frame has run this scope.
    pub fn is_repeated(&self, scope: u32) -> bool {
        self.repeated.binary_search(&scope).is_ok()
    }

    /// The scopes that more than one frame of a recording has run.
    pub fn of(recording: &Recording) -> Self {
        let scopes = recording.frames.iter().map(|frame| frame.scope as usize + 1).max().unwrap_or_default();
        let mut counts = vec![0u32; scopes];
        for frame in &recording.frames {
            counts[frame.scope as usize] += 1;
        }
        let repeated = (0u32..).zip(counts).filter(|(_, count)| *count > 1).map(|(scope, _)| scope).collect();
        Self { frames: Vec::new(), repeated }
    }

    /// Looks at the frames around a step, and at what lies beside and inside of them.
    fn look_at(&mut self, recording: &Recording, replay: &Replay, step: Option<StepId>) {
        self.frames.clear();
        let mut way = Vec::new();
        let mut at = step.and_then(|step| recording.steps.get(step.0 as usize));
        while let Some(frame) = at.map(|step| step.frame) {
            let Some(owner) = recording.frames.get(frame as usize).and_then(|frame| frame.owner) else { break };
            way.push(frame);
            at = recording.steps.get(owner.0 as usize);
        }
        for frame in way.into_iter().rev() {
            let index = replay.index();
            let group = index.group_of(frame);
            for beside in group.map(|group| index.frames_of(group)).unwrap_or_default() {
                // Branches of one Parallel belong together; iterations of one Map stand for each other.
                let scope = recording.frames[*beside as usize].scope;
                if *beside == frame || scope != recording.frames[frame as usize].scope {
                    self.set(scope, *beside);
                    self.look_inside(recording, replay, *beside);
                }
            }
        }
    }

    /// In what a frame holds, the latest is looked at.
    fn look_inside(&mut self, recording: &Recording, replay: &Replay, frame: u32) {
        let index: &Index = replay.index();
        for step in index.steps(frame).iter().map(|step| StepId(*step)) {
            let Some(group) = index.groups_of(step).last() else { continue };
            for inside in index.frames_of(group) {
                if replay.frame(*inside).is_some() {
                    self.set(recording.frames[*inside as usize].scope, *inside);
                }
            }
            for inside in index.frames_of(group) {
                let scope = recording.frames[*inside as usize].scope;
                if self.frame(scope) == Some(*inside) {
                    self.look_inside(recording, replay, *inside);
                }
            }
        }
    }
}

impl Run {
    /// The frames around the step that is looked at are looked at, too.
    pub(super) fn follow_focus(&mut self) {
        let mut focus = std::mem::take(&mut self.inside.focus);
        if let Some(recording) = self.recording() {
            focus.look_at(recording, &self.inside.replay, self.chosen_step.map(|step| StepId(step as u32)));
        }
        self.inside.focus = focus;
    }

    /// What the canvas shows on Parallels and Maps.
    #[must_use]
    pub fn container_marks(&self, scene: &Scene) -> Vec<ContainerMark> {
        let Some(recording) = self.recording() else { return Vec::new() };
        let states: HashMap<StateKey, usize> = self.keys.iter().copied().zip(0..).collect();
        let containers = scene.nodes.iter().filter(|node| node.is_container);
        let mark = |node: &crate::scene::SceneNode| {
            let NodeKey::State(key) = node.key else { return None };
            let step = self.visit_shown(*states.get(&key)?)?;
            self.container_mark(recording, node.key, step)
        };
        containers.filter_map(mark).collect()
    }

    /// The visit of a state that the canvas shows: that in the frame that is looked at, else the latest.
    fn visit_shown(&self, state: usize) -> Option<StepId> {
        let recording = self.recording()?;
        let around = self.chosen_step.and_then(|step| {
            let mut at = Some(StepId(step as u32));
            while let Some(step) = at {
                let record = recording.steps.get(step.0 as usize)?;
                if record.state as usize == state {
                    return Some(step);
                }
                at = recording.frames.get(record.frame as usize)?.owner;
            }
            None
        });
        let in_focus = || {
            let steps =
                self.inside.focus.frames().flat_map(|frame| self.inside.replay.index().steps(frame)).map(|step| StepId(*step));
            steps
                .filter(|step| {
                    recording.steps[step.0 as usize].state as usize == state && self.inside.replay.visit(*step).is_some()
                })
                .max()
        };
        around.or_else(in_focus).or(self.inside.replay.state(state).step)
    }

    fn container_mark(&self, recording: &Recording, key: NodeKey, step: StepId) -> Option<ContainerMark> {
        let index = self.inside.replay.index();
        let mut group = self.group_of(step)?;
        let in_focus =
            |frame: u32| index.group_of(frame).filter(|group| index.group(*group).is_some_and(|group| group.owner == step));
        let shown = self.inside.focus.frames().find(|frame| in_focus(*frame).is_some());
        if let Some(of_shown) = shown.and_then(in_focus) {
            group = of_shown;
        }
        let is_map = self.is_map_step(recording, step);
        let frames = index.frames_of(group);
        let place = shown.filter(|_| is_map).and_then(|shown| frames.binary_search(&shown).ok());
        let field = self.field_of(group);
        let words = place.map(|place| items::frame_words(recording, index, frames[place], field.as_deref(), true));
        let next_failed = || {
            let failed = |frame: &&u32| {
                use simulator::fold::VisitStatus::{Failed, TimedOut};
                matches!(self.inside.replay.frame(**frame), Some(Failed | TimedOut))
            };
            let from = place.map_or(0, |place| place + 1);
            frames[from..].iter().find(failed).or_else(|| frames[..from].iter().find(failed)).copied()
        };
        let neighbours = match is_map {
            true => [
                place.and_then(|place| place.checked_sub(1)).map(|place| frames[place]),
                frames.get(place.map_or(0, |place| place + 1)).copied(),
                next_failed(),
            ],
            false => [None; 3],
        };
        Some(ContainerMark { key, step: step.0 as usize, counts: self.counts_of_group(group), is_map, shown: words, neighbours })
    }

    /// The step that is looked at when another iteration is: the same state there, else what tells most.
    #[must_use]
    pub(crate) fn step_in_frame(&self, frame: u32) -> Option<usize> {
        let recording = self.recording()?;
        let index = self.inside.replay.index();
        let state = recording.steps.get(self.chosen_step?)?.state;
        let scope = recording.frames.get(frame as usize)?.scope;
        let was_inside =
            recording.frames.get(recording.steps[self.chosen_step?].frame as usize).is_some_and(|at| at.scope == scope);
        let same = index.steps(frame).iter().rev().find(|step| recording.steps[**step as usize].state == state);
        same.filter(|_| was_inside).map(|step| *step as usize).or_else(|| self.telling_step(frame))
    }
}
