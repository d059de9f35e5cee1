//! Answers that an API would never give are refused in the service's words, as it was seen to refuse others of their kind.

mod files;

use asl::definition::Resource;
use catalogue::{Call, Strictness};

#[track_caller]
fn said(resource: &str, answer: &str, strictness: Strictness) -> Option<String> {
    let call = Call::of(&Resource::parse(&format!("arn:aws:states:::{resource}"))).expect("a call");
    let service = files::service(call.file()).expect("a service");
    let said = call.api(&service).expect("an operation").complaint(&value::parse(answer).expect("JSON"), strictness)?;
    Some(said.strip_prefix("Mock result schema validation error: ").expect("the service's frame").to_owned())
}

#[test]
fn answers_are_judged_by_the_models() {
    use Strictness::{Present, Strict};
    for (resource, answer, strictness, expected) in [
        ("glue:startJobRun", r#"{"JobRunId": 5}"#, Strict, "Field 'JobRunId' must be a string"),
        ("glue:startJobRun", "[]", Strict, "Mock result must be a JSON object"),
        ("aws-sdk:glue:getJobRun", r#"{"JobRun": {"ExecutionTime": "long"}}"#, Strict, "Field 'ExecutionTime' must be a number"),
        (
            "aws-sdk:glue:getJobRun",
            r#"{"JobRun": {"JobRunState": "GONE"}}"#,
            Present,
            "Field 'JobRunState' is not an expected value",
        ),
        ("aws-sdk:sqs:receiveMessage", r#"{"Messages": {}}"#, Strict, "Field 'Messages' must be an array"),
        ("aws-sdk:sqs:receiveMessage", r#"{"Messages": [{"Body": "a"}, {"Body": []}]}"#, Strict, "Field 'Body' must be a string"),
        ("aws-sdk:sfn:describeExecution", "{}", Strict, "Required field 'ExecutionArn' is missing"),
        ("aws-sdk:sfn:describeExecution", r#"{"StartDate": 5}"#, Present, "Field 'StartDate' must be a string"),
        ("aws-sdk:dynamodb:getItem", r#"{"Item": {"id": {"Bool": "yes"}}}"#, Strict, "Field 'Bool' must be a boolean"),
    ] {
        assert_eq!(said(resource, answer, strictness).as_deref(), Some(expected), "{resource} {answer}");
    }
}

#[test]
fn what_fits_or_cannot_be_judged_is_taken() {
    for (resource, answer, strictness) in [
        ("aws-sdk:sfn:describeExecution", "{}", Strictness::Present),
        ("glue:startJobRun", r#"{"JobRunId": "jr_1", "Newer": true}"#, Strictness::Strict),
        // Its answer is not all that is waited for.
        ("glue:startJobRun.sync", r#"{"JobRunId": 5}"#, Strictness::Strict),
        ("sqs:sendMessage.waitForTaskToken", "5", Strictness::Strict),
        ("lambda:invoke", r#"{"StatusCode": 200, "Payload": [1]}"#, Strictness::Strict),
        ("aws-sdk:dynamodb:getItem", r#"{"Item": {"id": {"S": "x"}}}"#, Strictness::Strict),
    ] {
        assert_eq!(said(resource, answer, strictness), None, "{resource} {answer}");
    }
    assert_eq!(Strictness::of(Some("NONE")), None);
    assert_eq!((Strictness::of(None), Strictness::of(Some("PRESENT"))), (Some(Strictness::Strict), Some(Strictness::Present)));
}
