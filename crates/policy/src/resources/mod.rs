//! Which resources a permission is needed on, from a call's parameters.
//!
//! Most permissions follow the table: the ARN of each kind that the permission is about, its variables filled in from
//! parameters of the same name. One file per service whose parameters are named otherwise.

mod bedrock;
mod compute;
mod databases;
mod general;
mod jobs;
mod lambda;
mod logs;
mod machines;
mod mail;
mod messages;
mod naming;
mod storage;
mod web;

use crate::known::Parameters;
use crate::pattern::Pattern;

pub use bedrock::model_arns;
pub use databases::{statements, transacted};
pub use machines::machine_itself;
pub use naming::hides_roles;
pub use storage::{bucket_arn, object_arn, uri_arns};

/// A call whose resources are asked for.
#[derive(Clone, Copy, Debug)]
pub struct Call<'a> {
    /// Its parameters.
    pub parameters: Parameters<'a>,
    /// The operation as the Task's resource names it, such as `copyObject`.
    pub operation: &'a str,
    /// The machine's own name.
    pub machine: Option<&'a str>,
}

/// The resources that a call needs a permission on; anything (`*`) where the permission is about no resource, or where the
/// parameters do not tell.
#[must_use]
pub fn resources(permission: &str, call: &Call) -> Vec<Pattern> {
    let service = permission.split(':').next().unwrap_or_default();
    let special = match service {
        "s3" => storage::resources(permission, call),
        "ec2" | "ssm" => compute::resources(permission, call),
        "ses" => mail::resources(permission, call),
        "logs" => Some(logs::resources(permission, call)),
        "lambda" => lambda::resources(permission, call),
        "sqs" | "sns" | "events" => messages::resources(permission, call),
        "states" => machines::resources(permission, call),
        "dynamodb" => databases::resources(call),
        "bedrock" | "bedrock-agentcore" => bedrock::resources(permission, call),
        "execute-api" | "kms" | "secretsmanager" => web::resources(permission, call),
        "athena" | "batch" | "codebuild" | "ecs" | "eks" | "elasticmapreduce" | "emr-containers" | "emr-serverless" | "iam"
        | "mediaconvert" | "sagemaker" => jobs::resources(permission, call),
        _ => None,
    };
    let mut found = special.unwrap_or_else(|| general::resources(permission, call));
    found.sort();
    found.dedup();
    found
}

impl Call<'_> {
    /// The texts of a parameter; none where it is absent.
    fn texts(&self, name: &str) -> Vec<Pattern> {
        self.parameters.get(name).texts()
    }
}

/// The ARN for what a parameter names: itself where it is an ARN or a placeholder for one, else the name put in the ARN.
fn named(text: &Pattern, template: &str, refers_to_arn: bool) -> Pattern {
    let placeholder_of_arn = text.placeholder().is_some_and(|name| refers_to_arn || says_arn(name));
    if text.is_arn() || placeholder_of_arn || begins_with_arn_placeholder(text) {
        return text.clone();
    }
    Pattern::arn(template, |_| text.clone())
}

/// Whether a placeholder's name says that it stands for an ARN.
fn says_arn(name: &str) -> bool {
    let is_word = |at: usize| {
        let (before, word, after) = (name[..at].chars().next_back(), &name[at..at + 3], name[at + 3..].chars().next());
        let ends = after.is_none_or(|next| !next.is_ascii_lowercase());
        let begins = word.starts_with('A') || before.is_none_or(|last| !last.is_ascii_alphanumeric());
        ends && (begins || after.is_none())
    };
    name.to_ascii_lowercase().match_indices("arn").any(|(at, _)| is_word(at))
}

/// Such as `${FunctionArn}:prod`.
fn begins_with_arn_placeholder(text: &Pattern) -> bool {
    matches!(text.pieces(), [crate::pattern::Piece::Placeholder(name), ..] if says_arn(name))
}
