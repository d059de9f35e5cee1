//! A compiled Task: what it calls, with which limits.

use asl::definition::IntegrationPattern;

use super::expression::{Compiled, Number};
use crate::recording::TextId;

#[derive(Debug)]
pub(crate) struct TaskProgram {
    pub integration: Integration,
    /// The resource as written.
    pub resource: TextId,
    pub timeout: Option<Number>,
    pub heartbeat: Option<Number>,
    /// `Credentials`: gives an object with `RoleArn`.
    pub credentials: Option<Compiled>,
}

/// What a Task calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Integration {
    /// A Lambda function by its ARN.
    Function,
    /// An activity.
    Activity,
    /// A service.
    Service {
        /// `resourceType` of its events, such as `lambda` or `aws-sdk:s3`.
        resource_type: TextId,
        /// `resource` of its events, such as `invoke.waitForTaskToken`.
        action: TextId,
        pattern: IntegrationPattern,
    },
}

impl Integration {
    /// How the Task waits.
    pub fn pattern(self) -> IntegrationPattern {
        match self {
            Self::Service { pattern, .. } => pattern,
            Self::Function | Self::Activity => IntegrationPattern::RequestResponse,
        }
    }
}
