//! Lambda calls without a retrier for what passes by itself.

use super::super::context::Context;
use super::super::rule::{Group, Rule};
use crate::definition::{Resource, StateKind};
use crate::edit::insert_entry;
use crate::tree::Kind;

pub const RULE: Rule = Rule {
    name: "lambda-retry",
    group: Group::Practice,
    summary: "A Lambda function is called without retrying the errors that pass by themselves.",
    why: "Lambda now and then answers with a service exception or throttles; AWS recommends to retry these for every call.",
    example: "{ \"Type\": \"Task\", \"Resource\": \"arn:aws:states:::lambda:invoke\", \"End\": true }",
    check,
};

const RETRIER: &str = r#"{"ErrorEquals": ["Lambda.ServiceException", "Lambda.AWSLambdaException", "Lambda.SdkClientException", "Lambda.TooManyRequestsException"], "IntervalSeconds": 1, "MaxAttempts": 3, "BackoffRate": 2, "JitterStrategy": "FULL"}"#;

fn check(context: &mut Context) {
    for state in &context.definition.states {
        let StateKind::Task(task) = &state.kind else { continue };
        let Some(resource) = &task.resource else { continue };
        let lambda = match Resource::parse(&resource.value) {
            Resource::LambdaFunction { .. } => true,
            Resource::Optimized { service, .. } => &*service == "lambda",
            _ => false,
        };
        let covers = |name: &str| name.starts_with("Lambda.") || matches!(name, "States.ALL" | "States.TaskFailed");
        let covered = state.retry.iter().flat_map(|retrier| &retrier.error_equals).any(|error| covers(&error.value));
        // A placeholder may bring retriers.
        let open = context.member(state.node, "Retry").is_some_and(|list| {
            let tree = context.tree;
            tree.kind(list) != Kind::Array || tree.children(list).count() != state.retry.len()
        });
        if !lambda || covered || open {
            continue;
        }
        let fix = context.command(|document| insert_entry(document, state.id, "/Retry", RETRIER, Some(0)));
        let message = "this call of a Lambda function is not retried when Lambda itself fails or throttles";
        let help = "retry Lambda.ServiceException, Lambda.AWSLambdaException, Lambda.SdkClientException and Lambda.TooManyRequestsException";
        context.advice("LAMBDA_WITHOUT_RETRY", state.node, message).span(state.name.span).help(help).fix(fix);
    }
}
