//! SQS, SNS and EventBridge: what they are sent is kept.

use std::collections::BTreeMap;
use std::sync::Arc;

use expressions::Environment;
use value::{Object, Value};

use super::result;
use super::sandbox::ServiceError;
use crate::scenario_error::ScenarioError;

type Received = BTreeMap<Arc<str>, Vec<Value>>;

/// Reads `{"URL OR ARN": [messages]}`.
pub(super) fn read(place: &str, content: &Value) -> Result<Received, ScenarioError> {
    let wrong = || ScenarioError::new(place, "an object of queues or topics with the messages they hold is needed here");
    let lists = content.as_object().ok_or_else(wrong)?;
    lists.iter().map(|(name, list)| Ok((name.clone(), list.as_array().ok_or_else(wrong)?.to_vec()))).collect()
}

/// `sqs:sendMessage`; `None` if no queue is sandboxed.
pub(super) fn send(
    queues: &mut Received,
    input: &Value,
    environment: &mut dyn Environment,
) -> Option<Result<Value, ServiceError>> {
    if queues.is_empty() {
        return None;
    }
    let url = input.get("QueueUrl").and_then(Value::as_str).unwrap_or_default();
    let Some(queue) = queues.get_mut(url) else {
        let cause = "The specified queue does not exist. (Service: AmazonSQS; Status Code: 400; Error Code: AWS.SimpleQueueService.NonExistentQueue)";
        return Some(Err(ServiceError::new("SQS.QueueDoesNotExistException", cause)));
    };
    let body = input.get("MessageBody").cloned().unwrap_or_default();
    let text = body.as_str().map_or_else(|| body.to_json(), str::to_owned);
    queue.push(body);
    let mut answer = Object::new();
    answer.insert("MD5OfMessageBody", expressions::hash::digest(&text, "MD5"));
    answer.insert("MessageId", environment.uuid());
    Some(Ok(result(answer, "application/x-amz-json-1.0", 106)))
}

/// `sns:publish`; `None` if no topic is sandboxed.
pub(super) fn publish(
    topics: &mut Received,
    input: &Value,
    environment: &mut dyn Environment,
) -> Option<Result<Value, ServiceError>> {
    if topics.is_empty() {
        return None;
    }
    let arn = input.get("TopicArn").or_else(|| input.get("TargetArn")).and_then(Value::as_str).unwrap_or_default();
    let Some(topic) = topics.get_mut(arn) else {
        let cause = "Topic does not exist (Service: AmazonSNS; Status Code: 404; Error Code: NotFound)";
        return Some(Err(ServiceError::new("SNS.NotFoundException", cause)));
    };
    topic.push(input.get("Message").cloned().unwrap_or_default());
    let answer: Object = [("MessageId", environment.uuid())].into_iter().collect();
    Some(Ok(result(answer, "text/xml", 294)))
}

/// `events:putEvents`.
pub(super) fn put_events(bus: &mut Vec<Value>, input: &Value, environment: &mut dyn Environment) -> Result<Value, ServiceError> {
    let entries = input.get("Entries").and_then(Value::as_array).map(|entries| entries.to_vec()).unwrap_or_default();
    let sent: Vec<Value> = entries.iter().map(|_| Value::object([("EventId", environment.uuid())])).collect();
    bus.extend(entries);
    let mut answer = Object::new();
    answer.insert("Entries", sent);
    answer.insert("FailedEntryCount", 0);
    Ok(result(answer, "application/x-amz-json-1.1", 85))
}
