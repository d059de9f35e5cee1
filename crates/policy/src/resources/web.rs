//! What HTTP leads to: APIs of API Gateway and the secrets of connections; and keys.

use super::messages::connections;
use super::storage::or_any;
use super::{Call, named};
use crate::known::Given;
use crate::pattern::Pattern;

/// `None` leaves it to the table.
pub fn resources(permission: &str, call: &Call) -> Option<Vec<Pattern>> {
    match permission {
        "execute-api:Invoke" | "execute-api:ManageConnections" => Some(api(permission, call)),
        "secretsmanager:GetSecretValue" | "secretsmanager:DescribeSecret" if call.operation == "invoke" => {
            Some(connections(call).iter().map(secret_of).collect())
        }
        "secretsmanager:GetSecretValue" if call.parameters.get("SecretId").is_absent() => Some(
            or_any(call.texts("SecretArn"))
                .iter()
                .map(|arn| named(arn, "arn:%p:secretsmanager:%r:%a:secret:{Id}", true))
                .collect(),
        ),
        "kms:CreateAlias" | "kms:UpdateAlias" | "kms:DeleteAlias" => Some(aliases(call)),
        _ if permission.starts_with("kms:") => keys(call),
        // The ARN of a secret that is only made has its six characters or not, as the condition is asked.
        "secretsmanager:CreateSecret" => {
            let templates = ["arn:%p:secretsmanager:%r:%a:secret:{Name}", "arn:%p:secretsmanager:%r:%a:secret:{Name}-??????"];
            let names = or_any(call.texts("Name"));
            let arns = |name: &Pattern| templates.map(|template| Pattern::arn(template, |_| name.clone()));
            Some(names.iter().flat_map(arns).collect())
        }
        _ if permission.starts_with("secretsmanager:") => {
            let texts = call.texts("SecretId");
            // The service appends six characters to a secret's name. What a template refers to it by is its ARN.
            let arn = |id: &Pattern| named(id, "arn:%p:secretsmanager:%r:%a:secret:{Id}-??????", true);
            (!texts.is_empty()).then(|| texts.iter().map(arn).collect())
        }
        _ => None,
    }
}

/// An alias, whose name begins with `alias/`, and the key that it is given.
fn aliases(call: &Call) -> Vec<Pattern> {
    let names = or_any(call.texts("AliasName"));
    let names = names.iter().map(|name| name.without_prefix("alias/").unwrap_or_else(|| name.clone()));
    let aliases = names.map(|name| Pattern::arn("arn:%p:kms:%r:%a:alias/{Name}", |_| name.clone())).collect::<Vec<_>>();
    let keys = call.texts("TargetKeyId");
    let keys = keys.iter().map(|key| named(key, "arn:%p:kms:%r:%a:key/{KeyId}", false));
    let any_key = (keys.len() == 0).then(|| Pattern::arn("arn:%p:kms:%r:%a:key/*", |_| Pattern::any()));
    aliases.into_iter().chain(keys).chain(any_key).collect()
}

/// Keys by id or ARN. Who uses an alias must be allowed the key behind it, which the alias does not tell.
fn keys(call: &Call) -> Option<Vec<Pattern>> {
    let ids = call.texts("KeyId");
    let is_alias = |id: &Pattern| {
        id.beginning().starts_with("alias/") || id.split(':').get(5).is_some_and(|part| part.beginning().starts_with("alias/"))
    };
    let arn = |id: &Pattern| {
        let key = if is_alias(id) { Pattern::any() } else { id.clone() };
        named(&key, "arn:%p:kms:%r:%a:key/{KeyId}", false)
    };
    (!ids.is_empty()).then(|| ids.iter().map(arn).collect())
}

/// `arn:…:execute-api:REGION:ACCOUNT:API/STAGE/METHOD/PATH`, from endpoint, stage, method and path.
fn api(permission: &str, call: &Call) -> Vec<Pattern> {
    let one = |name: &str| match call.parameters.get(name) {
        Given::Texts(texts) if texts.len() == 1 => texts.into_iter().next(),
        Given::Absent => None,
        _ => Some(Pattern::any()),
    };
    let endpoint = one("ApiEndpoint").unwrap_or_else(Pattern::any);
    let endpoint = endpoint.without_prefix("https://").unwrap_or(endpoint);
    let host = endpoint.split('.');
    let is_own_domain = host.get(1).and_then(Pattern::known) == Some("execute-api");
    let id = if is_own_domain { host[0].clone() } else { Pattern::any() };
    let region = if is_own_domain { host.get(2).cloned() } else { None };
    let stage = one("Stage").unwrap_or_else(Pattern::any);
    let method = one("Method").unwrap_or_else(Pattern::any);
    let path = one("Path").unwrap_or_else(Pattern::any);
    let path = path.without_prefix("/").unwrap_or(path);
    let path =
        if permission == "execute-api:ManageConnections" && path.is_any() { Pattern::text("@connections/*") } else { path };
    vec![Pattern::arn("arn:%p:execute-api:{Region}:%a:{Api}/{Stage}/{Method}/{Path}", |variable| match variable {
        "Region" => region.clone().unwrap_or_else(|| Pattern::arn("%r", |_| Pattern::any())),
        "Api" => id.clone(),
        "Stage" => stage.clone(),
        "Method" => method.clone(),
        _ => path.clone(),
    })]
}

/// The secret that EventBridge keeps for a connection.
fn secret_of(connection: &Pattern) -> Pattern {
    let name = connection.without_prefix("arn:").and_then(|_| connection.split('/').get(1).cloned());
    Pattern::arn("arn:%p:secretsmanager:%r:%a:secret:events!connection/{Name}/*", |_| name.clone().unwrap_or_else(Pattern::any))
}
