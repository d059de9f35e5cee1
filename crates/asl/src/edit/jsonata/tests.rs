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
            r#"{"Type": "Pass", "Output": {"a": "{% ($type($states.input.x) in ['array', 'object'] ? $error('States.Format writes arrays and objects otherwise') : $states.input.x) & '-' & $states.context.Execution.Name %}"}, "End": true}"#,
        ),
        (
            r#""Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {"FunctionName": "f", "Payload.$": "$"}, "ResultSelector": {"p.$": "$.Payload"}, "End": true"#,
            r#"{"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Arguments": {"FunctionName": "f", "Payload": "{% $states.input %}"}, "Output": {"p": "{% $states.result.Payload %}"}, "End": true}"#,
        ),
        (
            r#""Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:f", "InputPath": "$.a", "OutputPath": "$.b", "End": true"#,
            r#"{"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:f", "Output": "{% $states.result.b %}", "Arguments": "{% $states.input.a %}", "End": true}"#,
        ),
        (
            r#""Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:f", "ResultPath": null, "End": true, "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": "$.error", "Next": "A"}]"#,
            r#"{"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:f", "Output": "{% $states.input %}", "End": true, "Catch": [{"ErrorEquals": ["States.ALL"], "Output": "{% $merge([$states.input, {'error': $states.errorOutput}]) %}", "Next": "A"}]}"#,
        ),
        (
            r#""Type": "Wait", "SecondsPath": "$.wait", "End": true"#,
            r#"{"Type": "Wait", "Seconds": "{% $states.input.wait %}", "End": true}"#,
        ),
        (
            r#""Type": "Choice", "Choices": [{"And": [{"Variable": "$.n", "NumericGreaterThan": 5}, {"Not": {"Variable": "$.s", "StringEquals": "x"}}], "Next": "A"}], "Default": "A""#,
            r#"{"Type": "Choice", "Choices": [{"Condition": "{% ($type($states.input.n) = 'number' and $states.input.n > 5) and $not($states.input.s = 'x') %}", "Next": "A"}], "Default": "A"}"#,
        ),
        (
            r#""Type": "Map", "ItemsPath": "$.items", "ItemSelector": {"v.$": "$$.Map.Item.Value"}, "ItemProcessor": {"StartAt": "B", "States": {"B": {"Type": "Pass", "End": true}}}, "End": true"#,
            r#"{"Type": "Map", "Items": "{% $states.input.items %}", "ItemSelector": {"v": "{% $states.context.Map.Item.Value %}"}, "ItemProcessor": {"StartAt": "B", "States": {"B": {"Type": "Pass", "End": true}}}, "End": true}"#,
        ),
        (
            r#""Type": "Pass", "Parameters": {"one.$": "$['it\'s'].x[(@.length-1)]", "two.$": "States.ArrayRange(1, 1, 1)"}, "End": true"#,
            r#"{"Type": "Pass", "Output": {"one": "{% $states.input.`it's`.x[-1] %}", "two": "{% [$range(1, 1, 1)] %}"}, "End": true}"#,
        ),
        (
            r#""Type": "Pass", "Result": {"a": "{% 1 %}", "b": "50%}", "c": "{%"}, "End": true"#,
            r#"{"Type": "Pass", "Output": {"a": "{% '{% 1 %}' %}", "b": "{% '50%}' %}", "c": "{% '{%' %}"}, "End": true}"#,
        ),
        (
            r#""Type": "Fail", "Error": "{% 1 %}", "Cause": "plain""#,
            r#"{"Type": "Fail", "Error": "{% '{% 1 %}' %}", "Cause": "plain"}"#,
        ),
        (
            r#""Type": "Choice", "Choices": [{"Variable": "$.t", "TimestampLessThan": "2026-01-01T00:00:00Z", "Next": "A"}, {"Variable": "$.s", "StringLessThanPath": "$.t", "Next": "A"}], "Default": "A""#,
            r#"{"Type": "Choice", "Choices": [{"Condition": "{% ($type($states.input.t) = 'string' and $contains($states.input.t, /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})$/) and $toMillis($states.input.t) < $toMillis('2026-01-01T00:00:00Z')) %}", "Next": "A"}, {"Condition": "{% ($type($states.input.t) = 'string' and ($type($states.input.s) = 'string' and $states.input.s < $states.input.t)) %}", "Next": "A"}], "Default": "A"}"#,
        ),
        (
            r#""Type": "Pass", "Assign": {"n.$": "States.MathAdd($n, 1)", "list.$": "States.Array($.a, 'b')"}, "End": true"#,
            r#"{"Type": "Pass", "Assign": {"n": "{% ($floor($n + 0.5) + 1) %}", "list": "{% $append(($type($states.input.a) = 'array' ? [[$states.input.a]] : [$states.input.a]), ['b']) %}"}, "End": true}"#,
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
            r#""Type": "Pass", "Parameters": {"a.$": "States.ArrayUnique($.l)"}, "End": true"#,
            "`States.ArrayUnique` gives its items in an order of its own, `$distinct` as they come",
        ),
        (
            r#""Type": "Pass", "Parameters": {"a.$": "States.ArrayRange(1, 5)"}, "End": true"#,
            "`States.ArrayRange(1, 5)` fails whenever it runs: `States.ArrayRange` takes 3 arguments, not 2",
        ),
        (
            r#""Type": "Pass", "Parameters": {"a.$": "$['a`b']"}, "End": true"#,
            "`$['a`b']` holds a name with a backtick, which JSONata cannot write",
        ),
        (r#""Type": "Pass", "Parameters": {"a.$": "$.l[-1]"}, "End": true"#, "`$.l[-1]` names nothing"),
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
