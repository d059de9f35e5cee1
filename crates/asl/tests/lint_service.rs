//! What the service says of a definition, all of it, in its words and its order. Each group names where that is known from.

use asl::document::Document;
use asl::lint::{Options, Severity, lint};

/// The messages of all errors, in the service's order.
fn said(text: &str) -> Vec<String> {
    let findings = lint(&Document::new(text), Options { as_service: true, ..Options::default() });
    findings.into_iter().filter(|found| found.severity == Severity::Error).map(|found| found.message).collect()
}

fn check(cases: &[(String, &[&str])]) {
    for (text, expected) in cases {
        assert_eq!(said(text), *expected, "{text}");
    }
}

fn machine(members: &str) -> String {
    format!("{{{members}}}")
}

/// A machine that starts with `A`.
fn states(states: &str) -> String {
    machine(&format!(r#""StartAt": "A", "States": {{{states}}}"#))
}

const NO_END: &str = "Workflow has no terminal state";
const NO_WAY: &str = "This object should have only one of the following fields: [Next, End]";

/// Recordings of 2026: a state without a way on, a target that is not there, a machine without a start. The others follow
/// the same order.
#[test]
fn the_service_goes_on_after_mistakes_of_the_schema() {
    check(&[
        (states(r#""A": {"Type": "Pass"}"#), &[NO_WAY, NO_END]),
        (states(r#""A": {"Type": "Pass", "Next": "X"}"#), &["Missing 'Next' target: X", NO_END]),
        (machine(r#""States": {"A": {"Type": "Pass", "End": true}}"#), &["These fields are required: [StartAt]"]),
        (machine(r#""Comment": "c""#), &["These fields are required: [States, StartAt]"]),
        (
            states(r#""A": {"Type": "Pass"}, "B": {"Type": "Pass", "Next": "X"}"#),
            &[NO_WAY, "Missing 'Next' target: X", "State \"B\" is not reachable.", NO_END],
        ),
        (states(r#""A": {"Type": "Pass", "Next": "A"}, "B": {"Type": "Succeed"}"#), &["State \"B\" is not reachable."]),
        (
            states(r#""A": {"Type": "Wait", "Seconds": -1, "Next": "B"}, "B": {"Type": "Pass", "Next": "A"}"#),
            &["Minimum value is 0", NO_END],
        ),
        (
            machine(r#""StartAt": "X", "States": {"A": {"Type": "Succeed"}}"#),
            &["Missing 'Next' target: X", "State \"A\" is not reachable."],
        ),
        (
            states(r#""A": {"Type": "Pass", "Nxt": "B"}, "B": {"Type": "Succeed"}"#),
            &[NO_WAY, "Field 'Nxt' is not supported", "State \"B\" is not reachable."],
        ),
        (states(r#""A": {"Type": "Pass", "Next": "${Target}"}, "B": {"Type": "Succeed"}"#), &[]),
    ]);
}

/// The page folds what follows from another mistake.
#[test]
fn for_people_one_mistake_is_told_once() {
    let text = states(r#""A": {"Type": "Pass"}"#);
    let findings = lint(&Document::new(text), Options::default());
    let errors = findings.iter().filter(|found| found.severity == Severity::Error);
    assert_eq!(errors.map(|found| found.message.as_str()).collect::<Vec<_>>(), [NO_WAY]);
}

/// A recording of 2026 (a Map whose states set what the state before it set), and one of 2024 that was taken.
#[test]
fn variables_of_an_outer_scope_are_not_set_again() {
    let twice = |name: &str| format!("The variable name '{name}' was already defined in a parent scope.");
    let map = |before: &str, around: &str, inner: &str, config: &str| {
        states(&format!(
            r#""A": {{"Type": "Pass", {before}"Next": "M"}},
               "M": {{"Type": "Map", {around}"End": true, "ItemProcessor": {{{config}"StartAt": "I",
                   "States": {{"I": {{"Type": "Pass", {inner}"End": true}}}}}}}}"#
        ))
    };
    let (x, y) = (r#""Assign": {"x": 1}, "#, r#""Assign": {"y": 1}, "#);
    let distributed = r#""ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}, "#;
    check(&[
        (map(x, "", x, ""), &[&twice("x")]),
        (map(x, "", r#""Assign": {"x.$": "$.a"}, "#, ""), &[&twice("x")]),
        (map(x, "", y, ""), &[]),
        (map("", x, x, ""), &[]),
        (map(x, "", x, distributed), &[]),
        (
            states(
                r#""A": {"Type": "Pass", "Assign": {"x": 1}, "Next": "P"},
                   "P": {"Type": "Parallel", "End": true, "Branches": [{"StartAt": "M", "States": {"M": {"Type": "Map", "End": true,
                       "ItemProcessor": {"StartAt": "I", "States": {"I": {"Type": "Pass", "Assign": {"x": 2}, "End": true}}}}}}]}"#,
            ),
            &[&twice("x")],
        ),
        (
            states(
                r#""A": {"Type": "Choice", "Choices": [{"Variable": "$.a", "IsPresent": true, "Next": "P", "Assign": {"x": 1}}], "Default": "P"},
                   "P": {"Type": "Parallel", "End": true, "Branches": [{"StartAt": "I", "States":
                       {"I": {"Type": "Wait", "Seconds": 1, "Assign": {"x": 2}, "End": true}}}]}"#,
            ),
            &[&twice("x")],
        ),
        (
            states(
                r#""A": {"Type": "Parallel", "Catch": [{"ErrorEquals": ["States.ALL"], "Assign": {"x": 1}, "Next": "B"}], "End": true,
                       "Branches": [{"StartAt": "I", "States": {"I": {"Type": "Pass", "Assign": {"x": 2}, "End": true}}}]},
                   "B": {"Type": "Succeed"}"#,
            ),
            &[],
        ),
    ]);
}

/// Users' reports.
#[test]
fn a_processor_has_no_query_language_and_a_definition_no_more_than_a_mebibyte() {
    for processor in ["ItemProcessor", "Iterator"] {
        for language in ["JSONata", "JSONPath"] {
            let text = states(&format!(
                r#""A": {{"Type": "Map", "End": true, "{processor}": {{"QueryLanguage": "{language}", "StartAt": "I",
                    "States": {{"I": {{"Type": "Pass", "End": true}}}}}}}}"#
            ));
            assert_eq!(said(&text), ["Field 'QueryLanguage' is not supported"], "{text}");
        }
    }
    let sized = |bytes: usize| {
        let text = states(r#""A": {"Type": "Succeed", "Comment": "C"}"#);
        let more = bytes - text.len() + 1;
        text.replace("\"C\"", &format!("\"{}\"", "x".repeat(more)))
    };
    assert_eq!(sized(1_048_576).len(), 1_048_576);
    assert!(said(&sized(1_048_576)).is_empty());
    assert_eq!(said(&sized(1_048_577)).len(), 1);
}

/// AWS's table of optimised integrations; reports on AgentCore and on templates of CloudFormation.
#[test]
fn a_task_calls_what_there_is() {
    let task =
        |arn: &str| states(&format!(r#""A": {{"Type": "Task", "Resource": "{arn}", "Parameters": {{"P": 1}}, "End": true}}"#));
    for arn in [
        "arn:aws:states:::bedrockagentcore:invokeHarness",
        "arn:aws:states:::eks:runJob.sync",
        "arn:aws:states:::sagemaker:createTransformJob.sync",
        "arn:aws:states:::codebuild:batchGetReports",
        "arn:aws:states:::aws-sdk:neverheardof:doThings",
        "arn:aws:states:::aws-sdk:dynamodb:query",
        "arn:aws:states:::${Service}:${Action}",
        "arn:${AWS::Partition}:states:::batch:submitJob.sync",
        "arn:aws:states:${AWS::Region}:${AWS::AccountId}:activity:X",
        "arn:aws:lambda:${AWS::Region}:${AWS::AccountId}:function:${AWS::StackName}:live",
    ] {
        assert!(said(&task(arn)).is_empty(), "{arn}: {:?}", said(&task(arn)));
    }
    for arn in [
        "arn:aws:states:::dynamodb:query",
        "arn:aws:states:::dynamodb:batchWriteItem",
        "arn:aws:states:::sqs:receiveMessage",
        "arn:aws:states:::s3:getObject",
        "arn:aws:states:::lambda:invoke.sync",
        "arn:aws:states:::athena:getQueryResults.sync",
        "arn:aws:states:::glue:startJobRun.sync:2",
        "arn:${AWS::Partition}:states:::dynamodb:scan",
        "arn:${AWS::Partition}:states:::dynamodb:getItem.waitForTaskToken",
        "arn:aws:states:::aws-sdk:s3:getObject.sync",
    ] {
        let told = said(&task(arn));
        assert!(
            told.iter().any(|message| message.starts_with(&format!("The resource provided {arn} is not recognized"))),
            "{arn}: {told:?}"
        );
    }
}

/// Recordings of 2026, and the same rule for the other kinds of input.
#[test]
fn the_input_type_decides_what_a_reader_is_told() {
    let reader = |config: &str| {
        states(&format!(
            r#""A": {{"Type": "Map", "End": true, "ItemReader": {{"Resource": "arn:aws:states:::s3:getObject", "ReaderConfig": {config}}},
                "ItemProcessor": {{"ProcessorConfig": {{"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}}, "StartAt": "I",
                    "States": {{"I": {{"Type": "Pass", "End": true}}}}}}}}"#
        ))
    };
    let needed = "The field 'CSVHeaderLocation' is required";
    let no = |name: &str| format!("Field '{name}' is not supported");
    check(&[
        (reader(r#"{"InputType": "CSV", "ItemsPointer": "/a"}"#), &[needed]),
        (reader(r#"{"InputType": "CSV", "ManifestType": "S3_INVENTORY"}"#), &[needed]),
        (reader(r#"{"InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW", "ItemsPointer": "/a"}"#), &[&no("ItemsPointer")]),
        (reader(r#"{"InputType": "JSON", "ManifestType": "ATHENA_DATA"}"#), &[&no("ManifestType")]),
        (
            reader(r#"{"InputType": "JSONL", "CSVHeaderLocation": "GIVEN", "CSVHeaders": ["id"]}"#),
            &[&no("CSVHeaderLocation"), &no("CSVHeaders")],
        ),
        (
            reader(r#"{"InputType": "PARQUET", "CSVDelimiter": "PIPE", "ItemsPointer": "/a"}"#),
            &[&no("CSVDelimiter"), &no("ItemsPointer")],
        ),
        (reader(r#"{"InputType": "JSONL", "ItemsPointer": "/a"}"#), &[&no("ItemsPointer")]),
        (reader(r#"{"InputType": "MANIFEST", "CSVDelimiter": "PIPE"}"#), &[&no("CSVDelimiter")]),
        (reader(r#"{"InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW", "ManifestType": "ATHENA_DATA"}"#), &[]),
        (reader(r#"{"ManifestType": "S3_INVENTORY"}"#), &[]),
        (reader(r#"{"InputType": "${Type}", "CSVDelimiter": "PIPE"}"#), &[]),
        (
            reader(r#"{"InputType": "JSON", "ItemsPointer": "a/b"}"#),
            &["Value is not a JSON Pointer: JSON Pointer expression must start with '/': \"a/b\""],
        ),
    ]);
}

/// Measured on the service by users: the sentence lists the operators, whether there is none or one too many.
#[test]
fn a_rule_has_one_comparison() {
    let rule = |rule: &str| {
        states(&format!(r#""A": {{"Type": "Choice", "Choices": [{rule}], "Default": "B"}}, "B": {{"Type": "Succeed"}}"#))
    };
    let told = said(&rule(r#"{"Variable": "$.a", "StringEquals": "x", "NumericEquals": 1, "Next": "B"}"#));
    assert!(
        told[0].starts_with("There should only be one of the following fields: [StringEquals, StringEqualsPath, "),
        "{told:?}"
    );
    assert!(told[0].ends_with(", IsString, IsBoolean, IsTimestamp]"), "{told:?}");
    let told = said(&rule(r#"{"Variable": "$.a", "Next": "B"}"#));
    assert!(told[0].starts_with("This object should have only one of the following fields: [StringEquals, "), "{told:?}");
    let one_of = "The object must have only one of the following fields, [And, Or, Not, Variable, Condition]";
    assert_eq!(said(&rule(r#"{"Next": "B"}"#)), [one_of]);
    assert_eq!(said(&rule(r#"{"Not": {}, "And": [], "Next": "B"}"#))[0], one_of);
    assert!(said(&rule(r#"{"Not": {"Variable": "$.a", "IsNull": true}, "Next": "B"}"#)).is_empty());
}
