//! The picture of definitions, as text.

use super::*;
use crate::definition::{StateId, read};
use crate::tree::Tree;

fn definition(states: &str) -> Definition {
    read(&Tree::parse(format!(r#"{{"StartAt": "A", "States": {{{states}}}}}"#))).0
}

/// Every transition of the machine's own scope on a line: `A -[label]-> B`.
fn transitions(definition: &Definition) -> Vec<String> {
    let name = |id: &StateId| definition.state(*id).name.value.to_string();
    let edges = Graph::new(definition).scopes[0].edges.clone();
    let line = |edge: &Edge| {
        let from = if let Node::State(id) = &edge.from { name(id) } else { "Start".to_owned() };
        let to = match &edge.target {
            Target::State(id) => name(id),
            Target::End => "End".to_owned(),
            Target::Missing(missing) => format!("?{missing}"),
            Target::Unset => "?".to_owned(),
        };
        format!("{from} -[{}]-> {to}", edge.label.as_deref().unwrap_or_default())
    };
    edges.iter().map(line).collect()
}

#[test]
fn every_kind_of_transition_is_drawn_with_its_label() {
    let definition = definition(
        r#""A": {"Type": "Choice", "Choices": [
              {"Variable": "$.total", "NumericGreaterThan": 1000, "Next": "B"},
              {"Comment": "small", "Variable": "$.x", "IsPresent": true, "Next": "Nowhere"}], "Default": "C"},
           "B": {"Type": "Task", "Resource": "x", "Next": "C", "Catch": [
              {"ErrorEquals": ["States.Timeout"], "Next": "D"}, {"ErrorEquals": ["States.ALL"], "Next": "D"}]},
           "C": {"Type": "Pass", "End": true}, "D": {"Type": "Fail"}, "E": {"Type": "Wait", "Seconds": 5}"#,
    );
    assert_eq!(
        transitions(&definition),
        [
            "Start -[]-> A",
            "A -[total > 1000]-> B",
            "A -[small]-> ?Nowhere",
            "A -[otherwise]-> C",
            "B -[]-> C",
            "B -[on States.Timeout]-> D",
            "B -[on any error]-> D",
            "C -[]-> End",
            "E -[]-> ?",
        ]
    );
    let graph = Graph::new(&definition);
    assert_eq!(graph.scopes[0].nodes.len(), 7);
}

#[test]
fn an_empty_scope_leads_from_start_to_end() {
    let (definition, _) = read(&Tree::parse("{}"));
    assert_eq!(transitions(&definition), ["Start -[]-> End"]);
    assert_eq!(Graph::new(&definition).scopes[0].nodes, [Node::Start, Node::End]);
}

#[test]
fn conditions_read_as_labels_and_as_sentences() {
    for (rule, label, sentence) in [
        (r#""Variable": "$.status", "StringEquals": "paid""#, "status = \"paid\"", "status is \"paid\""),
        (r#""Variable": "$.n", "NumericLessThanEqualsPath": "$.max""#, "n ≤ max", "n is at most max"),
        (
            r#""Variable": "$.t", "TimestampGreaterThan": "2026-01-01T00:00:00Z""#,
            "t > 2026-01-01T00:00:00Z",
            "t is after 2026-01-01T00:00:00Z",
        ),
        (r#""Variable": "$.x", "IsPresent": false"#, "x is absent", "x is absent"),
        (r#""Variable": "$", "IsNull": true"#, "input is null", "input is null"),
        (
            r#""And": [{"Variable": "$.a", "BooleanEquals": true}, {"Or": [{"Variable": "$.b", "IsString": false}, {"Not": {"Variable": "$.c", "IsNumeric": true}}]}]"#,
            "a = true and (b is not text or not (c is a n…",
            "a is true and (b is not text or not (c is a number))",
        ),
        (r#""Condition": "{% $states.input.total > 5 %}""#, "total > 5", "total > 5"),
        (r#""Condition": true"#, "always", "always"),
    ] {
        let definition = definition(&format!(r#""A": {{"Type": "Choice", "Choices": [{{{rule}, "Next": "A"}}]}}"#));
        let StateKind::Choice(choice) = &definition.states[0].kind else { panic!("a Choice") };
        let condition = choice.rules[0].condition.as_ref().expect("a condition");
        assert_eq!(condition_sentence(condition), sentence);
        let found = condition_label(condition);
        assert!(found == label || (found.ends_with('…') && sentence.len() > 48), "{found}");
    }
}

#[test]
fn each_card_says_what_its_state_does() {
    for (state, expected) in [
        (r#""Type": "Task", "Resource": "arn:aws:lambda:us-east-1:1:function:ValidateFunction""#, "Lambda: ValidateFunction"),
        (
            r#""Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {"FunctionName": "arn:aws:lambda:us-east-1:1:function:Load:$LATEST"}"#,
            "Lambda: Load",
        ),
        (r#""Type": "Task", "Resource": "arn:aws:states:::dynamodb:putItem""#, "DynamoDB: PutItem"),
        (
            r#""Type": "Task", "Resource": "arn:aws:states:::states:startExecution.sync:2""#,
            "Step Functions: StartExecution, to the end",
        ),
        (r#""Type": "Task", "Resource": "${Fn}""#, "${Fn}"),
        (r#""Type": "Task""#, "no resource yet"),
        (r#""Type": "Wait", "Seconds": 5"#, "wait 5 s"),
        (r#""Type": "Wait", "Seconds": 0.5"#, "wait 0.5 s"),
        (r#""Type": "Wait", "Seconds": 2.25"#, "wait 2.25 s"),
        (r#""Type": "Wait", "Seconds": 90"#, "wait 1 min 30 s"),
        (r#""Type": "Wait", "Seconds": 5400"#, "wait 1 h 30 min"),
        (r#""Type": "Wait", "TimestampPath": "$.due""#, "wait until due"),
        (r#""Type": "Choice", "Choices": [{}, {}, {}]"#, "3 rules"),
        (r#""Type": "Pass", "Assign": {"a": 1, "b.$": "$.x"}"#, "sets a, b"),
        (r#""Type": "Parallel", "Branches": [{}, {}]"#, "2 branches side by side"),
        (
            r#""Type": "Map", "ItemsPath": "$.records", "MaxConcurrency": 10, "ItemProcessor": {}"#,
            "each of $.records, 10 at a time",
        ),
        (r#""Type": "Map", "Iterator": {"ProcessorConfig": {"Mode": "DISTRIBUTED"}}"#, "each item, distributed"),
        (r#""Type": "Fail", "Error": "Bad""#, "Bad"),
        (r#""Type": "Banana""#, "unknown type `Banana`"),
    ] {
        let definition = definition(&format!(r#""A": {{{state}}}"#));
        assert_eq!(subtitle(&definition, &definition.states[0]), expected);
    }
}
