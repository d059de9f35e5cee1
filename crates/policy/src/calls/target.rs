//! What a Task's resource names, placeholders among it.

use std::sync::Arc;

use asl::definition::{IntegrationPattern, Resource};

use crate::integrations::integrations;
use crate::pattern::Pattern;

/// What a Task calls.
#[derive(Clone, Debug, PartialEq)]
pub enum Target {
    /// A worker that polls; the role needs nothing for it.
    Activity,
    /// A Lambda function directly, by its ARN.
    Function(Pattern),
    /// An optimised integration.
    Optimized {
        /// Such as `ecs`.
        service: Arc<str>,
        /// Such as `runTask`.
        action: Arc<str>,
        /// Whether the job's end is waited for.
        waits: bool,
    },
    /// An API of AWS's SDKs.
    Sdk {
        /// Such as `s3`.
        api: Arc<str>,
        /// Such as `copyObject`.
        operation: Arc<str>,
    },
    /// Something else.
    Other,
}

/// Takes a resource's text apart. A placeholder that is all of it is what its name says.
pub fn target(text: &str) -> Target {
    let pattern = Pattern::text(text);
    match Resource::parse(&without_colons(text)) {
        Resource::Activity { .. } => Target::Activity,
        Resource::LambdaFunction { .. } => Target::Function(pattern),
        Resource::Optimized { service, action, pattern } => {
            let waits = matches!(pattern, IntegrationPattern::RunJob | IntegrationPattern::RunJobParsed);
            Target::Optimized { service, action, waits }
        }
        Resource::Sdk { service, action, .. } => Target::Sdk { api: service, operation: action },
        Resource::Other(_) => match pattern.placeholder() {
            Some(name) => named(name).unwrap_or(Target::Function(pattern)),
            None if begins_with_placeholder(&pattern) => Target::Function(pattern),
            None => Target::Other,
        },
    }
}

/// What a placeholder for a whole resource is named after: an activity, or an optimised integration's action, as in
/// `DDBPutItem`. Functions are named after anything.
fn named(placeholder: &str) -> Option<Target> {
    let name = placeholder.to_ascii_lowercase();
    if name.contains("activity") {
        return Some(Target::Activity);
    }
    let is_function = ["function", "lambda", "arn"].iter().any(|word| name.contains(word));
    let mut actions = integrations().filter(|(_, action)| *action != "invoke" && name.ends_with(&action.to_ascii_lowercase()));
    let (service, action) = actions.next().filter(|_| !is_function)?;
    Some(Target::Optimized { service: service.into(), action: action.into(), waits: false })
}

fn begins_with_placeholder(pattern: &Pattern) -> bool {
    matches!(pattern.pieces(), [crate::pattern::Piece::Placeholder(_), ..])
}

/// The text with its placeholders' colons taken out, so that the ARN's parts can be told apart.
fn without_colons(text: &str) -> String {
    let (mut made, mut depth) = (String::new(), 0_usize);
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '$' if characters.peek() == Some(&'{') => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        made.push(if depth > 0 && character == ':' { '_' } else { character });
    }
    made
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_do_not_hide_what_is_called() {
        assert_eq!(target("${ReviewActivityArn}"), Target::Activity);
        let put_item = Target::Optimized { service: "dynamodb".into(), action: "putItem".into(), waits: false };
        assert_eq!(target("${DDBPutItem}"), put_item);
        assert_eq!(target("${Function.Arn}"), Target::Function(Pattern::text("${Function.Arn}")));
        assert_eq!(
            target("arn:aws:lambda:us-east-1:1:function:f"),
            Target::Function(Pattern::text("arn:aws:lambda:us-east-1:1:function:f"))
        );
        let optimized = Target::Optimized { service: "ecs".into(), action: "runTask".into(), waits: true };
        assert_eq!(target("arn:${AWS::Partition}:states:::ecs:runTask.sync"), optimized);
        let sdk = Target::Sdk { api: "s3".into(), operation: "copyObject".into() };
        assert_eq!(target("arn:aws:states:::aws-sdk:s3:copyObject.waitForTaskToken"), sdk);
        assert_eq!(target("nothing"), Target::Other);
    }
}
