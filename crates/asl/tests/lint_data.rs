//! Variables and data followed through scopes, catchers and both query languages: what is warned of, and what is not.

use asl::document::Document;
use asl::lint::{Options, Severity, lint};

/// Warnings on data, as `CODE location`.
fn warned(text: &str) -> Vec<String> {
    let findings = lint(&Document::new(text), Options::default());
    let errors: Vec<_> = findings.iter().filter(|found| found.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:#?} in {text}");
    let of_data = |code: &str| code.starts_with("VARIABLE") || matches!(code, "PATH_TO_NOTHING" | "TYPE_CANNOT_FIT");
    let found = findings.iter().filter(|found| of_data(found.code));
    found.map(|found| format!("{} {}", found.code, found.location)).collect()
}

fn check(language: &str, cases: &[(&str, &[&str])]) {
    for (states, expected) in cases {
        let text = format!(r#"{{"QueryLanguage": "{language}", "StartAt": "A", "States": {{{states}}}}}"#);
        assert_eq!(warned(&text), *expected, "{text}");
    }
}

const CALL: &str = r#""Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:list""#;

#[test]
fn variables_set_on_some_ways() {
    let catch = format!(
        r#""A": {{{CALL}, "Assign": {{"ok": 1}}, "Catch": [{{"ErrorEquals": ["X"], "Next": "C", "Assign": {{"failed": 1}}}}], "Next": "B"}},
        "B": {{"Type": "Pass", "Output": "{{% $ok %}}", "Next": "D"}},
        "C": {{"Type": "Pass", "Output": "{{% $failed %}}", "Next": "D"}},
        "D": {{"Type": "Pass", "Output": "{{% $ok %}}", "Next": "E"}},
        "E": {{"Type": "Pass", "Output": "{{% $exists($failed) ? $failed : 0 %}}", "Next": "F"}},
        "F": {{"Type": "Pass", "Output": "{{% $failde %}}", "End": true}}"#
    );
    let rules = r#""A": {"Type": "Choice", "Assign": {"x": 0}, "Choices": [
            {"Condition": "{% $states.input.a %}", "Assign": {"x": 1, "y": 1}, "Next": "B"},
            {"Condition": "{% $states.input.b %}", "Next": "B"}], "Default": "B"},
        "B": {"Type": "Pass", "Output": "{% $x %}", "Next": "C"},
        "C": {"Type": "Pass", "Output": "{% $y %}", "End": true}"#;
    let entry = r#""A": {"Type": "Pass", "Assign": {"x": 1, "y": "{% $x %}"}, "Next": "B"},
        "B": {"Type": "Pass", "Output": "{% $x + $y + ($z := 1; $z) + $map([1], function($i) { $i })[0] %}", "End": true}"#;
    let round = r#""A": {"Type": "Pass", "Assign": {"n": 0}, "Next": "B"},
        "B": {"Type": "Pass", "Assign": {"n": "{% $n + 1 %}", "last": 1}, "Next": "C"},
        "C": {"Type": "Choice", "Choices": [{"Condition": "{% $n > 5 and $last = 1 %}", "Next": "D"}], "Default": "B"},
        "D": {"Type": "Succeed"}"#;
    check(
        "JSONata",
        &[
            (&catch, &["VARIABLE_MAYBE_UNSET /States/D/Output", "VARIABLE_UNSET /States/F/Output"]),
            (rules, &["VARIABLE_MAYBE_UNSET /States/C/Output"]),
            (entry, &["VARIABLE_UNSET /States/A/Assign/y"]),
            (round, &[]),
        ],
    );
}

#[test]
fn variables_and_scopes() {
    let scopes = |config: &str, inner: &str, after: &str| {
        format!(
            r#""A": {{"Type": "Pass", "Assign": {{"x": 1}}, "Next": "M"}},
            "M": {{"Type": "Map", "ItemProcessor": {{{config}"StartAt": "I", "States": {{"I": {{"Type": "Pass", {inner}, "Next": "J"}},
                "J": {{"Type": "Pass", "Output": "{{% $own %}}", "End": true}}}}}}, "Next": "B"}},
            "B": {{"Type": "Pass", "Output": "{{% {after} %}}", "End": true}}"#
        )
    };
    let inline = scopes("", r#""Assign": {"own": "{% $x %}"}"#, "$x");
    let leak = scopes("", r#""Assign": {"own": 1}"#, "$own");
    let config = r#""ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}, "#;
    let apart = scopes(config, r#""Assign": {"own": "{% $x %}"}"#, "$x");
    let same = scopes(config, r#""Assign": {"own": 1, "x": 2}"#, "$x");
    let branches = r#""A": {"Type": "Parallel", "Branches": [
            {"StartAt": "I", "States": {"I": {"Type": "Pass", "Assign": {"p": 1}, "Next": "J"}, "J": {"Type": "Pass", "Output": "{% $p %}", "End": true}}},
            {"StartAt": "K", "States": {"K": {"Type": "Pass", "Output": "{% $p %}", "End": true}}}],
            "Assign": {"r": "{% $states.result[0] %}"}, "Next": "B"},
        "B": {"Type": "Pass", "Output": "{% $r %}", "End": true}"#;
    const INNER: &str = "/States/M/ItemProcessor/States/I/Assign";
    check(
        "JSONata",
        &[
            (&inline, &[]),
            (&leak, &["VARIABLE_UNSET /States/B/Output"]),
            (&apart, &[&format!("VARIABLE_UNSET {INNER}/own")]),
            (&same, &[]),
            (branches, &["VARIABLE_UNSET /States/A/Branches[1]/States/K/Output"]),
        ],
    );
}

#[test]
fn data_through_catchers_and_scopes_in_jsonpath() {
    let kept = format!(
        r#""A": {{{CALL}, "ResultPath": "$.r", "Catch": [{{"ErrorEquals": ["X"], "Next": "C", "ResultPath": "$.error"}}], "Next": "B"}},
        "B": {{"Type": "Pass", "InputPath": "$.r.x", "End": true}},
        "C": {{"Type": "Pass", "Parameters": {{"a.$": "$.order", "b.$": "$.error.Cause"}}, "End": true}}"#
    );
    let replaced = format!(
        r#""A": {{{CALL}, "Catch": [{{"ErrorEquals": ["X"], "Next": "C"}}], "Next": "B"}},
        "B": {{"Type": "Pass", "InputPath": "$.anything", "End": true}},
        "C": {{"Type": "Pass", "Parameters": {{"a.$": "$.order", "b.$": "$.Cause"}}, "End": true}}"#
    );
    let selected = format!(
        r#""A": {{{CALL}, "ResultSelector": {{"id.$": "$.Id", "n": 5}}, "Next": "B"}},
        "B": {{"Type": "Choice", "Choices": [
            {{"Variable": "$.n", "NumericEquals": 5, "Next": "C"}},
            {{"Variable": "$.n", "StringEquals": "5", "Next": "C"}},
            {{"Variable": "$.name", "IsPresent": true, "Next": "C"}}], "Default": "C"}},
        "C": {{"Type": "Wait", "SecondsPath": "$.name", "End": true}}"#
    );
    let items = r#""A": {"Type": "Pass", "Result": {"list": [1], "text": "x"}, "Next": "M"},
        "M": {"Type": "Map", "ItemsPath": "$.text", "ItemSelector": {"v.$": "$$.Map.Item.Value", "t.$": "$.text", "o.$": "$.other"},
            "ItemProcessor": {"StartAt": "I", "States": {"I": {"Type": "Pass", "InputPath": "$.v.x", "Next": "J"},
                "J": {"Type": "Pass", "InputPath": "$.w", "End": true}}}, "End": true}"#;
    check(
        "JSONPath",
        &[
            (&kept, &[]),
            (&replaced, &["PATH_TO_NOTHING /States/C/Parameters/a.$"]),
            (&selected, &["TYPE_CANNOT_FIT /States/B/Choices[1]/Variable", "PATH_TO_NOTHING /States/C/SecondsPath"]),
            (items, &["TYPE_CANNOT_FIT /States/M/ItemsPath", "PATH_TO_NOTHING /States/M/ItemSelector/o.$"]),
        ],
    );
}
