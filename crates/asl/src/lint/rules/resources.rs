//! A Task's Resource must be an ARN that Step Functions can call.

use std::collections::BTreeSet;

use super::super::context::Context;
use super::super::diagnostic::Severity;
use super::super::rule::{Group, Rule};
use crate::definition::{IntegrationPattern, NodeId, QueryLanguage, Resource, State, StateKind, arn_parts};
use crate::edit::set_fields;
use crate::language::{INTEGRATIONS_AS_OF, integration, integrations};
use crate::text::Transaction;
use crate::tree::quote;
use crate::words::nearest;

pub const RULE: Rule = Rule {
    name: "resource",
    group: Group::Language,
    summary: "A Task's `Resource` is no ARN, or names nothing that Step Functions can call.",
    why: "It names a function, an activity or a service's action: `arn:aws:lambda:…`, `arn:aws:states:::service:action`.",
    example: "{ \"Type\": \"Task\", \"Resource\": \"my-function\", \"End\": true }",
    check,
};

const NO_ARN: &str = "Value is not a valid resource ARN";

fn check(context: &mut Context) {
    for state in &context.definition.states {
        let StateKind::Task(task) = &state.kind else { continue };
        let Some(resource) = &task.resource else { continue };
        let text = &*resource.value;
        // What is known of an ARN with placeholders is checked: the service and the action may be written out.
        if text.contains("${") && !matches!(Resource::parse(text), Resource::Optimized { .. } | Resource::Sdk { .. }) {
            continue;
        }
        let node = context.member(state.node, "Resource").unwrap_or(state.node);
        if !is_arn(text) {
            not_an_arn(context, state, node, text);
        } else if is_foreign(text) {
            let help = "Step Functions calls Lambda functions, activities and actions named `arn:aws:states:::service:action`";
            context.warning("FOREIGN_RESOURCE", node, "Step Functions cannot call this resource").help(help);
        } else {
            qualifier(context, node, text);
            pattern(context, node, text);
        }
    }
}

/// Whether a resource belongs to another interpreter of the language: any URI is right there.
pub(super) fn is_foreign(text: &str) -> bool {
    match text.strip_prefix("arn:") {
        Some(_) => {
            // What begins as an ARN and goes on as none is a mistake.
            let service = arn_parts(text, 4).get(2).copied().unwrap_or_default();
            is_arn(text) && !matches!(service, "lambda" | "states") && !service.contains("${")
        }
        // Only Step Functions wants an ARN.
        None => text.split_once(':').is_some_and(|(scheme, rest)| {
            !rest.is_empty()
                && !scheme.is_empty()
                && scheme.chars().all(|letter| letter.is_ascii_alphanumeric() || "+-.".contains(letter))
        }),
    }
}

fn not_an_arn(context: &mut Context, state: &State, node: NodeId, text: &str) {
    let name = text.rsplit(['/', ' ']).next().unwrap_or_default();
    let plain = !name.is_empty() && name.chars().all(|letter| letter.is_ascii_alphanumeric() || "-_".contains(letter));
    let help = if text.starts_with("{%") || text.starts_with("$.") {
        "a Resource is not computed; call `arn:aws:states:::lambda:invoke` and compute its `FunctionName`".to_owned()
    } else if plain && !is_foreign(text) {
        format!("call `arn:aws:states:::lambda:invoke` with `FunctionName` `{name}`, or write the function's whole ARN")
    } else {
        "write an ARN, such as `arn:aws:states:::lambda:invoke` with the function's name in its parameters".to_owned()
    };
    let fix = (plain && !is_foreign(text)).then(|| lambda_call(context, state, name)).flatten();
    let found = context.schema(node, NO_ARN).help(help).fix(fix);
    if is_foreign(text) {
        found.severity = Severity::Warning;
    }
}

/// Calls the function of this name by the optimised integration, with the state's input as its payload.
fn lambda_call(context: &Context, state: &State, name: &str) -> Option<Transaction> {
    let (field, payload, input) = match state.query_language {
        QueryLanguage::JsonPath => ("Parameters", "Payload.$", "$"),
        QueryLanguage::Jsonata => ("Arguments", "Payload", "{% $states.input %}"),
    };
    if context.member(state.node, field).is_some() {
        return None;
    }
    let json = format!("{{\"FunctionName\": \"{name}\", \"{payload}\": \"{input}\"}}");
    let changes = [("/Resource", Some("\"arn:aws:states:::lambda:invoke\"")), (&format!("/{field}"), Some(json.as_str()))];
    let mut fix = context.large_command(|document| set_fields(document, Some(state.id), &changes))?;
    fix.label = format!("call the Lambda function {name}");
    Some(fix)
}

/// A version or alias behind a function's ARN: letters, digits, `-` and `_`, or `$LATEST`.
fn qualifier(context: &mut Context, node: NodeId, text: &str) {
    let Some((_, function)) = text.split_once(":function:").filter(|_| text.contains(":lambda:")) else { return };
    let Some((_, qualifier)) = function.split_once(':') else { return };
    let plain = |letter: char| letter.is_ascii_alphanumeric() || letter == '-' || letter == '_';
    if qualifier != "$LATEST" && (qualifier.is_empty() || !qualifier.chars().all(plain)) {
        context.schema(node, NO_ARN).help("what follows the function's name is a version, an alias or `$LATEST`");
    }
}

/// The service's sentence on an ARN of the right form that names nothing it can call.
fn not_recognized(text: &str) -> String {
    format!(
        "The resource provided {text} is not recognized. The value is not a valid resource ARN, or the resource is not available in this region."
    )
}

fn pattern(context: &mut Context, node: NodeId, text: &str) {
    match Resource::parse(text) {
        Resource::Sdk { pattern: IntegrationPattern::RunJob | IntegrationPattern::RunJobParsed, .. } => {
            let help =
                "actions of the AWS SDK only ask and get an answer, or wait for a task token; poll with Wait and Choice instead";
            context.schema(node, not_recognized(text)).help(help);
        }
        Resource::Sdk { action, .. } if action.starts_with(|first: char| first.is_ascii_uppercase()) => {
            let mut letters = action.chars();
            let lower: String = letters.next().map(|first| first.to_ascii_lowercase()).into_iter().chain(letters).collect();
            let fix = context.replacing("mend the action", node, &quote(&text.replacen(&*action, &lower, 1)));
            context
                .warning("SDK_ACTION_CASE", node, "an action of the AWS SDK begins with a small letter here")
                .help(format!("write `{lower}`"))
                .fix(fix);
        }
        Resource::Optimized { service, action, pattern } => optimized(context, node, text, &service, &action, pattern),
        _ => {}
    }
}

/// An action of an optimised integration: it must be one that there is, and able to wait for what the ending asks.
fn optimized(context: &mut Context, node: NodeId, text: &str, service: &str, action: &str, pattern: IntegrationPattern) {
    if service.contains("${") || action.contains("${") {
        return;
    }
    let Some(known) = integration(service, action) else {
        unknown_action(context, node, text, service, action);
        return;
    };
    if known.patterns.contains(&pattern) {
        return;
    }
    let bare = text.split(action).next().unwrap_or_default().to_owned() + action;
    if pattern == IntegrationPattern::RunJobParsed && known.patterns.contains(&IntegrationPattern::RunJob) {
        let fix = context.replacing("use .sync", node, &quote(&format!("{bare}.sync")));
        let help = "only `states:startExecution` has `.sync:2`; here it is `.sync`";
        context.schema(node, not_recognized(text)).help(help).fix(fix);
        return;
    }
    let what = if pattern == IntegrationPattern::Callback { "a task token" } else { "the end of a job" };
    let fix = context.replacing("ask and go on", node, &quote(&bare));
    let help = format!("`{service}:{action}` cannot wait for {what}; leave the ending out to ask and go on with the answer");
    context.schema(node, not_recognized(text)).help(help).fix(fix);
}

/// The service refuses what is not in its table, which may have grown since ours was written.
fn unknown_action(context: &mut Context, node: NodeId, text: &str, service: &str, action: &str) {
    let services: BTreeSet<&str> = integrations().iter().map(|known| known.service).collect();
    let (what, meant) = if services.contains(service) {
        let actions = integrations().iter().filter(|known| known.service == service).map(|known| known.action);
        (action, nearest(action, actions))
    } else {
        (service, nearest(service, services.iter().copied()))
    };
    let fix = meant.and_then(|meant| context.replacing(&format!("write {meant}"), node, &quote(&text.replacen(what, meant, 1))));
    let help = match meant {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => format!(
            "there was no optimised integration of this name in {INTEGRATIONS_AS_OF}; most actions can be called as \
             `arn:aws:states:::aws-sdk:{service}:{action}`"
        ),
    };
    context.schema(node, not_recognized(text)).help(help).fix(fix);
}

fn is_arn(text: &str) -> bool {
    let mut parts = arn_parts(text, 6).into_iter();
    let mut next = || parts.next().unwrap_or_default();
    let (arn, partition, service, _, _, rest) = (next(), next(), next(), next(), next(), next());
    arn == "arn" && !partition.is_empty() && !service.is_empty() && !rest.trim().is_empty()
}
