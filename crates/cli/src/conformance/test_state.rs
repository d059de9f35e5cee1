//! Tests of single states.

use simulator::Identity;
use simulator::test_state::{TestError, TestRequest, test_state};
use value::{Object, Value};

use super::Verdict;
use super::compare::difference;
use super::host::{RecordedHost, spaced_json};

pub fn run(case: &Value) -> Verdict {
    let Some(arguments) = case.get("args") else { return Verdict::Skipped("the case has no arguments".to_owned()) };
    let expected_error = case.get("expected_error");
    // The recording leaves the role out; a test that called a function, or mocked one, had one.
    let has_role = arguments.get("roleArn").is_some() || case.get("lambdas").is_some();
    let role_arn = if has_role || arguments.get("mock").is_some() { "arn:aws:iam::111111111111:role/role" } else { "" };
    let identity = Identity { account: "111111111111".to_owned(), role_arn: role_arn.to_owned(), ..Identity::default() };
    let request = TestRequest { has_role, identity, ..TestRequest::from_parameters(arguments) };
    match (test_state(&request, &mut RecordedHost::new(case)), expected_error) {
        (Ok(answer), None) => {
            let actual = as_recorded(answer);
            let expected = case.get("expected").cloned().unwrap_or_default();
            match difference(&expected, &actual) {
                None => Verdict::Passed(actual),
                Some(difference) => Verdict::Failed(actual, difference),
            }
        }
        (Err(error), Some(expected)) => {
            let actual = error_as(&error, expected);
            match difference(expected, &actual) {
                None => Verdict::Passed(actual),
                Some(difference) => Verdict::Failed(actual, difference),
            }
        }
        (Ok(answer), Some(expected)) => {
            Verdict::Failed(as_recorded(answer), format!("expected the error {}", expected.to_json()))
        }
        (Err(error), None) => Verdict::Failed(error_as(&error, &Value::Null), format!("refused: {error}")),
    }
}

/// Data are texts of JSON in the service's answer; recordings hold objects as values and leave all else as text.
fn as_recorded(answer: Object) -> Value {
    let text_unless_object = |value: &Value| match value {
        Value::Object(_) => value.clone(),
        other => Value::from(spaced_json(other)),
    };
    Value::object(answer.iter().map(|(name, value)| {
        let value = match (&**name, value) {
            ("output", value) => text_unless_object(value),
            ("inspectionData", Value::Object(data)) => Value::object(data.iter().map(|(name, value)| {
                let is_data = name.starts_with("after") || matches!(&**name, "input" | "result" | "variables");
                (name.clone(), if is_data { text_unless_object(value) } else { value.clone() })
            })),
            _ => value.clone(),
        };
        (name.clone(), value)
    }))
}

/// An error in the shape that it is expected in: the service's, or an exception of its client library.
fn error_as(error: &TestError, expected: &Value) -> Value {
    if expected.get("exception_typename").is_some() {
        let text = match error.code {
            "ParamValidationError" => error.message.clone(),
            code => format!("An error occurred ({code}) when calling the TestState operation: {}", error.message),
        };
        return Value::object([("exception_typename", error.code.to_owned()), ("exception_value", text)]);
    }
    let inner = Value::object([("Code", error.code), ("Message", error.message.as_str())]);
    Value::object([("Error", inner), ("message", Value::from(error.message.as_str()))])
}
