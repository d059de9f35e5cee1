//! Lambda functions called by their ARN.

use super::super::context::Context;
use super::super::rule::{Group, Rule};
use crate::definition::{Resource, StateKind};

pub const RULE: Rule = Rule {
    name: "direct-lambda",
    group: Group::Practice,
    summary: "A Task calls a Lambda function by the function's ARN instead of by `arn:aws:states:::lambda:invoke`.",
    why: "The optimised integration gives the payload and the call's metadata, callbacks and versions; the console can edit it by form.",
    example: "{ \"Type\": \"Task\", \"Resource\": \"arn:aws:lambda:us-east-1:123456789012:function:Load\", \"End\": true }",
    check,
};

fn check(context: &mut Context) {
    for state in &context.definition.states {
        let StateKind::Task(task) = &state.kind else { continue };
        let Some(resource) = &task.resource else { continue };
        if let Resource::LambdaFunction { name } = Resource::parse(&resource.value) {
            let node = context.member(state.node, "Resource").unwrap_or(state.node);
            let help =
                format!("use `arn:aws:states:::lambda:invoke` with `FunctionName` {name}; the result is then in `Payload`");
            context.advice("DIRECT_LAMBDA", node, "the function is called by its ARN").help(help);
        }
    }
}
