//! What is wrong with what a user wrote of the world around a workflow: its scenarios, mocks and services.

/// Why a scenario or mock cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {message}")]
pub struct ScenarioError {
    /// Where, such as `scenarios[2].mocks.Fetch["0"]`.
    pub place: String,
    /// What is wrong and what to do, lower case.
    pub message: String,
}

impl ScenarioError {
    pub(crate) fn new(place: impl Into<String>, message: impl Into<String>) -> Self {
        Self { place: place.into(), message: message.into() }
    }
}
