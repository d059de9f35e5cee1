//! Permissions that depend on what a call's parameters say, and the conditions that narrow them.

use crate::grant::Condition;
use crate::known::Given;
use crate::pattern::Pattern;
use crate::resources::{Call, resources, statements, transacted};

/// The permissions of an optimised integration, each with its condition.
pub fn optimized(permission: &str, service: &str, call: &Call) -> Vec<(String, Option<Condition>)> {
    let one = |permission: &str| vec![(permission.to_owned(), None)];
    match (service, permission) {
        ("apigateway", _) => api_permission(call).map_or_else(Vec::new, one),
        ("http", "states:InvokeHTTPEndpoint") => vec![(permission.to_owned(), http_condition(call))],
        ("bedrock", "bedrock:InvokeModel") if has_guardrail(call) => [one(permission), one("bedrock:ApplyGuardrail")].concat(),
        _ => one(permission),
    }
}

/// Without IAM authorization API Gateway asks for no permission; connections of a WebSocket API have one of their own.
fn api_permission(call: &Call) -> Option<&'static str> {
    let is = |given: Given, word: &str| given == Given::Texts(vec![Pattern::text(word)]);
    let authorization = call.parameters.get("AuthType");
    if authorization.is_absent() || is(authorization.clone(), "NO_AUTH") || is(authorization, "RESOURCE_POLICY") {
        return None;
    }
    let paths = call.parameters.get("Path").texts();
    let connections = paths.iter().any(|path| path.beginning().trim_start_matches('/').starts_with("@connections"));
    Some(if connections { "execute-api:ManageConnections" } else { "execute-api:Invoke" })
}

/// That only this endpoint is called, by this method.
fn http_condition(call: &Call) -> Option<Condition> {
    let mut tests = vec![];
    for (operator, key, name) in
        [("StringEquals", "states:HTTPMethod", "Method"), ("StringLike", "states:HTTPEndpoint", "ApiEndpoint")]
    {
        if let Given::Texts(texts) = call.parameters.get(name) {
            tests.push((operator, key.to_owned(), texts));
        }
    }
    (!tests.is_empty()).then_some(Condition { tests })
}

fn has_guardrail(call: &Call) -> bool {
    call.parameters.get("GuardrailIdentifier").is_written() || call.parameters.get("GuardrailConfig").is_written()
}

/// The permissions of an SDK call with their resources, where its parameters leave fewer than the table says.
pub fn sdk(api: &str, permissions: Vec<String>, call: &Call) -> Vec<(String, Vec<Pattern>)> {
    let transacted = if call.operation == "transactWriteItems" { transacted(call) } else { vec![] };
    if api == "dynamodb" && !transacted.is_empty() {
        return of_transaction(&transacted);
    }
    let mut permissions = permissions;
    if api == "dynamodb" {
        narrow_statements(&mut permissions, call);
    }
    if api == "bedrockruntime" && has_guardrail(call) {
        permissions.push("bedrock:ApplyGuardrail".to_owned());
    }
    if api == "s3" && call.parameters.get("VersionId").is_written() {
        let versioned = permissions.iter().filter(|name| matches!(name.as_str(), "s3:GetObject" | "s3:DeleteObject"));
        let versioned: Vec<_> = versioned.map(|name| format!("{name}Version")).collect();
        permissions = versioned.into_iter().chain(permissions).filter(|name| name != "s3:DeleteObject").collect();
    }
    if api == "s3" && permissions.iter().any(|name| name == "s3:PutObject") {
        permissions.extend(with_object(call));
    }
    permissions.into_iter().map(|permission| (permission.clone(), resources(&permission, call))).collect()
}

/// What is written together with an object has permissions of its own.
fn with_object(call: &Call) -> Vec<String> {
    let has = |names: &[&str]| names.iter().any(|name| call.parameters.get(name).is_written());
    let controlled = has(&["ACL", "GrantFullControl", "GrantRead", "GrantReadACP", "GrantWriteACP"]);
    let found = [("s3:PutObjectAcl", controlled), ("s3:PutObjectTagging", has(&["Tagging"]))];
    found.iter().filter(|(_, needed)| *needed).map(|(permission, _)| (*permission).to_owned()).collect()
}

/// Each operation on its own tables.
fn of_transaction(transacted: &[(&str, Vec<Pattern>)]) -> Vec<(String, Vec<Pattern>)> {
    let permission = |operation: &str| match operation {
        "ConditionCheck" => "dynamodb:ConditionCheckItem".to_owned(),
        operation => format!("dynamodb:{operation}Item"),
    };
    let arn = |table: &Pattern| {
        if table.is_arn() { table.clone() } else { Pattern::arn("arn:%p:dynamodb:%r:%a:table/{Name}", |_| table.clone()) }
    };
    transacted.iter().map(|(operation, tables)| (permission(operation), tables.iter().map(arn).collect())).collect()
}

/// Statements of PartiQL begin with what they do.
fn narrow_statements(permissions: &mut Vec<String>, call: &Call) {
    let written = statements(call);
    if written.is_empty() {
        return;
    }
    let verb = |statement: &String| statement.trim_start().chars().take_while(|c| c.is_alphabetic()).collect::<String>();
    let verbs: Vec<String> = written.iter().map(verb).map(|verb| verb.to_ascii_lowercase()).collect();
    let permission = |verb: &str| match verb {
        "insert" => Some("dynamodb:PartiQLInsert"),
        "update" => Some("dynamodb:PartiQLUpdate"),
        "delete" => Some("dynamodb:PartiQLDelete"),
        "select" | "exists" => Some("dynamodb:PartiQLSelect"),
        _ => None,
    };
    if verbs.iter().all(|verb| permission(verb).is_some()) {
        permissions
            .retain(|name| !name.starts_with("dynamodb:PartiQL") || verbs.iter().any(|verb| permission(verb) == Some(name)));
    }
}
