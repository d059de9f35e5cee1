//! The visits of a run as a tree: what a Parallel or Map did lies inside its visit, branch by branch or item by item.

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
        self.mark(node).matches = true;
        self.matches.push(node);
        let mut around = parent(recording, index, node);
        while let Some(outer) = around {
            // What lies around one that is marked so is marked already.
            if std::mem::replace(&mut self.mark(outer).around, true) {
                break;
            }
            around = parent(recording, index, outer);
        }
    }

    fn mark(&mut self, node: Node) -> &mut Mark {
        match node {
            Node::Step(step) => &mut self.steps[step.0 as usize],
            Node::Frame(frame) => &mut self.frames[frame as usize],
            Node::Attempt(group) => &mut self.attempts[group as usize],
        }
    }

    fn get(&self, node: Node) -> Mark {
        match node {
            Node::Step(step) => self.steps.get(step.0 as usize),
            Node::Frame(frame) => self.frames.get(frame as usize),
            Node::Attempt(group) => self.attempts.get(group as usize),
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
    }
}

/// The rows of the tree from top to bottom: what lies in a closed node is left out, and with `marks` what is not looked for.
#[must_use]
pub fn flatten(index: &Index, is_open: &dyn Fn(Node) -> bool, marks: Option<&Marks>) -> Vec<Row> {
    let mut rows = Vec::new();
    let steps = index.roots(0).iter().flat_map(|frame| index.steps(*frame)).map(|step| Node::Step(StepId(*step)));
    lay(index, is_open, marks, 0, steps, &mut rows);
    rows
}

/// Adds the rows of nodes that lie beside one another.
fn lay(
    index: &Index,
    is_open: &dyn Fn(Node) -> bool,
    marks: Option<&Marks>,
    depth: u16,
    nodes: impl Iterator<Item = Node>,
    rows: &mut Vec<Row>,
) {
    let mut own = Vec::new();
    let mut place = 0;
    for node in nodes.filter(|node| marks.is_none_or(|marks| marks.shows(*node))) {
        let open = has_inside(index, node).then(|| is_open(node));
        own.push(rows.len());
        rows.push(Row { node, depth, place, siblings: 0, open });
        place += 1;
        if open == Some(true) {
            // Of a node that matches by itself alone all is shown.
            let marks = marks.filter(|marks| marks.is_around(node));
            lay(index, is_open, marks, depth + 1, inside(index, node).into_iter(), rows);
        }
    }
    for row in own {
        rows[row].siblings = place;
    }
}

fn has_inside(index: &Index, node: Node) -> bool {
    match node {
        Node::Step(step) => !index.inside(step).is_empty(),
        Node::Frame(frame) => !index.steps(frame).is_empty(),
        Node::Attempt(group) => !index.frames_of(group).is_empty(),
    }
}

fn inside(index: &Index, node: Node) -> Vec<Node> {
    let frames = |group: u32| index.frames_of(group).iter().copied().map(Node::Frame).collect();
    match node {
        Node::Step(step) => {
            let groups = index.groups_of(step);
            if groups.len() > 1 { groups.map(Node::Attempt).collect() } else { frames(groups.start) }
        }
        Node::Attempt(group) => frames(group),
        Node::Frame(frame) => index.steps(frame).iter().map(|step| Node::Step(StepId(*step))).collect(),
    }
}
