//! The steps as a tree: what is folded, and which rows there are.

use std::collections::{HashMap, HashSet};

use simulator::fold::{self, Inner, Marks, Node, Row, parent};
use simulator::recording::StepId;

use super::{Run, StepFilter};

/// A Parallel or Map with so many branches or iterations is unfolded at first.
const FEW: usize = 4;

/// What is folded, filtered and searched.
#[derive(Debug, Default)]
pub(super) struct StepTree {
    pub rows: Vec<Row>,
    /// Folded or unfolded by hand.
    pub by_hand: HashMap<Node, bool>,
    /// The way to the step that is looked at: unfolded for as long as it is.
    pub way: Vec<Node>,
    pub filter: StepFilter,
    pub search: String,
    pub marks: Option<Marks>,
    /// The row that has the keys.
    pub active: Option<Node>,
    /// How many steps each filter finds over the whole run.
    pub counts: [usize; StepFilter::ALL.len()],
    /// The same by the present moment.
    pub now: [usize; StepFilter::ALL.len()],
    /// By state: the field that the items of a Map are called by.
    pub fields: Vec<(u32, String)>,
}

impl StepTree {
    /// For the next run: what was chosen stays, as far as it is not about single steps.
    pub fn begin_anew(&mut self) -> Self {
        Self { filter: self.filter, fields: std::mem::take(&mut self.fields), ..Self::default() }
    }
}

impl Run {
    /// How many rows the tree of steps has.
    #[must_use]
    pub fn tree_len(&self) -> usize {
        self.inside.tree.rows.len()
    }

    /// The row of the step that is looked at, or of the fold that it is hidden in.
    #[must_use]
    pub fn chosen_row(&self) -> Option<usize> {
        let recording = self.recording()?;
        let chosen = Node::Step(StepId(self.chosen_step? as u32));
        let mut node = Some(self.chosen_inner.map_or(chosen, |(nested, step)| Node::Inside(nested, Inner::Step(step))));
        while let Some(hidden) = node {
            if let Some(row) = self.row_of(hidden) {
                return Some(row);
            }
            node = parent(recording, self.inside.replay.index(), hidden);
        }
        None
    }

    /// The row that has the keys.
    #[must_use]
    pub fn active_row(&self) -> Option<usize> {
        self.inside.tree.active.and_then(|node| self.row_of(node)).or_else(|| self.chosen_row())
    }

    pub(super) fn row_of(&self, node: Node) -> Option<usize> {
        self.inside.tree.rows.iter().position(|row| row.node == node)
    }

    /// Folds or unfolds a row.
    pub(crate) fn toggle(&mut self, node: Node) {
        let Some(open) = self.row_of(node).and_then(|row| self.inside.tree.rows[row].open) else { return };
        self.inside.tree.by_hand.insert(node, !open);
        self.inside.tree.active = Some(node);
        self.lay_rows();
    }

    /// The row has the keys.
    pub(crate) fn activate(&mut self, node: Node) {
        self.inside.tree.active = Some(node);
    }

    /// The way to the step that is looked at is unfolded; `stays`, what was unfolded for the one before remains so.
    pub(super) fn show_way(&mut self, stays: bool) {
        let Some(recording) = self.recording() else { return };
        let index = self.inside.replay.index();
        let mut way = Vec::new();
        let mut node = self.chosen_step.map(|step| Node::Step(StepId(step as u32)));
        while let Some(inner) = node {
            node = parent(recording, index, inner);
            way.extend(node);
        }
        if way == self.inside.tree.way {
            return;
        }
        let before = std::mem::replace(&mut self.inside.tree.way, way);
        if stays {
            for node in before {
                self.inside.tree.by_hand.entry(node).or_insert(true);
            }
        }
        for node in self.inside.tree.way.clone() {
            // What was folded by hand is unfolded for what is looked at inside.
            if self.inside.tree.by_hand.get(&node) == Some(&false) {
                self.inside.tree.by_hand.remove(&node);
            }
        }
        self.lay_rows();
    }

    pub(super) fn lay_rows(&mut self) {
        let (index, nested) = (self.inside.replay.index().clone(), self.inner_indices());
        let Some(recording) = self.recording() else {
            self.inside.tree.rows = Vec::new();
            return;
        };
        let tree = &self.inside.tree;
        let way: HashSet<Node> = tree.way.iter().copied().collect();
        let is_few = |owner: StepId| index.inside(owner).len() <= FEW;
        let is_open = |node: Node| {
            if let Some(open) = tree.by_hand.get(&node) {
                return *open;
            }
            let few = match node {
                Node::Step(step) => is_few(step),
                Node::Attempt(group) => index.frames_of(group).len() <= FEW,
                Node::Frame(frame) => recording.frames[frame as usize].owner.is_some_and(is_few),
                Node::Nested(_) | Node::Inside(..) => true,
            };
            way.contains(&node) || tree.marks.as_ref().map_or(few, |marks| marks.is_around(node))
        };
        self.inside.tree.rows = fold::flatten(&index, &nested, &is_open, self.inside.tree.marks.as_ref());
    }
}
