//! Pairs of definitions with what differs between them: no difference that is none, and none missed.

use std::sync::Arc;

use asl::document::Document;
use simulator::scenario::Scenario;
use versions::{Difference, behaviour, compare, json, markdown, mermaid, svg, text};

const BASE: &str = r#"{
  "Comment": "an order",
  "StartAt": "Validate",
  "States": {
    "Validate": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {"FunctionName": "${Validate}", "Payload.$": "$"},
      "Retry": [{"ErrorEquals": ["A"], "MaxAttempts": 2}, {"ErrorEquals": ["States.ALL"], "MaxAttempts": 5}],
      "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Failed"}], "Next": "Large?"},
    "Large?": {"Type": "Choice", "Choices": [{"Variable": "$.total", "NumericGreaterThan": 100, "Next": "Review"}, {"Variable": "$.vip", "BooleanEquals": true, "Next": "Review"}], "Default": "Ship"},
    "Review": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken", "Parameters": {"QueueUrl": "q", "MessageBody.$": "$$.Task.Token"}, "TimeoutSeconds": 60, "Next": "Ship"},
    "Ship": {"Type": "Map", "ItemsPath": "$.items", "MaxConcurrency": 2, "ItemProcessor": {"StartAt": "Pack", "States": {
      "Pack": {"Type": "Pass", "Result": {"packed": true}, "Next": "Send"}, "Send": {"Type": "Wait", "Seconds": 5, "End": true}}}, "Next": "Done"},
    "Failed": {"Type": "Fail", "Error": "Invalid", "Cause": "it is not valid"},
    "Done": {"Type": "Succeed"}
  }
}"#;

/// The sentences of what differs, each with its state.
fn differences(old: &str, new: &str) -> Vec<String> {
    let (old, new) = (Document::new(old), Document::new(new));
    assert!(!old.is_broken() && !new.is_broken(), "{}", new.text);
    let comparison = compare(&old, &new);
    // Whatever the form, it can be written.
    for written in [
        text(&comparison, &[]),
        markdown(&comparison, &[]),
        mermaid(&old, &new, &comparison),
        svg(&old, &new, &comparison),
        json(&comparison, &[]).to_json(),
    ] {
        assert!(!written.is_empty());
    }
    comparison
        .changes
        .iter()
        .map(|change| format!("{}: {}", change.state().map_or("", |state| state), change.sentence()))
        .collect()
}

/// What differs after replacing texts of the base definition, which must be there.
fn check(replacements: &[(&str, &str)], expected: &[&str]) {
    let mut new = BASE.to_owned();
    for (from, to) in replacements {
        assert!(new.contains(from), "{from}");
        new = new.replace(from, to);
    }
    assert_eq!(differences(BASE, &new), expected, "{replacements:?}");
    // The other way round as much differs.
    assert_eq!(differences(&new, BASE).len(), expected.len(), "{replacements:?}, back");
}

#[test]
fn what_means_the_same_does_not_differ() {
    check(&[], &[]);
    check(&[("\n", " ")], &[]);
    check(&[("  ", "\t")], &[]);
    check(&[("${Validate}", "${ValidateFunctionArn}")], &[]);
    check(
        &[("\"Comment\": \"an order\",\n  \"StartAt\": \"Validate\",", "\"StartAt\": \"Validate\",\n\"Comment\": \"an order\",")],
        &[],
    );
    check(&[("{\"Type\": \"Succeed\"}", "{\n\"Type\" : \"Succeed\" }")], &[]);
    check(&[("\"ItemProcessor\"", "\"Iterator\"")], &[]);
    check(&[("\"Seconds\": 5", "\"Seconds\": 5.0")], &[]);
    check(&[("an order", "an \\u006frder")], &[]);
    check(&[("\"Type\": \"Fail\", \"Error\": \"Invalid\"", "\"Error\": \"Invalid\", \"Type\": \"Fail\"")], &[]);
    let document = Document::new(BASE);
    assert_eq!(differences(BASE, &asl::convert::to_yaml(&document.tree)), [""; 0], "YAML");
    let yaml = "StartAt: A\nStates:\n  A:\n    Type: Task\n    Resource: !GetAtt F.Arn\n    End: true\n";
    assert_eq!(
        differences(yaml, r#"{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "${FArn}", "End": true}}}"#),
        [""; 0]
    );
    let reordered = r#"{"StartAt": "B", "States": {"A": {"Type": "Succeed"}, "B": {"Type": "Pass", "Next": "A"}}}"#;
    assert_eq!(
        differences(reordered, r#"{"States": {"B": {"Next": "A", "Type": "Pass"}, "A": {"Type": "Succeed"}}, "StartAt": "B"}"#),
        [""; 0]
    );
}

#[test]
fn fields_that_differ_are_named() {
    check(&[("an order", "orders")], &[r#": Comment: "an order" → "orders""#]);
    check(&[("\"TimeoutSeconds\": 60", "\"TimeoutSeconds\": 90")], &["Review: TimeoutSeconds: 60 → 90"]);
    check(&[("\"TimeoutSeconds\": 60, ", "")], &["Review: TimeoutSeconds is gone: 60"]);
    check(
        &[("\"MaxConcurrency\": 2", "\"MaxConcurrency\": 2, \"ToleratedFailureCount\": 1")],
        &["Ship: ToleratedFailureCount is new: 1"],
    );
    check(
        &[("\"NumericGreaterThan\": 100", "\"NumericGreaterThan\": 500")],
        &["Large?: Choices.0.NumericGreaterThan: 100 → 500"],
    );
    check(&[("\"Default\": \"Ship\"", "\"Default\": \"Review\"")], &[r#"Large?: Default: "Ship" → "Review""#]);
    check(&[("\"Next\": \"Done\"", "\"End\": true")], &[r#"Ship: Next is gone: "Done""#, "Ship: End is new: true"]);
    check(&[("\"packed\": true", "\"packed\": false")], &["Pack: Result.packed: true → false"]);
    check(&[("\"Payload.$\": \"$\"", "\"Payload.$\": \"$.order\"")], &[r#"Validate: Parameters.Payload.$: "$" → "$.order""#]);
    check(&[("it is not valid", "${Cause}")], &[r#"Failed: Cause: "it is not valid" → "${Cause}""#]);
    check(
        &[("{\"ErrorEquals\": [\"A\"], \"MaxAttempts\": 2}, ", "")],
        &[r#"Validate: Retry.0 is gone: {"ErrorEquals":["A"],"MaxAttempts":2}"#],
    );
    check(&[("\"MaxAttempts\": 5", "\"MaxAttempts\": 6")], &["Validate: Retry.1.MaxAttempts: 5 → 6"]);
    check(&[("\"StartAt\": \"Validate\"", "\"StartAt\": \"Large?\"")], &[r#": StartAt: "Validate" → "Large?""#]);
    check(&[("\"StartAt\": \"Pack\"", "\"StartAt\": \"Send\"")], &[r#"Ship: ItemProcessor.StartAt: "Pack" → "Send""#]);
    check(&[("\"StartAt\": \"Validate\"", "\"TimeoutSeconds\": 5, \"StartAt\": \"Validate\"")], &[": TimeoutSeconds is new: 5"]);
    check(
        &[("\"Type\": \"Succeed\"", "\"Type\": \"Pass\", \"End\": true")],
        &[r#"Done: Type: "Succeed" → "Pass""#, "Done: End is new: true"],
    );
}

#[test]
fn placeholders_that_change_places_differ() {
    let two = |a: &str, b: &str, c: &str| {
        format!(
            r#"{{"StartAt": "A", "States": {{"A": {{"Type": "Task", "Resource": "{a}", "Next": "B"}}, "B": {{"Type": "Task", "Resource": "{b}", "Next": "C"}}, "C": {{"Type": "Pass", "Result": "{c}", "End": true}}}}}}"#
        )
    };
    let check = |old: [&str; 3], new: [&str; 3], expected: &[&str]| {
        let (old, new) = (two(old[0], old[1], old[2]), two(new[0], new[1], new[2]));
        assert_eq!(differences(&old, &new), expected, "{old} {new}");
    };
    let old = ["${Charge}", "${Refund}", "x"];
    check(old, ["${ChargeArn}", "${RefundArn}", "x"], &[]);
    check(old, ["${Charge}", "${RefundArn}", "x"], &[]);
    let swapped = [r#"A: Resource: "${Charge}" → "${Refund}""#, r#"B: Resource: "${Refund}" → "${Charge}""#];
    check(old, ["${Refund}", "${Charge}", "x"], &swapped);
    check(old, ["${Charge}", "${Charge}", "x"], &[r#"B: Resource: "${Refund}" → "${Charge}""#]);
    let one = [r#"A: Resource: "${Charge}" → "${Both}""#, r#"B: Resource: "${Refund}" → "${Both}""#];
    check(old, ["${Both}", "${Both}", "x"], &one);
    check(
        ["${A}", "${A}", "${A}"],
        ["${B}", "${B}", "${C}"],
        &[r#"A: Resource: "${A}" → "${B}""#, r#"B: Resource: "${A}" → "${B}""#, r#"C: Result: "${A}" → "${C}""#],
    );
    check(["arn:${AWS::Partition}:x", "b", "c"], ["arn:aws:x", "b", "c"], &[]);
}

#[test]
fn order_and_white_space_that_mean_nothing_do_not_differ() {
    let task = |errors: &str, expression: &str, path: &str| {
        format!(
            r#"{{"StartAt": "A", "States": {{"A": {{"Type": "Task", "Resource": "r", "QueryLanguage": "JSONata", "Arguments": "{expression}", "Retry": [{{"ErrorEquals": {errors}}}], "Next": "B"}}, "B": {{"Type": "Pass", "Parameters": {{"x.$": "{path}"}}, "End": true}}}}}}"#
        )
    };
    let old = task(r#"["X", "Y"]"#, "{% $states.input.x + 1 %}", "States.Format('a {}', $.b)");
    let same = task(r#"["Y", "X"]"#, "{%$states.input.x+1 /* one */%}", "States.Format('a {}',$.b)");
    assert_eq!(differences(&old, &same), [""; 0]);
    let other = task(r#"["Y", "Z"]"#, "{% $states.input.x + 2 %}", "States.Format('a  {}', $.b)");
    assert_eq!(differences(&old, &other).len(), 4, "{:?}", differences(&old, &other));
}

#[test]
fn what_stands_elsewhere_in_a_list_has_moved() {
    let rules = (
        r#"{"Variable": "$.total", "NumericGreaterThan": 100, "Next": "Review"}, {"Variable": "$.vip", "BooleanEquals": true, "Next": "Review"}"#,
        r#"{"Variable": "$.vip", "BooleanEquals": true, "Next": "Review"}, {"Variable": "$.total", "NumericGreaterThan": 100, "Next": "Review"}"#,
    );
    check(&[rules], &["Large?: Choices.0 has moved to Choices.1"]);
    let retriers = (
        r#"{"ErrorEquals": ["A"], "MaxAttempts": 2}, {"ErrorEquals": ["States.ALL"], "MaxAttempts": 5}"#,
        r#"{"ErrorEquals": ["States.ALL"], "MaxAttempts": 5}, {"ErrorEquals": ["A"], "MaxAttempts": 2}"#,
    );
    check(&[retriers], &["Validate: Retry.0 has moved to Retry.1"]);
    let parallel = |first: &str, second: &str| {
        format!(r#"{{"StartAt": "P", "States": {{"P": {{"Type": "Parallel", "Branches": [{first}, {second}], "End": true}}}}}}"#)
    };
    let (x, y) = (
        r#"{"StartAt": "X", "States": {"X": {"Type": "Succeed"}}}"#,
        r#"{"StartAt": "Y", "States": {"Y": {"Type": "Wait", "Seconds": 1, "End": true}}}"#,
    );
    assert_eq!(differences(&parallel(x, y), &parallel(y, x)), ["P: Branches.0 has moved to Branches.1"]);
}

#[test]
fn renamed_states_are_recognised() {
    check(&[("\"Review\"", "\"Ask somebody\"")], &["Ask somebody: `Review` is called `Ask somebody`"]);
    check(&[("\"Done\"", "\"End\"")], &["End: `Done` is called `End`"]);
    check(&[("\"Failed\"", "\"Refused\"")], &["Refused: `Failed` is called `Refused`"]);
    check(&[("\"Ship\"", "\"Deliver\"")], &["Deliver: `Ship` is called `Deliver`"]);
    check(&[("\"Pack\"", "\"Wrap\"")], &["Wrap: `Pack` is called `Wrap`"]);
    check(&[("\"Validate\"", "\"Check\"")], &["Check: `Validate` is called `Check`"]);
    let both = [("\"Review\"", "\"Ask somebody\""), ("\"Pack\"", "\"Wrap\"")];
    check(&both, &["Ask somebody: `Review` is called `Ask somebody`", "Wrap: `Pack` is called `Wrap`"]);
    let changed = [("\"Review\"", "\"Ask\""), ("\"TimeoutSeconds\": 60", "\"TimeoutSeconds\": 61")];
    check(&changed, &["Ask: `Review` is called `Ask`", "Ask: TimeoutSeconds: 60 → 61"]);
}

#[test]
fn states_that_come_and_go_are_named() {
    let last = "\"Done\": {\"Type\": \"Succeed\"}";
    check(
        &[(last, "\"Done\": {\"Type\": \"Succeed\"}, \"Extra\": {\"Type\": \"Pass\", \"End\": true}")],
        &["Extra: `Extra` (Pass) is new"],
    );
    let inserted = [
        ("\"Next\": \"Done\"", "\"Next\": \"Thank\""),
        (last, "\"Thank\": {\"Type\": \"Pass\", \"Next\": \"Done\"}, \"Done\": {\"Type\": \"Succeed\"}"),
    ];
    check(&inserted, &[r#"Ship: Next: "Done" → "Thank""#, "Thank: `Thank` (Pass) is new"]);
    let replaced = [
        (
            "\"Send\": {\"Type\": \"Wait\", \"Seconds\": 5, \"End\": true}",
            "\"Mail\": {\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::sns:publish\", \"End\": true}",
        ),
        ("\"Next\": \"Send\"", "\"Next\": \"Mail\""),
    ];
    check(&replaced, &[r#"Pack: Next: "Send" → "Mail""#, "Mail: `Mail` (Task) is new", "Send: `Send` (Wait) is gone"]);
    let (inner, outer) = (
        r#"{"StartAt": "P", "States": {"P": {"Type": "Parallel", "Branches": [{"StartAt": "A", "States": {"A": {"Type": "Pass", "Result": 1, "End": true}}}], "End": true}}}"#,
        r#"{"StartAt": "P", "States": {"P": {"Type": "Parallel", "Branches": [{"StartAt": "B", "States": {"B": {"Type": "Succeed"}}}], "Next": "A"}, "A": {"Type": "Pass", "Result": 1, "End": true}}}"#,
    );
    assert!(
        differences(inner, outer).contains(&"A: `A` has moved from `P` to the machine".to_owned()),
        "{:?}",
        differences(inner, outer)
    );
}

#[test]
fn scenarios_show_what_a_change_means() {
    let run = |new: &str, names: &[(&str, &str)]| {
        let program = |text: &str| Arc::new(simulator::load(text).unwrap_or_else(|problems| panic!("{problems:?}")));
        let old = r#"{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {"FunctionName": "f"}, "Next": "B"}, "B": {"Type": "Succeed"}}}"#;
        let mocks =
            [(Arc::from("A"), simulator::scenario::Mock::always(simulator::scenario::Reply::Return(value::Value::from(1))))];
        let scenario = Scenario { name: "one".into(), mocks: mocks.into_iter().collect(), ..Scenario::default() };
        let names = names.iter().map(|(before, after)| (Arc::from(*before), Arc::from(*after))).collect();
        behaviour(&program(old), &program(&new.replace("OLD", old)), &[scenario], &names).remove(0)
    };
    assert_eq!(run("OLD", &[("A", "A"), ("B", "B")]).differences, []);
    let renamed = r#"{"StartAt": "Call", "States": {"Call": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {"FunctionName": "f"}, "Next": "B"}, "B": {"Type": "Succeed"}}}"#;
    assert_eq!(run(renamed, &[("A", "Call"), ("B", "B")]).differences, []);
    let longer = r#"{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {"FunctionName": "f"}, "Next": "W"}, "W": {"Type": "Wait", "Seconds": 3, "Next": "B"}, "B": {"Type": "Succeed"}}}"#;
    assert_eq!(run(longer, &[("A", "A"), ("B", "B")]).differences, [Difference::Path, Difference::Cost, Difference::Duration]);
    let failing = r#"{"StartAt": "A", "States": {"A": {"Type": "Fail", "Error": "E"}}}"#;
    let behaviour = run(failing, &[("A", "A")]);
    assert!(behaviour.differences.contains(&Difference::Status) && behaviour.differences.contains(&Difference::Result));
}
