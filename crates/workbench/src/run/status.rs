//! How far a run has come in each state, and which transitions it took.

use std::collections::{HashMap, HashSet};

use asl::definition::ScopeId;
use asl::document::StateKey;
use simulator::fold::{Visit, VisitStatus, snapshot_of};
use simulator::recording::{EventId, Recording, StepId};

use crate::scene::{EdgeKey, EdgeLook, NodeKey, Scene};

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

/// A state's status over all its visits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NodeStatus {
    status: Option<VisitStatus>,
    visits: u32,
    retries: u32,
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

    /// Whether the run went along this transition.
    #[must_use]
    pub fn is_taken(&self, key: EdgeKey) -> bool {
        self.taken.contains(&key)
    }

    /// The statuses at a moment, whose visits these are.
    #[must_use]
    pub fn fold(recording: &Recording, moment: EventId, visits: &[Visit], keys: &[StateKey], scene: &Scene) -> Self {
        let snapshot = snapshot_of(recording, keys.len(), moment, visits);
        let node = |(key, view): (&StateKey, &simulator::fold::StateView)| {
            (NodeKey::State(*key), NodeStatus { status: view.status, visits: view.visits, retries: view.retries })
        };
        let nodes = keys.iter().zip(&snapshot.states).map(node).collect();
        let finished = moment.0 as usize >= recording.events().len();
        Self { nodes, taken: Way::new(keys, scene).taken(recording, visits, finished) }
    }
}

/// The scene's transitions by what they join.
struct Way<'a> {
    keys: &'a [StateKey],
    by_ends: HashMap<(NodeKey, NodeKey, bool), EdgeKey>,
    starts: HashMap<ScopeId, EdgeKey>,
    ends: HashMap<NodeKey, EdgeKey>,
}

impl<'a> Way<'a> {
    fn new(keys: &'a [StateKey], scene: &Scene) -> Self {
        let mut way = Self { keys, by_ends: HashMap::new(), starts: HashMap::new(), ends: HashMap::new() };
        for edge in &scene.edges {
            let Some(to) = edge.to else { continue };
            way.by_ends.entry((edge.key.from, to, edge.look == EdgeLook::Catch)).or_insert(edge.key);
            match (edge.key.from, to) {
                (from @ NodeKey::Start(..), _) => {
                    if let Some(node) = scene.node(from) {
                        way.starts.insert(node.scope, edge.key);
                    }
                }
                (from, NodeKey::End(..)) => {
                    way.ends.insert(from, edge.key);
                }
                _ => {}
            }
        }
        way
    }

    /// The transitions between visits that follow each other in one frame, and those from a start and to an end.
    fn taken(&self, recording: &Recording, visits: &[Visit], finished: bool) -> HashSet<EdgeKey> {
        let mut legs: Vec<Leg> = Vec::new();
        // Iterations of a Map go the same way one after the other: most legs are the one before again.
        let mut go = |leg: Leg| {
            if legs.last() != Some(&leg) {
                legs.push(leg);
            }
        };
        let mut latest: Vec<Option<&Visit>> = vec![None; recording.frames.len()];
        for visit in visits {
            let Some(last) = latest.get_mut(visit.frame as usize) else { continue };
            go(match last.replace(visit) {
                Some(before) => Leg::Between(before.state, visit.state, before.status == VisitStatus::Caught),
                None => Leg::Start(recording.frames[visit.frame as usize].scope),
            });
        }
        let left = |step: StepId| {
            let at = visits.binary_search_by_key(&step, |visit| visit.step);
            at.is_ok_and(|at| visits[at].left_at.is_some())
        };
        for (frame, last) in recording.frames.iter().zip(latest) {
            let Some(last) = last.filter(|last| last.status == VisitStatus::Succeeded) else { continue };
            if frame.owner.map_or(finished, left) {
                go(Leg::End(last.state));
            }
        }
        legs.sort_unstable();
        legs.dedup();
        legs.into_iter().filter_map(|leg| self.edge(leg)).collect()
    }

    fn edge(&self, leg: Leg) -> Option<EdgeKey> {
        let node = |state: u32| self.keys.get(state as usize).map(|key| NodeKey::State(*key));
        match leg {
            Leg::Start(scope) => self.starts.get(&ScopeId(scope)).copied(),
            Leg::End(state) => self.ends.get(&node(state)?).copied(),
            Leg::Between(from, to, caught) => {
                let (from, to) = (node(from)?, node(to)?);
                self.by_ends.get(&(from, to, caught)).or_else(|| self.by_ends.get(&(from, to, !caught))).copied()
            }
        }
    }
}

/// A part of the way of a run, by states and scopes of its definition.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Leg {
    /// From a scope's start.
    Start(u32),
    /// From one state to another, perhaps by a catcher.
    Between(u32, u32, bool),
    /// From a state to its scope's end.
    End(u32),
}
