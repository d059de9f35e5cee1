//! What an execution is started with.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use value::Value;

use crate::limits;
use crate::recording::Measure;

/// The two kinds of workflow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum WorkflowType {
    /// `STANDARD`.
    #[default]
    Standard,
    /// `EXPRESS`.
    Express,
}

/// What an execution is started with.
#[derive(Clone, Debug)]
pub struct Options {
    /// The kind of workflow.
    pub workflow_type: WorkflowType,
    /// The input.
    pub input: Value,
    /// The input's text, where it is to be kept as written.
    pub input_text: Option<Arc<str>>,
    /// Decides every random choice.
    pub seed: u64,
    /// When the execution starts, in milliseconds since 1970-01-01T00:00:00Z.
    pub start_millis: i64,
    /// Names of the execution and its surroundings.
    pub identity: Identity,
}

/// Names of an execution and its surroundings, as ARNs and the context object show them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// The account.
    pub account: String,
    /// The region.
    pub region: String,
    /// The state machine's name.
    pub state_machine: String,
    /// The execution's name.
    pub execution: String,
    /// The execution role's ARN; empty for none, as a test of one state may have.
    pub role_arn: String,
}

/// The sentence for an input that the service would not take, if it is too large.
#[must_use]
pub fn too_large(input: &Value) -> Option<String> {
    let bytes = Measure::of(input).bytes;
    (bytes > limits::PAYLOAD_BYTES).then(|| {
        format!(
            "the input has {bytes} bytes, but an execution takes at most {}: put large data into an object that a Map reads",
            limits::PAYLOAD_BYTES
        )
    })
}

/// 2026-01-01T00:00:00Z: when simulations start unless told otherwise.
pub const DEFAULT_START_MILLIS: i64 = 1_767_225_600_000;

impl Default for Options {
    fn default() -> Self {
        Self {
            workflow_type: WorkflowType::Standard,
            input: Value::object::<&str, Value>([]),
            input_text: None,
            seed: 1,
            start_millis: DEFAULT_START_MILLIS,
            identity: Identity::default(),
        }
    }
}

impl Default for Identity {
    fn default() -> Self {
        Self {
            account: "123456789012".to_owned(),
            region: "us-east-1".to_owned(),
            state_machine: "StateMachine".to_owned(),
            execution: "execution".to_owned(),
            role_arn: "arn:aws:iam::123456789012:role/StepFunctions".to_owned(),
        }
    }
}

impl Identity {
    /// The ARN of the state machine.
    #[must_use]
    pub fn state_machine_arn(&self) -> String {
        format!("arn:aws:states:{}:{}:stateMachine:{}", self.region, self.account, self.state_machine)
    }

    /// The ARN of the execution.
    #[must_use]
    pub fn execution_arn(&self, workflow_type: WorkflowType) -> String {
        let (region, account, machine, execution) = (&self.region, &self.account, &self.state_machine, &self.execution);
        match workflow_type {
            WorkflowType::Standard => format!("arn:aws:states:{region}:{account}:execution:{machine}:{execution}"),
            WorkflowType::Express => format!("arn:aws:states:{region}:{account}:express:{machine}:{execution}:{execution}"),
        }
    }
}
