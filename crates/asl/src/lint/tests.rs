//! What the rules find, where, and that their fixes mend it.

use super::*;

/// A machine of one state `A` with these members.
fn state(members: &str) -> String {
    format!(r#"{{"StartAt": "A", "States": {{"A": {{{members}}}}}}}"#)
}

fn found(text: &str) -> Vec<Diagnostic> {
    lint(&Document::new(text), Options::default())
}

/// Findings as `CODE location message`.
fn lines(text: &str) -> Vec<String> {
    found(text).iter().map(|found| format!("{} {} {}", found.code, found.location, found.message)).collect()
}

#[test]
fn each_rule_finds_its_fault_and_its_fix_mends_it() {
    for (text, expected, fixable) in [
        (
            r#"{"StartAt": "A" "States": {"A": {"Type": "Succeed"}}}"#.to_owned(),
            "INVALID_JSON_DESCRIPTION /StartAt a comma is missing here",
            true,
        ),
        (String::new(), "MISSING_DESCRIPTION / there is no definition here", false),
        (r#"{"StartAt": "A"}"#.to_owned(), "SCHEMA_VALIDATION_FAILED / These fields are required: [States]", false),
        (
            r#"{"States": {"A": {"Type": "Succeed"}}}"#.to_owned(),
            "SCHEMA_VALIDATION_FAILED / These fields are required: [StartAt]",
            false,
        ),
        (
            state(r#""Type": "Wait", "Seconds": "5", "End": true"#),
            "SCHEMA_VALIDATION_FAILED /States/A/Seconds Expected value of type Integer",
            true,
        ),
        (
            state(r#""Type": "Suceed""#),
            "SCHEMA_VALIDATION_FAILED /States/A/Type The field 'Type' should have one of these values: [Task, Wait, Pass, Succeed, Fail, Choice, Parallel, Map]",
            true,
        ),
        (
            state(r#""Type": "Pass", "ResultPaht": "$.x", "End": true"#),
            "SCHEMA_VALIDATION_FAILED /States/A Field 'ResultPaht' is not supported",
            true,
        ),
        (
            state(r#""Type": "Pass", "Arguments": {}, "End": true"#),
            "SCHEMA_VALIDATION_FAILED /States/A Field 'Arguments' is not supported",
            true,
        ),
        (
            state(r#""Type": "Succeed", "Output": 1"#),
            "SCHEMA_VALIDATION_FAILED /States/A The QueryLanguage is set to 'JSONPath', but field 'Output' is only supported for the 'JSONata' QueryLanguage",
            true,
        ),
        (
            state(r#""Type": "Pass", "Next": "A", "End": true"#),
            "SCHEMA_VALIDATION_FAILED /States/A There should only be one of the following fields: [Next, End]",
            true,
        ),
        (
            state(r#""Type": "Wait", "End": true"#),
            "SCHEMA_VALIDATION_FAILED /States/A This object should have only one of the following fields: [SecondsPath, Seconds, TimestampPath, Timestamp]",
            false,
        ),
        (
            state(r#""Type": "Map", "ItemProcessor": {"StartAt": "B", "States": {"B": {"Type": "Succeed"}}}"#),
            "SCHEMA_VALIDATION_FAILED /States/A This object should have only one of the following fields: [Next, End]",
            true,
        ),
        (state(r#""Type": "Pass", "Next": "B""#), "MISSING_TRANSITION_TARGET /States/A/Next Missing 'Next' target: B", false),
        (
            r#"{"StartAt": "Frist", "States": {"First": {"Type": "Succeed"}}}"#.to_owned(),
            "MISSING_TRANSITION_TARGET /StartAt Missing 'Next' target: Frist",
            true,
        ),
        (
            r#"{"StartAt": "A", "States": {"A": {"Type": "Succeed"}, "B": {"Type": "Succeed"}}}"#.to_owned(),
            "MISSING_TRANSITION_TARGET /States/B State \"B\" is not reachable.",
            true,
        ),
        (
            state(r#""Type": "Pass", "ResultPath": "$.a[*]", "End": true"#),
            "SCHEMA_VALIDATION_FAILED /States/A/ResultPath Value is not a Reference Path: '$.a[*]'",
            false,
        ),
        (
            state(r#""Type": "Pass", "Parameters": {"a.$": "States.Formt('x')"}, "End": true"#),
            "SCHEMA_VALIDATION_FAILED /States/A/Parameters/a.$ The value for the field 'a.$' must be a valid JSONPath or a valid intrinsic function call",
            false,
        ),
        (
            state(r#""Type": "Pass", "QueryLanguage": "JSONata", "Output": "{% 1 + %}", "End": true"#),
            "INVALID_JSONATA_EXPRESSION /States/A/Output Unexpected end of expression",
            false,
        ),
        (
            state(r#""Type": "Choice", "Choices": [{"Variable": "$.a", "NumericEquals": "5", "Next": "A"}], "Default": "A""#),
            "SCHEMA_VALIDATION_FAILED /States/A/Choices[0]/NumericEquals `NumericEquals` compares with a number, not a string",
            true,
        ),
        (
            state(r#""Type": "Task", "Resource": "my-function", "End": true"#),
            "SCHEMA_VALIDATION_FAILED /States/A/Resource Value is not a valid resource ARN",
            true,
        ),
        (
            state(
                r#""Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "End": true, "Retry": [{"ErrorEquals": ["States.ALL"], "BackoffRate": 0.5}]"#,
            ),
            "SCHEMA_VALIDATION_FAILED /States/A/Retry[0]/BackoffRate Minimum value is 1.0",
            false,
        ),
        (
            state(
                r#""Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "End": true, "Retry": [{"ErrorEquals": ["States.ALL", "X"]}]"#,
            ),
            "SCHEMA_VALIDATION_FAILED /States/A/Retry[0]/ErrorEquals States.ALL must appear alone and at end of list",
            true,
        ),
        (
            state(r#""Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "End": true"#),
            "LAMBDA_WITHOUT_RETRY /States/A this call of a Lambda function is not retried when Lambda itself fails or throttles",
            true,
        ),
        (
            state(r#""Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken", "End": true"#),
            "CALLBACK_WITHOUT_TIMEOUT /States/A nothing ends the wait if nobody reports with the token",
            true,
        ),
        (
            state(r#""Type": "Task", "Resource": "arn:aws:states:::sns:publish", "Credentials": {}, "End": true"#),
            "SCHEMA_VALIDATION_FAILED /States/A/Credentials The field 'RoleArn' is required but was missing",
            true,
        ),
        (
            state(r#""Type": "Pass", "Parameters": {"a": "$.b"}, "End": true"#),
            "NO_DOLLAR /States/A/Parameters/a `a` looks like a JSONPath or an intrinsic function call, but its name does not end in `.$`",
            true,
        ),
        (
            state(r#""Type": "Map", "End": true, "Iterator": {"StartAt": "B", "States": {"B": {"Type": "Succeed"}}}"#),
            "OLD_FIELD_NAME /States/A/Iterator `Iterator` is the old name of `ItemProcessor`",
            true,
        ),
        (
            state(r#""Type": "Choice", "Choices": [{"Variable": "$.a", "IsNull": true, "Next": "A"}]"#),
            "CHOICE_WITHOUT_DEFAULT /States/A no rule may match, and there is no `Default`: the execution would fail",
            true,
        ),
        (
            r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "A"}, "B": {"Type": "Succeed"}}}"#.to_owned(),
            "ENDLESS_LOOP /States/A no way leads out of this loop: `A`",
            false,
        ),
        (state(r#""Type": "Pass", "Next": "A""#), "MISSING_END_STATE /States Workflow has no terminal state", false),
        (
            state(r#""Type": "Pass", "Assign": {"a.b": 1}, "End": true"#),
            "INVALID_VARIABLE_NAME /States/A/Assign/a.b Invalid variable name 'a.b': the variable name contains invalid characters.",
            false,
        ),
        (
            r#"{"QueryLanguage": "JSONata", "StartAt": "A", "States": {"A": {"Type": "Succeed", "QueryLanguage": "JSONPath"}}}"#
                .to_owned(),
            "SCHEMA_VALIDATION_FAILED /States/A 'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine",
            true,
        ),
        (
            r#"{"StartAt": "A", "Version": "2", "States": {"A": {"Type": "Succeed"}}}"#.to_owned(),
            "SCHEMA_VALIDATION_FAILED /Version Value should be one of the following: [1.0]",
            true,
        ),
        (
            state(r#""Type": "Parallel", "End": true, "Branches": [{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}]"#),
            "DUPLICATE_STATE_NAME /States/A/Branches[0]/States/A Duplicate State name: A",
            true,
        ),
    ] {
        let document = Document::new(text.as_str());
        let findings = lint(&document, Options::default());
        let line = |found: &Diagnostic| format!("{} {} {}", found.code, found.location, found.message);
        let hit = findings.iter().find(|found| line(found).starts_with(expected));
        let hit = hit.unwrap_or_else(|| panic!("{expected} not among {:?} for {text}", lines(&text)));
        assert_eq!(hit.fix.is_some(), fixable, "{expected}");
        if let Some(fix) = &hit.fix {
            let (mended, inverse) = document.apply(fix);
            assert!(!lines(&mended.text).iter().any(|line| line.starts_with(expected)), "{} still has {expected}", mended.text);
            assert_eq!(mended.apply(&inverse).0.text, document.text);
        }
    }
}

/// A machine in JSONPath of Passes `A`, `B`, … that follow each other, each with these members.
fn chain(states: &[&str]) -> String {
    let name = |index: usize| (b'A' + index as u8) as char;
    let member = |(index, members): (usize, &&str)| {
        let way =
            if index + 1 == states.len() { "\"End\": true".to_owned() } else { format!("\"Next\": \"{}\"", name(index + 1)) };
        format!(r#""{}": {{"Type": "Pass", {members}, {way}}}"#, name(index))
    };
    let members: Vec<String> = states.iter().enumerate().map(member).collect();
    format!(r#"{{"StartAt": "A", "States": {{{}}}}}"#, members.join(", "))
}

#[test]
fn data_is_followed_through_the_machine() {
    const RESULT: &str = r#""Result": {"a": {"b": 1}}"#;
    for (states, expected) in [
        (vec![RESULT, r#""InputPath": "$.a.b""#], &[][..]),
        (vec![RESULT, r#""InputPath": "$.a.c""#], &["`$.a.c` cannot be there"]),
        (vec![RESULT, r#""Parameters": {"x.$": "States.Format('{}', $['q'])"}"#], &["`$['q']` cannot be there"]),
        (vec![r#""Result": 1, "ResultPath": "$.r""#, r#""InputPath": "$.order""#], &[]),
        (vec![RESULT, r#""Result": 1, "ResultPath": "$.r""#, r#""InputPath": "$.r.s""#], &["`$.r.s` cannot be there"]),
        (vec![RESULT, r#""Result": 1, "ResultPath": "$.r""#, r#""InputPath": "$.a.b""#], &[]),
        (vec![RESULT, r#""Parameters": {"x.$": "$.a"}"#, r#""OutputPath": "$.a""#], &["`$.a` cannot be there"]),
        (vec![r#""Assign": {"n": 1}, "Result": 1"#, r#""Parameters": {"x.$": "$n"}"#], &[]),
        (vec![r#""Assign": {"n": 1, "m.$": "$n"}"#], &["the variable `$n` is not set on any way that leads here"]),
        (vec![r#""Result": {"a": 1}, "ResultPath": null"#], &["`ResultPath` is null, so what `Result` gives is thrown away"]),
    ] {
        let text = chain(&states);
        assert_eq!(found(&text).into_iter().map(|found| found.message).collect::<Vec<_>>(), expected, "{text}");
    }
    let ways = r#"{"StartAt": "A", "States": {
        "A": {"Type": "Choice", "Choices": [{"Variable": "$.x", "IsPresent": true, "Next": "B"}], "Default": "C"},
        "B": {"Type": "Pass", "Assign": {"n": 1}, "Next": "C"},
        "C": {"Type": "Pass", "Parameters": {"n.$": "$n"}, "Next": "D"},
        "D": {"Type": "Choice", "Choices": [{"And": [{"Variable": "$.q", "IsPresent": true}, {"Variable": "$.q", "IsNull": true}], "Next": "E"}], "Default": "E"},
        "E": {"Type": "Succeed"}}}"#;
    assert_eq!(
        found(ways).into_iter().map(|found| found.message).collect::<Vec<_>>(),
        ["the variable `$n` is not set on every way that leads here"]
    );
}

#[test]
fn a_finding_points_at_the_very_words() {
    for (text, expected) in [
        (state(r#""Type": "Pass", "Parameters": {"a\"b.$": "States.Formt('x')"}, "End": true"#), "States.Formt"),
        (state(r#""Type": "Pass", "ResultPaht": "$.x", "End": true"#), "\"ResultPaht\""),
        (state(r#""Type": "Pass", "QueryLanguage": "JSONata", "Output": "{% 'é\"' & ) %}", "End": true"#), ")"),
        (state(r#""Type": "Pass", "Next": "B""#), "\"B\""),
    ] {
        let findings = found(&text);
        assert!(findings.iter().any(|found| found.span.of(&text) == expected), "{expected}: {findings:?}");
    }
}

#[test]
fn what_express_workflows_cannot_do_is_said_for_them_only() {
    let text = state(
        r#""Type": "Task", "Resource": "arn:aws:states:::ecs:runTask.sync", "Parameters": {"TaskDefinition": "t"}, "End": true"#,
    );
    assert_eq!(lines(&text), [""; 0]);
    let options = Options { workflow_type: WorkflowType::Express, ..Options::default() };
    let found = lint(&Document::new(text), options);
    assert_eq!(found[0].message, "Express state machine does not support '.sync' service integration");
}

#[test]
fn placeholders_are_never_faulted() {
    let text = r#"{"StartAt": "${First}", "TimeoutSeconds": ${T}, "States": {
        "A": {"Type": "Task", "Resource": "${Fn}", "Parameters": {"x.$": "${Path}"}, "Retry": [{"ErrorEquals": ["X"], "MaxAttempts": ${N}}], "Next": "${Next}"},
        "B": {"Type": "Wait", "Seconds": "${S}", "End": ${End}}, ${More}}}"#;
    assert_eq!(lines(text), [""; 0]);
}

#[test]
fn every_rule_has_a_page_of_its_own() {
    let mut names: Vec<&str> = RULES.iter().map(|rule| rule.name).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), RULES.len());
    for rule in RULES {
        assert!(rule.summary.ends_with('.') && rule.why.ends_with('.'), "{}", rule.name);
        assert!(rule.page().starts_with(&format!("# {}\n", rule.name)));
    }
}

#[test]
fn deep_and_foreign_texts_are_linted_without_harm() {
    for text in ["[", "5", "\"x\"", "{\"States\": 5}", "{\"a\": {\"b\": []}}"] {
        assert!(found(text).iter().any(|found| found.severity == Severity::Error), "{text}");
    }
    let deep = "{\"States\":{\"A\":{\"Type\":\"Parallel\",\"Branches\":[".repeat(10_000);
    assert!(!found(&deep).is_empty());
}
