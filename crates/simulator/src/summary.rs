//! A run in a few words: how it ended, how long it took, what it cost in transitions.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use value::Value;

use crate::execution::{Execution, Outcome};
use crate::recording::{EventType, Recording};

/// How a run stands or ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Status {
    /// It goes on.
    Running,
    /// It waits for a report on a callback or activity.
    Waiting,
    /// `SUCCEEDED`.
    Succeeded,
    /// `FAILED`.
    Failed,
    /// `TIMED_OUT`.
    TimedOut,
    /// `ABORTED`.
    Aborted,
}

/// A run in a few words.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    /// How it stands or ended.
    pub status: Status,
    /// The output of a success.
    pub output: Option<Value>,
    /// The error of a failure, if it has a name.
    pub error: Option<Arc<str>>,
    /// Its cause.
    pub cause: Option<Arc<str>>,
    /// State transitions: entries and retries, those of child executions included.
    pub transitions: usize,
    /// Virtual milliseconds from the start to now.
    pub virtual_millis: u64,
    /// The states that the execution's own scope entered, in order.
    pub path: Vec<String>,
}

impl Status {
    /// The name that the service gives it; `WAITING` is our own.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Running => "RUNNING",
            Self::Waiting => "WAITING",
            Self::Succeeded => "SUCCEEDED",
            Self::Failed => "FAILED",
            Self::TimedOut => "TIMED_OUT",
            Self::Aborted => "ABORTED",
        }
    }
}

impl Summary {
    /// The summary of an execution.
    #[must_use]
    pub fn of(execution: &Execution) -> Self {
        let recording = execution.recording();
        let (mut error, mut cause) = (None, None);
        let status = match execution.outcome() {
            None if execution.open_tasks().is_empty() => Status::Running,
            None => Status::Waiting,
            Some(Outcome::Succeeded(_)) => Status::Succeeded,
            Some(Outcome::Failed { error: name, cause: text }) => {
                (error, cause) = (name.clone(), text.clone());
                Status::Failed
            }
            Some(Outcome::TimedOut) => Status::TimedOut,
            Some(Outcome::Aborted) => Status::Aborted,
        };
        Self {
            status,
            output: execution.output().cloned(),
            error,
            cause,
            transitions: recording.transitions(),
            virtual_millis: match execution.outcome() {
                // What it has started may go on after its end.
                Some(_) => recording.elapsed_millis(),
                None => execution.now_millis(),
            },
            path: path(recording),
        }
    }

    /// Virtual seconds from the start to now.
    #[must_use]
    pub fn virtual_seconds(&self) -> f64 {
        self.virtual_millis as f64 / 1000.0
    }

    /// The summary as the command line prints it, `events` left out.
    #[must_use]
    pub fn to_value(&self) -> value::Object {
        let mut printed = value::Object::new();
        printed.insert("status", self.status.name());
        if let Some(output) = &self.output {
            printed.insert("output", output.clone());
        }
        if let Some(error) = &self.error {
            printed.insert("error", error.clone());
        }
        if let Some(cause) = &self.cause {
            printed.insert("cause", cause.clone());
        }
        printed.insert("transitions", self.transitions as i64);
        let seconds = value::Number::from_f64(self.virtual_seconds());
        printed.insert("virtualSeconds", seconds.map(Value::Number));
        printed
    }
}

/// The states that the execution's own scope entered, in order.
fn path(recording: &Recording) -> Vec<String> {
    let entered =
        recording.events().iter().filter(|event| event.kind.is_state_entered() && event.kind != EventType::ExecutionStarted);
    let steps = entered.filter_map(|event| recording.steps.get(event.step()?.0 as usize));
    steps
        .filter(|step| step.frame == 0)
        .map(|step| recording.texts.get(step.state as usize).map(ToString::to_string).unwrap_or_default())
        .collect()
}
