//! The shape of an integration's result: the service's members, with what the SDK adds about the response.

use value::{Object, Value};

/// Stands for the identifiers and times of a response, which mean nothing in a simulation.
pub(super) const REQUEST_ID: &str = "00000000-0000-4000-8000-000000000000";
const DATE: &str = "Thu, 01 Jan 2026 00:00:00 GMT";

/// The result of an optimised integration: the service's members, then `SdkHttpMetadata` and `SdkResponseMetadata`.
#[must_use]
pub fn result(members: Object, content_type: &str, content_length: usize) -> Value {
    let headers = [
        ("x-amzn-RequestId", REQUEST_ID.to_owned()),
        ("Content-Length", content_length.to_string()),
        ("Date", DATE.to_owned()),
        ("Content-Type", content_type.to_owned()),
    ];
    finished(members, &headers)
}

/// The same, with the header of a connection that stays open.
#[must_use]
pub(super) fn kept_alive(members: Object, content_type: &str, content_length: usize) -> Value {
    let headers = [
        ("x-amzn-RequestId", REQUEST_ID.to_owned()),
        ("connection", "keep-alive".to_owned()),
        ("Content-Length", content_length.to_string()),
        ("Date", DATE.to_owned()),
        ("Content-Type", content_type.to_owned()),
    ];
    finished(members, &headers)
}

/// The result of `lambda:invoke`; `content_length` is the size of the function's answer as it was sent.
#[must_use]
pub fn lambda_invoke_result(payload: Value, content_length: usize) -> Value {
    let headers = [
        ("X-Amz-Executed-Version", "$LATEST".to_owned()),
        ("x-amzn-Remapped-Content-Length", "0".to_owned()),
        ("Connection", "keep-alive".to_owned()),
        ("x-amzn-RequestId", REQUEST_ID.to_owned()),
        ("Content-Length", content_length.to_string()),
        ("Date", DATE.to_owned()),
        ("X-Amzn-Trace-Id", "root=1-00000000-000000000000000000000000;sampled=0".to_owned()),
        ("Content-Type", "application/json".to_owned()),
    ];
    let mut members = Object::with_capacity(5);
    members.insert("ExecutedVersion", "$LATEST");
    members.insert("Payload", payload);
    let result = finished(members, &headers);
    let mut members = result.as_object().map(|object| (**object).clone()).unwrap_or_default();
    members.insert("StatusCode", 200);
    Value::from(members)
}

/// Adds what the SDK says of the response.
fn finished(mut members: Object, headers: &[(&str, String)]) -> Value {
    let mut metadata = Object::with_capacity(3);
    let all = headers.iter().map(|(name, value)| (*name, Value::array([value.as_str()])));
    metadata.insert("AllHttpHeaders", Value::object(all));
    metadata.insert("HttpHeaders", Value::object(headers.iter().map(|(name, value)| (*name, value.as_str()))));
    metadata.insert("HttpStatusCode", 200);
    members.insert("SdkHttpMetadata", metadata);
    members.insert("SdkResponseMetadata", Value::object([("RequestId", REQUEST_ID)]));
    Value::from(members)
}
