//! A Task, and what its resource's name says.

use std::sync::Arc;

use super::Setting;
use crate::text::Spanned;

/// A Task.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Task {
    /// `Resource` as written.
    pub resource: Option<Spanned<Arc<str>>>,
    /// `TimeoutSeconds`.
    pub timeout_seconds: Option<Spanned<Setting<f64>>>,
    /// `TimeoutSecondsPath` (JSONPath).
    pub timeout_seconds_path: Option<Spanned<Arc<str>>>,
    /// `HeartbeatSeconds`.
    pub heartbeat_seconds: Option<Spanned<Setting<f64>>>,
    /// `HeartbeatSecondsPath` (JSONPath).
    pub heartbeat_seconds_path: Option<Spanned<Arc<str>>>,
    /// `Credentials`.
    pub credentials: Option<Credentials>,
}

/// `Credentials` of a Task.
#[derive(Clone, Debug, PartialEq)]
pub struct Credentials {
    /// The whole object, with `RoleArn`, `RoleArn.$` or an expression.
    pub template: super::Template,
}

/// What a resource's name says, once the ARN is taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resource {
    /// `arn:aws:lambda:REGION:ACCOUNT:function:NAME[:QUALIFIER]`: the function called directly.
    LambdaFunction {
        /// The function's name.
        name: Arc<str>,
    },
    /// `arn:aws:states:REGION:ACCOUNT:activity:NAME`.
    Activity {
        /// The activity's name.
        name: Arc<str>,
    },
    /// `arn:aws:states:::SERVICE:ACTION[.PATTERN]`.
    Optimized {
        /// Such as `lambda`, `dynamodb`, `states`.
        service: Arc<str>,
        /// Such as `invoke`, `putItem`.
        action: Arc<str>,
        /// How the Task waits.
        pattern: IntegrationPattern,
    },
    /// `arn:aws:states:::aws-sdk:SERVICE:ACTION[.PATTERN]`.
    Sdk {
        /// Such as `dynamodb`.
        service: Arc<str>,
        /// Such as `getItem`.
        action: Arc<str>,
        /// How the Task waits.
        pattern: IntegrationPattern,
    },
    /// Anything else, placeholders among it.
    Other(Arc<str>),
}

/// How a Task waits for its service.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum IntegrationPattern {
    /// The service's first answer is the result.
    #[default]
    RequestResponse,
    /// `.sync`: the job's end is the result; nested output stays a JSON string.
    RunJob,
    /// `.sync:2`: as `.sync`, nested output is parsed.
    RunJobParsed,
    /// `.waitForTaskToken`: what somebody reports with the token is the result.
    Callback,
}

impl IntegrationPattern {
    /// How a resource's text ends.
    #[must_use]
    pub fn suffix(self) -> &'static str {
        match self {
            Self::RequestResponse => "",
            Self::RunJob => ".sync",
            Self::RunJobParsed => ".sync:2",
            Self::Callback => ".waitForTaskToken",
        }
    }
}

impl Resource {
    /// Takes a resource's text apart; never fails.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let other = || Self::Other(Arc::from(text));
        let parts = arn_parts(text, 7);
        match parts.as_slice() {
            ["arn", _, "lambda", _, _, "function", name] => {
                Self::LambdaFunction { name: Arc::from(*arn_parts(name, 2).first().unwrap_or(name)) }
            }
            ["arn", _, "states", _, _, "activity", name] => Self::Activity { name: Arc::from(*name) },
            ["arn", _, "states", _, _, "aws-sdk", rest] => match arn_parts(rest, 2).as_slice() {
                [service, action] => {
                    let (action, pattern) = split_pattern(action);
                    Self::Sdk { service: Arc::from(*service), action: Arc::from(action), pattern }
                }
                _ => other(),
            },
            ["arn", _, "states", _, _, service, action] if !service.is_empty() => {
                let (action, pattern) = split_pattern(action);
                Self::Optimized { service: Arc::from(*service), action: Arc::from(action), pattern }
            }
            _ => other(),
        }
    }

    /// How the Task waits; request and response where the resource does not say.
    #[must_use]
    pub fn pattern(&self) -> IntegrationPattern {
        match self {
            Self::Optimized { pattern, .. } | Self::Sdk { pattern, .. } => *pattern,
            _ => IntegrationPattern::RequestResponse,
        }
    }
}

/// The parts of an ARN, at most so many; the colons within placeholders such as `${AWS::Region}` part nothing.
#[must_use]
pub fn arn_parts(text: &str, most: usize) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut start, mut open) = (0, 0_usize);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'{' if open > 0 || text[..at].ends_with('$') => open += 1,
            b'}' if open > 0 => open -= 1,
            b':' if open == 0 && parts.len() + 1 < most => {
                parts.push(&text[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts
}

fn split_pattern(action: &str) -> (&str, IntegrationPattern) {
    match action.split_once('.') {
        Some((action, "sync")) => (action, IntegrationPattern::RunJob),
        Some((action, "sync:2")) => (action, IntegrationPattern::RunJobParsed),
        Some((action, "waitForTaskToken")) => (action, IntegrationPattern::Callback),
        _ => (action, IntegrationPattern::RequestResponse),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_resource_names_its_service_action_and_pattern() {
        let optimized = |service: &str, action: &str, pattern| Resource::Optimized {
            service: service.into(),
            action: action.into(),
            pattern,
        };
        for (text, expected) in [
            ("arn:aws:lambda:us-east-1:123456789012:function:Validate:1", Resource::LambdaFunction { name: "Validate".into() }),
            ("arn:aws:states:us-east-1:123456789012:activity:Review", Resource::Activity { name: "Review".into() }),
            ("arn:aws:states:::lambda:invoke", optimized("lambda", "invoke", IntegrationPattern::RequestResponse)),
            ("arn:aws:states:::lambda:invoke.waitForTaskToken", optimized("lambda", "invoke", IntegrationPattern::Callback)),
            (
                "arn:aws:states:::states:startExecution.sync:2",
                optimized("states", "startExecution", IntegrationPattern::RunJobParsed),
            ),
            ("arn:aws:states:::http:invoke", optimized("http", "invoke", IntegrationPattern::RequestResponse)),
            (
                "arn:aws:states:::aws-sdk:s3:getObject",
                Resource::Sdk { service: "s3".into(), action: "getObject".into(), pattern: IntegrationPattern::RequestResponse },
            ),
            ("${Function}", Resource::Other("${Function}".into())),
            // Placeholders of CloudFormation hold colons.
            (
                "arn:${AWS::Partition}:states:::sqs:sendMessage",
                optimized("sqs", "sendMessage", IntegrationPattern::RequestResponse),
            ),
            (
                "arn:${AWS::Partition}:states:::states:startExecution.sync:2",
                optimized("states", "startExecution", IntegrationPattern::RunJobParsed),
            ),
            ("arn:aws:states:${AWS::Region}:${AWS::AccountId}:activity:Review", Resource::Activity { name: "Review".into() }),
            (
                "arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:${AWS::StackName}-f:live",
                Resource::LambdaFunction { name: "${AWS::StackName}-f".into() },
            ),
            (
                "arn:${AWS::Partition}:states:::aws-sdk:${Service::Name}:getObject.waitForTaskToken",
                Resource::Sdk {
                    service: "${Service::Name}".into(),
                    action: "getObject".into(),
                    pattern: IntegrationPattern::Callback,
                },
            ),
        ] {
            assert_eq!(Resource::parse(text), expected, "{text}");
        }
    }
}
