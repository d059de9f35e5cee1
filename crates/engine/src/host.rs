//! The worker's side of the conversation.

use std::collections::BTreeMap;

use asl::document::Document;
use simulator::Memory;
use simulator::scenario::check_scenarios;

use crate::annex::{ANNEX, Annex};
use crate::job::Job;
use crate::linter;
use crate::protocol::{PROTOCOL, Reply, Request, Ticket};
use crate::runs::{Goal, Run};
use crate::trials::Trials;

/// Answers requests and runs executions in slices.
pub struct Host {
    runs: BTreeMap<Ticket, Run>,
    trials: Option<Trials>,
    pub(crate) jobs: Vec<Box<dyn Job>>,
    annex: Option<&'static Annex>,
    memory: Option<Memory>,
}

impl Host {
    /// A host without runs; its first words are [`Reply::Ready`].
    #[must_use]
    pub fn new() -> Self {
        Self { annex: Some(&ANNEX), ..Self::without_annex() }
    }

    /// A host that is to be given the annex before it is asked what only that can answer.
    #[must_use]
    pub fn without_annex() -> Self {
        Self { runs: BTreeMap::new(), trials: None, jobs: Vec::new(), annex: None, memory: None }
    }

    /// The same host, whose runs end when more memory than this is in use.
    #[must_use]
    pub fn within(self, memory: Memory) -> Self {
        Self { memory: Some(memory), ..self }
    }

    /// Whether it can be asked this now.
    #[must_use]
    pub fn can_answer(&self, request: &Request) -> bool {
        self.annex.is_some() || !request.needs_annex()
    }

    /// Gives it the annex.
    pub fn open_annex(&mut self, annex: &'static Annex) {
        self.annex = Some(annex);
    }

    /// What the worker says when it is there.
    #[must_use]
    pub fn ready() -> Reply {
        Reply::Ready { protocol: PROTOCOL }
    }

    /// Answers a request. Runs go on in [`Host::tick`].
    pub fn handle(&mut self, request: Request, reply: &mut dyn FnMut(Reply)) {
        match request {
            Request::Start { run, definition, scenario, workflows } => {
                self.forget_sheet(run);
                match Run::start(run, &definition.read(), &scenario, &workflows) {
                    Ok(mut started) => {
                        reply(Reply::Started { run });
                        started.send(reply);
                        self.runs.insert(run, started);
                    }
                    Err(problems) => reply(Reply::Rejected { run, problems }),
                }
            }
            Request::Try { run, definition, scenarios, workflows } => {
                self.trials = Trials::start(run, &definition.read(), scenarios, workflows, reply);
            }
            Request::Run { run } => self.with(run, reply, |run, _| run.goal = Goal::End),
            Request::Step { run, events } => self.with(run, reply, |run, _| {
                run.goal = Goal::Events(run.events() + events as usize);
            }),
            Request::Pause { run } => self.with(run, reply, Run::rest),
            Request::Abort { run } => self.with(run, reply, Run::abort),
            Request::Forget { run } => {
                self.runs.remove(&run);
                self.trials = self.trials.take().filter(|trials| trials.run != run);
                self.jobs.retain(|job| job.run() != run);
            }
            Request::Answer { run, token, answer } => self.with(run, reply, |state, reply| {
                if let Err(message) = state.answer(&token, answer) {
                    reply(Reply::Refused { run, message });
                }
            }),
            Request::PassTime { run } => self.with(run, reply, |run, _| run.goal = Goal::NextMoment),
            Request::Services { run } => self.with(run, reply, |state, reply| {
                reply(Reply::Services { run, contents: state.services().to_json() });
            }),
            Request::Preview { ticket, preview } => {
                reply(Reply::Previewed { ticket, outcome: crate::preview::preview(&preview) });
            }
            Request::Lint { ticket, definition, express, payloads, scenarios } => {
                let document = Document::of(definition.read());
                let findings = linter::findings(&document, express, payloads);
                let scenarios = check_scenarios(&scenarios).into_iter().map(|error| (error.place, error.message)).collect();
                reply(Reply::Linted { ticket, findings, scenarios });
            }
            Request::Branch { run, step, input, variables } => self.with(run, reply, |state, reply| {
                if let Err(message) = state.branch(step, input.as_deref(), variables.as_deref(), reply) {
                    reply(Reply::Refused { run, message });
                }
            }),
            Request::Redrive { run, scenario } => self.with(run, reply, |state, reply| {
                if let Err(message) = state.redrive(&scenario, reply) {
                    reply(Reply::Refused { run, message });
                }
            }),
            Request::Rewind { run, event } => self.with(run, reply, |run, reply| run.rewind(event as usize, reply)),
            seldom => {
                if let Some(annex) = self.annex {
                    (annex.answer)(self, seldom, reply);
                }
            }
        }
    }

    /// Lets the runs go on for a slice. Tells whether there is more to do, so that it is to be called again after
    /// looking for messages.
    pub fn tick(&mut self, reply: &mut dyn FnMut(Reply)) -> bool {
        for run in self.runs.values_mut() {
            run.go_on(self.memory, reply);
        }
        if self.trials.as_mut().is_some_and(|trials| !trials.go_on(self.memory, reply)) {
            self.trials = None;
        }
        for job in self.jobs.iter_mut().filter(|job| job.has_work()) {
            job.go_on(reply);
        }
        self.has_work()
    }

    /// Whether a run wants to go on.
    #[must_use]
    pub fn has_work(&self) -> bool {
        self.trials.is_some()
            || self.jobs.iter().any(|job| job.has_work())
            || self.runs.values().any(|run| run.goal != Goal::Rest)
    }

    /// Forgets what ran on a run's sheet: nobody looks at it any more.
    pub(crate) fn forget_sheet(&mut self, run: Ticket) {
        self.runs.retain(|other, _| other.sheet != run.sheet);
    }

    pub(crate) fn with(
        &mut self,
        id: Ticket,
        reply: &mut dyn FnMut(Reply),
        action: impl FnOnce(&mut Run, &mut dyn FnMut(Reply)),
    ) {
        match self.runs.get_mut(&id) {
            Some(run) => action(run, reply),
            None => reply(Reply::Refused { run: id, message: "there is no such run any more: start it again".to_owned() }),
        }
    }
}

impl Default for Host {
    fn default() -> Self {
        Self::new()
    }
}
