//! Every rule of the linter: what it finds, and the nearest thing that it does not.

use std::collections::BTreeSet;

use asl::document::Document;
use asl::lint::{Diagnostic, Options, RULES, RunFacts, Severity, WorkflowType, lint, lint_with};

fn found(text: &str) -> Vec<Diagnostic> {
    lint(&Document::new(text), Options::default())
}

/// A machine of one state `A` with these members.
fn state(members: &str) -> String {
    format!(r#"{{"StartAt": "A", "States": {{"A": {{{members}}}}}}}"#)
}

/// The same in JSONata.
fn jsonata(members: &str) -> String {
    format!(r#"{{"QueryLanguage": "JSONata", "StartAt": "A", "States": {{"A": {{{members}}}}}}}"#)
}

fn task(resource: &str, members: &str) -> String {
    state(&format!(r#""Type": "Task", "Resource": "{resource}", {members} "End": true"#))
}

fn map(members: &str) -> String {
    state(&format!(
        r#""Type": "Map", {members} "ItemProcessor": {{"ProcessorConfig": {{"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}}, "StartAt": "I", "States": {{"I": {{"Type": "Pass", "End": true}}}}}}, "End": true"#
    ))
}

/// `A` with these members, then `B` with those.
fn two(first: &str, second: &str) -> String {
    format!(r#"{{"StartAt": "A", "States": {{"A": {{{first}, "Next": "B"}}, "B": {{{second}}}}}}}"#)
}

/// Rule, a text it finds fault with, one it does not.
fn cases() -> Vec<(&'static str, String, String)> {
    let branch = |name: &str| format!(r#"{{"StartAt": "{name}", "States": {{"{name}": {{"Type": "Succeed"}}}}}}"#);
    let parallel = |one: &str, other: &str| {
        state(&format!(r#""Type": "Parallel", "Branches": [{}, {}], "End": true"#, branch(one), branch(other)))
    };
    let choice = |rules: &str, after: &str| {
        format!(
            r#"{{"StartAt": "A", "States": {{"A": {{"Type": "Choice", "Choices": [{rules}]{after}}}, "B": {{"Type": "Succeed"}}}}}}"#
        )
    };
    let sns = "arn:aws:states:::sns:publish";
    let pass = r#""Type": "Pass", "End": true"#;
    let long = "x".repeat(81);
    let child = "arn:aws:states:::states:startExecution.sync";
    let input = r#""StateMachineArn": "arn:aws:states:us-east-1:123456789012:stateMachine:Child""#;
    vec![
        (
            "parsed-output",
            task(
                &format!("{child}:2"),
                &format!(r#""Parameters": {{{input}}}, "ResultSelector": {{"x.$": "States.StringToJson($.Output)"}},"#),
            ),
            task(child, &format!(r#""Parameters": {{{input}}}, "ResultSelector": {{"x.$": "States.StringToJson($.Output)"}},"#)),
        ),
        (
            "parsed-output",
            jsonata(&format!(
                r#""Type": "Task", "Resource": "{child}:2", "Arguments": {{{input}}}, "Assign": {{"x": "{{% $parse( $states.result.Output).a %}}"}}, "End": true"#
            )),
            jsonata(&format!(
                r#""Type": "Task", "Resource": "{child}:2", "Arguments": {{{input}}}, "Assign": {{"x": "{{% $parse($states.result.Output.text) %}}"}}, "End": true"#
            )),
        ),
        (
            "doubled-input",
            state(r#""Type": "Pass", "Parameters": {"first.$": "$$.Execution.Input", "now.$": "$"}, "End": true"#),
            state(r#""Type": "Pass", "Parameters": {"first.$": "$$.Execution.Input.id", "now.$": "$"}, "End": true"#),
        ),
        (
            "doubled-input",
            jsonata(
                r#""Type": "Pass", "Output": {"first": "{% $states.context.Execution.Input %}", "now": "{% $states.input %}"}, "End": true"#,
            ),
            jsonata(
                r#""Type": "Pass", "Output": {"first": "{% $states.context.Execution.Input %}", "now": "{% $states.input.a %}"}, "End": true"#,
            ),
        ),
        ("syntax", "{\"StartAt\": \"A\" \"States\": {}}".to_owned(), state(pass)),
        (
            "field-type",
            state(r#""Type": "Wait", "Seconds": true, "End": true"#),
            state(r#""Type": "Wait", "Seconds": 5, "End": true"#),
        ),
        (
            "value-type",
            state(r#""Type": "Wait", "Seconds": "{% 5 %}", "End": true"#),
            jsonata(r#""Type": "Wait", "Seconds": "{% 5 %}", "End": true"#),
        ),
        (
            "value-type",
            state(r#""Type": "Wait", "Timestamp": "tomorrow", "End": true"#),
            state(r#""Type": "Wait", "Timestamp": "2026-01-31T12:00:00Z", "End": true"#),
        ),
        (
            "value-type",
            jsonata(r#""Type": "Task", "Resource": "arn:aws:states:::sns:publish", "Arguments": 5, "End": true"#),
            jsonata(
                r#""Type": "Task", "Resource": "arn:aws:states:::sns:publish", "Arguments": "{% $states.input %}", "End": true"#,
            ),
        ),
        ("required-field", state(r#""Type": "Task", "End": true"#), task(sns, "")),
        (
            "required-field",
            map(r#""ItemReader": {},"#),
            map(r#""ItemReader": {"Resource": "arn:aws:states:::s3:listObjectsV2"},"#),
        ),
        ("required-field", map(r#""ResultWriter": {},"#), map(r#""ResultWriter": {"WriterConfig": {"OutputType": "JSON"}},"#)),
        ("required-field", map("").replace(", \"ExecutionType\": \"STANDARD\"", ""), map("")),
        (
            "unsupported-field",
            state(r#""Type": "Pass", "Resutl": 1, "End": true"#),
            state(r#""Type": "Pass", "Result": 1, "End": true"#),
        ),
        (
            "unsupported-field",
            choice(r#"{"Not": {"Variable": "$.a", "IsNull": true, "Next": "B"}, "Next": "B"}"#, r#", "Default": "B""#),
            choice(r#"{"Not": {"Variable": "$.a", "IsNull": true}, "Next": "B"}"#, r#", "Default": "B""#),
        ),
        ("exclusive-fields", map(r#""ItemSelector": {}, "Parameters": {},"#), map(r#""ItemSelector": {},"#)),
        (
            "query-language",
            jsonata(r#""Type": "Pass", "QueryLanguage": "JSONPath", "End": true"#),
            state(r#""Type": "Pass", "QueryLanguage": "JSONata", "End": true"#),
        ),
        (
            "query-language",
            jsonata(&format!(
                r#""Type": "Parallel", "Branches": [{{"QueryLanguage": "JSONPath", {}], "End": true"#,
                &branch("B")[1..]
            )),
            jsonata(&format!(r#""Type": "Parallel", "Branches": [{}], "End": true"#, branch("B"))),
        ),
        ("state-name", format!(r#"{{"StartAt": "{long}", "States": {{"{long}": {{{pass}}}}}}}"#), state(pass)),
        ("duplicate-state-name", parallel("B", "B"), parallel("B", "C")),
        (
            "path",
            state(r#""Type": "Pass", "InputPath": "$.a[", "End": true"#),
            state(r#""Type": "Pass", "InputPath": "$.a", "End": true"#),
        ),
        (
            "path",
            state(r#""Type": "Fail", "CausePath": "States.Array(1)""#),
            state(r#""Type": "Fail", "CausePath": "States.Format('{}', $.c)""#),
        ),
        (
            "intrinsic-arguments",
            state(r#""Type": "Pass", "Parameters": {"a.$": "States.UUID(1)"}, "End": true"#),
            state(r#""Type": "Pass", "Parameters": {"a.$": "States.UUID()"}, "End": true"#),
        ),
        (
            "payload-template",
            state(r#""Type": "Pass", "Parameters": {"a.$": "b"}, "End": true"#),
            state(r#""Type": "Pass", "Parameters": {"a.$": "$.b"}, "End": true"#),
        ),
        (
            "payload-template",
            state(r#""Type": "Pass", "Parameters": {"a.$": "$.b", "a": 1}, "End": true"#),
            state(r#""Type": "Pass", "Parameters": {"a.$": "$.b", "b": 1}, "End": true"#),
        ),
        (
            "jsonata",
            jsonata(r#""Type": "Pass", "Output": "{% $eval('1') %}", "End": true"#),
            jsonata(r#""Type": "Pass", "Output": "{% $parse('1') %}", "End": true"#),
        ),
        (
            "jsonata",
            jsonata(r#""Type": "Pass", "Output": "{% order.id %}", "End": true"#),
            jsonata(r#""Type": "Pass", "Output": "{% $states.input.order.id %}", "End": true"#),
        ),
        (
            "comparison",
            choice(r#"{"Variable": "$.a", "TimestampEquals": "today", "Next": "B"}"#, r#", "Default": "B""#),
            choice(r#"{"Variable": "$.a", "TimestampEquals": "2026-01-31T12:00:00Z", "Next": "B"}"#, r#", "Default": "B""#),
        ),
        (
            "retry-and-catch",
            task(sns, r#""Retry": [{"ErrorEquals": ["States.ALL"]}, {"ErrorEquals": ["X"]}],"#),
            task(sns, r#""Retry": [{"ErrorEquals": ["X"]}, {"ErrorEquals": ["States.ALL"]}],"#),
        ),
        (
            "error-name",
            task(sns, r#""Retry": [{"ErrorEquals": ["States.Timeouts"]}],"#),
            task(sns, r#""Retry": [{"ErrorEquals": ["States.Timeout", "States.Http.StatusCode.503"]}],"#),
        ),
        ("limit", map(r#""ToleratedFailurePercentage": 101,"#), map(r#""ToleratedFailurePercentage": 99.5,"#)),
        (
            "limit",
            map(r#""ResultWriter": {"WriterConfig": {"OutputType": "JSON", "Transformation": "FLAT"}},"#),
            map(r#""ResultWriter": {"WriterConfig": {"OutputType": "JSON", "Transformation": "FLATTEN"}},"#),
        ),
        ("map-label", map(r#""Label": "a b","#), map(r#""Label": "a-b","#)),
        ("map-label", map(r#""Label": "","#), map("")),
        (
            "map-fields",
            map(r#""ToleratedFailureCount": 1,"#)
                .replace("DISTRIBUTED", "INLINE")
                .replace(", \"ExecutionType\": \"STANDARD\"", ""),
            map(r#""ToleratedFailureCount": 1,"#),
        ),
        (
            "map-fields",
            map(
                r#""ItemReader": {"Resource": "arn:aws:states:::s3:getObject", "ReaderConfig": {"InputType": "CSV", "CSVHeaderLocation": "GIVEN"}},"#,
            ),
            map(
                r#""ItemReader": {"Resource": "arn:aws:states:::s3:getObject", "ReaderConfig": {"InputType": "CSV", "CSVHeaderLocation": "GIVEN", "CSVHeaders": ["a"]}},"#,
            ),
        ),
        ("definition-size", format!("{}{}", state(pass), " ".repeat(1_048_576)), state(pass)),
        ("credentials", task(sns, r#""Credentials": {"Role": "x"},"#), task(sns, r#""Credentials": {"RoleArn.$": "$.role"},"#)),
        ("resource", task("my-function", ""), task("arn:aws:lambda:us-east-1:123456789012:function:my-function:3", "")),
        (
            "resource",
            task("arn:aws:states:::aws-sdk:glue:startJobRun.sync", ""),
            task("arn:aws:states:::glue:startJobRun.sync", ""),
        ),
        ("resource", task("arn:aws:states:::sns:publish.sync", ""), task(sns, "")),
        ("resource", task("arn:aws:swf:us-east-1:123456789012:task:X", ""), task("${Function}", "")),
        (
            "variable-name",
            state(r#""Type": "Pass", "Assign": {"1a": 1}, "End": true"#),
            state(r#""Type": "Pass", "Assign": {"größe": 1}, "End": true"#),
        ),
        (
            "variable-name",
            jsonata(r#""Type": "Pass", "Assign": "{% {'a': 1} %}", "End": true"#),
            jsonata(r#""Type": "Pass", "Assign": {"a": "{% 1 %}"}, "End": true"#),
        ),
        ("missing-target", state(r#""Type": "Pass", "Next": "B""#), state(pass)),
        (
            "unreachable-state",
            two(r#""Type": "Pass""#, pass).replace(r#""Next": "B""#, r#""End": true"#),
            two(r#""Type": "Pass""#, pass),
        ),
        ("no-end", two(r#""Type": "Pass""#, r#""Type": "Pass", "Next": "A""#), two(r#""Type": "Pass""#, pass)),
        ("no-way-on", state(r#""Type": "Pass""#), state(pass)),
        (
            "tight-loop",
            choice(r#"{"Variable": "$.done", "BooleanEquals": true, "Next": "B"}"#, r#", "Default": "A""#),
            choice(r#"{"Variable": "$.done", "BooleanEquals": true, "Next": "B"}"#, r#", "Default": "B""#),
        ),
        (
            "choice-without-default",
            choice(r#"{"Variable": "$.a", "NumericEquals": 1, "Next": "B"}"#, ""),
            choice(r#"{"Variable": "$.a", "IsNull": true, "Next": "B"}, {"Variable": "$.a", "IsNull": false, "Next": "B"}"#, ""),
        ),
        (
            "looks-like-a-path",
            state(r#""Type": "Pass", "Result": {"a": "$.b"}, "End": true"#),
            state(r#""Type": "Pass", "Result": {"a": "5 $"}, "End": true"#),
        ),
        (
            "path-to-nothing",
            two(r#""Type": "Pass", "Result": {"a": 1}"#, r#""Type": "Pass", "InputPath": "$.b", "End": true"#),
            two(
                r#""Type": "Pass", "Result": {"a": 1}, "ResultPath": "$.c""#,
                r#""Type": "Pass", "InputPath": "$.b", "End": true"#,
            ),
        ),
        (
            "type-mismatch",
            two(r#""Type": "Pass", "Result": {"s": "5"}"#, r#""Type": "Wait", "SecondsPath": "$.s", "End": true"#),
            two(r#""Type": "Pass", "Result": {"s": 5}"#, r#""Type": "Wait", "SecondsPath": "$.s", "End": true"#),
        ),
        (
            "context-object",
            state(r#""Type": "Pass", "Parameters": {"a.$": "$$.Execution.ID"}, "End": true"#),
            state(r#""Type": "Pass", "Parameters": {"a.$": "$$.Execution.Input.ID"}, "End": true"#),
        ),
        (
            "states-variable",
            jsonata(r#""Type": "Pass", "Output": "{% $states.result %}", "End": true"#),
            jsonata(
                r#""Type": "Task", "Resource": "arn:aws:states:::sns:publish", "Output": "{% $states.result %}", "End": true"#,
            ),
        ),
        (
            "unset-variable",
            state(r#""Type": "Pass", "Parameters": {"n.$": "$n"}, "End": true"#),
            two(r#""Type": "Pass", "Assign": {"n": 1}"#, r#""Type": "Pass", "Parameters": {"n.$": "$n"}, "End": true"#),
        ),
        (
            "shadowed-variable",
            two(
                r#""Type": "Pass", "Assign": {"n": 1}"#,
                r#""Type": "Parallel", "End": true, "Branches": [{"StartAt": "C", "States": {"C": {"Type": "Pass", "Assign": {"n": 2}, "End": true}}}]"#,
            ),
            two(
                r#""Type": "Pass", "Assign": {"n": 1}"#,
                r#""Type": "Parallel", "End": true, "Branches": [{"StartAt": "C", "States": {"C": {"Type": "Pass", "Assign": {"m": 2}, "End": true}}}]"#,
            ),
        ),
        (
            "lost-result",
            state(r#""Type": "Pass", "Result": 1, "ResultPath": null, "End": true"#),
            state(r#""Type": "Pass", "Result": 1, "ResultPath": "$.a", "End": true"#),
        ),
        (
            "integration-parameters",
            task("arn:aws:states:::http:invoke", r#""Parameters": {"Method": "GET"},"#),
            task(
                "arn:aws:states:::http:invoke",
                r#""Parameters": {"Method": "GET", "ApiEndpoint": "https://example.com", "Authentication": {"ConnectionArn": "x"}},"#,
            ),
        ),
        (
            "integration-parameters",
            task(
                "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
                r#""TimeoutSeconds": 5, "Parameters": {"QueueUrl": "q", "MessageBody": "m"},"#,
            ),
            task(
                "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
                r#""TimeoutSeconds": 5, "Parameters": {"QueueUrl": "q", "MessageBody.$": "$$.Task.Token"},"#,
            ),
        ),
        (
            "lambda-retry",
            task("arn:aws:states:::lambda:invoke", ""),
            task("arn:aws:states:::lambda:invoke", r#""Retry": [{"ErrorEquals": ["Lambda.ServiceException"]}],"#),
        ),
        (
            "callback-timeout",
            task("arn:aws:states:us-east-1:123456789012:activity:A", ""),
            task("arn:aws:states:us-east-1:123456789012:activity:A", r#""HeartbeatSeconds": 60,"#),
        ),
        (
            "direct-lambda",
            task("arn:aws:lambda:us-east-1:123456789012:function:F", ""),
            task("arn:aws:states:::lambda:invoke", ""),
        ),
        ("old-name", map("").replace("ItemProcessor", "Iterator"), map("")),
        (
            "retries-exceed-timeout",
            task(sns, r#""Retry": [{"ErrorEquals": ["X"], "IntervalSeconds": 60}],"#)
                .replace("{\"StartAt", "{\"TimeoutSeconds\": 30, \"StartAt"),
            task(sns, r#""Retry": [{"ErrorEquals": ["X"], "IntervalSeconds": 1}],"#)
                .replace("{\"StartAt", "{\"TimeoutSeconds\": 30, \"StartAt"),
        ),
    ]
}

#[test]
fn each_rule_finds_its_fault_and_leaves_what_is_right() {
    for (rule, faulty, right) in cases() {
        let of = |text: &str| {
            found(text).into_iter().filter(|found| found.rule == rule).map(|found| found.message).collect::<Vec<_>>()
        };
        assert!(!of(&faulty).is_empty(), "`{rule}` finds nothing in {faulty:.400}");
        assert_eq!(of(&right), [""; 0], "`{rule}` faults {right:.400}");
    }
}

#[test]
fn each_fix_mends_what_it_is_offered_for() {
    for (rule, faulty, _) in cases() {
        let document = Document::new(faulty);
        let findings = lint(&document, Options::default());
        for finding in findings.iter().filter(|finding| finding.rule == rule) {
            let Some(fix) = &finding.fix else { continue };
            let (mended, inverse) = document.apply(fix);
            let left = lint(&mended, Options::default()).into_iter().filter(|left| left.rule == rule).count();
            let before = findings.iter().filter(|finding| finding.rule == rule).count();
            assert!(left < before, "`{}` leaves `{}`: {}", fix.label, finding.message, mended.text);
            assert_eq!(mended.apply(&inverse).0.text, document.text);
        }
    }
}

#[test]
fn every_rule_is_among_these_tests() {
    // The two that need to be told more than the text have tests of their own below.
    let tested: BTreeSet<&str> = cases().into_iter().map(|(rule, ..)| rule).chain(["express", "payload-size"]).collect();
    let rules: BTreeSet<&str> = RULES.iter().map(|rule| rule.name).collect();
    assert_eq!(tested, rules);
}

#[test]
fn every_message_says_where_and_reads_as_a_sentence_of_its_own() {
    for (rule, faulty, _) in cases() {
        for finding in found(&faulty) {
            assert!(finding.location.starts_with('/'), "{rule}: {}", finding.location);
            assert!(!finding.message.is_empty() && !finding.message.contains("StateId"), "{rule}: {}", finding.message);
            let help = finding.help.as_deref().unwrap_or("help");
            assert!(!help.ends_with('.') && !help.is_empty(), "{rule}: {help}");
        }
    }
}

#[test]
fn express_workflows_are_told_what_they_cannot_do() {
    for resource in [
        "arn:aws:states:::ecs:runTask.sync",
        "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
        "arn:aws:states:us-east-1:1:activity:A",
    ] {
        let document = Document::new(task(resource, ""));
        let express = Options { workflow_type: WorkflowType::Express, ..Options::default() };
        assert!(lint(&document, express).iter().any(|found| found.rule == "express" && found.severity == Severity::Error));
        assert!(!lint(&document, Options::default()).iter().any(|found| found.rule == "express"));
    }
}

#[test]
fn payloads_near_the_limit_in_the_last_run_are_named() {
    let document = Document::new(state(r#""Type": "Pass", "End": true"#));
    for (bytes, expected) in [(209_715, 0), (209_716, 1), (300_000, 1)] {
        let facts = RunFacts { largest_payloads: [("A".into(), bytes), ("gone".into(), 262_144)].into_iter().collect() };
        let found = lint_with(&document, Options::default(), &facts);
        assert_eq!(found.iter().filter(|found| found.code == "PAYLOAD_NEAR_LIMIT").count(), expected, "{bytes}");
    }
}

/// The faulty definitions that people bring, each with what must be said, where, and whether it can be mended at once.
#[test]
fn the_usual_faulty_definitions_are_explained() {
    let inner = r#"{"StartAt": "I", "States": {"I": {"Type": "Pass", "End": true}}}"#;
    for (text, location, code, mended) in [
        (state(&format!(r#""Type": "Map", "ItemProcessor": {inner}"#)), "/States/A", "SCHEMA_VALIDATION_FAILED", true),
        (two(r#""Type": "Pass""#, r#""Type": "Pass", "Next": "Fetsh""#).replace("\"B\"", "\"Fetch\""), "/States/Fetch/Next", "MISSING_TRANSITION_TARGET", true),
        (two(r#""Type": "Pass""#, r#""Type": "Succeed""#).replace(r#""Next": "B""#, r#""End": true"#), "/States/B", "MISSING_TRANSITION_TARGET", true),
        (r#"{"StartAt": "A", "States": {"A": {"Type": "Choice", "Choices": [{"Variable": "$.n", "NumericGreaterThan": 10, "Next": "B"}]}, "B": {"Type": "Succeed"}}}"#.to_owned(), "/States/A", "CHOICE_WITHOUT_DEFAULT", true),
        ("{\n  \"StartAt\": \"A\"\n  \"States\": {\"A\": {\"Type\": \"Succeed\"}}\n}".to_owned(), "/StartAt", "INVALID_JSON_DESCRIPTION", true),
        (state(&format!(r#""Type": "Map", "Iterator": {inner}, "End": true"#)), "/States/A/Iterator", "OLD_FIELD_NAME", true),
        (task("ValidateOrder", ""), "/States/A/Resource", "SCHEMA_VALIDATION_FAILED", true),
    ] {
        let document = Document::new(text.as_str());
        let findings = lint(&document, Options::default());
        let finding = findings
            .iter()
            .find(|finding| finding.code == code && finding.location == location)
            .unwrap_or_else(|| panic!("{code} at {location} is not among {findings:#?}"));
        assert!(!finding.span.is_empty() || code == "INVALID_JSON_DESCRIPTION", "{code} points at nothing");
        assert!(finding.help.is_some() || code == "INVALID_JSON_DESCRIPTION", "{code} gives no help");
        assert_eq!(finding.fix.is_some(), mended, "{code}");
        if let Some(fix) = &finding.fix {
            let (mended, inverse) = document.apply(fix);
            let again = lint(&mended, Options::default());
            assert!(!again.iter().any(|again| again.code == code && again.message == finding.message), "{}", mended.text);
            assert_eq!(mended.apply(&inverse).0.text, document.text);
        }
    }
}

/// Data followed through JSONata: what later states read must be left by those before.
#[test]
fn data_is_followed_through_jsonata() {
    let machine = |first: &str, second: &str| {
        format!(
            r#"{{"QueryLanguage": "JSONata", "StartAt": "A", "States": {{"A": {{{first}, "Next": "B"}}, "B": {{{second}}}}}}}"#
        )
    };
    let left = r#""Type": "Pass", "Output": {"order": {"id": 1, "tags": ["x"]}, "note": "n"}"#;
    for (first, second, expected) in [
        (left, r#""Type": "Pass", "Output": "{% $states.input.order.id %}", "End": true"#, &[][..]),
        (
            left,
            r#""Type": "Pass", "Output": "{% $states.input.order.di & 'x' %}", "End": true"#,
            &["`$states.input.order.di` cannot be there"],
        ),
        (left, r#""Type": "Pass", "Output": "{% $exists($states.input.b) %}", "End": true"#, &[]),
        (left, r#""Type": "Pass", "Output": "{% 'no $states.input.b here' %}", "End": true"#, &[]),
        (left, r#""Type": "Pass", "Output": "{% $states.input.order.tags.anything %}", "End": true"#, &[]),
        (left, r#""Type": "Pass", "Output": "{% $states.input.*.id %}", "End": true"#, &[]),
        (
            left,
            r#""Type": "Wait", "Seconds": "{% $states.input.note %}", "End": true"#,
            &["`Seconds` needs a number, and this is text here"],
        ),
        (left, r#""Type": "Wait", "Seconds": "{% $states.input.order.id %}", "End": true"#, &[]),
        (
            r#""Type": "Pass", "Output": "{% $merge([$states.input, {'a': 1}]) %}""#,
            r#""Type": "Pass", "Output": "{% $states.input.b %}", "End": true"#,
            &[],
        ),
        (
            r#""Type": "Pass", "Output": {"o": "{% $states.input %}"}"#,
            r#""Type": "Pass", "Output": "{% $states.input.o.b %}", "End": true"#,
            &[],
        ),
        (
            r#""Type": "Pass", "Output": {"a": 1}"#,
            r#""Type": "Choice", "Choices": [{"Condition": "{% $states.input.amount > 5 %}", "Next": "A"}], "Default": "A""#,
            &["`$states.input.amount` cannot be there"],
        ),
        (
            r#""Type": "Pass", "Assign": {"x": 1}"#,
            r#""Type": "Pass", "Output": "{% $x + $y %}", "End": true"#,
            &["the variable `$y` is not set on any way that leads here"],
        ),
        (r#""Type": "Pass""#, r#""Type": "Pass", "Output": "{% ($y := 1; $y + $sum([$y])) %}", "End": true"#, &[]),
    ] {
        let text = machine(first, second);
        let messages: Vec<String> = found(&text)
            .into_iter()
            .filter(|found| found.rule != "tight-loop" && found.rule != "no-end")
            .map(|found| found.message)
            .collect();
        assert_eq!(messages, expected, "{text}");
    }
}

/// What users of other linters report as false alarms: definitions that Step Functions takes.
#[test]
fn what_the_service_takes_is_no_error() {
    let call = r#""Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "End": true"#;
    for text in [
        // A warning of the service, PASS_RESULT_IS_STATIC, and no error.
        state(r#""Type": "Pass", "Result": {"a.$": "$.b"}, "End": true"#),
        r#"{"StartAt": "Parameters", "States": {"Parameters": {"Type": "Pass", "Next": "Resource"}, "Resource": {"Type": "Pass", "End": true}}}"#.to_owned(),
        r#"{"StartAt": "States", "States": {"States": {"Type": "Succeed"}}}"#.to_owned(),
        jsonata(&format!(r#"{call}, "Arguments": "{{% {{'FunctionName': 'f', 'Payload': $states.input}} %}}""#)),
        jsonata(r#""Type": "Map", "Items": "{% $states.input.items[$ > 1] %}", "ItemProcessor": {"StartAt": "I", "States": {"I": {"Type": "Pass", "End": true}}}, "End": true"#),
        state(r#""Type": "Pass", "Parameters": {"a.$": "$.list[?(@ > 1)]", "b.$": "$.list[?(@ != 'x')]"}, "End": true"#),
        state(r#""Type": "Pass", "InputPath": "$.list[?(@ > 1)]", "End": true"#),
        state(r#""Type": "Pass", "Parameters": {"a.$": "$$['Execution']['Input']", "b.$": "$$['Execution'].Name"}, "End": true"#),
    ] {
        let errors: Vec<_> = found(&text).into_iter().filter(|found| found.severity == Severity::Error).collect();
        assert!(errors.is_empty(), "{text}: {errors:?}");
    }
}
