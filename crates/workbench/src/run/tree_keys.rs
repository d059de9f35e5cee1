//! The keys of the tree of steps, and what choosing a row means.

use std::collections::HashMap;

use simulator::fold::Node;
use simulator::recording::StepId;

use super::{Run, StepFilter};

/// Where the keys of a tree go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TreeMove {
    /// So many rows on, or back.
    By(isize),
    /// To the first row.
    First,
    /// To the last row.
    Last,
    /// Unfolds, or goes in.
    In,
    /// Folds, or goes out.
    Out,
    /// To the next row whose name begins so.
    To(String),
}

impl Run {
    /// The keys go to another row. Returns the step that is looked at then, if it is another one.
    pub(crate) fn move_in_tree(&mut self, to: &TreeMove) -> Option<Node> {
        let last = self.inside.tree.rows.len().checked_sub(1)?;
        let now = self.active_row().unwrap_or_default().min(last);
        let row = self.inside.tree.rows[now];
        let next = match to {
            TreeMove::By(rows) => now.saturating_add_signed(*rows).min(last),
            TreeMove::First => 0,
            TreeMove::Last => last,
            TreeMove::In if row.open == Some(false) => {
                self.toggle(row.node);
                return None;
            }
            TreeMove::In => (now + usize::from(row.open == Some(true))).min(last),
            TreeMove::Out if row.open == Some(true) => {
                self.toggle(row.node);
                return None;
            }
            TreeMove::Out => {
                let around = self.inside.tree.rows[..now].iter().rposition(|other| other.depth < row.depth);
                around.unwrap_or(now)
            }
            TreeMove::To(typed) => self.row_named(now, typed)?,
        };
        let node = self.inside.tree.rows[next].node;
        self.inside.tree.active = Some(node);
        Some(node)
    }

    /// The next row from here on whose name begins so; with one letter, the next after this one.
    fn row_named(&self, now: usize, typed: &str) -> Option<usize> {
        let recording = self.recording()?;
        let typed = typed.to_lowercase();
        let from = now + usize::from(typed.chars().count() == 1);
        let count = self.inside.tree.rows.len();
        let mut fields = HashMap::new();
        (0..count).map(|step| (from + step) % count).find(|index| {
            let row = self.tree_row(recording, *index, &mut fields);
            row.name.to_lowercase().starts_with(&typed) || row.note.to_lowercase().starts_with(&typed)
        })
    }

    /// What is looked at when a row is chosen: the step, or what tells most of a branch or iteration.
    #[must_use]
    pub(crate) fn step_of_row(&self, node: Node) -> Option<usize> {
        let index = self.inside.replay.index();
        let step = match node {
            Node::Step(step) => step,
            Node::Frame(frame) => return self.telling_step(frame),
            Node::Attempt(group) => index.group(group)?.owner,
            Node::Nested(nested) | Node::Inside(nested, _) => self.nested(nested)?.step,
        };
        Some(step.0 as usize)
    }

    /// What tells most of a branch or iteration: the first error in it, else its last step.
    pub(super) fn telling_step(&self, frame: u32) -> Option<usize> {
        let steps = self.inside.replay.index().steps(frame);
        let bad = |step: &&u32| {
            self.inside.outcomes.step(StepId(**step)).is_some_and(|outcome| StepFilter::Failed.takes(outcome.status))
        };
        let begun = || steps.iter().rev().find(|step| self.inside.replay.visit(StepId(**step)).is_some());
        steps.iter().find(bad).or_else(begun).or(steps.last()).map(|step| *step as usize)
    }

    /// Looks into an execution of another workflow.
    pub(crate) fn choose_inner(&mut self, node: Node) {
        self.chosen_inner = self.inner_step_of(node);
    }
}
