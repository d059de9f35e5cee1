//! What goes wrong with the service, in one sentence.

use aws_sdk_sfn::error::{DisplayErrorContext, ProvideErrorMetadata, SdkError};

/// A sentence on what went wrong, without a final stop.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{sentence}")]
pub struct RemoteError {
    /// The service's code, where it has answered.
    pub code: Option<String>,
    /// The sentence.
    pub sentence: String,
}

impl RemoteError {
    pub(crate) fn new(sentence: impl Into<String>) -> Self {
        Self { code: None, sentence: sentence.into() }
    }

    /// Whether the service has answered that what was named is not there.
    #[must_use]
    pub fn is_missing(&self) -> bool {
        self.code
            .as_deref()
            .is_some_and(|code| matches!(code, "StateMachineDoesNotExist" | "ResourceNotFound" | "ExecutionDoesNotExist"))
    }
}

impl<E, R> From<SdkError<E, R>> for RemoteError
where
    E: ProvideErrorMetadata + std::error::Error + 'static,
    R: std::fmt::Debug + 'static,
{
    fn from(error: SdkError<E, R>) -> Self {
        if let SdkError::ServiceError(inner) = &error
            && let Some(code) = inner.err().code()
        {
            let message = inner.err().message().unwrap_or("the service gives no reason").trim_end_matches('.');
            return Self { code: Some(code.to_owned()), sentence: format!("{code}: {message}") };
        }
        let what = match &error {
            SdkError::DispatchFailure(failure) if failure.is_io() || failure.is_timeout() => "the service cannot be reached",
            SdkError::TimeoutError(_) => "the service has not answered in time",
            _ => "the service could not be asked",
        };
        Self::new(format!("{what}: {}", DisplayErrorContext(&error)))
    }
}
