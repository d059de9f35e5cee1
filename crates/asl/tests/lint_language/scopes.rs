//! The machine, its scopes, its states' fields and names.

use super::*;

#[test]
fn the_machine_and_its_scopes() {
    check(
        Severity::Error,
        &[
            ("{}".to_owned(), "SCHEMA_VALIDATION_FAILED /"),
            (r#"{"StartAt": "A", "States": {}}"#.to_owned(), "SCHEMA_VALIDATION_FAILED /States"),
            (r#"{"StartAt": "A", "States": []}"#.to_owned(), "SCHEMA_VALIDATION_FAILED /States"),
            (r#"{"StartAt": "A", "States": {"A": null}}"#.to_owned(), "SCHEMA_VALIDATION_FAILED /States/A"),
            (r#"{"StartAt": "A", "States": {"A": {}}}"#.to_owned(), "SCHEMA_VALIDATION_FAILED /States/A"),
            (
                r#"{"StartAt": "X", "States": {"A": {"Type": "Succeed"}}}"#.to_owned(),
                "MISSING_TRANSITION_TARGET /StartAt, MISSING_TRANSITION_TARGET /States/A",
            ),
            (
                r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Pass", "Next": "A"}}}"#
                    .to_owned(),
                "MISSING_END_STATE /States",
            ),
            (
                r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "A"}, "C": {"Type": "Succeed"}}}"#.to_owned(),
                "MISSING_TRANSITION_TARGET /States/C",
            ),
        ],
    );
    refused(&schema("/Version"), ["\"2.0\"", "1", "null"].map(|value| machine(&format!("\"Version\": {value}"))));
    refused(
        &schema("/TimeoutSeconds"),
        ["-1", "1.5", "\"60\"", "\"{% 5 %}\"", "100000000"].map(|value| machine(&format!("\"TimeoutSeconds\": {value}"))),
    );
    refused(&schema("/QueryLanguage"), ["\"SQL\"", "5"].map(|value| machine(&format!("\"QueryLanguage\": {value}"))));
    refused(&schema("/Comment"), [machine("\"Comment\": 5")]);
    refused(&schema("/"), [machine("\"Timeout\": 5"), machine(r#""ProcessorConfig": {}"#)]);
    taken([machine(r#""Version": "1.0", "TimeoutSeconds": 60, "Comment": "c", "QueryLanguage": "JSONPath""#)]);
    let branches = |branch: &str| state(&format!(r#""Type": "Parallel", "Branches": [{branch}], "End": true"#));
    refused(
        &schema("/States/A/Branches[0]"),
        [
            branches("{}"),
            branches("5"),
            branches(&format!("{{\"Version\": \"1.0\", {}", &INNER[1..])),
            branches(&format!("{{\"TimeoutSeconds\": 5, {}", &INNER[1..])),
            branches(r#"{"StartAt": "I"}"#),
        ],
    );
    refused(&schema("/States/A/Branches"), [branches("")]);
    taken([branches(INNER), branches(&format!("{{\"Comment\": \"c\", {}", &INNER[1..]))]);
    // A state may go from JSONPath to JSONata, and none back.
    refused(&schema("/States/A"), [jsonata(r#""Type": "Pass", "QueryLanguage": "JSONPath", "InputPath": "$.a", "End": true"#)]);
    taken([state(r#""Type": "Pass", "QueryLanguage": "JSONata", "Output": 1, "End": true"#)]);
    // The query language of a Map is not that of the states in it.
    refused(
        &schema("/States/A/ItemProcessor/States/I"),
        [map(r#""QueryLanguage": "JSONata""#).replace(r#""Type": "Pass""#, r#""Type": "Pass", "Output": 1"#)],
    );
}

#[test]
fn fields_by_state_type_and_query_language() {
    const TYPES: [(char, &str); 8] = [
        ('T', TASK),
        ('P', r#""Type": "Pass", "End": true"#),
        ('C', r#""Type": "Choice", "Choices": [RULE], "Default": "B""#),
        ('W', r#""Type": "Wait", "Seconds": 1, "End": true"#),
        ('S', r#""Type": "Succeed""#),
        ('F', r#""Type": "Fail""#),
        ('L', r#""Type": "Parallel", "Branches": [INNER], "End": true"#),
        ('M', r#""Type": "Map", "ItemProcessor": INNER, "End": true"#),
    ];
    // Field, value, types in JSONPath, types in JSONata.
    const FIELDS: [(&str, &str, &str, &str); 34] = [
        ("Comment", "\"c\"", "TPCWSFLM", "TPCWSFLM"),
        ("InputPath", "\"$.a\"", "TPCWSLM", ""),
        ("OutputPath", "null", "TPCWSLM", ""),
        ("Parameters", "{}", "TPLM", ""),
        ("ResultSelector", "{}", "TLM", ""),
        ("ResultPath", "\"$.a\"", "TPLM", ""),
        ("Result", "1", "P", ""),
        ("Arguments", "{}", "", "TL"),
        ("Output", "1", "", "TPCWSLM"),
        ("Assign", "{}", "TPCWLM", "TPCWLM"),
        ("Retry", "[]", "TLM", "TLM"),
        ("Catch", "[]", "TLM", "TLM"),
        ("TimeoutSeconds", "5", "T", "T"),
        ("HeartbeatSeconds", "5", "T", "T"),
        ("TimeoutSecondsPath", "\"$.a\"", "T", ""),
        ("HeartbeatSecondsPath", "\"$.a\"", "T", ""),
        ("Credentials", r#"{"RoleArn": "r"}"#, "T", "T"),
        ("Error", "\"e\"", "F", "F"),
        ("Cause", "\"c\"", "F", "F"),
        ("ErrorPath", "\"$.a\"", "F", ""),
        ("CausePath", "\"$.a\"", "F", ""),
        ("MaxConcurrency", "5", "M", "M"),
        ("MaxConcurrencyPath", "\"$.a\"", "M", ""),
        ("ItemSelector", "{}", "M", "M"),
        ("ItemReader", r#"{"Resource": "arn:aws:states:::s3:getObject"}"#, "M", "M"),
        ("ItemBatcher", r#"{"MaxItemsPerBatch": 5}"#, "M", "M"),
        ("ResultWriter", r#"{"Resource": "arn:aws:states:::s3:putObject"}"#, "M", "M"),
        ("Label", "\"l\"", "M", "M"),
        ("ToleratedFailureCount", "5", "M", "M"),
        ("ToleratedFailureCountPath", "\"$.a\"", "M", ""),
        ("ToleratedFailurePercentage", "5", "M", "M"),
        ("ToleratedFailurePercentagePath", "\"$.a\"", "M", ""),
        ("ItemsPath", "\"$.a\"", "M", ""),
        ("Items", "[1]", "", "M"),
    ];
    for (letter, members) in TYPES {
        for (field, value, jsonpath, in_jsonata) in FIELDS {
            for (language, types) in [("JSONPath", jsonpath), ("JSONata", in_jsonata)] {
                let rule = match language {
                    "JSONPath" => r#"{"Variable": "$.a", "IsNull": true, "Next": "B"}"#,
                    _ => r#"{"Condition": true, "Next": "B"}"#,
                };
                let members = members.replace("RULE", rule).replace("INNER", INNER);
                let next = if letter == 'C' { r#", "B": {"Type": "Succeed"}"# } else { "" };
                let text = format!(
                    r#"{{"QueryLanguage": "{language}", "StartAt": "A", "States": {{"A": {{"{field}": {value}, {members}}}{next}}}}}"#
                );
                // In machines that run, Maps are found with `Arguments`.
                let odd = letter == 'M' && field == "Arguments";
                if types.contains(letter) || odd {
                    taken([text]);
                } else {
                    refused(&schema("/States/A"), [text]);
                }
            }
        }
    }
    // Next and End.
    for (members, right) in [
        (r#""Type": "Pass""#, false),
        (r#""Type": "Pass", "End": true, "Next": "A""#, false),
        (r#""Type": "Succeed", "End": true"#, false),
        (r#""Type": "Fail", "Next": "A""#, false),
        (r#""Type": "Pass", "End": true"#, true),
        (r#""Type": "Succeed""#, true),
    ] {
        if right { taken([state(members)]) } else { refused(&schema("/States/A"), [state(members)]) }
    }
    refused(&schema("/States/A/End"), [state(r#""Type": "Pass", "End": "true""#)]);
    // Of a Wait's four fields one.
    for members in ["", r#", "Seconds": 1, "SecondsPath": "$.a""#, r#", "Seconds": 1, "Timestamp": "2026-01-31T12:00:00Z""#] {
        refused(&schema("/States/A"), [state(&format!(r#""Type": "Wait", "End": true{members}"#))]);
    }
    for field in [r#""Seconds": 0"#, r#""SecondsPath": "$.a""#, r#""Timestamp": "2026-01-31T12:00:00.5+01:00""#] {
        taken([state(&format!(r#""Type": "Wait", "End": true, {field}"#))]);
    }
    for (field, value) in [("Seconds", "-1"), ("Seconds", "1.5"), ("Seconds", "\"5\""), ("Timestamp", "\"tomorrow\"")] {
        refused(&schema(&format!("/States/A/{field}")), [state(&format!(r#""Type": "Wait", "End": true, "{field}": {value}"#))]);
    }
    // A static value or a path, not both.
    for (one, other) in [("TimeoutSeconds", "TimeoutSecondsPath"), ("HeartbeatSeconds", "HeartbeatSecondsPath")] {
        refused(&schema("/States/A"), [task(&format!(r#""{one}": 5, "{other}": "$.a""#))]);
    }
    for (one, other) in [("Error", "ErrorPath"), ("Cause", "CausePath")] {
        refused(&schema("/States/A"), [state(&format!(r#""Type": "Fail", "{one}": "x", "{other}": "$.a""#))]);
    }
    refused(&schema("/States/A/HeartbeatSeconds"), [task(r#""TimeoutSeconds": 5, "HeartbeatSeconds": 5"#)]);
    taken([task(r#""TimeoutSeconds": 5, "HeartbeatSeconds": 4"#)]);
    for path in ["$.a[*]", "$..a", "$v", "$$.x", "a", ""] {
        refused(&schema("/States/A/ResultPath"), [task(&format!(r#""ResultPath": "{path}""#))]);
    }
    for path in ["$", "$.a[0].b", "$['a b']"] {
        taken([task(&format!(r#""ResultPath": "{path}""#))]);
    }
    for (path, right) in
        [("States.Array(1)", false), ("a", false), ("States.UUID()", true), ("States.JsonToString($.a)", true), ("$.a", true)]
    {
        let text = state(&format!(r#""Type": "Fail", "CausePath": "{path}""#));
        if right { taken([text]) } else { refused(&schema("/States/A/CausePath"), [text]) }
    }
}

#[test]
fn names_of_variables_and_states() {
    let long = "x".repeat(81);
    let assign = |name: &str| state(&format!(r#""Type": "Pass", "Assign": {{"{name}": 1}}, "End": true"#));
    for name in ["1a", "a-b", "a.b", "a b", "", "_a", "$a", "a[0]", long.as_str()] {
        refused(&format!("INVALID_VARIABLE_NAME /States/A/Assign/{name}"), [assign(name)]);
    }
    refused("RESERVED_VARIABLE_NAME /States/A/Assign/states", [assign("states")]);
    taken(["a", "A_1", "größe", &long[1..]].map(assign));
    refused(
        &schema("/States/A/Assign"),
        ["5", "[]", "\"x\"", "null"].map(|value| state(&format!(r#""Type": "Pass", "Assign": {value}, "End": true"#))),
    );
    let named = |name: &str| format!(r#"{{"StartAt": "{name}", "States": {{"{name}": {{"Type": "Succeed"}}}}}}"#);
    refused(&format!("INVALID_STATE_NAME /States/{long}"), [named(&long)]);
    taken([named(&long[1..])]);
    let parallel = |one: &str, other: &str| {
        state(&format!(r#""Type": "Parallel", "End": true, "Branches": [{}, {}]"#, named(one), named(other)))
    };
    refused("DUPLICATE_STATE_NAME /States/A/Branches[1]/States/B", [parallel("B", "B")]);
    refused("DUPLICATE_STATE_NAME /States/A/Branches[0]/States/A", [parallel("A", "B")]);
    taken([parallel("B", "C")]);
}
