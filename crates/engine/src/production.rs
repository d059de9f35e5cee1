//! From design to production: what the role must be allowed, what many runs come to, what CloudWatch would show. Only the annex
//! names it, so that the simulator loads without.

use asl::document::Document;
use forecast::{Assumptions, Forecast, Forecaster, Volume};
use monitoring::{Level, Source};
use policy::Options;
use simulator::recording::Recording;
use value::Value;

use crate::job::Job;
use crate::protocol::{Definition, Plan, Reply, Ticket, Workflow};
use crate::runs::{compile, prepare_all};

/// How many runs are made before the worker looks for messages.
const SLICE_RUNS: u64 = 50;
/// The most runs of a forecast.
const MOST_RUNS: u32 = 1_000_000;
/// So many log events are sent; the rest is counted.
const MOST_LINES: usize = 500;

/// What the execution role must be allowed, with the policy in every format.
pub(crate) fn permissions(definition: Definition, name: String, logging: bool, tracing: bool) -> Value {
    let document = Document::of(definition.read());
    let name = Some(name).filter(|name| !name.is_empty());
    let derived = policy::derive(&document.definition, &Options { name, logging, tracing, kms_key: None });
    let (style, gathered) = (derived.style(), policy::statements(&derived.grants));
    let texts = Value::object([
        ("json", policy::policy_document(&gathered, &style).to_json_pretty()),
        ("trust", policy::trust_policy(&style).to_json_pretty()),
        ("sam", policy::sam(&gathered)),
        ("cloudformation", policy::cloudformation(&gathered, "StateMachineRole")),
        ("terraform", policy::terraform(&gathered, "state_machine")),
    ]);
    let mut answer = policy::value(&derived, &style).as_object().map(|object| (**object).clone()).unwrap_or_default();
    answer.insert("texts", texts);
    answer.into()
}

/// What CloudWatch Logs would hold of a run.
pub(crate) fn logs(run: Ticket, recording: &Recording, level: String, with_data: bool) -> Reply {
    let events = monitoring::log_events(recording, Level::of(&level).unwrap_or(Level::All), with_data);
    let all = u32::try_from(events.len()).unwrap_or(u32::MAX);
    let lines = events.iter().take(MOST_LINES).map(Value::to_json).collect();
    Reply::Logs { run, level, lines, all }
}

/// A forecast that is being made, or that was made.
pub(crate) struct Forecasting {
    run: Ticket,
    sources: Vec<Source>,
    volume: Volume,
    seed: u64,
    runs: Runs,
}

/// How far it is.
enum Runs {
    Going(Box<Forecaster>),
    Done(Box<Forecast>),
}

impl Forecasting {
    /// Begins; or tells why nothing can be run.
    pub fn start(
        run: Ticket,
        definition: Definition,
        scenarios: &[String],
        workflows: &[Workflow],
        plan: Plan,
        reply: &mut dyn FnMut(Reply),
    ) -> Option<Box<dyn Job>> {
        let tree = definition.read();
        let program = compile(run, &tree, reply)?;
        let prepared = prepare_all(run, &program, scenarios, workflows, reply)?;
        let assumptions = Assumptions::default().with_tasks(plan.slower, plan.failing);
        let runs = u64::from(plan.runs.clamp(1, MOST_RUNS));
        Some(Box::new(Self {
            run,
            sources: monitoring::sources(&Document::of(tree).definition),
            volume: Volume { monthly: plan.monthly, region: plan.region },
            seed: plan.seed,
            runs: Runs::Going(Box::new(Forecaster::new(program, &prepared, assumptions, runs, plan.seed))),
        }))
    }

    fn answer(&self, forecast: &Forecast) -> Reply {
        let volume = &self.volume;
        let alarms = monitoring::alarms(forecast, &self.sources, volume);
        let day = monitoring::day(forecast, &self.sources, volume, self.seed);
        let board = monitoring::dashboard(&day, &volume.region);
        let texts = Value::object([
            ("cloudformation", monitoring::cloudformation(&alarms, &board)),
            ("terraform", monitoring::terraform(&alarms, &board)),
            ("dashboard", board.to_json_pretty()),
        ]);
        let mut shown = monitoring::value(&alarms, &day).as_object().map(|object| (**object).clone()).unwrap_or_default();
        shown.insert("texts", texts);
        let forecast = forecast::value(forecast, volume).to_json();
        Reply::Forecast { run: self.run, forecast, monitoring: Value::from(shown).to_json() }
    }
}

impl Job for Forecasting {
    fn run(&self) -> Ticket {
        self.run
    }

    fn has_work(&self) -> bool {
        matches!(self.runs, Runs::Going(_))
    }

    fn go_on(&mut self, reply: &mut dyn FnMut(Reply)) {
        let Runs::Going(forecaster) = &mut self.runs else { return };
        if forecaster.advance(SLICE_RUNS) {
            let forecast = Box::new(forecaster.forecast());
            reply(self.answer(&forecast));
            self.runs = Runs::Done(forecast);
        } else {
            let (done, all) = forecaster.progress();
            let count = |runs: u64| u32::try_from(runs).unwrap_or(u32::MAX);
            reply(Reply::Progress { run: self.run, events: count(done), children: (count(done), count(all)), virtual_millis: 0 });
        }
    }

    fn reckon(&mut self, monthly: u64, region: String, reply: &mut dyn FnMut(Reply)) {
        self.volume = Volume { monthly, region };
        if let Runs::Done(forecast) = &self.runs {
            reply(self.answer(forecast));
        }
    }
}
