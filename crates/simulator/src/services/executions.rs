//! Step Functions as a service that Tasks call: what it says of executions that they start.

use asl::definition::IntegrationPattern;
use value::{Number, Object, Value};

use super::response::{REQUEST_ID, kept_alive};
use crate::execution::{Outcome, Start, StartAnswer, Workflow, WorkflowType};
use crate::host::TaskOutcome;
use crate::limits;
use crate::recording::Recording;

/// What `startExecution` or `startSyncExecution` comes to: a start, or a refusal.
pub(super) fn call(
    action: &str,
    sdk: bool,
    pattern: IntegrationPattern,
    input: &Value,
    find: impl FnOnce(&str) -> Option<Workflow>,
) -> TaskOutcome {
    let text = |member: &str| input.get(member).and_then(Value::as_str);
    let arn = text("StateMachineArn").unwrap_or_default();
    let Some(workflow) = find(arn) else {
        return refused("StateMachineDoesNotExist", &format!("State Machine Does Not Exist: '{arn}'"), sdk);
    };
    let given = match input.get("Input") {
        None | Some(Value::Null) => Value::object::<&str, Value>([]),
        // A text of JSON is the input itself.
        Some(Value::String(text)) => match value::parse(text) {
            Ok(value) => value,
            Err(_) if sdk => {
                return refused("InvalidExecutionInput", &format!("Invalid State Machine Execution Input: '{text}'"), sdk);
            }
            Err(_) => Value::String(text.clone()),
        },
        Some(value) => value.clone(),
    };
    let answer = match (action, pattern, sdk) {
        ("startSyncExecution", ..) if workflow.workflow_type == WorkflowType::Standard => {
            let sentence = "This operation is not supported by this type of state machine";
            return refused("StateMachineTypeNotSupported", sentence, sdk);
        }
        ("startSyncExecution", ..) => StartAnswer::Synchronous,
        (_, IntegrationPattern::RunJob, _) => StartAnswer::Described { parsed: false },
        (_, IntegrationPattern::RunJobParsed, _) => StartAnswer::Described { parsed: true },
        (_, _, true) => StartAnswer::StartedBySdk,
        (_, _, false) => StartAnswer::Started,
    };
    TaskOutcome::Execution(Box::new(Start { workflow, input: given, name: text("Name").map(str::to_owned), answer }))
}

/// An error of the service, under the name that an optimised integration or the SDK gives it.
fn refused(code: &str, sentence: &str, sdk: bool) -> TaskOutcome {
    let (error, cause) = match sdk {
        false => (
            format!("StepFunctions.{code}Exception"),
            format!(
                "{sentence} (Service: AWSStepFunctions; Status Code: 400; Error Code: {code}; Request ID: {REQUEST_ID}; Proxy: null)"
            ),
        ),
        true => {
            (format!("Sfn.{code}Exception"), format!("{sentence} (Service: Sfn, Status Code: 400, Request ID: {REQUEST_ID})"))
        }
    };
    TaskOutcome::Failure { error: Some(error), cause: Some(cause) }
}

/// The error of a name that another execution has.
pub(crate) fn already_exists(arn: &str, sdk: bool) -> TaskOutcome {
    refused("ExecutionAlreadyExists", &format!("Execution Already Exists: '{arn}'"), sdk)
}

/// The error of executions that start each other without end: the service has no such limit, but a simulation ends.
pub(crate) fn too_many(workflow: &str, sdk: bool) -> TaskOutcome {
    refused("ExecutionLimitExceeded", &too_many_sentence(workflow), sdk)
}

/// What such an end means and what to do.
pub(crate) fn too_many_sentence(workflow: &str) -> String {
    format!(
        "Stepwright runs executions inside executions at most {} deep and at most {} in all, so `{workflow}` is not started: mock the Task that starts it",
        limits::NESTED_DEPTH,
        limits::NESTED_EXECUTIONS
    )
}

/// Why an execution ends when the Task that manages it does.
pub(crate) fn stopped_with(arn: &str) -> String {
    format!("The Task state in AWS Step Functions execution [{arn}] which was managing this resource was aborted")
}

/// What `StartExecution` answers.
pub(crate) fn started(arn: &str, start_millis: i64, sdk: bool) -> Value {
    let mut members = Object::with_capacity(4);
    members.insert("ExecutionArn", arn);
    if sdk {
        members.insert("StartDate", expressions::time::format_millis(start_millis));
        return Value::from(members);
    }
    members.insert("StartDate", start_millis);
    let length = 42 + arn.len();
    kept_alive(members, "application/x-amz-json-1.0", length)
}

/// An execution that has ended, as `DescribeExecution` tells of it.
pub(crate) struct Description<'a> {
    recording: &'a Recording,
    outcome: &'a Outcome,
    /// Whether the service knows of redrives yet.
    redrives: bool,
}

impl<'a> Description<'a> {
    pub fn of(recording: &'a Recording, outcome: &'a Outcome, redrives: bool) -> Self {
        Self { recording, outcome, redrives }
    }

    /// What a Task is answered that ran it as a job: its description, or `States.TaskFailed` with that as the cause.
    pub fn of_job(&self, parsed: bool) -> TaskOutcome {
        if matches!(self.outcome, Outcome::Succeeded(_)) {
            return TaskOutcome::Success(self.describe(parsed));
        }
        let cause = self.describe(false).to_java_json();
        TaskOutcome::Failure { error: Some("States.TaskFailed".to_owned()), cause: Some(cause) }
    }

    fn describe(&self, parsed: bool) -> Value {
        let mut members = self.failure();
        self.identity(&mut members, parsed);
        if self.redrives {
            members.insert("RedriveCount", 0);
            let succeeded = matches!(self.outcome, Outcome::Succeeded(_));
            members.insert("RedriveStatus", if succeeded { "NOT_REDRIVABLE" } else { "REDRIVABLE" });
            if succeeded {
                members.insert("RedriveStatusReason", "Execution is SUCCEEDED and cannot be redriven");
            }
        }
        let (start, stop) = self.times();
        members.insert("StartDate", start);
        members.insert("StateMachineArn", state_machine_of(&self.recording.arn()));
        members.insert("Status", self.status());
        members.insert("StopDate", stop);
        Value::from(members)
    }

    /// What `StartSyncExecution` answers, in the shape of the SDK.
    pub fn of_call(&self) -> Value {
        let (start, stop) = self.times();
        let billed =
            (stop - start).max(1).div_euclid(100) * 100 + if (stop - start) % 100 == 0 && stop > start { 0 } else { 100 };
        let mut members = Object::with_capacity(12);
        let billing = [("BilledDurationInMilliseconds", Number::from(billed)), ("BilledMemoryUsedInMB", Number::from(64))];
        members.insert("BillingDetails", Value::object(billing.map(|(name, number)| (name, Value::Number(number)))));
        for (name, member) in self.failure().iter() {
            members.insert(name.clone(), member.clone());
        }
        self.identity(&mut members, false);
        members.insert("StartDate", expressions::time::format_millis(start));
        members.insert("StateMachineArn", state_machine_of(&self.recording.arn()));
        members.insert("Status", self.status());
        members.insert("StopDate", expressions::time::format_millis(stop));
        Value::from(members)
    }

    /// `Cause` and `Error`, where there are any.
    fn failure(&self) -> Object {
        let mut members = Object::with_capacity(14);
        if let Outcome::Failed { error, cause } = self.outcome {
            if let Some(cause) = cause {
                members.insert("Cause", cause.clone());
            }
            if let Some(error) = error {
                members.insert("Error", error.clone());
            }
        }
        members
    }

    /// From `ExecutionArn` to `OutputDetails`.
    fn identity(&self, members: &mut Object, parsed: bool) {
        let arn = self.recording.arn();
        let shown = |value: &Value| if parsed { value.clone() } else { Value::from(value.to_java_json()) };
        let included = || Value::object([("Included", true)]);
        members.insert("ExecutionArn", arn.as_str());
        members.insert("Input", self.recording.input().map_or(Value::Null, shown));
        members.insert("InputDetails", included());
        members.insert("Name", arn.split(':').nth(7).unwrap_or_default());
        if let Outcome::Succeeded(output) = self.outcome {
            members.insert("Output", shown(self.recording.payloads.value(*output)));
            members.insert("OutputDetails", included());
        }
    }

    fn status(&self) -> &'static str {
        match self.outcome {
            Outcome::Succeeded(_) => "SUCCEEDED",
            Outcome::Failed { .. } => "FAILED",
            Outcome::TimedOut => "TIMED_OUT",
            Outcome::Aborted => "ABORTED",
        }
    }

    /// When it started and when it ended, in milliseconds since 1970-01-01T00:00:00Z.
    fn times(&self) -> (i64, i64) {
        let start = self.recording.start_millis;
        (start, start.saturating_add(i64::try_from(self.recording.elapsed_millis()).unwrap_or(i64::MAX)))
    }
}

/// The state machine's ARN in that of an execution.
pub(crate) fn state_machine_of(execution_arn: &str) -> String {
    let parts: Vec<&str> = execution_arn.split(':').collect();
    let [arn, partition, states, region, account, _, machine, ..] = parts.as_slice() else { return String::new() };
    format!("{arn}:{partition}:{states}:{region}:{account}:stateMachine:{machine}")
}
