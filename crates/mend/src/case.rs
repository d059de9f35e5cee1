//! What fails, and trying a change of it.

use std::collections::BTreeMap;
use std::sync::Arc;

use asl::document::Document;
use asl::text::Transaction;
use asl::tree::Tree;
use simulator::fold::snapshot_of;
use simulator::recording::{EventId, Recording, StepId};
use simulator::scenario::{Scenario, ScenarioHost};
use simulator::{Budget, CompileProblem, Execution, Program, Progress, Status, Summary};

use crate::{Change, Offer, Outcome};

/// Why nothing can be run.
pub type Broken = Vec<CompileProblem>;

/// A scenario of a definition that fails.
pub struct Case<'a> {
    /// The definition, as it is written.
    pub document: &'a Document,
    /// The values of its placeholders.
    pub values: &'a BTreeMap<String, String>,
    /// The scenario.
    pub scenario: Scenario,
    /// The step that remedies are for. One that the run does not come to, as after a redrive, stands for where it fails.
    pub step: Option<StepId>,
    /// At most so many turns a run: entries of states, ends of tasks and waits.
    pub turns: usize,
}

/// A run.
pub struct Ran {
    /// Its program.
    pub program: Arc<Program>,
    /// What was recorded.
    pub recording: Recording,
    /// How it ended.
    pub status: Status,
    /// The error that it failed with.
    pub error: Option<String>,
    /// The cause.
    pub cause: Option<String>,
    /// The step at which it failed.
    pub step: Option<StepId>,
    /// The state where it failed.
    pub state: Option<String>,
}

impl Case<'_> {
    /// The definition with its placeholders filled in, as it is run.
    pub fn filled(&self, document: &Document) -> Tree {
        Tree::read_as(document.tree.filled(self.values), document.tree.notation())
    }

    /// Runs a scenario of a document.
    pub fn run(&self, document: &Document, scenario: &Scenario) -> Result<Ran, Broken> {
        let program = Arc::new(simulator::load_tree(&self.filled(document))?);
        let mut execution = Execution::start(Arc::clone(&program), scenario.options());
        let mut host = ScenarioHost::new(scenario);
        let turns = self.turns.max(4 * program.state_names().len());
        let progress = execution.run(&mut host, Budget { turns, time_passes_while_open: false, memory: None });
        let summary = Summary::of(&execution);
        let status = if matches!(progress, Progress::Running) { Status::Running } else { summary.status };
        let recording = execution.into_recording();
        let moment = EventId(recording.events().len() as u32);
        let replay = simulator::fold::Replay::at(&recording, moment);
        let failed = snapshot_of(&recording, 0, &replay).failure.and_then(|failure| failure.step);
        let state = failed.and_then(|step| recording.steps.get(step.0 as usize)).map(|step| step.state as usize);
        let state = state.and_then(|state| recording.texts.get(state)).map(|name| name.to_string());
        let error = summary.error.as_deref().map(str::to_owned);
        let cause = summary.cause.as_deref().map(str::to_owned);
        Ok(Ran { program, recording, status, error, cause, step: failed, state })
    }

    /// An edit of the definition as an offer, once it was tried; `None` where what comes of it cannot be run.
    pub fn tried(&self, base: &Ran, kind: &'static str, label: String, detail: String, change: Transaction) -> Option<Offer> {
        let after = self.document.apply(&change).0;
        let ran = self.run(&after, &self.scenario).ok()?;
        Some(Offer { kind, label, detail, outcome: ran.outcome(base), change: Change::Definition(change) })
    }
}

impl Ran {
    /// How it ended, beside another run.
    pub fn outcome(&self, base: &Self) -> Outcome {
        let ends_well = matches!(self.status, Status::Succeeded | Status::Waiting);
        let reason = |run: &Self| run.cause.as_deref().map(reach::without_data).map(str::to_owned);
        let elsewhere = self.state != base.state || self.error != base.error || reason(self) != reason(base);
        let further = elsewhere && self.recording.steps.len() >= base.recording.steps.len();
        Outcome {
            status: self.status,
            error: self.error.clone().filter(|_| !ends_well),
            state: self.state.clone().filter(|_| !ends_well),
            helps: ends_well || further,
        }
    }
}
