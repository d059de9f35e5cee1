//! TestState's refusals and details. Where nothing else is said, the sentences are those that LocalStack's authors found the
//! service to say; the checks against API models are recorded.

use simulator::scenario::{Scenario, ScenarioHost};
use simulator::test_state::{TestRequest, test_state};
use value::Value;

fn test(parameters: &str) -> Result<Value, String> {
    let parameters = value::parse(parameters).expect(parameters);
    let request = TestRequest { has_role: true, ..TestRequest::from_parameters(&parameters) };
    let scenario = Scenario::default();
    test_state(&request, &mut ScenarioHost::new(&scenario)).map(Value::from).map_err(|error| format!("{}: {error}", error.code))
}

const TASK: &str = r#""definition": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {"FunctionName": "f"}, "End": true}"#;

fn map(more: &str) -> String {
    format!(
        r#""definition": {{"Type": "Map", {more}"End": true, "ItemProcessor": {{"ProcessorConfig": {{"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}},
            "StartAt": "I", "States": {{"I": {{"Type": "Pass", "End": true}}}}}}}}, "input": [1, 2]"#
    )
}

fn parallel() -> String {
    let branch = |name: &str| format!(r#"{{"StartAt": "{name}", "States": {{"{name}": {{"Type": "Succeed"}}}}}}"#);
    format!(r#""definition": {{"Type": "Parallel", "End": true, "Branches": [{}, {}]}}"#, branch("B"), branch("C"))
}

#[test]
fn mocks_and_configurations_are_refused_in_the_services_words() {
    let writer = r#""ResultWriter": {"Resource": "arn:aws:states:::s3:putObject", "Parameters": {"Bucket": "b"}}, "#;
    let no_maps = "InvalidDefinition: TestState API does not support Map or Parallel states. Supported state types include: [Task, \
                   Wait, Pass, Succeed, Fail, Choice]";
    for (parameters, expected) in [
        (
            format!(r#"{TASK}, "mock": {{"result": "1", "errorOutput": {{"error": "E"}}}}"#),
            "ValidationException: A test mock should have only one of the following fields: [result, errorOutput].",
        ),
        (
            format!(r#"{TASK}, "mock": {{"result": "{{}}"}}, "revealSecrets": true"#),
            "ValidationException: TestState does not support RevealSecrets when a mock is specified.",
        ),
        (format!(r#"{TASK}, "mock": {{"result": "no JSON"}}"#), "ValidationException: Mocked result must be valid JSON"),
        (
            format!(r#"{TASK}, "mock": {{"result": "{{\"StatusCode\": \"200\"}}"}}"#),
            "ValidationException: Mock result schema validation error: Field 'StatusCode' must be a number",
        ),
        (
            format!(r#"{TASK}, "mock": {{"result": "{{\"StatusCode\": \"200\"}}", "fieldValidationMode": "PRESENT"}}"#),
            "ValidationException: Mock result schema validation error: Field 'StatusCode' must be a number",
        ),
        (format!(r#"{}, "mock": {{"result": "{{}}"}}"#, map("")), "ValidationException: Mocked result must be an array."),
        (format!(r#"{}, "mock": {{"result": "[]"}}"#, map(writer)), "ValidationException: Mocked result must be a JSON object."),
        (format!(r#"{}, "mock": {{"result": "{{}}"}}"#, parallel()), "ValidationException: Mocked result must be an array."),
        (
            format!(r#"{}, "mock": {{"result": "[1]"}}"#, parallel()),
            "ValidationException: Mocked result must contain the same number of items as number of Parallel branches.",
        ),
        (map(""), no_maps),
        (parallel(), no_maps),
        (
            r#""definition": {"Type": "Pass", "End": true}, "mock": {"result": "1"}"#.to_owned(),
            "ValidationException: State type 'Pass' is not supported when a mock is specified",
        ),
    ] {
        assert_eq!(test(&format!("{{{parameters}}}")).err().as_deref(), Some(expected), "{parameters}");
    }
    for configuration in ["-1", "1.5", "\"1\""] {
        let parameters = format!(
            r#"{{{}, "mock": {{"result": "[1, 2]"}}, "stateConfiguration": {{"mapIterationFailureCount": {configuration}}}}}"#,
            map("")
        );
        assert!(test(&parameters).is_err(), "{parameters}");
    }
    let of_task = format!(r#"{{{TASK}, "mock": {{"result": "{{}}"}}, "stateConfiguration": {{"mapIterationFailureCount": 1}}}}"#);
    assert!(test(&of_task).is_err());
}

#[test]
fn what_fits_is_tested() {
    for (parameters, status) in [
        (format!(r#"{TASK}, "mock": {{"result": "{{\"StatusCode\": 200}}"}}"#), "SUCCEEDED"),
        (format!(r#"{TASK}, "mock": {{"result": "{{\"StatusCode\": \"200\"}}", "fieldValidationMode": "NONE"}}"#), "SUCCEEDED"),
        (format!(r#"{}, "mock": {{"result": "[1, 2]"}}"#, map("")), "SUCCEEDED"),
        (format!(r#"{}, "mock": {{"errorOutput": {{"error": "E"}}}}"#, parallel()), "FAILED"),
    ] {
        let answer = test(&format!("{{{parameters}}}")).expect("an answer");
        assert_eq!(answer.get("status").and_then(Value::as_str), Some(status), "{parameters}");
    }
}

#[test]
fn a_retrier_that_is_used_up_is_named() {
    let parameters = |count: u32| {
        format!(
            r#"{{"definition": {{"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {{"FunctionName": "f"}}, "End": true,
                "Retry": [{{"ErrorEquals": ["Other"]}}, {{"ErrorEquals": ["E"], "MaxAttempts": 2, "IntervalSeconds": 3}}]}},
                "mock": {{"errorOutput": {{"error": "E"}}}}, "inspectionLevel": "DEBUG", "stateConfiguration": {{"retrierRetryCount": {count}}}}}"#
        )
    };
    for (count, status, details) in [
        (0, "RETRIABLE", r#"{"retryBackoffIntervalSeconds":3,"retryIndex":1}"#),
        (1, "RETRIABLE", r#"{"retryBackoffIntervalSeconds":6,"retryIndex":1}"#),
        (2, "FAILED", r#"{"retryIndex":1}"#),
    ] {
        let answer = test(&parameters(count)).expect("an answer");
        assert_eq!(answer.get("status").and_then(Value::as_str), Some(status));
        let given = answer.pointer("/inspectionData/errorDetails").map(Value::to_json);
        assert_eq!(given.as_deref(), Some(details), "after {count}");
    }
}
