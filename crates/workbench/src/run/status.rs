//! How far a run has come in each state, and which transitions it took.

use std::collections::{HashMap, HashSet};

use asl::document::StateKey;
use simulator::fold::{Leg, Replay, VisitStatus};

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

    /// The statuses at the moment of a replay.
    #[must_use]
    pub fn of_replay(replay: &Replay, keys: &[StateKey], scene: &Scene) -> Self {
        let node = |(state, key): (usize, &StateKey)| {
            let view = replay.state(state);
            let status = NodeStatus { status: view.status(), visits: view.visits, retries: view.retries };
            status.status.is_some().then_some((NodeKey::State(*key), status))
        };
        let nodes = keys.iter().enumerate().filter_map(node).collect();
        Self { nodes, taken: taken(replay, keys, scene) }
    }
}

/// The transitions that were taken. Of several with the same ends the first stands for all.
fn taken(replay: &Replay, keys: &[StateKey], scene: &Scene) -> HashSet<EdgeKey> {
    let states: HashMap<StateKey, u32> = keys.iter().copied().zip(0..).collect();
    let state = |node: NodeKey| match node {
        NodeKey::State(key) => states.get(&key).copied(),
        _ => None,
    };
    let mut taken = HashSet::new();
    let mut seen = HashSet::new();
    for edge in &scene.edges {
        let Some(to) = edge.to else { continue };
        let caught = edge.look == EdgeLook::Catch;
        let is_taken = match (edge.key.from, to) {
            (from @ NodeKey::Start(..), _) => {
                scene.node(from).is_some_and(|node| replay.count(Leg::Start { scope: node.scope.0 }) > 0)
            }
            (from, NodeKey::End(..)) => state(from).is_some_and(|from| replay.count(Leg::End { from }) > 0),
            (from, to) => {
                let is_first = seen.insert((from, to, caught));
                let ends = state(from).zip(state(to)).filter(|_| is_first);
                ends.is_some_and(|(from, to)| replay.count(Leg::Between { from, to, caught }) > 0)
            }
        };
        if is_taken {
            taken.insert(edge.key);
        }
    }
    taken
}
