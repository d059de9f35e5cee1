//! Queues, topics and event buses.

use super::storage::or_any;
use super::{Call, named, says_arn};
use crate::pattern::Pattern;
use crate::table::table;

const QUEUE: &str = "arn:%p:sqs:%r:%a:{QueueName}";
const BUS: &str = "arn:%p:events:%r:%a:event-bus/{EventBusName}";
const RULE: &str = "arn:%p:events:%r:%a:rule/{RuleName}";
const CONNECTION: &str = "arn:%p:events:%r:%a:connection/{ConnectionName}/*";

/// `None` leaves it to the table.
pub fn resources(permission: &str, call: &Call) -> Option<Vec<Pattern>> {
    match permission {
        "sns:Publish" => Some(topics(call)),
        "events:PutEvents" => Some(buses(call)),
        "events:RetrieveConnectionCredentials" => Some(connections(call).iter().map(connection_arn).collect()),
        _ if permission.starts_with("events:") => rules(permission, call),
        _ if permission.starts_with("sqs:") => queues(call),
        _ => None,
    }
}

/// `QueueUrl` tells region, account and name.
fn queues(call: &Call) -> Option<Vec<Pattern>> {
    let urls = call.texts("QueueUrl");
    (!urls.is_empty()).then(|| urls.iter().map(queue_arn).collect())
}

fn queue_arn(url: &Pattern) -> Pattern {
    if url.is_arn() || url.placeholder().is_some_and(says_arn) {
        return url.clone();
    }
    let parts = url.split('/');
    let Some((name, before)) = parts.split_last().filter(|_| parts.len() >= 3) else {
        return Pattern::arn(QUEUE, |_| url.clone());
    };
    let account = before.last().cloned().unwrap_or_else(Pattern::any);
    // sqs.REGION.amazonaws.com, or REGION.queue.amazonaws.com of old.
    let host = before.get(2).map(|host| host.split('.')).unwrap_or_default();
    let region = match host.as_slice() {
        [service, region, ..] if service.known() == Some("sqs") => region.clone(),
        [region, service, ..] if service.known() == Some("queue") => region.clone(),
        _ => Pattern::any(),
    };
    Pattern::arn("arn:%p:sqs:{Region}:{Account}:{Name}", |variable| match variable {
        "Region" => region.clone(),
        "Account" => account.clone(),
        _ => name.clone(),
    })
}

/// A topic, or for a text message to a telephone anything, as there is no resource.
fn topics(call: &Call) -> Vec<Pattern> {
    let topics = [call.texts("TopicArn"), call.texts("TargetArn")].concat();
    if topics.is_empty() && !call.parameters.get("PhoneNumber").is_absent() {
        return vec![Pattern::any()];
    }
    let template = "arn:%p:sns:%r:%a:{TopicName}";
    or_any(topics).iter().map(|topic| named(topic, template, true)).collect()
}

/// The bus of every entry; `default` where an entry names none.
fn buses(call: &Call) -> Vec<Pattern> {
    let entries = call.parameters.items(call.parameters.get("Entries"));
    let mut found = vec![];
    for entry in &entries {
        let bus = call.parameters.inside(entry, "EventBusName");
        let names = if bus.is_absent() { vec![Pattern::text("default")] } else { bus.texts() };
        found.extend(names.iter().map(|name| named(name, BUS, false)));
    }
    if found.is_empty() { vec![Pattern::arn(BUS, |_| Pattern::any())] } else { found }
}

/// A rule, which is on the default bus without its name, on another one below it.
fn rules(permission: &str, call: &Call) -> Option<Vec<Pattern>> {
    let on_rule = table().kinds(permission)?.iter().any(|kind| kind.name.starts_with("rule-"));
    let names: Vec<Pattern> = ["Rule", "Name", "RuleName"].iter().flat_map(|name| call.texts(name)).collect();
    if !on_rule || names.is_empty() {
        return None;
    }
    let bus = call.parameters.get("EventBusName");
    let buses = if bus.is_written() { bus.texts() } else { vec![Pattern::text("default")] };
    let arns = |bus: &Pattern| -> Vec<Pattern> {
        let last = bus.split('/').pop().unwrap_or_default();
        let bus = if bus.is_arn() { last } else { bus.clone() };
        let on = |name: &Pattern| {
            let on_default = Pattern::arn(RULE, |_| name.clone());
            let on_bus = Pattern::arn(RULE, |_| bus.clone().then_text("/").then(name));
            match bus.known() {
                Some("default") => vec![on_default],
                Some(_) => vec![on_bus],
                None => vec![on_default, on_bus],
            }
        };
        names.iter().flat_map(on).collect()
    };
    Some(buses.iter().flat_map(arns).collect())
}

/// The connections of an HTTP Task.
pub fn connections(call: &Call) -> Vec<Pattern> {
    let own = call.parameters.at(&["Authentication", "ConnectionArn"]).texts();
    let private = call.parameters.at(&["InvocationConfig", "ConnectionArn"]).texts();
    or_any([own, private].concat())
}

fn connection_arn(connection: &Pattern) -> Pattern {
    named(connection, CONNECTION, true)
}
