//! How far a run has come in each state, and which transitions it took.

use std::collections::{BTreeMap, HashMap, HashSet};

use asl::definition::ScopeId;
use asl::document::StateKey;
use simulator::fold::{Visit, VisitStatus, snapshot, visits};
use simulator::recording::{EventId, Recording};

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

    /// The statuses at a moment.
    #[must_use]
    pub fn fold(recording: &Recording, moment: EventId, keys: &[StateKey], scene: &Scene) -> Self {
        let snapshot = snapshot(recording, keys.len(), moment);
        let node = |(key, view): (&StateKey, &simulator::fold::StateView)| {
            (NodeKey::State(*key), NodeStatus { status: view.status, visits: view.visits, retries: view.retries })
        };
        let nodes = keys.iter().zip(&snapshot.states).map(node).collect();
        let finished = moment.0 as usize >= recording.events().len();
        Self { nodes, taken: Way::new(keys, scene).taken(recording, &visits(recording, moment), finished) }
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

    fn node(&self, visit: &Visit) -> Option<NodeKey> {
        self.keys.get(visit.state as usize).map(|key| NodeKey::State(*key))
    }

    /// The transitions between visits that follow each other in one frame, and those from a start and to an end.
    fn taken(&self, recording: &Recording, visits: &[Visit], finished: bool) -> HashSet<EdgeKey> {
        let mut taken = HashSet::new();
        let mut latest: BTreeMap<u32, &Visit> = BTreeMap::new();
        for visit in visits {
            let edge = match latest.insert(visit.frame, visit) {
                Some(before) => self.between(before, visit),
                None => {
                    recording.frames.get(visit.frame as usize).and_then(|frame| self.starts.get(&ScopeId(frame.scope)).copied())
                }
            };
            taken.extend(edge);
        }
        let left = |step: u32| visits.iter().any(|visit| visit.step.0 == step && visit.left_at.is_some());
        for (frame, last) in latest {
            let owner = recording.frames.get(frame as usize).and_then(|frame| frame.owner);
            if last.status == VisitStatus::Succeeded && owner.map_or(finished, |owner| left(owner.0)) {
                taken.extend(self.node(last).and_then(|node| self.ends.get(&node)).copied());
            }
        }
        taken
    }

    fn between(&self, before: &Visit, after: &Visit) -> Option<EdgeKey> {
        let (from, to) = (self.node(before)?, self.node(after)?);
        let caught = before.status == VisitStatus::Caught;
        self.by_ends.get(&(from, to, caught)).or_else(|| self.by_ends.get(&(from, to, !caught))).copied()
    }
}
