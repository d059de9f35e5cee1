//! The visits of a run as a tree: what a Parallel or Map did lies inside its visit, branch by branch or item by item.

use std::sync::Arc;

use super::Index;
use crate::recording::{Recording, StepId};

/// Something in the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Node {
    /// A visit of a state.
    Step(StepId),
    /// One of several attempts of a Parallel or Map, by its number.
    Attempt(u32),
    /// A branch or iteration.
    Frame(u32),
    /// An execution of another workflow that a visit has started, by its place in the recording.
    Nested(u32),
    /// Something in such an execution.
    Inside(u32, Inner),
}

/// Something in an execution of another workflow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Inner {
    /// A visit of a state.
    Step(StepId),
    /// One of several attempts of a Parallel or Map.
    Attempt(u32),
    /// A branch or iteration.
    Frame(u32),
}

impl Inner {
    /// The same as a node of its own execution.
    #[must_use]
    pub fn node(self) -> Node {
        match self {
            Self::Step(step) => Node::Step(step),
            Self::Attempt(group) => Node::Attempt(group),
            Self::Frame(frame) => Node::Frame(frame),
        }
    }
}

impl Node {
    /// The same node as it is seen from around the execution of another workflow that it is in. What that one starts itself is
    /// left out.
    fn seen_from_around(self, nested: u32) -> Option<Self> {
        let inner = match self {
            Self::Step(step) => Inner::Step(step),
            Self::Attempt(group) => Inner::Attempt(group),
            Self::Frame(frame) => Inner::Frame(frame),
            Self::Nested(_) | Self::Inside(..) => return None,
        };
        Some(Self::Inside(nested, inner))
    }
}

/// A row of the tree that can be seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// What it shows.
    pub node: Node,
    /// How deep it lies, from 0.
    pub depth: u16,
    /// Its place among those that lie beside it, from 0.
    pub place: u32,
    /// How many lie beside it, with itself.
    pub siblings: u32,
    /// Whether it is open; `None` if there is nothing inside.
    pub open: Option<bool>,
}

/// What of the tree is looked for: the nodes that match, with those that they lie in.
#[derive(Debug, Default)]
pub struct Marks {
    steps: Vec<Mark>,
    frames: Vec<Mark>,
    attempts: Vec<Mark>,
    matches: Vec<Node>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Mark {
    matches: bool,
    /// Something inside it matches.
    around: bool,
}

impl Marks {
    /// Finds the visits and the frames that match.
    pub fn of(
        recording: &Recording,
        index: &Index,
        mut step: impl FnMut(StepId) -> bool,
        mut frame: impl FnMut(u32) -> bool,
    ) -> Self {
        let mut marks = Self {
            steps: vec![Mark::default(); recording.steps.len()],
            frames: vec![Mark::default(); recording.frames.len()],
            attempts: vec![Mark::default(); index.group_count()],
            matches: Vec::new(),
        };
        for number in (0..recording.frames.len() as u32).filter(|number| frame(*number)) {
            marks.note(recording, index, Node::Frame(number));
        }
        for number in (0..recording.steps.len() as u32).map(StepId).filter(|number| step(*number)) {
            marks.note(recording, index, Node::Step(number));
        }
        marks
    }

    /// How many nodes match.
    #[must_use]
    pub fn count(&self) -> usize {
        self.matches.len()
    }

    fn note(&mut self, recording: &Recording, index: &Index, node: Node) {
        if let Some(mark) = self.mark(node) {
            mark.matches = true;
        }
        self.matches.push(node);
        let mut around = parent(recording, index, node);
        while let Some(outer) = around {
            // What lies around one that is marked so is marked already.
            if self.mark(outer).is_none_or(|mark| std::mem::replace(&mut mark.around, true)) {
                break;
            }
            around = parent(recording, index, outer);
        }
    }

    fn mark(&mut self, node: Node) -> Option<&mut Mark> {
        match node {
            Node::Step(step) => self.steps.get_mut(step.0 as usize),
            Node::Frame(frame) => self.frames.get_mut(frame as usize),
            Node::Attempt(group) => self.attempts.get_mut(group as usize),
            Node::Nested(_) | Node::Inside(..) => None,
        }
    }

    fn get(&self, node: Node) -> Mark {
        match node {
            Node::Step(step) => self.steps.get(step.0 as usize),
            Node::Frame(frame) => self.frames.get(frame as usize),
            Node::Attempt(group) => self.attempts.get(group as usize),
            Node::Nested(_) | Node::Inside(..) => None,
        }
        .copied()
        .unwrap_or_default()
    }

    /// Whether something inside a node matches.
    #[must_use]
    pub fn is_around(&self, node: Node) -> bool {
        self.get(node).around
    }

    fn shows(&self, node: Node) -> bool {
        let mark = self.get(node);
        mark.matches || mark.around
    }
}

/// What a node lies in; `None` for a visit in the execution's own scope.
#[must_use]
pub fn parent(recording: &Recording, index: &Index, node: Node) -> Option<Node> {
    match node {
        Node::Step(step) => {
            let frame = recording.steps.get(step.0 as usize)?.frame;
            index.group_of(frame).map(|_| Node::Frame(frame))
        }
        Node::Frame(frame) => {
            let group = index.group_of(frame)?;
            let owner = index.group(group)?.owner;
            Some(if index.groups_of(owner).len() > 1 { Node::Attempt(group) } else { Node::Step(owner) })
        }
        Node::Attempt(group) => Some(Node::Step(index.group(group)?.owner)),
        Node::Nested(nested) => Some(Node::Step(recording.nested.get(nested as usize)?.step)),
        Node::Inside(nested, _) => Some(Node::Nested(nested)),
    }
}

/// The rows of the tree from top to bottom: what lies in a closed node is left out, and with `marks` what is not looked for.
#[must_use]
pub fn flatten(index: &Index, nested: &[Arc<Index>], is_open: &dyn Fn(Node) -> bool, marks: Option<&Marks>) -> Vec<Row> {
    let mut rows = Vec::new();
    lay(Belonging { index, nested }, is_open, marks, 0, first_steps(index).into_iter(), &mut rows);
    rows
}

/// What belongs to what, in the execution and in those that its Tasks have started.
#[derive(Clone, Copy)]
struct Belonging<'a> {
    index: &'a Index,
    nested: &'a [Arc<Index>],
}

/// The visits in an execution's own scope.
fn first_steps(index: &Index) -> Vec<Node> {
    index.roots(0).iter().flat_map(|frame| index.steps(*frame)).map(|step| Node::Step(StepId(*step))).collect()
}

/// Adds the rows of nodes that lie beside one another.
fn lay(
    of: Belonging,
    is_open: &dyn Fn(Node) -> bool,
    marks: Option<&Marks>,
    depth: u16,
    nodes: impl Iterator<Item = Node>,
    rows: &mut Vec<Row>,
) {
    let mut own = Vec::new();
    let mut place = 0;
    for node in nodes.filter(|node| marks.is_none_or(|marks| marks.shows(*node))) {
        let open = has_inside(of, node).then(|| is_open(node));
        own.push(rows.len());
        rows.push(Row { node, depth, place, siblings: 0, open });
        place += 1;
        if open == Some(true) {
            // Of a node that matches by itself alone all is shown.
            let marks = marks.filter(|marks| marks.is_around(node));
            lay(of, is_open, marks, depth + 1, inside(of, node).into_iter(), rows);
        }
    }
    for row in own {
        rows[row].siblings = place;
    }
}

fn has_inside(of: Belonging, node: Node) -> bool {
    let Belonging { index, nested } = of;
    match node {
        Node::Step(step) => !index.inside(step).is_empty() || (!nested.is_empty() && !index.nested(step).is_empty()),
        Node::Frame(frame) => !index.steps(frame).is_empty(),
        Node::Attempt(group) => !index.frames_of(group).is_empty(),
        Node::Nested(place) => nested.get(place as usize).is_some_and(|index| !index.roots(0).is_empty()),
        Node::Inside(place, inner) => {
            nested.get(place as usize).is_some_and(|index| has_inside(Belonging { index, nested: &[] }, inner.node()))
        }
    }
}

fn inside(of: Belonging, node: Node) -> Vec<Node> {
    let Belonging { index, nested } = of;
    let frames = |group: u32| index.frames_of(group).iter().copied().map(Node::Frame);
    let seen = |place: u32, nodes: Vec<Node>| nodes.into_iter().filter_map(|node| node.seen_from_around(place)).collect();
    match node {
        Node::Step(step) => {
            let groups = index.groups_of(step);
            let started = index.nested(step).iter().copied().map(Node::Nested);
            if groups.len() > 1 {
                groups.map(Node::Attempt).chain(started).collect()
            } else {
                groups.flat_map(frames).chain(started).collect()
            }
        }
        Node::Attempt(group) => frames(group).collect(),
        Node::Frame(frame) => index.steps(frame).iter().map(|step| Node::Step(StepId(*step))).collect(),
        Node::Nested(place) => nested.get(place as usize).map(|index| seen(place, first_steps(index))).unwrap_or_default(),
        Node::Inside(place, inner) => {
            let inner = nested.get(place as usize).map(|index| inside(Belonging { index, nested: &[] }, inner.node()));
            seen(place, inner.unwrap_or_default())
        }
    }
}
