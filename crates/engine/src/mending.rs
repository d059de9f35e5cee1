//! Remedies for runs, and scenarios for what none reaches. Only the annex names it.

use std::sync::Arc;

use asl::document::Document;
use mend::{Case, Change, Offer};
use reach::{Generation, Limits, Machine};
use simulator::recording::StepId;
use simulator::scenario::{Scenario, write_scenario};
use simulator::{Program, Status};

use crate::job::Job;
use crate::protocol::{Arm, Definition, Remedy, Reply, Ticket, Unreached, Workflow};
use crate::runs::{compile, prepare, prepare_all};

/// So many turns a run that is tried may take.
const TURNS: usize = 5000;
/// How many runs are made before the worker looks for messages.
const SLICE_RUNS: usize = 40;

/// What would help a run.
pub(crate) struct Wanted {
    pub definition: Definition,
    pub placeholders: Vec<(String, String)>,
    pub scenario: String,
    pub workflows: Vec<Workflow>,
    pub step: Option<u32>,
}

/// Remedies for a scenario's run; none where it cannot be run.
pub(crate) fn mended(ticket: Ticket, wanted: Wanted) -> Reply {
    Reply::Mended { ticket, remedies: remedies(wanted).unwrap_or_default() }
}

fn remedies(wanted: Wanted) -> Option<Vec<Remedy>> {
    let document = Document::of(wanted.definition.read());
    let values = wanted.placeholders.into_iter().collect();
    let step = wanted.step.map(StepId);
    let mut case = Case { document: &document, values: &values, scenario: Scenario::default(), step, turns: TURNS };
    let program = simulator::load_tree(&case.filled(&document)).ok()?;
    case.scenario = prepare(&program, &wanted.scenario, &wanted.workflows).ok()?;
    Some(mend::offers(&case).ok()?.into_iter().map(remedy).collect())
}

fn remedy(offer: Offer) -> Remedy {
    let verdict = match (offer.outcome.status, offer.outcome.helps) {
        (Status::Succeeded | Status::Waiting, _) => "well",
        (_, true) => "further",
        (_, false) => "no-help",
    };
    let mut remedy = Remedy {
        kind: offer.kind.to_owned(),
        label: offer.label,
        detail: offer.detail,
        edits: vec![],
        input: None,
        mocks: vec![],
        members: vec![],
        trial_values: vec![],
        outcome: offer.outcome.words(),
        verdict: verdict.to_owned(),
    };
    match offer.change {
        Change::Definition(change) => {
            remedy.edits = change.edits.into_iter().map(|edit| (edit.span.start, edit.span.end, edit.insert)).collect();
        }
        Change::Scenario { input, mocks, members } => {
            let written = |(name, value): (String, value::Value)| (name, value.to_json_pretty());
            remedy.input = input.map(|input| input.to_json_pretty());
            remedy.mocks = mocks.into_iter().map(written).collect();
            remedy.members = members.into_iter().map(written).collect();
        }
        Change::Trial(values) => remedy.trial_values = values,
    }
    remedy
}

/// Scenarios in the making.
pub(crate) struct Generating {
    run: Ticket,
    program: Arc<Program>,
    generation: Option<Generation>,
}

impl Generating {
    /// Begins; or tells why nothing can be run.
    pub fn start(
        run: Ticket,
        definition: Definition,
        scenarios: &[String],
        workflows: &[Workflow],
        reply: &mut dyn FnMut(Reply),
    ) -> Option<Box<dyn Job>> {
        let tree = definition.read();
        let program = compile(run, &tree, reply)?;
        let prepared = prepare_all(run, &program, scenarios, workflows, reply)?;
        let machine = Machine::of(&tree.root().map(|root| tree.value(root)).unwrap_or_default());
        let generation = Generation::begin(&program, &machine, &prepared, Limits::default());
        Some(Box::new(Self { run, program, generation: Some(generation) }))
    }

    fn arm(&self, arm: simulator::coverage::Arm) -> Arm {
        Arm { state: arm.state(), place: arm.place(), sentence: arm.words(&self.program) }
    }
}

impl Job for Generating {
    fn run(&self) -> Ticket {
        self.run
    }

    fn has_work(&self) -> bool {
        self.generation.is_some()
    }

    fn go_on(&mut self, reply: &mut dyn FnMut(Reply)) {
        let Some(generation) = &mut self.generation else { return };
        if !generation.go_on(SLICE_RUNS) {
            return self.settle(reply);
        }
        let (reached, arms, runs) = generation.reached();
        reply(Reply::Generating { run: self.run, reached: (reached as u32, arms as u32), runs: runs as u32 });
    }

    fn reckon(&mut self, _: u64, _: String, _: &mut dyn FnMut(Reply)) {}

    fn settle(&mut self, reply: &mut dyn FnMut(Reply)) {
        let Some(generated) = self.generation.take().map(Generation::finish) else { return };
        let missing = generated.missing.iter();
        let missing =
            missing.map(|missing| Unreached { arm: self.arm(missing.arm), reason: missing.reason.clone(), dead: missing.dead });
        reply(Reply::Generated {
            run: self.run,
            scenarios: generated.scenarios.iter().map(|new| write_scenario(&new.scenario).to_json()).collect(),
            reached: (generated.before as u32, generated.after as u32, generated.arms as u32),
            missing: missing.collect(),
        });
    }
}
