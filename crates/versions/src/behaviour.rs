//! What the changes come to: the same scenarios run on both versions.

use std::collections::BTreeMap;
use std::sync::Arc;

use simulator::accounting::Account;
use simulator::scenario::{Scenario, ScenarioHost};
use simulator::{Budget, Execution, Program, Summary};
use value::Value;

/// How a scenario went on one version.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// `SUCCEEDED` and the like.
    pub status: &'static str,
    /// The output, or the error with its cause.
    pub result: Value,
    /// The states of the machine's own scope, in order; those of the old version by their new names.
    pub path: Vec<String>,
    /// State transitions.
    pub transitions: u64,
    /// Virtual milliseconds.
    pub millis: u64,
    /// Dollars for a million runs as a Standard workflow, without the free transitions.
    pub dollars_per_million: f64,
}

/// What differs between two runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Difference {
    /// How they ended.
    Status,
    /// What they gave.
    Result,
    /// The states that they went through.
    Path,
    /// How many transitions they made, and so what they cost.
    Cost,
    /// How long they took.
    Duration,
}

/// A scenario on both versions.
#[derive(Clone, Debug, PartialEq)]
pub struct Behaviour {
    /// The scenario's name.
    pub scenario: String,
    /// On the old version.
    pub old: Run,
    /// On the new one.
    pub new: Run,
    /// What differs; empty where nothing does.
    pub differences: Vec<Difference>,
}

/// Runs scenarios on both versions. `names` has the new names of states by their old ones; mocks may use either.
#[must_use]
pub fn behaviour(
    old: &Arc<Program>,
    new: &Arc<Program>,
    scenarios: &[Scenario],
    names: &BTreeMap<Arc<str>, Arc<str>>,
) -> Vec<Behaviour> {
    let back: BTreeMap<Arc<str>, Arc<str>> =
        names.iter().map(|(before, after)| (Arc::clone(after), Arc::clone(before))).collect();
    scenarios
        .iter()
        .map(|scenario| {
            let mut before = run(old, &fitted(scenario, old, &back));
            let after = run(new, &fitted(scenario, new, names));
            before.path.iter_mut().for_each(|state| {
                if let Some(name) = names.get(state.as_str()) {
                    *state = name.to_string();
                }
            });
            Behaviour { scenario: scenario.name.clone(), differences: differences(&before, &after), old: before, new: after }
        })
        .collect()
}

/// The scenario with mocks for the states that a program has, and no others.
fn fitted(scenario: &Scenario, program: &Program, names: &BTreeMap<Arc<str>, Arc<str>>) -> Scenario {
    let known = program.state_names();
    let mut fitted = scenario.clone();
    fitted.mocks = BTreeMap::new();
    for (state, mock) in &scenario.mocks {
        let own = known.contains(state).then_some(state).or_else(|| names.get(state).filter(|name| known.contains(name)));
        if let Some(own) = own {
            fitted.mocks.insert(Arc::clone(own), mock.clone());
        }
    }
    fitted
}

fn run(program: &Arc<Program>, scenario: &Scenario) -> Run {
    const MILLION: f64 = 1_000_000.0;
    let mut execution = Execution::start(Arc::clone(program), scenario.options());
    execution.run(&mut ScenarioHost::new(scenario), Budget { time_passes_while_open: false, ..Budget::default() });
    let summary = Summary::of(&execution);
    let account = Account::of(execution.recording(), program);
    let text = |text: &Option<Arc<str>>| Value::from(text.clone());
    let result = match &summary.output {
        Some(output) => output.clone(),
        None => Value::object([("error", text(&summary.error)), ("cause", text(&summary.cause))]),
    };
    Run {
        status: summary.status.name(),
        result,
        path: summary.path,
        transitions: account.transitions,
        millis: summary.virtual_millis,
        dollars_per_million: account.transitions as f64 * simulator::accounting::STANDARD_PER_THOUSAND / 1000.0 * MILLION,
    }
}

fn differences(old: &Run, new: &Run) -> Vec<Difference> {
    let all = [
        (Difference::Status, old.status != new.status),
        (Difference::Result, old.result != new.result),
        (Difference::Path, old.path != new.path),
        (Difference::Cost, old.transitions != new.transitions),
        (Difference::Duration, old.millis != new.millis),
    ];
    all.into_iter().filter(|(_, differs)| *differs).map(|(difference, _)| difference).collect()
}
