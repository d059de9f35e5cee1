//! TestState: one state alone, with mocks, variables and a context object, inspected at every stage.

mod context;
mod definition;
mod inspection;
mod shapes;

use std::sync::Arc;

use expressions::Environment;
use value::{Object, Value};

use crate::execution::{Execution, Failure, Identity, Options, Probe, WorkflowType};
use crate::host::{TaskAnswer, TaskHost, TaskOutcome, TaskRequest};
use crate::program::{KindProgram, Next, Program, StateIndex};

/// The name that the service gives to a state that it tests.
pub(crate) const TESTED_STATE: &str = "StateName";

/// What a test is about, as `TestState`'s parameters say it.
#[derive(Clone, Debug, Default)]
pub struct TestRequest {
    /// A state, or a whole machine if `state_name` is given.
    pub definition: Value,
    /// The state of the machine to test.
    pub state_name: Option<String>,
    /// The state's input.
    pub input: Option<Value>,
    /// Whether a role was given that may run tasks.
    pub has_role: bool,
    /// Variables that the state sees.
    pub variables: Option<Value>,
    /// The context object, in place of a made one.
    pub context: Option<Value>,
    /// `mock`, as written: `result` or `errorOutput`, and `fieldValidationMode`.
    pub mock: Option<Value>,
    /// `stateConfiguration`, as written.
    pub configuration: Option<Value>,
    /// `revealSecrets`: whether an HTTP Task's request is shown with its secrets.
    pub reveals_secrets: bool,
    /// How much is shown.
    pub inspection_level: InspectionLevel,
    /// Names that the context object shows.
    pub identity: Identity,
}

/// How much of the data a test shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum InspectionLevel {
    /// The output only.
    #[default]
    Info,
    /// What data was at each stage, too.
    Debug,
    /// And the request and response of HTTP Tasks.
    Trace,
}

/// Why a test cannot be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct TestError {
    /// The service's code: `ValidationException` or `InvalidDefinition`.
    pub code: &'static str,
    /// The service's sentence.
    pub message: String,
}

impl TestRequest {
    /// A request from TestState's parameters: JSON values, or texts of JSON where the service takes text. The role is
    /// not among them.
    #[must_use]
    pub fn from_parameters(parameters: &Value) -> Self {
        let text = |member: &str| parameters.get(member).and_then(Value::as_str);
        let parsed = |member: &str| match parameters.get(member) {
            Some(Value::String(text)) => value::parse(text).ok(),
            other => other.cloned(),
        };
        Self {
            definition: parsed("definition").unwrap_or_default(),
            state_name: text("stateName").map(str::to_owned),
            input: parsed("input"),
            has_role: parameters.get("roleArn").is_some(),
            variables: parsed("variables"),
            context: parsed("context"),
            mock: parameters.get("mock").cloned(),
            configuration: parameters.get("stateConfiguration").cloned(),
            reveals_secrets: parameters.get("revealSecrets").and_then(Value::as_bool).unwrap_or_default(),
            inspection_level: match text("inspectionLevel") {
                Some("DEBUG") => InspectionLevel::Debug,
                Some("TRACE") => InspectionLevel::Trace,
                _ => InspectionLevel::Info,
            },
            identity: Identity::default(),
        }
    }
}

impl TestError {
    fn validation(message: impl Into<String>) -> Self {
        Self { code: "ValidationException", message: message.into() }
    }

    fn definition(message: impl Into<String>) -> Self {
        Self { code: "InvalidDefinition", message: format!("Invalid State Machine Definition: '{}'", message.into()) }
    }
}

/// Tests a state. The answer has the members of `TestState`'s: `status`, `output`, `error`, `cause`, `nextState`,
/// `inspectionData`; data are JSON values in it, not text. `fallback` answers Tasks that have no mock.
pub fn test_state(request: &TestRequest, fallback: &mut dyn TaskHost) -> Result<Object, TestError> {
    let (program, index) = definition::state_to_test(request)?;
    let kind = &program.state(index).kind;
    // The service's own sentence, for both types.
    if matches!(kind, KindProgram::Map(_) | KindProgram::Parallel(_)) && request.mock.is_none() {
        let message = "TestState API does not support Map or Parallel states. Supported state types include: [Task, Wait, Pass, \
                       Succeed, Fail, Choice]";
        return Err(TestError { code: "InvalidDefinition", message: message.to_owned() });
    }
    let resource = definition::resource(request);
    let mock = Mock::read(request, kind, resource.as_deref(), fallback)?;
    check_configuration(request, kind)?;
    if let Some(context) = &request.context {
        context::check(context, kind)?;
    }
    if matches!(kind, KindProgram::Task(_)) && mock.is_none() && !request.has_role {
        return Err(TestError::validation("RoleArn must be specified when testing a Task state"));
    }
    let program = Arc::new(program);
    let configuration = |member: &str| request.configuration.as_ref().and_then(|all| all.get(member));
    let count = |member: &str| configuration(member).and_then(Value::as_i64).map(|count| count.max(0) as u32);
    let probe = Probe {
        failed_iterations: count("mapIterationFailureCount"),
        retrier_count: count("retrierRetryCount"),
        ..Probe::default()
    };
    let variables: Vec<(Arc<str>, Value)> = match request.variables.as_ref().and_then(Value::as_object) {
        Some(members) => members.iter().map(|(name, value)| (name.clone(), value.clone())).collect(),
        None => Vec::new(),
    };
    let input = request.input.clone().unwrap_or_else(|| Value::object::<&str, Value>([]));
    let options =
        Options { workflow_type: WorkflowType::Express, input, identity: request.identity.clone(), ..Options::default() };
    let mut execution = Execution::start_at(program.clone(), options, index, &variables, request.context.clone(), probe);
    let reader_data = configuration("mapItemReaderData").and_then(Value::as_str).map(Arc::from);
    let mut host = TestHost { mock, reader_data, fallback };
    let probe = execution.run_test(&mut host).clone();
    Ok(answer(request, &execution, &program, index, &probe))
}

/// What the configuration of a test may say of which state.
fn check_configuration(request: &TestRequest, kind: &KindProgram) -> Result<(), TestError> {
    let configured = |member: &str| request.configuration.as_ref().and_then(|all| all.get(member));
    let Some(count) = configured("mapIterationFailureCount") else { return Ok(()) };
    if !matches!(kind, KindProgram::Map(_)) {
        return Err(TestError::validation("MapIterationFailureCount is only supported for Map states."));
    }
    if count.as_i64().is_none_or(|count| count < 0) {
        return Err(TestError::validation("MapIterationFailureCount must not be negative."));
    }
    Ok(())
}

fn answer(request: &TestRequest, execution: &Execution, program: &Program, index: StateIndex, probe: &Probe) -> Object {
    let payloads = &execution.recording().payloads;
    let mut answer = Object::new();
    if let Some(Failure { error, cause, .. }) = &probe.failure {
        let mut insert = |member: &str, text: &Option<Arc<str>>| {
            if let Some(text) = text {
                answer.insert(member, text.clone());
            }
        };
        insert("cause", cause);
        insert("error", error);
    }
    if request.inspection_level != InspectionLevel::Info {
        answer.insert("inspectionData", inspection::inspect(request, execution, program, index, probe));
    }
    if let Some((output, next)) = probe.left {
        if let Next::State(next) = next {
            answer.insert("nextState", program.text(program.state(next).name).clone());
        }
        answer.insert("output", payloads.value(output).clone());
    }
    let status = match (probe.left.is_some(), &probe.failure) {
        _ if probe.retried.is_some() => "RETRIABLE",
        (true, Some(_)) => "CAUGHT_ERROR",
        (true, None) => "SUCCEEDED",
        (false, _) => "FAILED",
    };
    answer.insert("status", status);
    answer
}

/// A mocked result or error.
struct Mock(TaskOutcome);

impl Mock {
    fn read(
        request: &TestRequest,
        kind: &KindProgram,
        resource: Option<&str>,
        host: &dyn TaskHost,
    ) -> Result<Option<Self>, TestError> {
        let Some(mock) = &request.mock else { return Ok(None) };
        let name = match kind {
            KindProgram::Task(_) | KindProgram::Parallel(_) | KindProgram::Map(_) => None,
            KindProgram::Pass => Some("Pass"),
            KindProgram::Succeed => Some("Succeed"),
            KindProgram::Choice(_) => Some("Choice"),
            KindProgram::Wait(_) => Some("Wait"),
            KindProgram::Fail(_) => Some("Fail"),
        };
        if let Some(name) = name {
            return Err(TestError::validation(format!("State type '{name}' is not supported when a mock is specified")));
        }
        if request.reveals_secrets {
            return Err(TestError::validation("TestState does not support RevealSecrets when a mock is specified."));
        }
        if mock.get("result").is_some() && mock.get("errorOutput").is_some() {
            let message = "A test mock should have only one of the following fields: [result, errorOutput].";
            return Err(TestError::validation(message));
        }
        if let Some(error) = mock.get("errorOutput") {
            let text = |member: &str| error.get(member).and_then(Value::as_str).map(str::to_owned);
            return Ok(Some(Self(TaskOutcome::Failure { error: text("error"), cause: text("cause") })));
        }
        let text = mock.get("result").and_then(Value::as_str).unwrap_or("null");
        let result = value::parse(text).map_err(|_| TestError::validation("Mocked result must be valid JSON"))?;
        if let KindProgram::Map(map) = kind {
            // A ResultWriter gives the place of the results in place of them.
            match &result {
                Value::Object(_) if map.writer.is_some() => {}
                _ if map.writer.is_some() => return Err(TestError::validation("Mocked result must be a JSON object.")),
                Value::Array(_) => {}
                _ => return Err(TestError::validation("Mocked result must be an array.")),
            }
        }
        let complaint = resource.and_then(|resource| match shapes::knows(resource) {
            true => shapes::complaint(resource, &result, shapes::Mode::of(mock)),
            false => host.complaint(resource, &result, mock.get("fieldValidationMode").and_then(Value::as_str)),
        });
        if let Some(complaint) = complaint {
            return Err(TestError::validation(complaint));
        }
        if let KindProgram::Parallel(branches) = kind {
            if result.as_array().is_none() {
                return Err(TestError::validation("Mocked result must be an array."));
            }
            let fits = result.as_array().is_some_and(|results| results.len() == branches.len());
            if !fits {
                let message = "Mocked result must contain the same number of items as number of Parallel branches.";
                return Err(TestError::validation(message));
            }
        }
        Ok(Some(Self(TaskOutcome::SuccessText(result, Arc::from(text)))))
    }
}

/// Answers with the mock, once.
struct TestHost<'a> {
    mock: Option<Mock>,
    reader_data: Option<Arc<str>>,
    fallback: &'a mut dyn TaskHost,
}

impl TaskHost for TestHost<'_> {
    fn answer(&mut self, request: &TaskRequest, environment: &mut dyn Environment) -> TaskAnswer {
        match self.mock.take() {
            Some(Mock(outcome)) => TaskAnswer::now(outcome),
            None => self.fallback.answer(request, environment),
        }
    }

    fn whole_result(&mut self, _workflow: Option<&str>, _state: &str) -> Option<TaskOutcome> {
        self.mock.take().map(|Mock(outcome)| outcome)
    }

    fn read_object(&mut self, bucket: &str, key: &str) -> Result<Arc<str>, String> {
        match &self.reader_data {
            Some(data) => Ok(data.clone()),
            None => self.fallback.read_object(bucket, key),
        }
    }
}
