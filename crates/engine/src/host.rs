//! The worker's side of the conversation.

use std::collections::BTreeMap;

use asl::document::Document;
use simulator::scenario::{ScenarioHost, check_scenarios};
use simulator::test_state::{TestRequest, test_state};
use value::Value;

use crate::protocol::{PROTOCOL, Reply, Request, Ticket};
use crate::runs::{Goal, Run};
use crate::trials::Trials;
use crate::{history, learning, linter};

/// Answers requests and runs executions in slices.
#[derive(Default)]
pub struct Host {
    runs: BTreeMap<Ticket, Run>,
    trials: Option<Trials>,
}

impl Host {
    /// A host without runs; its first words are [`Reply::Ready`].
    #[must_use]
    pub fn new() -> Self {
        Self::default()
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
                // Nobody looks at what ran before on the same sheet.
                self.runs.retain(|other, _| other.sheet != run.sheet);
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
            Request::Why { run, step, moment } => self.with(run, reply, |state, reply| reply(state.why(step, moment))),
            Request::Lesson { ticket, text } => reply(Reply::Lesson { ticket, lesson: learning::lesson(&text) }),
            Request::Judge { ticket, text, phase, given } => {
                reply(Reply::Judged { ticket, judgement: learning::judge(&text, phase, &given) });
            }
            Request::Test { run, parameters } => reply(Reply::Tested { run, answer: test(&parameters).to_json() }),
            Request::Preview { ticket, preview } => {
                reply(Reply::Previewed { ticket, outcome: crate::preview::preview(&preview) });
            }
            Request::Lint { ticket, definition, express, payloads, scenarios } => {
                let document = Document::of(definition.read());
                let findings = linter::findings(&document, express, payloads);
                let scenarios = check_scenarios(&scenarios).into_iter().map(|error| (error.place, error.message)).collect();
                reply(Reply::Linted { ticket, findings, scenarios });
            }
            Request::Example { ticket, slug } => {
                if let Some(example) = gallery::find(&slug) {
                    let (definition, scenarios) = (example.definition.into(), example.scenarios.into());
                    reply(Reply::Example { ticket, slug, definition, scenarios });
                }
            }
            Request::Branch { run, step, input, variables } => self.with(run, reply, |state, reply| {
                if let Err(message) = state.branch(step, input.as_deref(), variables.as_deref(), reply) {
                    reply(Reply::Refused { run, message });
                }
            }),
            Request::History { run, definition, history } => {
                self.runs.retain(|other, _| other.sheet != run.sheet);
                history::send(run, &definition.read(), &history, reply);
            }
            Request::Rewind { run, event } => self.with(run, reply, |run, reply| run.rewind(event as usize, reply)),
        }
    }

    /// Lets the runs go on for a slice. Tells whether there is more to do, so that it is to be called again after
    /// looking for messages.
    pub fn tick(&mut self, reply: &mut dyn FnMut(Reply)) -> bool {
        for run in self.runs.values_mut() {
            run.go_on(reply);
        }
        if self.trials.as_mut().is_some_and(|trials| !trials.go_on(reply)) {
            self.trials = None;
        }
        self.has_work()
    }

    /// Whether a run wants to go on.
    #[must_use]
    pub fn has_work(&self) -> bool {
        self.trials.is_some() || self.runs.values().any(|run| run.goal != Goal::Rest)
    }

    fn with(&mut self, id: Ticket, reply: &mut dyn FnMut(Reply), action: impl FnOnce(&mut Run, &mut dyn FnMut(Reply))) {
        match self.runs.get_mut(&id) {
            Some(run) => action(run, reply),
            None => reply(Reply::Refused { run: id, message: "there is no such run any more: start it again".to_owned() }),
        }
    }
}

/// What a test of one state gives; Tasks without a mock are answered by default.
fn test(parameters: &str) -> Value {
    let refused = |code: &str, message: String| Value::object([("code", Value::from(code)), ("message", Value::from(message))]);
    let parameters = match value::parse(parameters) {
        Ok(parameters) => parameters,
        Err(error) => return refused("ValidationException", format!("the parameters are not JSON: {error}")),
    };
    let request = TestRequest { has_role: true, ..TestRequest::from_parameters(&parameters) };
    match test_state(&request, &mut ScenarioHost::default()) {
        Ok(answer) => Value::from(answer),
        Err(error) => refused(error.code, error.message),
    }
}
