//! States before and after.

use super::*;

fn converted(state: &str) -> Result<String, Refusal> {
    let text = format!(r#"{{"StartAt": "A", "States": {{"A": {{{state}}}}}}}"#);
    let document = Document::new(text);
    let change = convert_state_to_jsonata(&document, StateId(0))?;
    let (after, inverse) = document.apply(&change);
    assert_eq!(after.apply(&inverse).0.text, document.text);
    let errors: Vec<String> = crate::lint::lint(&after, crate::lint::Options::default())
        .into_iter()
        .filter(|found| found.severity == crate::lint::Severity::Error && found.code != "MISSING_END_STATE")
        .map(|found| format!("{} {}", found.location, found.message))
        .collect();
    assert_eq!(errors, [""; 0], "{}", after.text);
    let node = after.definition.states[0].node;
    Ok(after.tree.source(node).replace(r#", "QueryLanguage": "JSONata""#, "").replace(r#""QueryLanguage": "JSONata", "#, ""))
}

#[test]
fn states_say_the_same_in_jsonata() {
    for (before, after) in [
        (r#""Type": "Pass", "End": true"#, r#"{"Type": "Pass", "End": true}"#),
        (
            r#""Type": "Pass", "Parameters": {"id.$": "$.order.id", "k": 1}, "ResultPath": "$.made", "End": true"#,
            r#"{"Type": "Pass", "Output": "{% $merge([$states.input, {'made': {'id': $states.input.order.id, 'k': 1}}]) %}", "End": true}"#,
        ),
        (
            r#""Type": "Pass", "Result": 1, "ResultPath": "$.a.b", "End": true"#,
            r#"{"Type": "Pass", "Output": "{% $merge([$states.input, {'a': $merge([$states.input.a, {'b': 1}])}]) %}", "End": true}"#,
        ),
        (
            r#""Type": "Pass", "Parameters": {"a.$": "States.Format('{}-{}', $.x, $$.Execution.Name)"}, "End": true"#,
            r#"{"Type": "Pass", "Output": {"a": "{% $states.input.x & '-' & $states.context.Execution.Name %}"}, "End": true}"#,
        ),
        (
            r#""Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {"FunctionName": "f", "Payload.$": "$"}, "ResultSelector": {"p.$": "$.Payload"}, "End": true"#,
            r#"{"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Arguments": {"FunctionName": "f", "Payload": "{% $states.input %}"}, "Output": {"p": "{% $states.result.Payload %}"}, "End": true}"#,
        ),
        (
            r#""Type": "Task", "Resource": "arn:aws:states:::sns:publish", "InputPath": "$.a", "OutputPath": "$.b", "End": true"#,
            r#"{"Type": "Task", "Resource": "arn:aws:states:::sns:publish", "Output": "{% $states.result.b %}", "Arguments": "{% $states.input.a %}", "End": true}"#,
        ),
        (
            r#""Type": "Task", "Resource": "arn:aws:states:::sns:publish", "ResultPath": null, "End": true, "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": "$.error", "Next": "A"}]"#,
            r#"{"Type": "Task", "Resource": "arn:aws:states:::sns:publish", "Output": "{% $states.input %}", "End": true, "Catch": [{"ErrorEquals": ["States.ALL"], "Output": "{% $merge([$states.input, {'error': $states.errorOutput}]) %}", "Next": "A"}]}"#,
        ),
        (
            r#""Type": "Wait", "SecondsPath": "$.wait", "End": true"#,
            r#"{"Type": "Wait", "Seconds": "{% $states.input.wait %}", "End": true}"#,
        ),
        (
            r#""Type": "Choice", "Choices": [{"And": [{"Variable": "$.n", "NumericGreaterThan": 5}, {"Not": {"Variable": "$.s", "StringEquals": "x"}}], "Next": "A"}], "Default": "A""#,
            r#"{"Type": "Choice", "Choices": [{"Condition": "{% $states.input.n > 5 and $not($states.input.s = 'x') %}", "Next": "A"}], "Default": "A"}"#,
        ),
        (
            r#""Type": "Map", "ItemsPath": "$.items", "ItemSelector": {"v.$": "$$.Map.Item.Value"}, "ItemProcessor": {"StartAt": "B", "States": {"B": {"Type": "Pass", "End": true}}}, "End": true"#,
            r#"{"Type": "Map", "Items": "{% $states.input.items %}", "ItemSelector": {"v": "{% $states.context.Map.Item.Value %}"}, "ItemProcessor": {"StartAt": "B", "States": {"B": {"Type": "Pass", "End": true}}}, "End": true}"#,
        ),
        (
            r#""Type": "Pass", "Assign": {"n.$": "States.MathAdd($n, 1)", "list.$": "States.Array($.a, 'b')"}, "End": true"#,
            r#"{"Type": "Pass", "Assign": {"n": "{% ($n + 1) %}", "list": "{% $append(($type($states.input.a) = 'array' ? [[$states.input.a]] : [$states.input.a]), ['b']) %}"}, "End": true}"#,
        ),
    ] {
        assert_eq!(converted(before).expect("a conversion"), after);
    }
}

#[test]
fn what_cannot_be_said_for_certain_is_refused() {
    for (state, reason) in [
        (
            r#""Type": "Pass", "InputPath": "$.a[*]", "End": true"#,
            "`$.a[*]` may name several values, which JSONata treats otherwise",
        ),
        (
            r#""Type": "Pass", "Parameters": {"a.$": "States.MathRandom(1, 5)"}, "End": true"#,
            "`States.MathRandom` has no equal in JSONata",
        ),
        (
            r#""Type": "Pass", "Result": 1, "ResultPath": "$.a[0]", "End": true"#,
            "`ResultPath` `$.a[0]` cannot be written as a merge of objects",
        ),
    ] {
        assert_eq!(converted(state).unwrap_err().0, reason);
    }
}

#[test]
fn a_whole_machine_is_turned_with_its_branches() {
    let text = r#"{
  "StartAt": "A",
  "States": {
    "A": {
      "Type": "Parallel",
      "Branches": [{"StartAt": "B", "States": {"B": {"Type": "Pass", "InputPath": "$.x", "End": true}}}],
      "ResultPath": "$.both",
      "End": true
    }
  }
}"#;
    let document = Document::new(text);
    let after = document.apply(&convert_machine_to_jsonata(&document).expect("a conversion")).0;
    assert!(after.definition.states.iter().all(|state| state.query_language == QueryLanguage::Jsonata));
    assert!(after.text.contains(r#""B": {"Type": "Pass", "Output": "{% $states.input.x %}", "End": true}"#), "{}", after.text);
    assert!(
        after.text.contains(r#"      "Output": "{% $merge([$states.input, {'both': $states.result}]) %}","#),
        "{}",
        after.text
    );
    assert!(after.text.starts_with("{\n  \"QueryLanguage\": \"JSONata\",\n  \"StartAt\""));
}
