//! The host of a scenario: mocks first, then defaults.

use std::collections::BTreeMap;
use std::sync::Arc;

use asl::definition::IntegrationPattern;
use expressions::Environment;
use value::Value;

use super::mock::{Call, evaluate};
use super::{Answer, Mock, Reply, Scenario, defaults};
use crate::host::{Refusal, TaskAnswer, TaskHost, TaskOutcome, TaskRequest};
use crate::services::Sandbox;

/// Mocks by workflow and state.
type Mocks = BTreeMap<Arc<str>, BTreeMap<Arc<str>, Mock>>;

/// Answers Tasks as a scenario says. Cloning it makes a checkpoint of its counters.
#[derive(Clone, Debug, Default)]
pub struct ScenarioHost {
    /// The simulated workflow's own are under the empty name.
    mocks: Arc<Mocks>,
    calls: BTreeMap<Arc<str>, BTreeMap<Arc<str>, u32>>,
    sandbox: Sandbox,
    /// What the scenario says of services.
    services: Value,
    /// Why workflows that are open cannot be run.
    broken: Arc<BTreeMap<Arc<str>, String>>,
}

impl ScenarioHost {
    /// The host of a scenario.
    #[must_use]
    pub fn new(scenario: &Scenario) -> Self {
        // What cannot be read was refused when the scenario was.
        let mut sandbox = Sandbox::read("services", &scenario.services).unwrap_or_default();
        let workflows = scenario.workflows.iter();
        if !scenario.workflows.is_empty() {
            sandbox.set_workflows(workflows.clone().filter_map(|(name, other)| other.to_start(name)));
        }
        let broken = workflows.clone().filter_map(|(name, other)| Some((name.clone(), other.problem.clone()?))).collect();
        let mut mocks: BTreeMap<_, _> = workflows.map(|(name, other)| (name.clone(), other.mocks.clone())).collect();
        mocks.insert(Arc::from(""), scenario.mocks.clone());
        let services = scenario.services.clone();
        Self { mocks: Arc::new(mocks), calls: BTreeMap::new(), sandbox, services, broken: Arc::new(broken) }
    }

    /// From here on the workflow's own Tasks are answered as this scenario says. Calls count on, and services keep what is in
    /// them, unless the scenario says otherwise of them, too.
    pub fn answer_as(&mut self, scenario: &Scenario) {
        Arc::make_mut(&mut self.mocks).insert(Arc::from(""), scenario.mocks.clone());
        if scenario.services != self.services {
            self.services = scenario.services.clone();
            if let Ok(mut sandbox) = Sandbox::read("services", &scenario.services) {
                sandbox.keep_workflows_of(&self.sandbox);
                self.sandbox = sandbox;
            }
        }
    }

    /// The sandboxed services as they are now.
    #[must_use]
    pub fn sandbox(&self) -> &Sandbox {
        &self.sandbox
    }

    /// The answer of a Task that no mock is for: by a sandboxed service, else the default.
    fn without_mock(&mut self, request: &TaskRequest, environment: &mut dyn Environment, why: &str) -> TaskAnswer {
        let mut answer = defaults::answer(request);
        match self.sandbox.call(request, environment) {
            Some(TaskOutcome::Failure { error, cause }) => {
                if error.as_deref().is_some_and(|error| error.contains("StateMachineDoesNotExist")) {
                    answer.note = Some(self.cannot_start(request));
                }
                answer.refused = Some(Refusal::Submit);
                answer.outcome = TaskOutcome::Failure { error, cause };
            }
            Some(outcome @ TaskOutcome::Execution(_)) => answer.outcome = outcome,
            Some(outcome) if request.pattern != IntegrationPattern::Callback => answer.outcome = outcome,
            Some(_) => {}
            None => {
                answer.note = Some(format!("{why}, so {}: mock it to have it answer otherwise", defaults::description(request)))
            }
        }
        answer
    }

    /// Why a Task cannot start a workflow, and what to do.
    fn cannot_start(&self, request: &TaskRequest) -> String {
        let (state, arn) = (request.state, request.input.get("StateMachineArn").and_then(Value::as_str).unwrap_or_default());
        let name = arn.rsplit(':').next().unwrap_or(arn);
        match self.broken.get(name) {
            Some(problem) => format!("`{state}` starts `{name}`, which cannot be run ({problem}): mend it, or mock `{state}`"),
            None => format!("`{state}` starts a workflow that is not open: open it, or mock `{state}`"),
        }
    }

    fn count(&mut self, workflow: Option<&str>, state: &str) -> u32 {
        let workflow = workflow.unwrap_or_default();
        match self.calls.get_mut(workflow).and_then(|calls| calls.get_mut(state)) {
            Some(calls) => {
                *calls += 1;
                *calls - 1
            }
            None => {
                self.calls.entry(Arc::from(workflow)).or_default().insert(Arc::from(state), 1);
                0
            }
        }
    }
}

impl TaskHost for ScenarioHost {
    fn answer(&mut self, request: &TaskRequest, environment: &mut dyn Environment) -> TaskAnswer {
        let mocks = self.mocks.clone();
        let Some(mock) = mock_of(&mocks, request.workflow, request.state) else {
            return self.without_mock(request, environment, &format!("`{}` has no mock", request.state));
        };
        let context = request.context.clone().unwrap_or_default();
        let number = self.count(request.workflow, request.state);
        let call = Call { number, input: request.input, context: &context, retries: request.retries };
        match mock.choose(&call, environment) {
            Ok(Some(answer)) => reply(answer, request, &call, environment),
            Ok(None) => {
                let why = format!("the mock of `{}` has no answer for call {number}", request.state);
                self.without_mock(request, environment, &why)
            }
            Err(why) => TaskAnswer { outcome: cannot_be_evaluated(request, &why), ..defaults::answer(request) },
        }
    }

    fn whole_result(&mut self, workflow: Option<&str>, state: &str) -> Option<TaskOutcome> {
        let mocks = self.mocks.clone();
        let mock = mock_of(&mocks, workflow, state)?;
        let call = self.count(workflow, state);
        match &mock.answer(call)?.reply {
            Reply::Return(value) => Some(TaskOutcome::Success(value.clone())),
            Reply::Throw { error, cause } => Some(TaskOutcome::Failure { error: error.clone(), cause: cause.clone() }),
            Reply::Evaluate { .. } | Reply::Await => None,
        }
    }

    fn read_object(&mut self, bucket: &str, key: &str) -> Result<Arc<str>, String> {
        let missing = || {
            format!(
                "Bucket `{bucket}` is not among the scenario's sandboxed services, so object `{key}` cannot be read: add it under `services.s3`."
            )
        };
        self.sandbox.read_object(bucket, key).unwrap_or_else(|| Err(missing()))
    }

    fn list_objects(&mut self, bucket: &str, prefix: &str) -> Vec<(Arc<str>, usize)> {
        self.sandbox.list_objects(bucket, prefix)
    }

    fn write_object(&mut self, bucket: &str, key: &str, body: String) {
        self.sandbox.write_object(bucket, key, body);
    }

    fn wants_context(&self, workflow: Option<&str>, state: &str) -> bool {
        mock_of(&self.mocks, workflow, state).is_some_and(Mock::wants_context)
    }
}

/// The mock of a state of a workflow.
fn mock_of<'a>(mocks: &'a Mocks, workflow: Option<&str>, state: &str) -> Option<&'a Mock> {
    mocks.get(workflow.unwrap_or_default())?.get(state)
}

fn reply(answer: &Answer, request: &TaskRequest, call: &Call, environment: &mut dyn Environment) -> TaskAnswer {
    let after_millis = answer.delay.draw(environment);
    let outcome = match &answer.reply {
        Reply::Return(value) => TaskOutcome::Success(value.clone()),
        Reply::Throw { error, cause } => {
            let happens = answer.failure_rate.is_none_or(|rate| environment.random() < rate);
            if happens {
                TaskOutcome::Failure { error: error.clone(), cause: cause.clone() }
            } else {
                defaults::answer(request).outcome
            }
        }
        Reply::Evaluate { template, .. } => match evaluate(template, "Evaluate", call, environment) {
            Ok(value) => TaskOutcome::Success(value),
            Err(why) => cannot_be_evaluated(request, &why),
        },
        Reply::Await => TaskOutcome::Await,
    };
    TaskAnswer {
        after_millis,
        submitted: defaults::submitted(request),
        outcome,
        heartbeats: answer.heartbeats,
        refused: None,
        worker: None,
        note: None,
    }
}

fn cannot_be_evaluated(request: &TaskRequest, why: &str) -> TaskOutcome {
    TaskOutcome::Failure {
        error: Some("MockEvaluationFailed".to_owned()),
        cause: Some(format!("The mock of `{}` cannot be evaluated: {why}", request.state)),
    }
}
