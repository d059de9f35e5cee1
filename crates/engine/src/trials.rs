//! All scenarios of a workflow, one after another: how each ended, what is otherwise than expected, and which arms of the
//! definition it went through. Nothing of a run is kept once it has ended.

use std::sync::Arc;

use asl::tree::Tree;
use simulator::coverage::Coverage;
use simulator::scenario::{Scenario, ScenarioHost};
use simulator::{Budget, Execution, Memory, Program, Progress, Status};

use crate::protocol::{Arm, Reply, Ticket, Trial, Unmet, Workflow};
use crate::runs::{compile, prepare};

/// How many turns are taken before the worker looks for messages.
const SLICE_TURNS: usize = 20_000;

/// The scenarios that are being tried.
pub(crate) struct Trials {
    pub run: Ticket,
    program: Arc<Program>,
    untouched: Coverage,
    workflows: Vec<Workflow>,
    scenarios: std::vec::IntoIter<String>,
    number: u32,
    current: Option<Current>,
}

struct Current {
    scenario: Scenario,
    execution: Execution,
    host: ScenarioHost,
}

impl Trials {
    /// Begins; tells which arms there are, or why nothing can be run.
    pub fn start(
        run: Ticket,
        definition: &Tree,
        scenarios: Vec<String>,
        workflows: Vec<Workflow>,
        reply: &mut dyn FnMut(Reply),
    ) -> Option<Self> {
        let program = compile(run, definition, reply)?;
        let untouched = Coverage::of(&program);
        reply(Reply::Trying { run, arms: arms(&untouched, &program) });
        Some(Self { run, program, untouched, workflows, scenarios: scenarios.into_iter(), number: 0, current: None })
    }

    /// Goes on for a slice; whether there is more to do.
    pub fn go_on(&mut self, memory: Option<Memory>, reply: &mut dyn FnMut(Reply)) -> bool {
        let Some(mut current) = self.current.take().or_else(|| self.next(reply)) else { return self.end(reply) };
        let budget = Budget { turns: SLICE_TURNS, time_passes_while_open: false, memory };
        if matches!(current.execution.run(&mut current.host, budget), Progress::Running) {
            reply(current.progress(self.run));
            self.current = Some(current);
        } else {
            let trial = current.trial(&self.program, self.untouched.clone());
            reply(Reply::Tried { run: self.run, number: self.number, trial });
            self.number += 1;
        }
        true
    }

    /// The next scenario that can be run. Of those before it is told why they cannot.
    fn next(&mut self, reply: &mut dyn FnMut(Reply)) -> Option<Current> {
        for text in self.scenarios.by_ref() {
            match prepare(&self.program, &text, &self.workflows) {
                Ok(scenario) => {
                    let execution = Execution::start(self.program.clone(), scenario.options());
                    let host = ScenarioHost::new(&scenario);
                    return Some(Current { scenario, execution, host });
                }
                Err(why) => {
                    let trial = Trial { problem: why, ..Trial::default() };
                    reply(Reply::Tried { run: self.run, number: self.number, trial });
                    self.number += 1;
                }
            }
        }
        None
    }

    fn end(&self, reply: &mut dyn FnMut(Reply)) -> bool {
        reply(Reply::TriedAll { run: self.run });
        false
    }
}

impl Current {
    fn trial(&self, program: &Program, mut coverage: Coverage) -> Trial {
        let summary = simulator::Summary::of(&self.execution);
        coverage.add(program, self.execution.recording());
        Trial {
            status: Some(summary.status),
            problem: String::new(),
            error: summary.error.as_deref().map(str::to_owned),
            virtual_millis: summary.virtual_millis,
            unmet: unmet(&self.scenario, &self.execution),
            counts: counts(&coverage),
        }
    }

    fn progress(&self, run: Ticket) -> Reply {
        Reply::Progress {
            run,
            events: u32::try_from(self.execution.events_recorded()).unwrap_or(u32::MAX),
            children: (0, 0),
            virtual_millis: self.execution.now_millis(),
        }
    }
}

/// What a run went through.
pub(crate) fn covered(run: Ticket, execution: &Execution) -> Reply {
    let program = execution.program();
    let mut coverage = Coverage::of(program);
    coverage.add(program, execution.recording());
    Reply::Covered { run, arms: arms(&coverage, program), counts: counts(&coverage) }
}

fn arms(coverage: &Coverage, program: &Program) -> Vec<Arm> {
    let arm = |arm: simulator::coverage::Arm| Arm { state: arm.state(), place: arm.place(), sentence: arm.words(program) };
    coverage.arms().iter().map(|(known, _)| arm(*known)).collect()
}

fn counts(coverage: &Coverage) -> Vec<u32> {
    coverage.arms().iter().map(|(_, count)| u32::try_from(*count).unwrap_or(u32::MAX)).collect()
}

/// What is otherwise than a scenario expects. One that expects nothing expects to succeed.
pub(crate) fn unmet(scenario: &Scenario, execution: &Execution) -> Vec<Unmet> {
    let status = simulator::Summary::of(execution).status;
    let mut unmet: Vec<Unmet> = scenario.expect.compare(execution).into_iter().map(Unmet::from).collect();
    if scenario.expect.is_empty() && status != Status::Succeeded {
        let json = |status: Status| format!("\"{}\"", status.name());
        unmet.push(Unmet {
            what: "status".to_owned(),
            expected: json(Status::Succeeded),
            actual: json(status),
            at: vec!["status".to_owned()],
            instead: Some(json(status)),
        });
    }
    unmet
}
