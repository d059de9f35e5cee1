//! The runs, and what they come to together.

use std::collections::BTreeMap;
use std::sync::Arc;

use expressions::{Environment, SeededEnvironment};
use simulator::accounting::Account;
use simulator::scenario::{Scenario, ScenarioHost};
use simulator::{Budget, Execution, Program, Status, WorkflowType};
use value::{Object, Value};

use crate::assumptions::Assumptions;
use crate::host::ForecastHost;
use crate::measure::Measure;
use crate::statistics::Statistics;

/// Makes the runs, some at a time.
pub struct Forecaster {
    program: Arc<Program>,
    scenarios: Vec<(Scenario, ScenarioHost)>,
    assumptions: Assumptions,
    runs: u64,
    seed: u64,
    done: u64,
    tally: Tally,
}

/// The numbers of all runs so far.
#[derive(Default)]
struct Tally {
    millis: Vec<u64>,
    transitions: Vec<u64>,
    events: Vec<u64>,
    payloads: Vec<u64>,
    express_steps: Vec<u64>,
    nested: u128,
    written: u128,
    functions: u64,
    function_millis: f64,
    attempts: u64,
    inline_items: u64,
    map_runs: u64,
    ends: BTreeMap<&'static str, u64>,
    errors: BTreeMap<(usize, String), u64>,
    states: Vec<StateForecast>,
    not_express: Vec<String>,
}

/// What many runs come to.
#[derive(Clone, Debug, PartialEq)]
pub struct Forecast {
    /// How many runs there were.
    pub runs: u64,
    /// Virtual milliseconds from start to end.
    pub millis: Statistics,
    /// State transitions of the machine and its Maps' children.
    pub transitions: Statistics,
    /// Events of the history.
    pub events: Statistics,
    /// The largest payload, in bytes.
    pub payload_bytes: Statistics,
    /// The steps of 100 ms that an Express execution would be billed for.
    pub express_steps: Statistics,
    /// The mean of transitions of nested executions.
    pub nested_transitions: f64,
    /// The mean of bytes that states gave out.
    pub written_bytes: f64,
    /// The mean of calls of Lambda functions, and of their milliseconds in all.
    pub functions: (f64, f64),
    /// The mean of attempts of Tasks.
    pub attempts: f64,
    /// The most items of an inline Map in any run.
    pub inline_items: u64,
    /// The most Map Runs in any run.
    pub map_runs: u64,
    /// How many runs ended as what.
    pub ends: BTreeMap<&'static str, u64>,
    /// Where runs failed, with what, and how many; the most frequent first.
    pub failures: Vec<Share>,
    /// By state, in the order of the definition.
    pub states: Vec<StateForecast>,
    /// Why it could not be an Express workflow; empty where it could.
    pub not_express: Vec<String>,
    /// The memory that Express and Lambda are reckoned with, and the peak.
    pub assumed: (f64, f64, f64),
}

/// Runs that failed alike.
#[derive(Clone, Debug, PartialEq)]
pub struct Share {
    /// The state.
    pub state: String,
    /// The error.
    pub error: String,
    /// How many runs.
    pub runs: u64,
}

/// What many runs come to in one state.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StateForecast {
    /// Its name.
    pub name: String,
    /// How often it was entered, in all runs.
    pub visits: u64,
    /// How long it took, in all runs, in milliseconds.
    pub millis: u64,
    /// Attempts that failed, in all runs.
    pub failures: u64,
}

impl Forecaster {
    /// A forecast of so many runs, over the scenarios in equal parts. Without a scenario an empty input is run.
    #[must_use]
    pub fn new(program: Arc<Program>, scenarios: &[Scenario], assumptions: Assumptions, runs: u64, seed: u64) -> Self {
        let given = if scenarios.is_empty() { vec![Scenario::default()] } else { scenarios.to_vec() };
        let scenarios = given.into_iter().map(|scenario| {
            let host = ScenarioHost::new(&scenario);
            (scenario, host)
        });
        let states = program
            .state_names()
            .iter()
            .map(|name| StateForecast { name: name.to_string(), ..StateForecast::default() })
            .collect();
        let scenarios = scenarios.collect();
        Self { program, scenarios, assumptions, runs, seed, done: 0, tally: Tally { states, ..Tally::default() } }
    }

    /// How many runs are done, and how many there will be.
    #[must_use]
    pub fn progress(&self) -> (u64, u64) {
        (self.done, self.runs)
    }

    /// Makes at most so many further runs; whether all are done.
    pub fn advance(&mut self, most: u64) -> bool {
        for _ in 0..most.min(self.runs - self.done) {
            self.run();
            self.done += 1;
        }
        self.done == self.runs
    }

    fn run(&mut self) {
        // Each run has a seed of its own, far from its neighbours'.
        let mut chance = SeededEnvironment::new(0, self.seed ^ self.done.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let index = (self.done % self.scenarios.len() as u64) as usize;
        let (scenario, host) = &self.scenarios[index];
        let mut options = scenario.options();
        options.seed = (chance.random() * (1_u64 << 53) as f64) as u64;
        options.input = with_items(&options.input, &self.assumptions, &mut chance);
        // Type decides limits; what a run takes is asked for as a Standard workflow, which has none of five minutes.
        options.workflow_type = WorkflowType::Standard;
        let mut host = ForecastHost::new(host.clone(), &self.assumptions);
        let mut execution = Execution::start(Arc::clone(&self.program), options);
        execution.run(&mut host, Budget::default());
        let measure = Measure::of(&execution, &self.program);
        let (functions, attempts) = (host.functions, host.attempts);
        if self.done == 0 {
            self.tally.not_express = Account::of(execution.recording(), &self.program).not_express;
            self.tally.not_express.retain(|reason| !reason.contains("five minutes"));
        }
        self.tally.add(measure, functions, attempts);
    }

    /// What the runs so far come to.
    #[must_use]
    pub fn forecast(&self) -> Forecast {
        let tally = &self.tally;
        let count = self.done.max(1) as f64;
        let mut failures: Vec<Share> = tally
            .errors
            .iter()
            .map(|((state, error), runs)| Share {
                state: tally.states.get(*state).map(|state| state.name.clone()).unwrap_or_default(),
                error: error.clone(),
                runs: *runs,
            })
            .collect();
        failures.sort_by_key(|share| std::cmp::Reverse(share.runs));
        Forecast {
            runs: self.done,
            millis: Statistics::of(&tally.millis),
            transitions: Statistics::of(&tally.transitions),
            events: Statistics::of(&tally.events),
            payload_bytes: Statistics::of(&tally.payloads),
            express_steps: Statistics::of(&tally.express_steps),
            nested_transitions: tally.nested as f64 / count,
            written_bytes: tally.written as f64 / count,
            functions: (tally.functions as f64 / count, tally.function_millis / count),
            attempts: tally.attempts as f64 / count,
            inline_items: tally.inline_items,
            map_runs: tally.map_runs,
            ends: tally.ends.clone(),
            failures,
            states: tally.states.clone(),
            not_express: tally.not_express.clone(),
            assumed: (self.assumptions.memory_megabytes, self.assumptions.lambda_megabytes, self.assumptions.peak),
        }
    }
}

impl Forecast {
    /// The share of runs that did not succeed, from 0 to 1.
    #[must_use]
    pub fn failing(&self) -> f64 {
        let succeeded = self.ends.get(Status::Succeeded.name()).copied().unwrap_or(0);
        (self.runs - succeeded) as f64 / self.runs.max(1) as f64
    }
}

impl Tally {
    fn add(&mut self, measure: Measure, functions: (u64, f64), attempts: u64) {
        const STEP_MILLIS: u64 = 100;
        self.express_steps.push(measure.millis.div_ceil(STEP_MILLIS).max(1));
        self.millis.push(measure.millis);
        self.transitions.push(measure.transitions);
        self.events.push(measure.events);
        self.payloads.push(measure.payload_bytes);
        self.nested += u128::from(measure.nested_transitions);
        self.written += u128::from(measure.written_bytes);
        self.functions += functions.0;
        self.function_millis += functions.1;
        self.attempts += attempts;
        self.inline_items = self.inline_items.max(measure.inline_items);
        self.map_runs = self.map_runs.max(measure.map_runs);
        *self.ends.entry(measure.status.name()).or_default() += 1;
        if let Some(state) = measure.failed_in {
            *self.errors.entry((state, measure.error.unwrap_or_default())).or_default() += 1;
        }
        for (total, of_run) in self.states.iter_mut().zip(&measure.states) {
            total.visits += of_run.visits;
            total.millis += of_run.millis;
            total.failures += of_run.failures;
        }
    }
}

/// The input with its lists as long as chance says: their items over and over.
fn with_items(input: &Value, assumptions: &Assumptions, chance: &mut dyn Environment) -> Value {
    const MOST: f64 = 100_000.0;
    let mut input = input.clone();
    for (pointer, distribution) in &assumptions.items {
        let count = libm::round(distribution.draw(chance).clamp(0.0, MOST)) as usize;
        let path: Vec<&str> = pointer.split('/').skip(1).collect();
        input = replaced(&input, &path, count);
    }
    input
}

fn replaced(value: &Value, path: &[&str], count: usize) -> Value {
    match (path.split_first(), value) {
        (None, Value::Array(items)) if !items.is_empty() => items.iter().cycle().take(count).cloned().collect::<Vec<_>>().into(),
        (Some((name, rest)), Value::Object(object)) => match object.get(name) {
            Some(inner) => {
                let mut changed: Object = (**object).clone();
                changed.insert(*name, replaced(inner, rest, count));
                changed.into()
            }
            None => value.clone(),
        },
        _ => value.clone(),
    }
}
