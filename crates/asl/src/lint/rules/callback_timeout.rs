//! Callbacks that may never come.

use super::super::context::Context;
use super::super::rule::{Group, Rule};
use crate::definition::{IntegrationPattern, Resource, StateKind};
use crate::edit::set_field;

pub const RULE: Rule = Rule {
    name: "callback-timeout",
    group: Group::Practice,
    summary: "A Task waits for a callback or an activity's worker without a timeout.",
    why: "If nobody reports with the token, the execution stays open for up to a year.",
    example: "{ \"Type\": \"Task\", \"Resource\": \"arn:aws:states:::sqs:sendMessage.waitForTaskToken\", \"End\": true }",
    check,
};

fn check(context: &mut Context) {
    let whole = context.definition.timeout_seconds.is_some();
    for state in &context.definition.states {
        let StateKind::Task(task) = &state.kind else { continue };
        let Some(written) = &task.resource else { continue };
        let resource = Resource::parse(&written.value);
        let waits = resource.pattern() == IntegrationPattern::Callback || matches!(resource, Resource::Activity { .. });
        let bounded = ["TimeoutSeconds", "TimeoutSecondsPath", "HeartbeatSeconds", "HeartbeatSecondsPath"]
            .iter()
            .any(|name| context.member(state.node, name).is_some());
        if !waits || bounded || whole {
            continue;
        }
        let fix = context.command(|document| set_field(document, Some(state.id), "/TimeoutSeconds", "3600"));
        let message = "nothing ends the wait if nobody reports with the token";
        let help = "set `TimeoutSeconds`, or `HeartbeatSeconds` if the worker gives signs of life";
        context.advice("CALLBACK_WITHOUT_TIMEOUT", state.node, message).span(state.name.span).help(help).fix(fix);
    }
}
