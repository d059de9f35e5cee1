//! New hosts around a definition's file: its role, its logs and its alarms.

mod cdk;
mod sam;
mod serverless;
mod terraform;

use asl::lint::WorkflowType;
use value::Value;

/// The kinds of hosts that can be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrapper {
    /// A SAM template.
    Sam,
    /// Terraform.
    Terraform,
    /// A CDK stack in TypeScript.
    CdkTypeScript,
    /// A CDK stack in Python.
    CdkPython,
    /// `serverless.yml`.
    Serverless,
}

/// What a new host is written around.
#[derive(Clone, Debug)]
pub struct Wrapped {
    /// The machine's name.
    pub name: String,
    /// The definition's file, from where the host will be.
    pub definition_file: String,
    /// Standard or Express.
    pub workflow_type: WorkflowType,
    /// The names of the definition's placeholders.
    pub placeholders: Vec<String>,
    /// The statements of the role's policy in IAM's form; `${AWS::Region}` and the like for the place, `${Name}` for placeholders
    /// by [`parameter`].
    pub statements: Value,
    /// The same as `Policies` of SAM.
    pub sam_policies: String,
    /// The same as Terraform's role, whose name is `state_machine`.
    pub terraform_role: String,
}

/// The host's text.
#[must_use]
pub fn wrap(kind: Wrapper, wrapped: &Wrapped) -> String {
    match kind {
        Wrapper::Sam => sam::write(wrapped),
        Wrapper::Terraform => terraform::write(wrapped),
        Wrapper::CdkTypeScript => cdk::typescript(wrapped),
        Wrapper::CdkPython => cdk::python(wrapped),
        Wrapper::Serverless => serverless::write(wrapped),
    }
}

/// The name of the parameter that stands for a placeholder: its letters and digits.
#[must_use]
pub fn parameter(placeholder: &str) -> String {
    let mut made: String = placeholder.chars().filter(char::is_ascii_alphanumeric).collect();
    if !made.starts_with(|c: char| c.is_ascii_alphabetic()) {
        made.insert(0, 'P');
    }
    made
}

/// What is watched: the metric, why, and from how many on in five minutes.
const ALARMS: [(&str, &str, u32); 3] = [
    ("ExecutionsFailed", "an execution failed", 1),
    ("ExecutionsTimedOut", "an execution timed out", 1),
    ("ExecutionThrottled", "a step was held back by the account's quota", 1),
];

fn type_name(wrapped: &Wrapped) -> &'static str {
    if wrapped.workflow_type == WorkflowType::Express { "EXPRESS" } else { "STANDARD" }
}

fn quoted(text: &str) -> String {
    asl::tree::quote(text)
}
