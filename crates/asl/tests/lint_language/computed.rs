//! Intrinsic functions and expressions in JSONata.

use super::*;

#[test]
fn intrinsic_functions() {
    let with = |call: &str| state(&format!(r#""Type": "Pass", "Parameters": {{"x.$": "{call}"}}, "End": true"#));
    taken(
        [
            "States.Array()",
            "States.ArrayPartition($.a, 2)",
            "States.ArrayContains($.a, 'x')",
            "States.ArrayRange(1, 9, 2)",
            "States.ArrayGetItem($.a, 0)",
            "States.ArrayLength($.a)",
            "States.ArrayUnique($.a)",
            "States.Base64Encode('x')",
            "States.Base64Decode($.a)",
            "States.Hash($.a, 'SHA-256')",
            "States.JsonMerge($.a, $.b, false)",
            "States.StringToJson($.a)",
            "States.JsonToString($.a)",
            "States.MathRandom(1, 9)",
            "States.MathRandom(1, 9, 5)",
            "States.MathAdd($.a, -1)",
            "States.StringSplit('a,b', ',')",
            "States.Format('{} {}', $.a, 1)",
            "States.UUID()",
            "States.Format('it\\\\'s {}', States.Array($$.Execution.Id, null, true, 1.5))",
        ]
        .map(with),
    );
    refused(
        &schema("/States/A/Parameters/x.$"),
        [
            "States.Foo()",
            "States.array(1)",
            "States.UUID",
            "States.Array('x)",
            "States.Array('x\\\\n')",
            "States.Format('{} \\\\\\\"', 1)",
            "States.Array('\\\\t')",
            "States.Array($.a, States.Hash('\\\\q', 'MD5'))",
            "States.Array(1,)",
            "States.Array(1))",
            "States.Array($.a[)",
            "States.Format('{}' 1)",
            "plain",
            "",
        ]
        .map(with),
    );
    // The service takes these, and fails when they run (recordings of 2026).
    let fails = "INTRINSIC_FAILS /States/A/Parameters/x.$";
    check(
        Severity::Warning,
        &[
            (with("States.UUID(1)"), fails),
            (with("States.ArrayLength()"), fails),
            (with("States.Array(States.ArrayRange(1, 5))"), fails),
            (with("States.StringSplit('a')"), fails),
            (with("States.Format('{}')"), fails),
            (with("States.Format('{{}}', 1)"), fails),
            (with("States.Format($.template, 1)"), ""),
            (with("States.MathRandom(1, 9, 5)"), ""),
        ],
    );
    taken(["States.UUID(1)", "States.JsonToString($.a, $.b)", "States.Format('}')"].map(with));
    let nested = |levels: usize| format!("{}1{}", "States.Array(".repeat(levels), ")".repeat(levels));
    taken([with(&nested(10))]);
    refused(&schema("/States/A/Parameters/x.$"), [with(&nested(12))]);
    refused(
        &schema("/States/A/Parameters/x.$"),
        ["5", "null", "{}"].map(|value| state(&format!(r#""Type": "Pass", "Parameters": {{"x.$": {value}}}, "End": true"#))),
    );
}

#[test]
fn expressions_in_jsonata() {
    let with = |text: &str| jsonata(&format!(r#""Type": "Pass", "Output": {{"x": "{text}"}}, "End": true"#));
    taken(
        [
            "{% $states.input.a %}",
            "{%$uuid()%}",
            "{%\\n 1 +\\n 2 %}",
            "text",
            "100 %",
            "{% ( $x := 1; $x ) %}",
            "{% $v %}",
            "{% /a/i %}",
        ]
        .map(with),
    );
    refused(
        "INVALID_JSONATA_EXPRESSION /States/A/Output/x",
        ["{% 1 + %}", "{% ( %}", "{% %}", "{% [1,2 %}", "{% $f( %}", "{% 'x %}", "{% 1 2 %}"].map(with),
    );
    refused(
        "UNSUPPORTED_JSONATA_EXPRESSION /States/A/Output/x",
        ["{% $$ %}", "{% $ %}", "{% name.a %}", "{% $states.result %}", "{% $states.errorOutput %}", "{% $states.inptu %}"]
            .map(with),
    );
    refused(&schema("/States/A/Output/x"), ["{% 1", "{% 1 %} ", "{% 1 }"].map(with));
    check(
        Severity::Warning,
        &[
            (with(" {% 1 %}"), "NO_EXPRESSION /States/A/Output/x"),
            (with("{% $eval('1') %}"), "UNKNOWN_FUNCTION /States/A/Output/x"),
        ],
    );
    let task = |members: &str| jsonata(&format!("{TASK}, {members}"));
    taken(
        [
            r#""Output": "{% $states.result.x %}", "Assign": {"v": "{% $states.result %}"}"#,
            r#""Catch": [{"ErrorEquals": ["X"], "Next": "A", "Output": "{% $states.errorOutput.Error %}"}]"#,
            r#""TimeoutSeconds": "{% 5 %}", "Arguments": "{% $states.input %}""#,
        ]
        .map(task),
    );
    refused("UNSUPPORTED_JSONATA_EXPRESSION /States/A/Arguments", [task(r#""Arguments": "{% $states.result %}""#)]);
    refused(&schema("/States/A/Arguments"), [task(r#""Arguments": "x""#), task(r#""Arguments": 5"#)]);
    refused(&schema("/States/A/TimeoutSeconds"), [task(r#""TimeoutSeconds": "five""#), task(r#""TimeoutSeconds": "{% 5""#)]);
}
