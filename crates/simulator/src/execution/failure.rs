//! Why a state fails, and which errors match which names of `ErrorEquals`.

use std::sync::Arc;

use expressions::template::{QUERY_EVALUATION_ERROR, RUNTIME, TemplateError};

/// `States.Timeout`.
pub const TIMEOUT: &str = "States.Timeout";
/// `States.HeartbeatTimeout`.
pub const HEARTBEAT_TIMEOUT: &str = "States.HeartbeatTimeout";
/// `States.DataLimitExceeded`.
pub const DATA_LIMIT_EXCEEDED: &str = "States.DataLimitExceeded";

/// An error on its way through states and scopes. It ends in a catcher or as the execution's failure.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Failure {
    /// The error's name; a Fail state may leave it out.
    pub error: Option<Arc<str>>,
    /// The cause.
    pub cause: Option<Arc<str>>,
    pub origin: Origin,
    /// The cause already names the state where it happened.
    pub placed: bool,
}

/// Where an error comes from, which decides who may handle it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Origin {
    /// A task, or a Fail state.
    Task,
    /// A task did not send its heartbeat in time.
    Heartbeat,
    /// An expression of a JSONata state; the field, if one is to blame.
    Evaluation { location: Option<Arc<str>> },
    /// The state's own data is beyond a limit: `States.ALL` does not match.
    Limit,
    /// The interpreter itself: nothing catches it.
    Runtime,
}

impl Failure {
    /// `States.Runtime`: always ends the execution.
    pub fn runtime(cause: impl Into<String>) -> Self {
        Self { error: Some(Arc::from(RUNTIME)), cause: Some(Arc::from(cause.into())), origin: Origin::Runtime, placed: false }
    }

    /// `States.QueryEvaluationError` of a whole state.
    pub fn evaluation(cause: impl Into<String>, location: Option<&str>) -> Self {
        Self {
            error: Some(Arc::from(QUERY_EVALUATION_ERROR)),
            cause: Some(Arc::from(cause.into())),
            origin: Origin::Evaluation { location: location.map(Arc::from) },
            placed: false,
        }
    }

    /// What a task or a Fail state says.
    pub fn task(error: Option<&str>, cause: Option<&str>) -> Self {
        Self { error: error.map(Arc::from), cause: cause.map(Arc::from), origin: Origin::Task, placed: false }
    }

    /// A payload beyond the service's limit.
    pub fn limit(what: &str) -> Self {
        let cause =
            format!("The state/task '{what}' returned a result with a size exceeding the maximum number of bytes service limit.");
        Self { error: Some(Arc::from(DATA_LIMIT_EXCEEDED)), cause: Some(Arc::from(cause)), origin: Origin::Limit, placed: false }
    }

    /// Whether nothing may retry or catch it.
    pub fn is_fatal(&self) -> bool {
        self.origin == Origin::Runtime
    }

    /// Whether the cause is to name the state where it happened.
    pub fn names_its_state(&self) -> bool {
        matches!(self.origin, Origin::Runtime | Origin::Evaluation { .. })
    }

    /// Whether one of these names stands for this error.
    pub fn matches(&self, names: &[Arc<str>]) -> bool {
        let error = self.error.as_deref().unwrap_or_default();
        !self.is_fatal()
            && names.iter().any(|name| match &**name {
                "States.ALL" => self.origin != Origin::Limit && error != RUNTIME,
                "States.TaskFailed" => error != TIMEOUT && self.origin != Origin::Limit && error != RUNTIME,
                HEARTBEAT_TIMEOUT if self.origin == Origin::Heartbeat => true,
                name => name == error,
            })
    }
}

impl From<TemplateError> for Failure {
    fn from(error: TemplateError) -> Self {
        if error.error == QUERY_EVALUATION_ERROR {
            Self::evaluation(error.cause, Some(&error.field))
        } else {
            Self::runtime(error.cause)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wildcards_match_all_but_what_is_final() {
        let heartbeat = Failure { origin: Origin::Heartbeat, ..Failure::task(Some(TIMEOUT), None) };
        for (failure, name, expected) in [
            (Failure::task(Some("Custom"), None), "States.ALL", true),
            (Failure::task(Some("Custom"), None), "States.TaskFailed", true),
            (Failure::task(Some("Custom"), None), "Custom", true),
            (Failure::task(Some("Custom"), None), "Other", false),
            (Failure::task(None, None), "States.ALL", true),
            (Failure::task(Some(TIMEOUT), None), "States.TaskFailed", false),
            (Failure::task(Some(TIMEOUT), None), "States.ALL", true),
            (heartbeat.clone(), HEARTBEAT_TIMEOUT, true),
            (heartbeat, TIMEOUT, true),
            (Failure::task(Some(DATA_LIMIT_EXCEEDED), None), "States.ALL", true),
            (Failure::limit("S"), "States.ALL", false),
            (Failure::limit("S"), DATA_LIMIT_EXCEEDED, true),
            (Failure::runtime("x"), "States.ALL", false),
            (Failure::runtime("x"), "States.Runtime", false),
            (Failure::evaluation("x", None), "States.ALL", true),
        ] {
            assert_eq!(failure.matches(&[Arc::from(name)]), expected, "{name} on {:?}", failure.error);
        }
    }
}
