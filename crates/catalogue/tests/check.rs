//! What does not fit an API is found, and what is computed is let be.

mod files;

use asl::definition::Resource;
use asl::document::Document;
use catalogue::{Call, Service};

/// Checks parameters against a call, and says what is found: place and message, then help.
#[track_caller]
fn check(resource: &str, parameters: &str, expected: &[&str]) {
    let call = Call::of(&Resource::parse(&format!("arn:aws:states:::{resource}"))).expect("a call");
    let service = files::service(call.file()).expect("a service");
    let name = call.name();
    let api = call.api(&service).expect("an operation");
    let found = api.check(&value::parse(parameters).expect("JSON"));
    let told = |finding: &catalogue::Finding| {
        let help = finding.help().map(|help| format!(" ({help})")).unwrap_or_default();
        format!("{}: {}{help}", finding.pointer, finding.message(&name)).trim().to_owned()
    };
    assert_eq!(found.iter().map(told).collect::<Vec<_>>(), expected, "{parameters}");
}

#[test]
fn names_types_and_choices_are_checked() {
    let glue = "glue:startJobRun";
    check(glue, r#"{"JobName": "a", "Arguments": {"--x": "1"}, "Timeout": 5}"#, &[]);
    check(
        glue,
        r#"{"JobNam": "a"}"#,
        &["/JobNam: `glue:startJobRun` knows no parameter `JobNam` here (did you mean `JobName`?)"],
    );
    check(
        glue,
        r#"{}"#,
        &[": `glue:startJobRun` cannot do without `JobName` here (add it; in JSONPath a computed value's name ends in `.$`)"],
    );
    check(
        glue,
        r#"{"JobName": "a", "Timeout": "long", "WorkerType": "G.1Y", "NotificationProperty": []}"#,
        &[
            "/Timeout: `Timeout` of `glue:startJobRun` is a whole number, not a string",
            "/WorkerType: `glue:startJobRun` takes no `G.1Y` here (did you mean `G.1X`?)",
            "/NotificationProperty: `NotificationProperty` of `glue:startJobRun` is an object, not an array",
        ],
    );
    check(
        "aws-sdk:sfn:startExecution",
        r#"{"stateMachineArn": "a"}"#,
        &["/stateMachineArn: `sfn:startExecution` knows no parameter `stateMachineArn` here (did you mean `StateMachineArn`?)"],
    );
}

#[test]
fn what_is_computed_may_be_anything() {
    for parameters in [
        r#"{"JobName.$": "$.job", "Timeout.$": "$.timeout"}"#,
        r#"{"JobName": "{% $job %}", "Timeout": "{% $states.input.timeout %}", "WorkerType": "{% 'G' %}"}"#,
        r#"{"JobName": {"Ref": "Job"}, "Timeout": "${Timeout}", "WorkerType": {"Fn::Sub": "x"}}"#,
        r#"{"Fn::Transform": {"Name": "x"}}"#,
        r#"{"${Name}": "x"}"#,
        r#""{% $parameters %}""#,
        r#"{"JobName": "!Ref Job", "Timeout": "!Ref Timeout"}"#,
    ] {
        check("glue:startJobRun", parameters, &[]);
    }
}

#[test]
fn integrations_take_what_their_pages_say() {
    check("lambda:invoke", r#"{"FunctionName": "f", "Payload": {"a": [1]}}"#, &[]);
    check("sqs:sendMessage", r#"{"QueueUrl": "q", "MessageBody": {"a": 1}}"#, &[]);
    check("events:putEvents", r#"{"Entries": [{"Detail": {"a": 1}, "DetailType": "t", "Source": "s"}]}"#, &[]);
    check(
        "dynamodb:putItem",
        r#"{"TableName": "t", "Item": {"id": {"S": "a"}, "b": {"BOOL": true}, "n": {"NULL": true}, "t": "x"}}"#,
        &[],
    );
    check(
        "aws-sdk:dynamodb:putItem",
        r#"{"TableName": "t", "Item": {"b": {"BOOL": true}}}"#,
        &["/Item/b/BOOL: `dynamodb:putItem` knows no parameter `BOOL` here (did you mean `Bool`?)"],
    );
    check("bedrock:invokeModel", r#"{"ModelId": "m", "Body": {"a": 1}}"#, &[]);
    check("bedrock:invokeModel", r#"{"ModelId": "m", "Input": {"S3Uri": "s3://a/b"}}"#, &[]);
    check("states:startExecution.sync:2", r#"{"StateMachineArn": "a", "Input": {"a": 1}}"#, &[]);
    check("http:invoke", r#"{"ApiEndpoint": "https://a", "Method": "GET", "Authentication": {"ConnectionArn": "c"}}"#, &[]);
}

#[test]
fn a_documents_findings_have_places_and_fixes() {
    let text = r#"{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "arn:aws:states:::glue:startJobRun.sync",
 "Parameters": {"JobNam.$": "$.job", "WorkerType": "G.1Y"}, "End": true},
 "B": {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:novelty:doIt", "Parameters": {"x": 1}, "End": true}}}"#;
    let document = Document::new(text);
    let glue = files::service("glue").expect("a service");
    let found = catalogue::lint(&document, |name| Some(&glue).filter(|glue| glue.name() == name) as Option<&Service>, &[]);
    let told: Vec<_> = found.iter().map(|found| (found.location.as_str(), found.span.of(text))).collect();
    assert_eq!(told, [("/States/A/Parameters/JobNam.$", "\"JobNam.$\""), ("/States/A/Parameters/WorkerType", "\"G.1Y\"")]);
    let fixed = found.iter().rev().fold(text.to_owned(), |text, found| found.fix.as_ref().expect("a fix").apply(&text));
    assert!(fixed.contains(r#"{"JobName.$": "$.job", "WorkerType": "G.1X"}"#), "{fixed}");
}

#[test]
fn samples_have_the_form_of_the_answer() {
    let sample = |resource: &str| {
        let call = Call::of(&Resource::parse(&format!("arn:aws:states:::{resource}"))).expect("a call");
        let service = files::service(call.file()).expect("a service");
        let api = call.api(&service).expect("an operation");
        (api.sample_input().to_json(), api.sample_output().to_json())
    };
    assert_eq!(sample("glue:startJobRun"), (r#"{"JobName":"MyData"}"#.to_owned(), r#"{"JobRunId":"example-id"}"#.to_owned()));
    assert!(sample("glue:startJobRun.sync").1.contains(r#""JobRunState":"STARTING""#));
    assert!(sample("lambda:invoke").1.contains(r#""Payload":{}"#));
    assert!(sample("states:startExecution.sync:2").1.contains(r#""Output":{}"#));
    assert!(sample("states:startExecution.sync").1.contains(r#""Output":"{}""#));
    assert_eq!(sample("sqs:sendMessage.waitForTaskToken").1, "{}");
    assert_eq!(sample("aws-sdk:dynamodb:putItem").0, r#"{"TableName":"MyData","Item":{}}"#);
}
