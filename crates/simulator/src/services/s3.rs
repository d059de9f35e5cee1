//! S3: objects in buckets.

use std::collections::BTreeMap;
use std::sync::Arc;

use value::{Object, Value};

use super::result;
use super::sandbox::ServiceError;
use crate::scenario_error::ScenarioError;

type Buckets = BTreeMap<Arc<str>, BTreeMap<Arc<str>, Arc<str>>>;

/// Reads `{"BUCKET": {"KEY": body}}`; a body that is no text is written as JSON.
pub(super) fn read(place: &str, content: &Value) -> Result<Buckets, ScenarioError> {
    let wrong = |place: &str| ScenarioError::new(place, "an object of buckets with their objects by key is needed here");
    let mut buckets = Buckets::new();
    for (bucket, objects) in content.as_object().ok_or_else(|| wrong(place))?.iter() {
        let objects = objects.as_object().ok_or_else(|| wrong(&format!("{place}.{bucket}")))?;
        let body = |body: &Value| body.as_str().map_or_else(|| Arc::from(body.to_json()), Arc::from);
        buckets.insert(bucket.clone(), objects.iter().map(|(key, value)| (key.clone(), body(value))).collect());
    }
    Ok(buckets)
}

/// One call; `None` for what is not offered, or if no bucket is sandboxed.
pub(super) fn call(buckets: &mut Buckets, action: &str, input: &Value) -> Option<Result<Value, ServiceError>> {
    if buckets.is_empty() {
        return None;
    }
    let text = |member: &str| input.get(member).and_then(Value::as_str).unwrap_or_default();
    let (bucket, key) = (text("Bucket"), text("Key"));
    let Some(objects) = buckets.get_mut(bucket) else {
        let cause = "The specified bucket does not exist (Service: S3, Status Code: 404)";
        return Some(Err(ServiceError::new("S3.NoSuchBucketException", cause)));
    };
    Some(match action {
        "getObject" => match objects.get(key) {
            Some(body) => {
                let mut answer = Object::new();
                answer.insert("Body", body.clone());
                answer.insert("ContentLength", body.len() as i64);
                answer.insert("ContentType", "binary/octet-stream");
                Ok(Value::from(answer))
            }
            None => Err(ServiceError::new(
                "S3.NoSuchKeyException",
                "The specified key does not exist. (Service: S3, Status Code: 404)",
            )),
        },
        "putObject" => {
            let body = input.get("Body").map(|body| body.as_str().map_or_else(|| body.to_json(), str::to_owned));
            objects.insert(Arc::from(key), Arc::from(body.unwrap_or_default()));
            Ok(result(Object::new(), "application/xml", 0))
        }
        "deleteObject" => {
            objects.remove(key);
            Ok(Value::object::<&str, Value>([]))
        }
        "listObjectsV2" => {
            let prefix = text("Prefix");
            let listed = objects.iter().filter(|(key, _)| key.starts_with(prefix));
            let listed: Vec<Value> = listed
                .map(|(key, body)| Value::object([("Key", Value::String(key.clone())), ("Size", Value::from(body.len() as i64))]))
                .collect();
            let mut answer = Object::new();
            answer.insert("IsTruncated", false);
            answer.insert("KeyCount", listed.len() as i64);
            answer.insert("Contents", listed);
            answer.insert("Name", bucket);
            Ok(Value::from(answer))
        }
        _ => return None,
    })
}
