//! The host of a scenario: mocks first, then defaults.

use std::collections::BTreeMap;
use std::sync::Arc;

use expressions::jsonata::{Bindings, Budget};
use expressions::{Environment, NoVariables};
use value::{Object, Value};

use super::{Answer, Mock, Reply, Scenario, defaults};
use crate::host::{TaskAnswer, TaskHost, TaskOutcome, TaskRequest};

/// Answers Tasks as a scenario says. Cloning it makes a checkpoint of its counters.
#[derive(Clone, Debug, Default)]
pub struct ScenarioHost {
    mocks: Arc<BTreeMap<Arc<str>, Mock>>,
    calls: BTreeMap<Arc<str>, u32>,
}

impl ScenarioHost {
    /// The host of a scenario.
    #[must_use]
    pub fn new(scenario: &Scenario) -> Self {
        Self { mocks: Arc::new(scenario.mocks.clone()), calls: BTreeMap::new() }
    }

    fn count(&mut self, state: &str) -> u32 {
        match self.calls.get_mut(state) {
            Some(calls) => {
                *calls += 1;
                *calls - 1
            }
            None => {
                self.calls.insert(Arc::from(state), 1);
                0
            }
        }
    }
}

impl TaskHost for ScenarioHost {
    fn answer(&mut self, request: &TaskRequest, environment: &mut dyn Environment) -> TaskAnswer {
        let mocks = self.mocks.clone();
        let Some(mock) = mocks.get(request.state) else {
            let mut answer = defaults::answer(request);
            answer.note = Some(format!("`{}` has no mock, so {}", request.state, defaults::description(request)));
            return answer;
        };
        let call = self.count(request.state);
        let Some(answer) = mock.answer(call) else {
            let mut answer = defaults::answer(request);
            let description = defaults::description(request);
            answer.note = Some(format!("the mock of `{}` has no answer for call {call}, so {description}", request.state));
            return answer;
        };
        reply(answer, request, environment)
    }

    fn whole_result(&mut self, _state_index: u32, state: &str) -> Option<TaskOutcome> {
        let mocks = self.mocks.clone();
        let mock = mocks.get(state)?;
        let call = self.count(state);
        match &mock.answer(call)?.reply {
            Reply::Return(value) => Some(TaskOutcome::Success(value.clone())),
            Reply::Throw { error, cause } => {
                Some(TaskOutcome::Failure { error: Some(error.clone()), cause: Some(cause.clone()) })
            }
            Reply::Evaluate { .. } | Reply::Await => None,
        }
    }

    fn wants_context(&self, _state_index: u32, state: &str) -> bool {
        let evaluates = |answer: &Answer| matches!(answer.reply, Reply::Evaluate { .. });
        self.mocks.get(state).is_some_and(|mock| mock.answers.iter().any(evaluates))
    }
}

fn reply(answer: &Answer, request: &TaskRequest, environment: &mut dyn Environment) -> TaskAnswer {
    let outcome = match &answer.reply {
        Reply::Return(value) => TaskOutcome::Success(value.clone()),
        Reply::Throw { error, cause } => {
            let happens = answer.failure_rate.is_none_or(|rate| environment.random() < rate);
            if happens {
                TaskOutcome::Failure { error: Some(error.clone()), cause: Some(cause.clone()) }
            } else {
                defaults::answer(request).outcome
            }
        }
        Reply::Evaluate { template, .. } => {
            let mut states = Object::with_capacity(2);
            states.insert("input", request.input.clone());
            states.insert("context", request.context.clone());
            let states = Value::from(states);
            let bindings = Bindings { input: None, states: Some(&states), variables: &NoVariables };
            match template.evaluate("Evaluate", &bindings, environment, Budget::default()) {
                Ok(value) => TaskOutcome::Success(value),
                Err(error) => TaskOutcome::Failure {
                    error: Some("MockEvaluationFailed".to_owned()),
                    cause: Some(format!("The mock of `{}` cannot be evaluated: {}", request.state, error.cause)),
                },
            }
        }
        Reply::Await => TaskOutcome::Await,
    };
    TaskAnswer {
        after_millis: answer.delay_millis,
        submitted: defaults::submitted(request),
        outcome,
        heartbeats: answer.heartbeats,
        worker: None,
        note: None,
    }
}
