//! Each kind of solving by a small workflow of its own, all of whose arms are reached from nothing; and arms that are dead.

use std::sync::Arc;

use reach::{Generated, Limits, Machine, generate, label};
use simulator::Program;
use value::Value;

fn generated(states: &str) -> (Arc<Program>, Generated) {
    let text = format!(r#"{{"StartAt": "A", "States": {states}}}"#);
    let definition = value::parse(&text).expect("JSON");
    let program = Arc::new(simulator::load(&text).expect("a definition that can be run"));
    let generated = generate(&program, &Machine::of(&definition), &[], Limits::default());
    (program, generated)
}

const LAMBDA: &str = r#""Type": "Task", "Resource": "arn:aws:states:::lambda:invoke""#;
const ENDS: &str = r#""Y": {"Type": "Succeed"}, "N": {"Type": "Fail", "Error": "No"}"#;

#[test]
fn every_arm_is_reached_whatever_its_value_comes_from() {
    let choice = |rule: &str| format!(r#"{{"Type": "Choice", "Choices": [{{{rule}, "Next": "Y"}}], "Default": "N"}}"#);
    let task = |fields: &str| format!(r#"{{{LAMBDA}, {fields}}}"#);
    let paid = choice(r#""Variable": "$.pay.status", "StringEquals": "PAID""#);
    let jsonata = |condition: &str| {
        format!(
            r#"{{"Type": "Choice", "QueryLanguage": "JSONata", "Choices": [{{"Condition": "{{% {condition} %}}", "Next": "Y"}}], "Default": "N"}}"#
        )
    };
    for (what, states) in [
        ("the input", format!(r#""A": {}"#, choice(r#""Variable": "$.a[1].b", "NumericGreaterThan": 7"#))),
        ("And, Or and Not", {
            let parts = r#"{"Not": {"Variable": "$.a", "IsNull": true}}, {"Or": [{"Variable": "$.b", "BooleanEquals": true}, {"Variable": "$.c", "StringMatches": "x*"}]}"#;
            format!(r#""A": {}"#, choice(&format!(r#""And": [{parts}]"#)))
        }),
        ("another path", format!(r#""A": {}"#, choice(r#""Variable": "$.a", "NumericLessThanPath": "$.limit""#))),
        (
            "a Task's result, by ResultSelector and ResultPath",
            format!(
                r#""A": {}, "B": {paid}"#,
                task(r#""ResultSelector": {"status.$": "$.Payload.state"}, "ResultPath": "$.pay", "Next": "B""#)
            ),
        ),
        (
            "the input, by Parameters",
            format!(r#""A": {{"Type": "Pass", "Parameters": {{"pay": {{"status.$": "$.from"}}}}, "Next": "B"}}, "B": {paid}"#),
        ),
        (
            "JSON in a text",
            format!(
                r#""A": {{"Type": "Pass", "Parameters": {{"pay.$": "States.StringToJson($.body)"}}, "Next": "B"}}, "B": {paid}"#
            ),
        ),
        (
            "a variable",
            format!(
                r#""A": {}, "B": {{"Type": "Pass", "Next": "C"}}, "C": {}"#,
                task(r#""Assign": {"kind.$": "$.Payload.kind"}, "Next": "B""#),
                choice(r#""Variable": "$kind", "StringEquals": "x""#)
            ),
        ),
        (
            "a branch",
            format!(
                r#""A": {{"Type": "Parallel", "Next": "B", "Branches": [{{"StartAt": "P", "States": {{"P": {{"Type": "Pass", "End": true}}}}}},
                    {{"StartAt": "Q", "States": {{"Q": {}}}}}]}}, "B": {}"#,
                task(r#""OutputPath": "$.Payload", "End": true"#),
                choice(r#""Variable": "$[1].ok", "BooleanEquals": true"#)
            ),
        ),
        (
            "an item",
            format!(
                r#""A": {{"Type": "Map", "ItemsPath": "$.orders", "ItemSelector": {{"order.$": "$$.Map.Item.Value", "limit.$": "$.limit"}}, "End": true,
                    "ItemProcessor": {{"StartAt": "B", "States": {{"B": {}, {ENDS}}}}}}}"#,
                choice(r#""Variable": "$.order.total", "NumericGreaterThanPath": "$.limit""#)
            ),
        ),
        (
            "an object that is read",
            format!(
                r#""A": {{"Type": "Map", "End": true, "ItemReader": {{"Resource": "arn:aws:states:::s3:getObject", "ReaderConfig": {{"InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW"}},
                    "Parameters": {{"Bucket.$": "$.bucket", "Key.$": "$.key"}}}},
                    "ItemProcessor": {{"ProcessorConfig": {{"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}}, "StartAt": "B", "States": {{"B": {}}}}}}}"#,
                task(r#""Parameters": {"FunctionName": "f", "Payload": {"id.$": "$.id"}}, "End": true"#)
            ),
        ),
        (
            "the error that was caught",
            format!(
                r#""A": {}, "B": {}"#,
                task(r#""Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": "$.error", "Next": "B"}], "Next": "Y""#),
                choice(r#""Variable": "$.error.Error", "StringEquals": "Throttled""#)
            ),
        ),
        (
            "retriers and catchers of several errors",
            format!(
                r#""A": {}"#,
                task(
                    r#""Retry": [{"ErrorEquals": ["Busy"], "MaxAttempts": 2}, {"ErrorEquals": ["States.Timeout"]}, {"ErrorEquals": ["States.ALL"]}],
                    "Catch": [{"ErrorEquals": ["Busy"], "Next": "N"}, {"ErrorEquals": ["States.TaskFailed"], "Next": "N"}, {"ErrorEquals": ["States.ALL"], "Next": "N"}],
                    "TimeoutSeconds": 5, "Next": "Y""#
                )
            ),
        ),
        (
            "an error in a branch",
            format!(
                r#""A": {{"Type": "Parallel", "Next": "Y", "Retry": [{{"ErrorEquals": ["States.ALL"]}}], "Catch": [{{"ErrorEquals": ["Broken"], "Next": "N"}}],
                    "Branches": [{{"StartAt": "Q", "States": {{"Q": {}}}}}]}}"#,
                task(r#""Retry": [{"ErrorEquals": ["States.ALL"], "MaxAttempts": 1}], "End": true"#)
            ),
        ),
        (
            "a report by hand",
            format!(
                r#""A": {{"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken", "Parameters": {{"QueueUrl": "q", "MessageBody.$": "$$.Task.Token"}},
                    "HeartbeatSeconds": 60, "Catch": [{{"ErrorEquals": ["States.HeartbeatTimeout"], "Next": "N"}}], "Next": "B"}}, "B": {}"#,
                choice(r#""Variable": "$.approved", "BooleanEquals": true"#)
            ),
        ),
        (
            "a later call of a loop",
            format!(
                r#""A": {}, "B": {{"Type": "Choice", "Choices": [{{"Variable": "$.Payload.status", "StringEquals": "DONE", "Next": "Y"}},
                    {{"Variable": "$.Payload.status", "StringEquals": "BROKEN", "Next": "N"}}], "Default": "W"}}, "W": {{"Type": "Wait", "Seconds": 5, "Next": "A"}}"#,
                task(r#""Next": "B""#)
            ),
        ),
        (
            "chance",
            format!(
                r#""A": {{"Type": "Pass", "Parameters": {{"n.$": "States.MathRandom(1, 10)"}}, "Next": "B"}}, "B": {}"#,
                choice(r#""Variable": "$.n", "NumericEquals": 3"#)
            ),
        ),
        (
            "JSONata: relations",
            format!(r#""A": {}"#, jsonata("$states.input.total >= 10 and $not($states.input.kind in ['a', 'b'])")),
        ),
        ("JSONata: a pattern", format!(r#""A": {}"#, jsonata("$contains($states.input.id, /^[A-Z]{2}-[0-9]+$/)"))),
        ("JSONata: searched", format!(r#""A": {}"#, jsonata("$sum($states.input.prices) > 100"))),
        ("JSONata: searched text", format!(r#""A": {}"#, jsonata("$uppercase($states.input.kind) = 'EXPRESS'"))),
        (
            "JSONata: a result by Output and Assign",
            format!(
                r#""A": {{{LAMBDA}, "QueryLanguage": "JSONata", "Assign": {{"n": "{{% $states.result.Payload.n %}}"}}, "Output": {{"ok": "{{% $states.result.Payload.ok %}}"}}, "Next": "B"}}, "B": {}"#,
                jsonata("$states.input.ok and $n > 3")
            ),
        ),
    ] {
        let states = if states.contains(ENDS) { states } else { format!("{states}, {ENDS}") };
        let (program, generated) = generated(&format!("{{{states}}}"));
        let left = generated.missing.iter().map(|missing| format!("{}: {}", label(missing.arm, &program), missing.reason));
        // Ends that nothing leads to are no part of what is tried.
        let left: Vec<String> = left.filter(|line| !line.ends_with("no transition leads to it")).collect();
        assert_eq!(left, [""; 0], "{what}: {states}");
        assert!(generated.after > generated.before && !generated.scenarios.is_empty(), "{what}");
    }
}

#[test]
fn dead_arms_are_named_with_the_reason() {
    let rules = |rules: &str| format!(r#"{{"A": {{"Type": "Choice", "Choices": [{rules}], "Default": "N"}}, {ENDS}}}"#);
    let less = r#"{"Variable": "$.n", "NumericLessThan": 10, "Next": "Y"}"#;
    for (states, dead, reason) in [
        (
            rules(&format!(r#"{less}, {{"Variable": "$.n", "NumericLessThan": 5, "Next": "Y"}}"#)),
            "A: rule 2",
            "an earlier rule takes all that it is for",
        ),
        (
            rules(&format!(
                r#"{less}, {{"And": [{{"Variable": "$.a", "NumericEquals": 1}}, {{"Variable": "$.a", "NumericEquals": 2}}], "Next": "Y"}}"#
            )),
            "A: rule 2",
            "its condition contradicts itself",
        ),
        (
            rules(r#"{"Variable": "$.a", "IsPresent": true, "Next": "Y"}, {"Variable": "$.a", "IsPresent": false, "Next": "Y"}"#),
            "A: default",
            "some rule takes whatever comes",
        ),
        (
            rules(r#"{"Variable": "$.a", "IsPresent": true, "Next": "Y"}, {"Variable": "$.a", "IsPresent": false, "Next": "Y"}"#),
            "N: entered",
            "nothing leads to it but what cannot be reached itself",
        ),
        (format!(r#"{{"A": {{"Type": "Pass", "Next": "Y"}}, {ENDS}}}"#), "N: entered", "no transition leads to it"),
        (
            format!(
                r#"{{"A": {{{LAMBDA}, "Retry": [{{"ErrorEquals": ["E"], "MaxAttempts": 0}}], "Next": "Y", "Catch": [{{"ErrorEquals": ["E"], "Next": "N"}}]}}, {ENDS}}}"#
            ),
            "A: retrier 1",
            "its MaxAttempts is 0",
        ),
        (
            format!(
                r#"{{"A": {{{LAMBDA}, "Next": "Y", "Catch": [{{"ErrorEquals": ["States.TaskFailed"], "Next": "N"}}, {{"ErrorEquals": ["E"], "Next": "N"}}]}}, {ENDS}}}"#
            ),
            "A: catcher 2",
            "an earlier one takes all its errors",
        ),
        (
            format!(
                r#"{{"A": {{"Type": "Parallel", "Branches": [{{"StartAt": "P", "States": {{"P": {{"Type": "Pass", "End": true}}}}}}], "Next": "Y",
                    "Catch": [{{"ErrorEquals": ["States.ALL"], "Next": "N"}}]}}, {ENDS}}}"#
            ),
            "A: catcher 1",
            "nothing inside of it can fail",
        ),
    ] {
        let (program, generated) = generated(&states);
        let found = generated.missing.iter().find(|missing| label(missing.arm, &program) == dead);
        let found = found.unwrap_or_else(|| panic!("{dead} is not missing: {states}"));
        assert!(found.dead && found.reason.contains(reason), "{dead}: {}", found.reason);
        let open: Vec<_> = generated.missing.iter().filter(|missing| !missing.dead).collect();
        assert!(open.is_empty(), "{open:?}");
    }
}

#[test]
fn what_is_always_the_same_is_named_but_not_called_dead() {
    let (program, generated) = generated(&format!(
        r#"{{"A": {{"Type": "Pass", "Result": 3, "ResultPath": "$.n", "Next": "B"}},
            "B": {{"Type": "Choice", "Choices": [{{"Variable": "$.n", "NumericGreaterThan": 5, "Next": "N"}}], "Default": "Y"}}, {ENDS}}}"#
    ));
    let rule = generated.missing.iter().find(|missing| label(missing.arm, &program) == "B: rule 1").expect("it is missing");
    assert_eq!((rule.dead, rule.reason.as_str()), (false, "`A` always writes the same where it reads"));
}

#[test]
fn given_scenarios_are_built_on_and_their_mocks_kept() {
    let text = format!(
        r#"{{"StartAt": "A", "States": {{"A": {{{LAMBDA}, "Next": "B"}},
            "B": {{"Type": "Choice", "Choices": [{{"Variable": "$.Payload.ok", "BooleanEquals": true, "Next": "Y"}}], "Default": "N"}}, {ENDS}}}}}"#
    );
    let program = Arc::new(simulator::load(&text).expect("a definition"));
    let given = r#"{"name": "given", "input": {"order": 1}, "mocks": {"A": {"Return": {"Payload": {"ok": true, "id": "o-1"}}}}}"#;
    let given = [simulator::scenario::read_scenario(given).expect("a scenario")];
    let machine = Machine::of(&value::parse(&text).expect("JSON"));
    let generated = generate(&program, &machine, &given, Limits::default());
    assert_eq!((generated.scenarios.len(), generated.missing.len()), (1, 0));
    let written = simulator::scenario::write_scenario(&generated.scenarios[0].scenario);
    assert_eq!(written.pointer("/input/order"), Some(&Value::from(1)));
    assert_eq!(written.pointer("/mocks/A/Return/Payload/id"), Some(&Value::from("o-1")));
    assert_eq!(written.pointer("/expect/error"), Some(&Value::from("No")));
}
