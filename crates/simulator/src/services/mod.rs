//! Sandboxed services: what AWS services answer, in the shape that integrations hand over.

mod response;

pub use response::{lambda_invoke_result, result};
