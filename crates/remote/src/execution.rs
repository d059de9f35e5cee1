//! Executions: started, followed, and their histories fetched.

use std::time::Duration;

use aws_sdk_sfn::types::ExecutionStatus;
use value::{Object, Value};

use crate::connection::Service;
use crate::error::RemoteError;
use crate::machine::Machine;

/// The first and the longest pause between two looks at an execution.
const PAUSES: (Duration, Duration) = (Duration::from_millis(250), Duration::from_secs(5));

/// An execution that runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Started {
    /// Its ARN.
    pub arn: String,
}

/// An execution that has ended.
#[derive(Clone, Debug, PartialEq)]
pub struct Ended {
    /// `SUCCEEDED` and the like.
    pub status: String,
    /// The output of a success, as it is written.
    pub output: Option<String>,
    /// The error of a failure.
    pub error: Option<String>,
    /// Its cause.
    pub cause: Option<String>,
}

impl Service {
    /// Starts a Standard workflow.
    pub fn start(&self, machine_arn: &str, name: Option<&str>, input: &str) -> Result<Started, RemoteError> {
        let start = self.client.start_execution().state_machine_arn(machine_arn).input(input);
        let started = self.ask(start.set_name(name.map(str::to_owned)).send())?;
        Ok(Started { arn: started.execution_arn })
    }

    /// Looks at an execution again and again until it has ended. `tell` hears each status, and may end the looking.
    pub fn follow(&self, started: &Started, tell: &mut dyn FnMut(&str) -> bool) -> Result<Option<Ended>, RemoteError> {
        let (mut pause, longest) = PAUSES;
        loop {
            let seen = self.ask(self.client.describe_execution().execution_arn(&started.arn).send())?;
            if !tell(seen.status.as_str()) {
                return Ok(None);
            }
            if !matches!(seen.status, ExecutionStatus::Running | ExecutionStatus::PendingRedrive) {
                let status = seen.status.as_str().to_owned();
                return Ok(Some(Ended { status, output: seen.output, error: seen.error, cause: seen.cause }));
            }
            self.pause(pause);
            pause = (pause * 2).min(longest);
        }
    }

    /// The whole history of an execution: `{"events": […]}`, each event as the service writes it.
    pub fn history(&self, execution_arn: &str) -> Result<Value, RemoteError> {
        let (mut events, mut token) = (Vec::new(), None);
        loop {
            let question = self.client.get_execution_history().execution_arn(execution_arn).include_execution_data(true);
            let question = question.max_results(1000).set_next_token(token);
            let page = self.ask_for_text(|answer| question.customize().interceptor(answer).send())?;
            let there = page.get("events").and_then(Value::as_array);
            events.extend(there.into_iter().flat_map(|events| events.iter().cloned()));
            token = page.get("nextToken").and_then(Value::as_str).filter(|token| !token.is_empty()).map(str::to_owned);
            if token.is_none() {
                let mut history = Object::new();
                history.insert("events", events);
                return Ok(Value::from(history));
            }
        }
    }

    /// Runs an Express workflow to its end. The service keeps no history of it but in logs.
    pub fn run_express(&self, machine_arn: &str, name: Option<&str>, input: &str) -> Result<Ended, RemoteError> {
        let start = self.client.start_sync_execution().state_machine_arn(machine_arn).input(input);
        let start = start.set_name(name.map(str::to_owned)).customize().mutate_request(self.host_as_given());
        let seen = self.ask(start.send())?;
        Ok(Ended { status: seen.status.as_str().to_owned(), output: seen.output, error: seen.error, cause: seen.cause })
    }

    /// The definition that an execution runs.
    pub fn machine_of(&self, execution_arn: &str) -> Result<Machine, RemoteError> {
        let seen = self.ask(self.client.describe_state_machine_for_execution().execution_arn(execution_arn).send())?;
        Ok(Machine {
            arn: seen.state_machine_arn,
            name: seen.name,
            definition: seen.definition,
            role_arn: seen.role_arn,
            is_express: false,
        })
    }
}
