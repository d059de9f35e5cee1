//! The seam to whatever does a Task's work. During a simulation that is a scenario's mocks, sandboxed services, or a default.

use std::sync::Arc;

use expressions::Environment;
use value::Value;

use crate::execution::Start;

/// What a Task asks for.
#[derive(Debug)]
pub struct TaskRequest<'a> {
    /// The workflow, if it is another that the simulated one has started.
    pub workflow: Option<&'a str>,
    /// The state's name.
    pub state: &'a str,
    /// The state's place in the definition.
    pub state_index: u32,
    /// The resource as written.
    pub resource: &'a str,
    /// What is sent: the effective input.
    pub input: &'a Value,
    /// The context object, if [`TaskHost::wants_context`] said so.
    pub context: Option<Value>,
    /// The token that reports back, for callbacks and activities.
    pub token: Option<&'a str>,
    /// How the Task waits.
    pub pattern: asl::definition::IntegrationPattern,
    /// Whether it is an activity.
    pub is_activity: bool,
    /// How often this visit was retried before.
    pub retries: u32,
}

/// How a Task fares.
#[derive(Clone, Debug, PartialEq)]
pub struct TaskAnswer {
    /// How long the work takes, in virtual milliseconds.
    pub after_millis: u64,
    /// What the service says when the work is submitted, for `.sync` and callbacks.
    pub submitted: Option<Value>,
    /// What comes of it.
    pub outcome: TaskOutcome,
    /// Whether heartbeats are sent while it works.
    pub heartbeats: bool,
    /// Set where the work did not even begin; the outcome tells why.
    pub refused: Option<Refusal>,
    /// The name that an activity's worker gave.
    pub worker: Option<String>,
    /// Something the user should know, such as that no mock was found.
    pub note: Option<String>,
}

/// What comes of a Task.
#[derive(Clone, Debug, PartialEq)]
pub enum TaskOutcome {
    /// The raw result.
    Success(Value),
    /// The raw result as a text that may differ from compact JSON.
    SuccessText(Value, Arc<str>),
    /// An error.
    Failure {
        /// Its name.
        error: Option<String>,
        /// Its cause.
        cause: Option<String>,
    },
    /// Nothing, ever: time runs out if it is limited.
    Silence,
    /// Somebody reports with the token.
    Await,
    /// Another workflow runs, in the same virtual time.
    Execution(Box<Start>),
}

/// How far a Task came that did not begin its work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It could not be scheduled: `LambdaFunctionScheduleFailed`, `ActivityScheduleFailed`.
    Schedule,
    /// It could not be started: `TaskStartFailed`, `LambdaFunctionStartFailed`.
    Start,
    /// The service did not take the work on: `TaskSubmitFailed` for `.sync` and callbacks.
    Submit,
}

impl TaskAnswer {
    /// An answer without delay.
    #[must_use]
    pub fn now(outcome: TaskOutcome) -> Self {
        Self { after_millis: 0, submitted: None, outcome, heartbeats: true, refused: None, worker: None, note: None }
    }
}

/// Answers Tasks.
pub trait TaskHost {
    /// How a Task fares. It is asked once for each attempt, when the attempt begins.
    fn answer(&mut self, request: &TaskRequest, environment: &mut dyn Environment) -> TaskAnswer;

    /// What a Parallel or Map gives without running its branches or iterations; `None` to run them.
    fn whole_result(&mut self, _workflow: Option<&str>, _state: &str) -> Option<TaskOutcome> {
        None
    }

    /// Whether the answer of this state's Task depends on the context object.
    fn wants_context(&self, _workflow: Option<&str>, _state: &str) -> bool {
        false
    }

    /// The body of an S3 object, for an ItemReader; `Err` tells why there is none.
    fn read_object(&mut self, bucket: &str, key: &str) -> Result<Arc<str>, String> {
        Err(format!("there is no object `{key}` in bucket `{bucket}`"))
    }

    /// The keys and sizes of the objects in a bucket whose key begins with `prefix`, for an ItemReader.
    fn list_objects(&mut self, _bucket: &str, _prefix: &str) -> Vec<(Arc<str>, usize)> {
        Vec::new()
    }

    /// What the API behind a resource would never answer in a mocked result, in the words of `TestState`; `None` where all is well,
    /// or nothing is known of the API. `mode` is the mock's `fieldValidationMode`.
    fn complaint(&self, _resource: &str, _result: &Value, _mode: Option<&str>) -> Option<String> {
        None
    }

    /// Puts an object into a bucket, for a ResultWriter.
    fn write_object(&mut self, _bucket: &str, _key: &str, _body: String) {}
}

/// Answers every Task with its own input.
#[derive(Clone, Copy, Debug, Default)]
pub struct EchoHost;

impl TaskHost for EchoHost {
    fn answer(&mut self, request: &TaskRequest, _environment: &mut dyn Environment) -> TaskAnswer {
        TaskAnswer::now(TaskOutcome::Success(request.input.clone()))
    }
}
