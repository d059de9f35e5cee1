//! Rules of a Choice, retriers and catchers.

use super::*;

#[test]
fn rules_of_a_choice() {
    const STRING: &[&str] =
        &["StringEquals", "StringLessThan", "StringGreaterThan", "StringLessThanEquals", "StringGreaterThanEquals"];
    for operator in STRING {
        for (prefix, value, other) in
            [("String", "\"x\"", "1"), ("Numeric", "1.5", "\"1\""), ("Timestamp", "\"2026-01-31T12:00:00Z\"", "\"x\"")]
        {
            let name = operator.replace("String", prefix);
            let rule = |name: &str, value: &str| choice(&format!(r#"{{"Variable": "$.a", "{name}": {value}, "Next": "B"}}"#));
            taken([rule(&name, value), rule(&format!("{name}Path"), "\"$.b\"")]);
            refused(&schema(&format!("/States/A/Choices[0]/{name}")), [rule(&name, other), rule(&name, "null")]);
            refused(
                &schema(&format!("/States/A/Choices[0]/{name}Path")),
                [rule(&format!("{name}Path"), "\"b\""), rule(&format!("{name}Path"), "5")],
            );
        }
    }
    for operator in ["IsNull", "IsPresent", "IsNumeric", "IsString", "IsBoolean", "IsTimestamp", "BooleanEquals"] {
        let rule = |value: &str| choice(&format!(r#"{{"Variable": "$.a", "{operator}": {value}, "Next": "B"}}"#));
        taken([rule("true"), rule("false")]);
        refused(&schema(&format!("/States/A/Choices[0]/{operator}")), [rule("\"true\""), rule("1")]);
    }
    refused(
        &schema("/States/A/Choices[0]"),
        [
            r#"{"Variable": "$.a", "IsNull": true}"#,
            r#"{"Variable": "$.a", "Next": "B"}"#,
            r#"{"Next": "B"}"#,
            r#"{"IsNull": true, "Next": "B"}"#,
            r#"{"Variable": "$.a", "IsNull": true, "IsString": true, "Next": "B"}"#,
            r#"{"Variable": "$.a", "And": [{"Variable": "$.a", "IsNull": true}], "Next": "B"}"#,
            r#"{"And": [{"Variable": "$.a", "IsNull": true}], "Or": [{"Variable": "$.a", "IsNull": true}], "Next": "B"}"#,
            r#"{"Variable": "$.a", "StringMatchesPath": "$.b", "Next": "B"}"#,
            r#"{"Variable": "$.a", "StringEqual": "b", "Next": "B"}"#,
            r#"{"Condition": true, "Next": "B"}"#,
            r#"{"Variable": "$.a", "IsNull": true, "Output": 1, "Next": "B"}"#,
        ]
        .map(choice),
    );
    refused(&schema("/States/A/Choices[0]/And"), [r#"{"And": [], "Next": "B"}"#, r#"{"And": {}, "Next": "B"}"#].map(choice));
    refused(
        &schema("/States/A/Choices[0]/And[0]"),
        [
            r#"{"And": [{"Variable": "$.a", "IsNull": true, "Next": "B"}], "Next": "B"}"#,
            r#"{"And": [{"Variable": "$.a", "IsNull": true, "Assign": {}}], "Next": "B"}"#,
            r#"{"And": [{}], "Next": "B"}"#,
            r#"{"And": [5], "Next": "B"}"#,
        ]
        .map(choice),
    );
    refused(&schema("/States/A/Choices[0]/Variable"), [choice(r#"{"Variable": "a", "IsNull": true, "Next": "B"}"#)]);
    taken(
        [
            r#"{"Not": {"Not": {"Variable": "$$.Execution.Name", "StringMatches": "a*"}}, "Next": "B", "Comment": "c"}"#,
            r#"{"Or": [{"Variable": "$v.x", "IsPresent": true, "Comment": "c"}], "Next": "B", "Assign": {"x": 1}}"#,
        ]
        .map(choice),
    );
    let in_jsonata = |rule: &str| choice(rule).replace("{\"StartAt\"", "{\"QueryLanguage\": \"JSONata\", \"StartAt\"");
    refused(
        &schema("/States/A/Choices[0]"),
        [r#"{"Next": "B"}"#, r#"{"Condition": true}"#, r#"{"Variable": "$.a", "IsNull": true, "Next": "B"}"#].map(in_jsonata),
    );
    refused(
        &schema("/States/A/Choices[0]/Condition"),
        [r#"{"Condition": 5, "Next": "B"}"#, r#"{"Condition": "true", "Next": "B"}"#, r#"{"Condition": "{% 1", "Next": "B"}"#]
            .map(in_jsonata),
    );
    taken([r#"{"Condition": "{% $states.input.a = 1 %}", "Output": 1, "Assign": {"x": 1}, "Next": "B"}"#].map(in_jsonata));
}

#[test]
fn retriers_and_catchers() {
    let retry = |entry: &str| task(&format!(r#""Retry": [{entry}]"#));
    for (field, wrong, right) in [
        ("IntervalSeconds", &["-1", "1.5", "\"1\"", "100000000"][..], &["1", "99999999"][..]),
        ("MaxAttempts", &["-1", "1.5", "null", "100000000"], &["0", "99999999"]),
        ("BackoffRate", &["0.9", "-1", "\"2\""], &["1", "1.5"]),
        ("MaxDelaySeconds", &["0", "1.5", "31622401"], &["1", "31622400"]),
        ("JitterStrategy", &["\"full\"", "5"], &["\"FULL\"", "\"NONE\""]),
    ] {
        let with = |value: &&str| retry(&format!(r#"{{"ErrorEquals": ["X"], "{field}": {value}}}"#));
        refused(&schema(&format!("/States/A/Retry[0]/{field}")), wrong.iter().map(with));
        taken(right.iter().map(with));
    }
    check(
        Severity::Warning,
        &[(retry(r#"{"ErrorEquals": ["X"], "IntervalSeconds": 0}"#), "ZERO_SECONDS /States/A/Retry[0]/IntervalSeconds")],
    );
    refused(
        &schema("/States/A/Retry[0]"),
        ["{}", r#"{"ErrorEquals": ["X"], "Next": "A"}"#, r#"{"ErrorEquals": ["X"], "ResultPath": "$.a"}"#].map(retry),
    );
    refused(
        &schema("/States/A/Retry[0]/ErrorEquals"),
        [
            r#"{"ErrorEquals": []}"#,
            r#"{"ErrorEquals": "X"}"#,
            r#"{"ErrorEquals": ["X", "States.ALL"]}"#,
            r#"{"ErrorEquals": ["States.ALL"]}, {"ErrorEquals": ["X"]}"#,
        ]
        .map(retry),
    );
    taken([r#"{"ErrorEquals": ["X"], "Comment": "c"}, {"ErrorEquals": ["States.ALL"]}"#].map(retry));
    let catch = |entry: &str| task(&format!(r#""Catch": [{entry}]"#));
    refused(
        &schema("/States/A/Catch[0]"),
        [
            r#"{"ErrorEquals": ["X"]}"#,
            r#"{"Next": "A"}"#,
            r#"{"ErrorEquals": ["X"], "Next": "A", "Output": 1}"#,
            r#"{"ErrorEquals": ["X"], "Next": "A", "IntervalSeconds": 1}"#,
        ]
        .map(catch),
    );
    refused("MISSING_TRANSITION_TARGET /States/A/Catch[0]/Next", [catch(r#"{"ErrorEquals": ["X"], "Next": "B"}"#)]);
    taken(
        [r#"{"ErrorEquals": ["X"], "Next": "A", "ResultPath": null, "Assign": {"e.$": "$.Error"}, "Comment": "c"}"#].map(catch),
    );
    check(
        Severity::Warning,
        &[(retry(r#"{"ErrorEquals": ["States.Timeot"]}"#), "UNKNOWN_ERROR_NAME /States/A/Retry[0]/ErrorEquals[0]")],
    );
}
