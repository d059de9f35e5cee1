//! How far a run has come in each state, and which transitions it took.

use std::collections::{HashMap, HashSet};

use asl::document::StateKey;
use simulator::fold::{Leg, Replay, StateView, Visit, VisitStatus};
use simulator::recording::{Recording, StepId};

use super::focus::Focus;
use crate::scene::picture::{RunMarks, Status};
use crate::scene::{EdgeKey, EdgeLook, NodeKey, Scene, SceneNode};

/// The name style sheets use for a status.
#[must_use]
pub fn status_name(status: VisitStatus) -> &'static str {
    match status {
        VisitStatus::Running => "running",
        VisitStatus::Retrying => "waiting",
        VisitStatus::Succeeded => "succeeded",
        VisitStatus::Caught => "caught",
        VisitStatus::Failed | VisitStatus::TimedOut => "failed",
        VisitStatus::Aborted => "aborted",
    }
}

/// What people read and hear of a status.
#[must_use]
pub fn status_words(status: VisitStatus) -> &'static str {
    match status {
        VisitStatus::Running => "running",
        VisitStatus::Retrying => "failed, will be tried again",
        VisitStatus::Succeeded => "succeeded",
        VisitStatus::Caught => "failed, the error was caught",
        VisitStatus::Failed => "failed",
        VisitStatus::TimedOut => "timed out",
        VisitStatus::Aborted => "aborted",
    }
}

/// Statuses from the best to the worst.
fn badness(status: Option<VisitStatus>) -> u8 {
    match status {
        None => 0,
        Some(VisitStatus::Succeeded) => 1,
        Some(VisitStatus::Caught) => 2,
        Some(VisitStatus::Aborted) => 3,
        Some(VisitStatus::Running) => 4,
        Some(VisitStatus::Retrying) => 5,
        Some(VisitStatus::Failed | VisitStatus::TimedOut) => 6,
    }
}

/// A state's status over all its visits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NodeStatus {
    status: Option<VisitStatus>,
    visits: u32,
    retries: u32,
    /// How many of several visits stand so, where they stand in different ways.
    part: u32,
}

impl NodeStatus {
    /// The name style sheets use; `none` where nothing has happened.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.status.map_or("none", status_name)
    }

    /// What people read and hear; empty where nothing has happened.
    #[must_use]
    pub fn words(&self) -> &'static str {
        self.status.map_or("", status_words)
    }

    /// Whether nothing has happened here.
    #[must_use]
    pub fn is_quiet(&self) -> bool {
        self.status.is_none()
    }

    /// How often it was visited, or tried, if more than once.
    #[must_use]
    pub fn count_label(&self) -> Option<String> {
        match (self.visits, self.retries) {
            (2.., _) if self.part > 0 => Some(format!("{} of {}", self.part, self.visits)),
            (2.., _) => Some(format!("×{}", self.visits)),
            (_, 1..) => Some(format!("try {}", self.retries + 1)),
            _ => None,
        }
    }
}

/// The statuses of all states, and the transitions that were taken.
#[derive(Clone, Debug, Default)]
pub struct NodeStatuses {
    nodes: HashMap<NodeKey, NodeStatus>,
    taken: HashSet<EdgeKey>,
}

impl NodeStatuses {
    /// The status of a node.
    #[must_use]
    pub fn of(&self, key: NodeKey) -> NodeStatus {
        self.nodes.get(&key).copied().unwrap_or_default()
    }

    /// The status that a node shows: that of a folded container is the worst of all that is in it.
    #[must_use]
    #[allow(clippy::disallowed_methods, reason = "the worst is the same in any order")]
    pub fn shown(&self, key: NodeKey, scene: &Scene) -> NodeStatus {
        let own = self.of(key);
        let NodeKey::State(state) = key else { return own };
        if scene.hidden.is_empty() || !scene.node(key).is_some_and(|node| node.is_folded) {
            return own;
        }
        let hidden = scene.hidden.iter().filter(|(_, shown_by)| *shown_by == state);
        let statuses = hidden.map(|(inner, _)| self.of(NodeKey::State(*inner)).status);
        NodeStatus { status: statuses.chain([own.status]).max_by_key(|status| badness(*status)).flatten(), ..own }
    }

    /// What a picture of the scene shows of it.
    #[must_use]
    pub fn marks(&self, scene: &Scene) -> RunMarks {
        let of = |node: &SceneNode| {
            let shown = self.shown(node.key, scene);
            let status = match shown.status? {
                VisitStatus::Running => Status::Running,
                VisitStatus::Retrying => Status::Waiting,
                VisitStatus::Succeeded => Status::Succeeded,
                VisitStatus::Caught => Status::Caught,
                VisitStatus::Failed | VisitStatus::TimedOut => Status::Failed,
                VisitStatus::Aborted => Status::Aborted,
            };
            Some((node.key, (status, shown.count_label())))
        };
        RunMarks { states: scene.nodes.iter().filter_map(of).collect(), taken: self.taken.clone() }
    }

    /// Whether the run went along this transition.
    #[must_use]
    pub fn is_taken(&self, key: EdgeKey) -> bool {
        self.taken.contains(&key)
    }

    /// What scenarios went through: arms by state and place, each with how often.
    #[must_use]
    pub(super) fn of_coverage<'a>(arms: impl Iterator<Item = (StateKey, &'a str, u64)>, scene: &Scene) -> Self {
        let mut covered = Self::default();
        for (key, place, count) in arms.filter(|(.., count)| *count > 0) {
            let from = NodeKey::State(key);
            match way_of(place) {
                Some(way) => drop(covered.taken.insert(EdgeKey { from, way })),
                None if place.is_empty() => {
                    let (status, visits) = (Some(VisitStatus::Succeeded), u32::try_from(count).unwrap_or(u32::MAX));
                    covered.nodes.insert(from, NodeStatus { status, visits, retries: 0, part: 0 });
                }
                None => {}
            }
        }
        let begins = scene.edges.iter().filter(|edge| matches!(edge.key.from, NodeKey::Start(..)));
        let begun = begins.filter(|edge| edge.to.is_some_and(|to| covered.nodes.contains_key(&to))).map(|edge| edge.key);
        covered.taken.extend(begun.collect::<Vec<_>>());
        covered
    }

    /// The statuses at the moment of a replay. In scopes that are looked at in one of their frames, those of that frame.
    #[must_use]
    pub(super) fn of_replay(replay: &Replay, recording: &Recording, keys: &[StateKey], scene: &Scene, focus: &Focus) -> Self {
        let mut nodes = HashMap::new();
        for (state, key) in keys.iter().enumerate() {
            let view = replay.state(state);
            // Several iterations are as bad as the worst; within one, the latest visit tells.
            let node = scene.state(*key);
            let is_repeated = node.is_some_and(|node| focus.is_repeated(node.scope.0));
            let status = if is_repeated { view.worst() } else { view.status() };
            let is_focused = node.is_some_and(|node| focus.frame(node.scope.0).is_some());
            if status.is_some() && !is_focused {
                let part = if is_repeated { part_of(&view, status) } else { 0 };
                nodes.insert(NodeKey::State(*key), NodeStatus { status, visits: view.visits, retries: view.retries, part });
            }
        }
        let focused = focus.frames().flat_map(|frame| replay.index().steps(frame)).map(|step| StepId(*step));
        for visit in focused.filter_map(|step| replay.visit(step)) {
            let Some(key) = keys.get(visit.state as usize) else { continue };
            let node: &mut NodeStatus = nodes.entry(NodeKey::State(*key)).or_default();
            node.status = Some(visit.status);
            node.visits += 1;
            node.retries += visit.attempts - 1;
        }
        Self { nodes, taken: taken(replay, recording, keys, scene, focus) }
    }
}

/// The way out that is written at a place of a state; `None` for what is no way out.
fn way_of(place: &str) -> Option<u32> {
    let number = |list: &str| place.strip_prefix(list)?.strip_suffix(']')?.parse::<u32>().ok();
    match place {
        "Next" => Some(0),
        "Default" => Some(1),
        _ => number("Choices[").map(|rule| 2 + 2 * rule).or_else(|| number("Catch[").map(|catcher| 3 + 2 * catcher)),
    }
}

/// How many visits stand as the state does, if not all do.
fn part_of(view: &StateView, status: Option<VisitStatus>) -> u32 {
    let part = match status {
        Some(VisitStatus::Failed | VisitStatus::TimedOut) => view.failed,
        Some(VisitStatus::Caught) => view.caught,
        Some(VisitStatus::Running) => view.running,
        Some(VisitStatus::Retrying) => view.retrying,
        Some(VisitStatus::Aborted) => view.aborted,
        _ => view.visits,
    };
    if part < view.visits { part } else { 0 }
}

/// The transitions that were taken. Of several with the same ends the first stands for all.
fn taken(replay: &Replay, recording: &Recording, keys: &[StateKey], scene: &Scene, focus: &Focus) -> HashSet<EdgeKey> {
    let states: HashMap<StateKey, u32> = keys.iter().copied().zip(0..).collect();
    let state = |node: NodeKey| match node {
        NodeKey::State(key) => states.get(&key).copied(),
        _ => None,
    };
    // The ways through the frames that are looked at.
    let mut ways = HashSet::new();
    for frame in focus.frames() {
        ways.extend(legs_of(replay, recording, frame));
    }
    let mut taken = HashSet::new();
    let mut seen = HashSet::new();
    for edge in &scene.edges {
        let Some(to) = edge.to else { continue };
        let caught = edge.look == EdgeLook::Catch;
        let scope = scene.node(edge.key.from).map(|node| node.scope.0);
        let is_focused = scope.is_some_and(|scope| focus.frame(scope).is_some());
        let went = |leg: Leg| if is_focused { ways.contains(&leg) } else { replay.count(leg) > 0 };
        let is_taken = match (edge.key.from, to) {
            (from @ NodeKey::Start(..), _) => scene.node(from).is_some_and(|node| went(Leg::Start { scope: node.scope.0 })),
            (from, NodeKey::End(..)) => state(from).is_some_and(|from| went(Leg::End { from })),
            (from, to) => {
                let is_first = seen.insert((from, to, caught));
                let ends = state(from).zip(state(to)).filter(|_| is_first);
                ends.is_some_and(|(from, to)| went(Leg::Between { from, to, caught }))
            }
        };
        if is_taken {
            taken.insert(edge.key);
        }
    }
    taken
}

/// The way through one branch or iteration by now.
fn legs_of(replay: &Replay, recording: &Recording, frame: u32) -> Vec<Leg> {
    let mut legs = Vec::new();
    let mut before: Option<&Visit> = None;
    for visit in replay.index().steps(frame).iter().filter_map(|step| replay.visit(StepId(*step))) {
        legs.push(match before {
            Some(before) => Leg::Between { from: before.state, to: visit.state, caught: before.status == VisitStatus::Caught },
            None => Leg::Start { scope: recording.frames[frame as usize].scope },
        });
        before = Some(visit);
    }
    let is_over = matches!(replay.frame(frame), Some(VisitStatus::Succeeded | VisitStatus::Caught));
    legs.extend(before.filter(|_| is_over).map(|last| Leg::End { from: last.state }));
    legs
}
