//! A Task's Resource must be an ARN that Step Functions can call.

use super::super::context::Context;
use super::super::diagnostic::Severity;
use super::super::rule::{Group, Rule};
use crate::definition::{IntegrationPattern, NodeId, QueryLanguage, Resource, State, StateKind};
use crate::edit::set_fields;
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
        if text.contains("${") {
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
            let service = text.split(':').nth(2).unwrap_or_default();
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

/// Optimised services; which of them can wait for a job's end (S), and which for a task token (T).
const SERVICES: &[(&str, &str)] = &[
    ("apigateway", "T"),
    ("athena", "S"),
    ("batch", "S"),
    ("bedrock", "ST"),
    ("bedrock-agentcore", ""),
    ("codebuild", "S"),
    ("databrew", "S"),
    ("dynamodb", ""),
    ("ecs", "ST"),
    ("eks", "ST"),
    ("elasticmapreduce", "S"),
    ("emr-containers", "S"),
    ("emr-serverless", "S"),
    ("events", "T"),
    ("glue", "S"),
    ("http", ""),
    ("lambda", "T"),
    ("mediaconvert", "S"),
    ("sagemaker", "S"),
    ("sns", "T"),
    ("sqs", "T"),
    ("states", "ST"),
];

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
        Resource::Optimized { service, pattern, .. } => optimized(context, node, text, &service, pattern),
        _ => {}
    }
}

/// An action of an optimised integration: its service must be known, and able to wait for what the ending asks.
fn optimized(context: &mut Context, node: NodeId, text: &str, service: &str, pattern: IntegrationPattern) {
    let Some((_, waits)) = SERVICES.iter().find(|(name, _)| *name == service) else {
        if let Some(meant) = nearest(service, SERVICES.iter().map(|(name, _)| *name)) {
            let fix = context.replacing("mend the service", node, &quote(&text.replacen(service, meant, 1)));
            let message = format!("Step Functions has no optimised integration named `{service}`");
            context.warning("UNKNOWN_SERVICE", node, message).help(format!("did you mean `{meant}`?")).fix(fix);
        }
        return;
    };
    let (letter, what) = match pattern {
        IntegrationPattern::RunJobParsed if service != "states" && waits.contains('S') => {
            let fix = context.replacing("use .sync", node, &quote(text.trim_end_matches(":2")));
            let help = "only `states:startExecution` has `.sync:2`; here it is `.sync`";
            context.schema(node, not_recognized(text)).help(help).fix(fix);
            return;
        }
        IntegrationPattern::RunJob | IntegrationPattern::RunJobParsed => ('S', "the end of a job"),
        IntegrationPattern::Callback => ('T', "a task token"),
        IntegrationPattern::RequestResponse => return,
    };
    if !waits.contains(letter) {
        let end = text.rfind('.').unwrap_or(text.len());
        let fix = context.replacing("ask and go on", node, &quote(&text[..end]));
        let help = format!("`{service}` cannot wait for {what}; leave the ending out to ask and go on with the answer");
        context.schema(node, not_recognized(text)).help(help).fix(fix);
    }
}

fn is_arn(text: &str) -> bool {
    let mut parts = text.splitn(6, ':');
    let mut next = || parts.next().unwrap_or_default();
    let (arn, partition, service, _, _, rest) = (next(), next(), next(), next(), next(), next());
    arn == "arn" && !partition.is_empty() && !service.is_empty() && !rest.trim().is_empty()
}
