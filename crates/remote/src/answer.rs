//! What the service answers, as it is written: the SDK's types would lose what they do not know.

use std::sync::{Arc, Mutex, PoisonError};

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::Intercept;
use aws_smithy_runtime_api::client::interceptors::context::AfterDeserializationInterceptorContextRef;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::config_bag::ConfigBag;
use value::Value;

use crate::error::RemoteError;

/// Keeps the body of the answer to one request.
#[derive(Clone, Debug, Default)]
pub struct Answer(Arc<Mutex<Vec<u8>>>);

impl Answer {
    /// The answer that came.
    pub fn value(&self) -> Result<Value, RemoteError> {
        let bytes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        value::parse(&String::from_utf8_lossy(&bytes))
            .map_err(|error| RemoteError::new(format!("the service's answer is not JSON: {error}")))
    }
}

impl Intercept for Answer {
    fn name(&self) -> &'static str {
        "Answer"
    }

    fn read_after_deserialization(
        &self,
        context: &AfterDeserializationInterceptorContextRef<'_>,
        _components: &RuntimeComponents,
        _bag: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let bytes = context.response().body().bytes().unwrap_or_default();
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = bytes.to_vec();
        Ok(())
    }
}
