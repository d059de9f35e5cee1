//! A Task's Resource must be an ARN.

use super::super::context::Context;
use super::super::diagnostic::Severity;
use super::super::rule::{Group, Rule};
use crate::definition::{NodeId, StateKind};

pub const RULE: Rule = Rule {
    name: "resource",
    group: Group::Language,
    summary: "A Task's `Resource` is no ARN.",
    why: "It names a function, an activity or a service's action: `arn:aws:lambda:…`, `arn:aws:states:::service:action`.",
    example: "{ \"Type\": \"Task\", \"Resource\": \"my-function\", \"End\": true }",
    check,
};

fn check(context: &mut Context) {
    for state in &context.definition.states {
        let StateKind::Task(task) = &state.kind else { continue };
        let Some(resource) = &task.resource else { continue };
        let text = &*resource.value;
        if text.contains("${") {
            continue;
        }
        if is_arn(text) {
            qualifier(context, state.node, text);
            continue;
        }
        let node = context.member(state.node, "Resource").unwrap_or(state.node);
        let help = match text {
            _ if text.starts_with("{%") => "a Resource is not computed; only `Arguments` are".to_owned(),
            _ => "write an ARN, such as `arn:aws:states:::lambda:invoke` with the function's name in its parameters".to_owned(),
        };
        let found = context.error("INVALID_RESOURCE", node, format!("Value is not a valid resource ARN: '{text}'")).help(help);
        // The language's specification takes any URI; only Step Functions wants an ARN.
        if text.split_once(':').is_some_and(|(scheme, rest)| scheme.chars().all(char::is_alphanumeric) && !rest.is_empty()) {
            found.severity = Severity::Warning;
        }
    }
}

/// A version or alias behind a function's ARN: letters, digits, `-` and `_`, or `$LATEST`.
fn qualifier(context: &mut Context, state: NodeId, text: &str) {
    let Some((_, function)) = text.split_once(":function:").filter(|_| text.contains(":lambda:")) else { return };
    let Some((_, qualifier)) = function.split_once(':') else { return };
    let plain = |letter: char| letter.is_ascii_alphanumeric() || letter == '-' || letter == '_';
    if qualifier != "$LATEST" && (qualifier.is_empty() || !qualifier.chars().all(plain)) {
        let node = context.member(state, "Resource").unwrap_or(state);
        let help = "what follows the function's name is a version, an alias or `$LATEST`";
        context.error("INVALID_RESOURCE", node, format!("Value is not a valid resource ARN: '{text}'")).help(help);
    }
}

fn is_arn(text: &str) -> bool {
    let mut parts = text.splitn(6, ':');
    let mut next = || parts.next().unwrap_or_default();
    let (arn, partition, service, _, _, rest) = (next(), next(), next(), next(), next(), next());
    arn == "arn" && !partition.is_empty() && !service.is_empty() && !rest.trim().is_empty()
}
