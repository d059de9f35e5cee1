//! How lean a workflow is, in what the service counts.

use value::Value;

use crate::requirement::states;
use crate::{Task, attempt};

/// How lean a workflow is; smaller is leaner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Score {
    /// Its states, those of branches and iterations included.
    pub states: usize,
    /// State transitions over the runs of all checks together, retries included.
    pub transitions: usize,
    /// How many runs these are.
    pub runs: usize,
    /// Dollars for a million times these runs as a Standard workflow, free transitions left out.
    pub dollars_per_million: f64,
}

impl Score {
    pub(crate) fn of(definition: &Value, transitions: usize, runs: usize) -> Self {
        let dollars_per_million = transitions as f64 * 1000.0 * simulator::accounting::STANDARD_PER_THOUSAND;
        Self { states: states(definition).len(), transitions, runs, dollars_per_million }
    }
}

/// What the solution needs: a mark to reach, never a condition.
#[must_use]
pub fn par(task: &Task) -> Option<Score> {
    attempt(task, &task.solution.text).score
}
