//! What the caller gives: graphs, nodes, edges and wishes.

use crate::Size;
use crate::scope::flow::Flow;
use crate::scope::{Body, Drawing, plain};

/// One scope. Its first node is where the flow starts; the order of nodes and edges is the document's and breaks every tie.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Graph {
    /// The boxes, start and end pills among them.
    pub nodes: Vec<Node>,
    /// The transitions; those that name no node of this graph are ignored.
    pub edges: Vec<Edge>,
}

/// A box, or a container of further scopes.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Node {
    /// The size of the box; for a container the least size.
    pub size: Size,
    /// The scopes inside, side by side in this order: the branches of a Parallel, the one processor of a Map.
    pub children: Vec<Graph>,
    /// The height of a container's title, above its scopes.
    pub header: f64,
    /// The free space around a container's scopes.
    pub padding: f64,
    /// How far edges keep away from the corners: half the height of a pill, the cut of a clipped corner.
    pub inset: f64,
    /// Whether it is a mark rather than a box: a row of marks alone stands closer to its neighbours.
    pub quiet: bool,
}

/// A transition between two nodes of one graph.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Edge {
    /// The index of the node it leaves.
    pub from: usize,
    /// The index of the node it enters.
    pub to: usize,
    /// The size of its label, if it has one.
    pub label: Option<Size>,
    /// What the transition means.
    pub kind: EdgeKind,
}

/// What a transition means, which decides where it leaves its node.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EdgeKind {
    /// The ordinary way on: leaves at the bottom.
    #[default]
    Main,
    /// One of several ways on: leaves at the bottom, spread beside the others.
    Branch,
    /// The way of an error: leaves at the side.
    Exception,
}

/// Where the flow goes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Direction {
    /// From top to bottom.
    #[default]
    Down,
    /// From left to right.
    Right,
}

/// The distances of a picture, all in the unit of the node sizes.
#[derive(Clone)]
pub struct Options {
    /// Where the flow goes.
    pub direction: Direction,
    /// Between two nodes that follow each other.
    pub layer_gap: f64,
    /// Between two nodes beside each other.
    pub node_gap: f64,
    /// Between two lines, and between a line and a node.
    pub lane_gap: f64,
    /// Between two labels, and between a label and a node or a line.
    pub label_gap: f64,
    /// Between two scopes in one container.
    pub scope_gap: f64,
    /// Between a row of marks and its neighbours.
    pub quiet_gap: f64,
    /// How scopes are drawn that have more long lines than anybody could follow; else with as much care as all others.
    pub simplify: Option<Simplify>,
}

/// A way to draw dense scopes. It is named by who wants it, and whoever does not goes without its code.
#[derive(Clone, Copy)]
pub struct Simplify(pub(crate) fn(&[Body], &[Edge], &Flow, &Options) -> Option<Drawing>);

impl std::fmt::Debug for Simplify {
    fn fmt(&self, formatter: &mut std::fmt::Formatter) -> std::fmt::Result {
        formatter.write_str("Simplify")
    }
}

impl Simplify {
    /// Boxes in the order of the flow, like words on a page, and straight lines.
    pub const PLAIN: Self = Self(plain::draw);
}

impl Default for Options {
    fn default() -> Self {
        Self {
            direction: Direction::Down,
            layer_gap: 48.0,
            node_gap: 40.0,
            lane_gap: 20.0,
            label_gap: 10.0,
            scope_gap: 24.0,
            quiet_gap: 30.0,
            simplify: None,
        }
    }
}

impl Node {
    /// A box of the given size.
    pub fn sized(width: f64, height: f64) -> Self {
        Self { size: Size::new(width, height), ..Self::default() }
    }
}
