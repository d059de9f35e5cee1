//! Sandboxed services: what AWS services answer, in the shape that integrations hand over, with state that can be seen.

mod condition;
mod dynamodb;
pub(crate) mod executions;
mod lambda;
mod messages;
mod response;
mod s3;
mod sandbox;
mod update;

pub use response::{lambda_invoke_result, result};
pub use sandbox::Sandbox;
