//! What integrations need to be told.

use super::super::context::Context;
use super::super::rule::{Group, Rule};
use crate::definition::{IntegrationPattern, NodeId, QueryLanguage, Resource, State, StateKind};
use crate::tree::Kind;

pub const RULE: Rule = Rule {
    name: "integration-parameters",
    group: Group::Practice,
    summary: "A Task does not tell a service what it must know, or waits for a task token that it gives to nobody.",
    why: "The service refuses the call, or the execution waits for a report that nobody can make.",
    example: "{ \"Type\": \"Task\", \"Resource\": \"arn:aws:states:::http:invoke\", \"Parameters\": { \"Method\": \"GET\" }, \"End\": true }",
    check,
};

/// Service, action, and the parameters it cannot do without.
const NEEDED: &[(&str, &str, &[&str])] = &[
    ("lambda", "invoke", &["FunctionName"]),
    ("dynamodb", "getItem", &["TableName", "Key"]),
    ("dynamodb", "putItem", &["TableName", "Item"]),
    ("dynamodb", "updateItem", &["TableName", "Key"]),
    ("dynamodb", "deleteItem", &["TableName", "Key"]),
    ("sqs", "sendMessage", &["QueueUrl", "MessageBody"]),
    ("sns", "publish", &["Message"]),
    ("events", "putEvents", &["Entries"]),
    ("states", "startExecution", &["StateMachineArn"]),
    ("ecs", "runTask", &["TaskDefinition"]),
    ("glue", "startJobRun", &["JobName"]),
    ("batch", "submitJob", &["JobName", "JobQueue", "JobDefinition"]),
    ("codebuild", "startBuild", &["ProjectName"]),
    ("athena", "startQueryExecution", &["QueryString"]),
    ("http", "invoke", &["ApiEndpoint", "Method"]),
];

/// Actions without whose parameters the service was seen to refuse a definition; of others it learns when it calls them.
const REFUSED: &[(&str, &str)] = &[
    ("dynamodb", "getItem"),
    ("dynamodb", "putItem"),
    ("ecs", "runTask"),
    ("events", "putEvents"),
    ("glue", "startJobRun"),
    ("lambda", "invoke"),
    ("sns", "publish"),
    ("sqs", "sendMessage"),
    ("states", "startExecution"),
];

fn check(context: &mut Context) {
    let definition = context.definition;
    for state in &definition.states {
        let StateKind::Task(task) = &state.kind else { continue };
        let Some(resource) = task.resource.as_ref().map(|resource| Resource::parse(&resource.value)) else { continue };
        let field = if state.query_language == QueryLanguage::JsonPath { "Parameters" } else { "Arguments" };
        let given = context.member(state.node, field);
        let is_integration = matches!(&resource, Resource::Optimized { .. } | Resource::Sdk { .. });
        match (&resource, given) {
            (_, None) if is_integration => refused_without(context, state, field),
            (Resource::Optimized { service, action, .. }, Some(given)) => needed(context, state, field, given, service, action),
            _ => {}
        }
        let told = is_integration && given.is_none();
        let silent = given.is_none_or(|given| !mentions_token(context, given));
        if resource.pattern() == IntegrationPattern::Callback && silent && !told {
            let name =
                if field == "Parameters" { "\"TaskToken.$\": \"$$.Task.Token\"" } else { "\"{% $states.context.Task.Token %}\"" };
            let message = "the task token is given to nobody, so nobody can report with it";
            let node = given.unwrap_or(state.node);
            let span = state.name.span;
            context
                .warning("TOKEN_NOT_PASSED", node, message)
                .span(span)
                .help(format!("put it into `{field}`, for example as {name}"));
        }
    }
}

/// ValidateStateMachineDefinition says so of every integration, also of an SDK's action that needs no parameter (measured by
/// cdk-preflight in September 2026, and reported for `aws-sdk:neptune` and `aws-sdk:batch`).
fn refused_without(context: &mut Context, state: &State, field: &str) {
    let Some(resource) = context.member(state.node, "Resource") else { return };
    let arn = context.tree.string(resource).unwrap_or_default();
    let message = format!("{field} field is required for resource ARN: {arn}");
    let help = format!("add `{field}` with what the service must know; `{{}}` where it needs nothing");
    context.schema(resource, message).span(state.name.span).help(help);
}

fn needed(context: &mut Context, state: &State, field: &str, given: NodeId, service: &str, action: &str) {
    let names = NEEDED.iter().find(|(known, name, _)| *known == service && *name == action).map(|(_, _, names)| *names);
    let (Some(names), Kind::Object) = (names, context.tree.kind(given)) else { return };
    let object = given;
    let tree = context.tree;
    if tree.children(object).any(|child| tree.key(child).is_none_or(|key| key.contains("${") || key.starts_with("Fn::"))) {
        return;
    }
    let has = |name: &str| context.member(object, name).is_some() || context.member(object, &format!("{name}.$")).is_some();
    let mut missing: Vec<&str> = names.iter().copied().filter(|name| !has(name)).collect();
    let span = tree.key_span(object).unwrap_or(state.name.span);
    let refused: Vec<&str> = if REFUSED.contains(&(service, action)) { std::mem::take(&mut missing) } else { vec![] };
    if service == "http" && !has("Authentication") && !has("InvocationConfig") {
        missing.push("Authentication");
    }
    if service == "sns" && !["TopicArn", "TargetArn", "PhoneNumber"].iter().any(|name| has(name)) {
        missing.push("TopicArn");
    }
    let help = format!("add it to `{field}`; in JSONPath a computed value's name ends in `.$`");
    for name in refused {
        let message = format!("The field '{name}' is required but was missing");
        context.schema(object, message).span(span).help(help.as_str());
    }
    if !missing.is_empty() {
        let message = format!("`{service}:{action}` cannot do without {}", missing.join(", "));
        context.warning("PARAMETER_MISSING", object, message).span(span).help(help);
    }
}

/// Whether some value in it reads the task token, or the whole Context object.
fn mentions_token(context: &Context, given: NodeId) -> bool {
    context.tree.descendants(given).any(|node| {
        let kind = context.tree.kind(node);
        let text = context.tree.string(node);
        kind == Kind::Placeholder
            || text.is_some_and(|text| {
                text.contains("$$.Task")
                    || text.contains("$states.context")
                    || text.contains("${")
                    || text.trim() == "$$"
                    || text.contains("$$,")
                    || text.contains("$$)")
                    || text.contains("$$[")
                    || text.contains('$') && text.contains("oken")
            })
    })
}
