//! The picture of a definition: every card, frame and transition with its place, ready to be drawn.
//!
//! A scene is built anew from graph and layout after each edit; identities are stable, so the canvas moves what moved.

use std::collections::HashMap;
use std::sync::Arc;

use asl::definition::{ScopeId, StateId};
use asl::document::StateKey;
use asl::graph::Slot;
use layout::{Point, Rect, Size};

use crate::{DropPlace, Flow, Kind, arrow_head, rounded_path};

/// The size of a state's card whose name takes one line, in most cases.
pub const CARD: Size = Size { width: 208.0, height: 56.0 };

/// A whole picture, in its own coordinates from (0, 0) to `size`.
#[derive(Clone, Debug, Default)]
pub struct Scene {
    /// How large it is.
    pub size: Size,
    /// Cards, frames and pills; a container stands before what is in it.
    pub nodes: Vec<SceneNode>,
    /// Transitions.
    pub edges: Vec<SceneEdge>,
    /// Where a state may be dropped.
    pub places: Vec<DropPlace>,
    /// Which way it flows.
    pub flow: Flow,
    /// Whether it has so many long lines that they run straight and say nothing.
    pub simplified: bool,
    /// The states that folded containers hide, each with the outermost of these, which is seen.
    pub hidden: Vec<(StateKey, StateKey)>,
    pub(crate) index: HashMap<NodeKey, usize>,
    pub(crate) edge_index: HashMap<EdgeKey, usize>,
    /// What was laid out and how, for the next scene: most edits change no box and no arrow.
    pub(crate) arranged: Arc<(layout::Graph, layout::Layout)>,
}

/// What a node is, from edit to edit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NodeKey {
    /// A state.
    State(StateKey),
    /// The start pill of a scope: its owner, and which of the owner's scopes it is.
    Start(Option<StateKey>, u32),
    /// The end pill of a scope.
    End(Option<StateKey>, u32),
    /// The pill at the end of a transition that leads nowhere: the state it leaves (`None` for a scope's start, then with the
    /// scope's owner and number), and its way out.
    Loose(Option<StateKey>, u32),
}

/// A card, a frame or a pill.
#[derive(Clone, Debug, PartialEq)]
pub struct SceneNode {
    /// Its identity.
    pub key: NodeKey,
    /// The state of the definition the scene was built from; `None` for pills.
    pub state: Option<StateId>,
    /// The container it is in.
    pub parent: Option<StateKey>,
    /// The scope it is in.
    pub scope: ScopeId,
    /// What sets its looks.
    pub kind: Kind,
    /// Its place.
    pub rect: Rect,
    /// Whether it is a frame around scopes.
    pub is_container: bool,
    /// Whether it is a container that is drawn as a card.
    pub is_folded: bool,
    /// The height of a frame's title.
    pub header: f64,
    /// The state's name, as it is shown ([`crate::text::visible`]).
    pub title: Arc<str>,
    /// What it does, in a few words.
    pub subtitle: Arc<str>,
    /// Whether it has retriers, catchers, a comment.
    pub marks: Marks,
    /// Where lines divide a Parallel's branches: from the node's left edge, or from its top where the flow goes to the right.
    pub dividers: Vec<f64>,
}

/// Small signs at a card's right edge.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// It retries.
    pub retry: bool,
    /// It catches errors.
    pub catch: bool,
    /// It has a comment.
    pub note: bool,
}

/// What a transition is, from edit to edit: where it leaves, and by which way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct EdgeKey {
    /// Where it leaves.
    pub from: NodeKey,
    /// Which of the ways out: 0 for Next or Start, 1 for Default, 2 + 2n for rule n, 3 + 2n for catcher n.
    pub way: u32,
}

/// The three looks of a transition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EdgeLook {
    /// Start, Next, End.
    Plain,
    /// A rule or Default.
    Branch,
    /// A catcher.
    Catch,
}

impl EdgeLook {
    /// The name style sheets use.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Branch => "branch",
            Self::Catch => "catch",
        }
    }
}

/// A transition.
#[derive(Clone, Debug, PartialEq)]
pub struct SceneEdge {
    /// Its identity.
    pub key: EdgeKey,
    /// The place in the text that names its target.
    pub slot: Slot,
    /// Where it leads; `None` if it names no state.
    pub to: Option<NodeKey>,
    /// How it looks.
    pub look: EdgeLook,
    /// The line's corners, its ends included.
    pub points: Arc<[Point]>,
    /// The rectangle around line and label.
    pub bounds: Rect,
    /// Where a dashed line's pattern begins, so that lines that merge dash in step.
    pub dash_offset: f64,
    /// Where the line begins.
    pub start: Point,
    /// Where the line ends.
    pub end: Point,
    /// Which way it goes at its end: a unit vector.
    pub heading: Point,
    /// Where the label's chip stands, and what it says.
    pub label: Option<(Rect, Arc<str>)>,
    /// The name it gives, if no state has it.
    pub missing: Option<Arc<str>>,
}

impl SceneEdge {
    /// SVG path data of the line, written when it is drawn: most lines of a large diagram never are.
    #[must_use]
    pub fn path(&self) -> String {
        rounded_path(&self.points)
    }

    /// SVG path data of the arrow head.
    #[must_use]
    pub fn head(&self) -> String {
        match &*self.points {
            [.., before, end] => arrow_head(*before, *end),
            _ => String::new(),
        }
    }
}

impl PartialEq for Scene {
    /// Whether both look the same and take the same drops; the rest follows from that.
    fn eq(&self, other: &Self) -> bool {
        (self.size, self.flow, &self.nodes, &self.edges, &self.places)
            == (other.size, other.flow, &other.nodes, &other.edges, &other.places)
    }
}

impl Scene {
    /// The node with this key.
    #[must_use]
    pub fn node(&self, key: NodeKey) -> Option<&SceneNode> {
        self.index.get(&key).map(|index| &self.nodes[*index])
    }

    /// The transition with this key.
    #[must_use]
    pub fn edge(&self, key: EdgeKey) -> Option<&SceneEdge> {
        self.edge_index.get(&key).map(|index| &self.edges[*index])
    }

    /// The transition that stands for this place of the text.
    #[must_use]
    pub fn edge_of(&self, slot: Slot) -> Option<&SceneEdge> {
        self.edges.iter().find(|edge| edge.slot == slot)
    }

    /// The node of this state.
    #[must_use]
    pub fn state(&self, key: StateKey) -> Option<&SceneNode> {
        self.node(NodeKey::State(key))
    }

    /// The folded container that is seen in the place of a state, if the state is hidden.
    #[must_use]
    pub fn hidden_by(&self, key: StateKey) -> Option<StateKey> {
        let at = self.hidden.binary_search_by_key(&key, |(hidden, _)| *hidden).ok()?;
        self.hidden.get(at).map(|(_, shown_by)| *shown_by)
    }

    /// The innermost state at a point.
    #[must_use]
    pub fn state_at(&self, point: Point) -> Option<&SceneNode> {
        self.nodes.iter().rev().find(|node| node.state.is_some() && contains(&node.rect, point))
    }

    /// The states that meet a rectangle: of the outermost scope that has any of which at least half lies in it.
    #[must_use]
    pub fn states_in(&self, rect: &Rect) -> Vec<StateKey> {
        let caught = |node: &&SceneNode| node.state.is_some() && half_inside(&node.rect, rect);
        let Some(scope) = self.nodes.iter().filter(caught).map(|node| node.scope).min() else { return Vec::new() };
        let keys = self.nodes.iter().filter(caught).filter(|node| node.scope == scope).map(|node| node.key);
        keys.filter_map(|key| if let NodeKey::State(key) = key { Some(key) } else { None }).collect()
    }

    /// Whether `inner` is `outer` or lies within it.
    #[must_use]
    pub fn is_within(&self, inner: StateKey, outer: StateKey) -> bool {
        let mut at = Some(inner);
        while let Some(key) = at {
            if key == outer {
                return true;
            }
            at = self.state(key).and_then(|node| node.parent);
        }
        false
    }

    pub(crate) fn reindex(&mut self) {
        self.index = self.nodes.iter().enumerate().map(|(index, node)| (node.key, index)).collect();
        self.edge_index = self.edges.iter().enumerate().map(|(index, edge)| (edge.key, index)).collect();
    }
}

/// Whether at least half of a node lies in a rectangle.
fn half_inside(node: &Rect, rect: &Rect) -> bool {
    let width = node.right().min(rect.right()) - node.x.max(rect.x);
    let height = node.bottom().min(rect.bottom()) - node.y.max(rect.y);
    width > 0.0 && height > 0.0 && width * height * 2.0 >= node.width * node.height
}

/// Whether a rectangle holds a point.
#[must_use]
pub fn contains(rect: &Rect, point: Point) -> bool {
    point.x >= rect.x && point.x <= rect.x + rect.width && point.y >= rect.y && point.y <= rect.y + rect.height
}
