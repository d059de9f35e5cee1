//! Tasks that wait for somebody's report: callbacks and activities, here and in executions that Tasks have started.

use std::sync::Arc;

use value::Value;

use super::Execution;
use super::machine::{Expiry, Phase};
use crate::host::TaskOutcome;

/// A task that somebody has to report on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenTask {
    /// The token to report with.
    pub token: Arc<str>,
    /// The workflow, if it is another that the simulated one has started.
    pub workflow: Option<Arc<str>>,
    /// The state, by its place in its workflow's definition.
    pub state: u32,
    /// The state's name.
    pub name: Arc<str>,
    /// When it times out, in virtual milliseconds since the start.
    pub deadline: Option<u64>,
}

/// A report on a task that waits for one.
#[derive(Clone, Debug, PartialEq)]
pub enum Report {
    /// `SendTaskSuccess`.
    Success(Value),
    /// `SendTaskFailure`.
    Failure {
        /// The error's name.
        error: String,
        /// The cause.
        cause: String,
    },
    /// `SendTaskHeartbeat`.
    Heartbeat,
}

/// No task waits for a report with this token.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no task waits for a report with the token `{0}`")]
pub struct NoSuchTask(pub String);

impl Execution {
    /// Tasks that somebody has to report on, by state.
    #[must_use]
    pub fn open_tasks(&self) -> Vec<OpenTask> {
        let open = self.machine.open.iter().filter_map(|(token, callback)| {
            let frame = &self.machine.frames[callback.frame];
            match &frame.phase {
                Phase::Task(task) if frame.ticket == callback.ticket => Some(OpenTask {
                    token: token.clone(),
                    workflow: self.machine.nest.workflow.clone(),
                    state: frame.visit.state.0,
                    name: self.program.text(self.program.state(frame.visit.state).name).clone(),
                    deadline: task.deadline,
                }),
                _ => None,
            }
        });
        let nested = self.machine.nest.running().flat_map(|(_, started_at, child)| {
            let later = move |deadline: u64| deadline + started_at;
            child.open_tasks().into_iter().map(move |open| OpenTask { deadline: open.deadline.map(later), ..open })
        });
        open.chain(nested).collect()
    }

    /// Whether a task here, or in an execution started here, waits for a report with this token.
    fn waits_for(&self, token: &str) -> bool {
        self.machine.open.contains_key(token) || self.machine.nest.running().any(|(_, _, child)| child.waits_for(token))
    }

    /// Reports on a task.
    pub fn report(&mut self, token: &str, report: Report) -> Result<(), NoSuchTask> {
        let unknown = || NoSuchTask(token.to_owned());
        let nested = self.machine.nest.running().find(|(_, _, child)| child.waits_for(token)).map(|(index, ..)| index);
        if let Some(index) = nested {
            return self.intervene(index, |child| child.report(token, report)).unwrap_or_else(|| Err(unknown()));
        }
        let callback = self.machine.open.get(token).cloned().ok_or_else(unknown)?;
        let now = self.machine.now;
        let frame = &mut self.machine.frames[callback.frame];
        let Phase::Task(task) = &mut frame.phase else { return Err(unknown()) };
        let wake = match report {
            Report::Success(value) => {
                (task.outcome, task.timeout) = (Some(TaskOutcome::Success(value)), None);
                None
            }
            Report::Failure { error, cause } => {
                (task.outcome, task.timeout) = (Some(TaskOutcome::Failure { error: Some(error), cause: Some(cause) }), None);
                None
            }
            Report::Heartbeat => {
                let heart_stops = task.heartbeat_millis.map(|after| now + after);
                let limits = [(task.deadline, Expiry::Task), (heart_stops, Expiry::Heartbeat)];
                let first = limits.into_iter().filter_map(|(at, expiry)| Some((at?, expiry))).min_by_key(|(at, _)| *at);
                task.timeout = first.map(|(_, expiry)| expiry);
                Some(first.map(|(at, _)| at))
            }
        };
        self.machine.renew_ticket(callback.frame);
        match wake {
            None => {
                self.machine.open.remove(token);
                self.machine.ready(callback.frame);
            }
            Some(at) => {
                let ticket = self.machine.frames[callback.frame].ticket;
                if let Some(open) = self.machine.open.get_mut(token) {
                    open.ticket = ticket;
                }
                if let Some(at) = at {
                    self.machine.wake_at(callback.frame, at);
                }
            }
        }
        Ok(())
    }
}
