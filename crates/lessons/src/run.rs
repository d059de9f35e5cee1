//! Runs of lessons: simulated as everywhere, and bounded, since a learner's workflow may go round for ever.

use std::sync::Arc;

use simulator::scenario::{Scenario, ScenarioHost};
use simulator::{Budget, Execution, Program, Progress};

/// A run takes at most so many turns: some more than the 25,000 events of a Standard workflow need.
const MOST_TURNS: usize = 100_000;
/// All its executions may record at most so many events.
const MOST_EVENTS: u64 = 200_000;
/// How often the events are counted.
const SLICE: usize = 5_000;

/// Why there is nothing to look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Endless;

impl Endless {
    /// The sentence for the learner.
    pub fn sentence(self) -> String {
        format!(
            "The run was stopped after {MOST_TURNS} steps: it goes round and round. Look for a loop that nothing ends, and give it a way out."
        )
    }
}

/// Runs a scenario to its end, or as far as it goes by itself.
pub(crate) fn run(program: &Arc<Program>, scenario: &Scenario) -> Result<Execution, Endless> {
    let mut execution = Execution::start(program.clone(), scenario.options());
    let mut host = ScenarioHost::new(scenario);
    for _ in 0..MOST_TURNS / SLICE {
        let budget = Budget { turns: SLICE, ..Budget::default() };
        if execution.run(&mut host, budget) != Progress::Running {
            return Ok(execution);
        }
        if execution.events_recorded() > MOST_EVENTS {
            break;
        }
    }
    Err(Endless)
}
