//! What lessons tell in words, beside what their own workflow shows: each rule is run.

use lessons::{read, truth};
use value::Value;

/// A rule: what is said, a workflow, a scenario, an expression over the run, and what it tells.
struct Rule {
    says: &'static str,
    workflow: &'static str,
    scenario: &'static str,
    tells: &'static str,
    told: &'static str,
}

const ASK: &str = r#""Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:Ask", "End": true"#;

const RULES: &[Rule] = &[
    Rule {
        says: "InputPath with null gives an empty document",
        workflow: r#"{"StartAt": "A", "States": {"A": {"InputPath": null, ASK}}}"#,
        scenario: r#"{"input": {"x": 1}}"#,
        tells: "[steps[0].sent, output]",
        told: "[{}, {}]",
    },
    Rule {
        says: "OutputPath with null gives an empty document",
        workflow: r#"{"StartAt": "A", "States": {"A": {"OutputPath": null, ASK}}}"#,
        scenario: r#"{"input": {"x": 1}, "mocks": {"A": {"Return": {"y": 2}}}}"#,
        tells: "output",
        told: "{}",
    },
    Rule {
        says: "ResultPath with null drops the result and keeps the document",
        workflow: r#"{"StartAt": "A", "States": {"A": {"ResultPath": null, ASK}}}"#,
        scenario: r#"{"input": {"x": 1}, "mocks": {"A": {"Return": {"y": 2}}}}"#,
        tells: "output",
        told: r#"{"x": 1}"#,
    },
    Rule {
        says: "ResultPath makes the steps that are missing",
        workflow: r#"{"StartAt": "A", "States": {"A": {"ResultPath": "$.a.b.c", ASK}}}"#,
        scenario: r#"{"input": {"x": 1}, "mocks": {"A": {"Return": 2}}}"#,
        tells: "output",
        told: r#"{"x": 1, "a": {"b": {"c": 2}}}"#,
    },
    Rule {
        says: "ResultPath puts the result into the whole input, whatever InputPath chose",
        workflow: r#"{"StartAt": "A", "States": {"A": {"InputPath": "$.part", "ResultPath": "$.got", ASK}}}"#,
        scenario: r#"{"input": {"part": {"x": 1}}, "mocks": {"A": {"Return": 2}}}"#,
        tells: "[steps[0].sent, output]",
        told: r#"[{"x": 1}, {"part": {"x": 1}, "got": 2}]"#,
    },
    Rule {
        says: "a path that finds nothing fails InputPath",
        workflow: r#"{"StartAt": "A", "States": {"A": {"InputPath": "$.no", ASK}}}"#,
        scenario: r#"{"input": {"x": 1}}"#,
        tells: "error",
        told: r#""States.Runtime""#,
    },
    Rule {
        says: "a path that finds nothing fails Parameters",
        workflow: r#"{"StartAt": "A", "States": {"A": {"Parameters": {"y.$": "$.no"}, ASK}}}"#,
        scenario: r#"{"input": {"x": 1}}"#,
        tells: "error",
        told: r#""States.Runtime""#,
    },
    Rule {
        says: "a path that finds nothing fails ResultSelector",
        workflow: r#"{"StartAt": "A", "States": {"A": {"ResultSelector": {"y.$": "$.no"}, ASK}}}"#,
        scenario: r#"{"input": {"x": 1}}"#,
        tells: "error",
        told: r#""States.Runtime""#,
    },
    Rule {
        says: "a path that finds nothing fails OutputPath",
        workflow: r#"{"StartAt": "A", "States": {"A": {"OutputPath": "$.no", ASK}}}"#,
        scenario: r#"{"input": {"x": 1}}"#,
        tells: "error",
        told: r#""States.Runtime""#,
    },
    Rule {
        says: "a retrier with ErrorEquals alone waits 1 second, has three new tries, and doubles the wait",
        workflow: r#"{"StartAt": "A", "States": {"A": {"Retry": [{"ErrorEquals": ["Busy"]}], ASK}}}"#,
        scenario: r#"{"mocks": {"A": {"Throw": {"Error": "Busy"}}}}"#,
        tells: "[steps[0].attempts.began]",
        told: "[0, 1, 3, 7]",
    },
    Rule {
        says: "the wait begins when the call before has failed",
        workflow: r#"{"StartAt": "A", "States": {"A": {"Retry": [{"ErrorEquals": ["Busy"]}], ASK}}}"#,
        scenario: r#"{"mocks": {"A": {"Throw": {"Error": "Busy"}, "DelaySeconds": 10}}}"#,
        tells: "[steps[0].attempts.began]",
        told: "[0, 11, 23, 37]",
    },
    Rule {
        says: "an inline Map without MaxConcurrency runs at most 40 at a time",
        workflow: r#"{"StartAt": "M", "States": {"M": {"Type": "Map", "End": true, "ItemProcessor": {"StartAt": "A", "States": {"A": {ASK}}}}}}"#,
        scenario: r#"{"input": [1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,32,33,34,35,36,37,38,39,40,41,42,43,44,45,46,47,48,49,50], "mocks": {"A": {"Return": 1, "DelaySeconds": 1}}}"#,
        tells: "[seconds, $count(steps[state='A' and began=0])]",
        told: "[2, 40]",
    },
    Rule {
        says: "a larger MaxConcurrency does not help an inline Map",
        workflow: r#"{"StartAt": "M", "States": {"M": {"Type": "Map", "MaxConcurrency": 50, "End": true, "ItemProcessor": {"StartAt": "A", "States": {"A": {ASK}}}}}}"#,
        scenario: r#"{"input": [1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,32,33,34,35,36,37,38,39,40,41,42,43,44,45,46,47,48,49,50], "mocks": {"A": {"Return": 1, "DelaySeconds": 1}}}"#,
        tells: "seconds",
        told: "2",
    },
    Rule {
        says: "the index of an item counts from 0",
        workflow: r#"{"StartAt": "M", "States": {"M": {"Type": "Map", "ItemSelector": {"i.$": "$$.Map.Item.Index"}, "End": true, "ItemProcessor": {"StartAt": "A", "States": {"A": {ASK}}}}}}"#,
        scenario: r#"{"input": ["x", "y"]}"#,
        tells: "output",
        told: r#"[{"i": 0}, {"i": 1}]"#,
    },
    Rule {
        says: "a Map has the gates of a Task behind its list",
        workflow: r#"{"StartAt": "M", "States": {"M": {"Type": "Map", "ItemsPath": "$.list", "ResultSelector": {"first.$": "$[0]"}, "ResultPath": "$.got", "OutputPath": "$.got", "End": true, "ItemProcessor": {"StartAt": "A", "States": {"A": {ASK}}}}}}"#,
        scenario: r#"{"input": {"list": ["x", "y"]}}"#,
        tells: "[steps[0].afterResultPath, output]",
        told: r#"[{"list": ["x", "y"], "got": {"first": "x"}}, {"first": "x"}]"#,
    },
    Rule {
        says: "what a tolerated child would have given is missing, and the others move up",
        workflow: r#"{"StartAt": "M", "States": {"M": {"Type": "Map", "ToleratedFailureCount": 1, "End": true, "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}, "StartAt": "A", "States": {"A": {ASK}}}}}}"#,
        scenario: r#"{"input": ["x", "y", "z"], "mocks": {"A": {"0": {"Return": "x"}, "1": {"Throw": {"Error": "Bad"}}, "2-": {"Return": "z"}}}}"#,
        tells: "output",
        told: r#"["x", "z"]"#,
    },
    Rule {
        says: "a Retry of a Map begins all its items anew",
        workflow: r#"{"StartAt": "M", "States": {"M": {"Type": "Map", "Retry": [{"ErrorEquals": ["Bad"]}], "End": true, "ItemProcessor": {"StartAt": "A", "States": {"A": {ASK}}}}}}"#,
        scenario: r#"{"input": ["x", "y"], "mocks": {"A": {"0": {"Return": "x"}, "1": {"Throw": {"Error": "Bad"}, "DelaySeconds": 1}, "2-": {"Return": "again"}}}}"#,
        tells: "[visits.A, output]",
        told: r#"[4, "again", "again"]"#,
    },
    Rule {
        says: "a catcher's ResultPath into a text fails with States.Runtime, which is not caught",
        workflow: r#"{"StartAt": "A", "States": {"A": {"Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": "$.error", "Next": "B"}], ASK}, "B": {"Type": "Pass", "End": true}}}"#,
        scenario: r#"{"input": "a text", "mocks": {"A": {"Throw": {"Error": "Bad"}}}}"#,
        tells: "[status, error]",
        told: r#"["FAILED", "States.Runtime"]"#,
    },
    Rule {
        says: "a catcher's ResultPath into an item that is a text fails the Map, too",
        workflow: r#"{"StartAt": "M", "States": {"M": {"Type": "Map", "End": true, "ItemProcessor": {"StartAt": "A", "States": {"A": {"Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": "$.error", "Next": "B"}], ASK}, "B": {"Type": "Pass", "End": true}}}}}}"#,
        scenario: r#"{"input": ["x"], "mocks": {"A": {"Throw": {"Error": "Bad"}}}}"#,
        tells: "[status, error]",
        told: r#"["FAILED", "States.Runtime"]"#,
    },
    Rule {
        says: "a ResultPath that leads through a number fails",
        workflow: r#"{"StartAt": "A", "States": {"A": {"ResultPath": "$.price.amount", ASK}}}"#,
        scenario: r#"{"input": {"price": 3}, "mocks": {"A": {"Return": 2}}}"#,
        tells: "[status, error]",
        told: r#"["FAILED", "States.Runtime"]"#,
    },
    Rule {
        says: "in a Map in a Map, the index is that of the inner one",
        workflow: r#"{"StartAt": "M", "States": {"M": {"Type": "Map", "End": true, "ItemProcessor": {"StartAt": "N", "States": {"N": {"Type": "Map", "End": true, "ItemProcessor": {"StartAt": "A", "States": {"A": {"Type": "Pass", "Parameters": {"i.$": "$$.Map.Item.Index"}, "End": true}}}}}}}}}"#,
        scenario: r#"{"input": [["a", "b"], ["c", "d"]]}"#,
        tells: "output",
        told: r#"[[{"i": 0}, {"i": 1}], [{"i": 0}, {"i": 1}]]"#,
    },
    Rule {
        says: "a retrier with MaxAttempts 0 does not try again",
        workflow: r#"{"StartAt": "A", "States": {"A": {"Retry": [{"ErrorEquals": ["Bad"], "MaxAttempts": 0}, {"ErrorEquals": ["States.ALL"]}], ASK}}}"#,
        scenario: r#"{"mocks": {"A": {"Throw": {"Error": "Bad"}}}}"#,
        tells: "$count(steps[0].attempts)",
        told: "1",
    },
    Rule {
        says: "MaxDelaySeconds is the longest wait",
        workflow: r#"{"StartAt": "A", "States": {"A": {"Retry": [{"ErrorEquals": ["Bad"], "IntervalSeconds": 2, "MaxDelaySeconds": 3}], ASK}}}"#,
        scenario: r#"{"mocks": {"A": {"Throw": {"Error": "Bad"}}}}"#,
        tells: "[steps[0].attempts.began]",
        told: "[0, 2, 5, 8]",
    },
    Rule {
        says: "a Retry of a Parallel begins all its branches anew",
        workflow: r#"{"StartAt": "P", "States": {"P": {"Type": "Parallel", "Retry": [{"ErrorEquals": ["Bad"]}], "End": true, "Branches": [{"StartAt": "A", "States": {"A": {ASK}}}, {"StartAt": "B", "States": {"B": {ASK}}}]}}}"#,
        scenario: r#"{"mocks": {"A": {"Return": "a"}, "B": {"0": {"Throw": {"Error": "Bad"}, "DelaySeconds": 1}, "1-": {"Return": "b"}}}}"#,
        tells: "[visits.A, visits.B, output]",
        told: r#"[2, 2, "a", "b"]"#,
    },
    Rule {
        says: "without ResultPath the result takes the place of the whole document, whatever InputPath chose",
        workflow: r#"{"StartAt": "A", "States": {"A": {"InputPath": "$.part", ASK}}}"#,
        scenario: r#"{"input": {"part": {"x": 1}}, "mocks": {"A": {"Return": {"y": 2}}}}"#,
        tells: "output",
        told: r#"{"y": 2}"#,
    },
];

#[test]
fn what_lessons_tell_in_words_is_so() {
    let told: Vec<String> = RULES.iter().filter_map(broken).collect();
    assert!(told.is_empty(), "\n{}\n", told.join("\n"));
}

/// What the run tells instead; `None` where the rule holds.
fn broken(rule: &Rule) -> Option<String> {
    let lesson = format!(
        r#"{{"version": 1, "id": "rule", "title": "Rule", "idea": "It is so.", "workflow": {}, "scenarios": [{}],
            "predict": [{{"ask": "?", "kind": "json", "answer": {}, "tells": {}, "reason": "It is so."}}]}}"#,
        rule.workflow.replace("ASK", ASK),
        rule.scenario,
        rule.told,
        Value::from(rule.tells).to_json(),
    );
    let lesson = read(&lesson).unwrap_or_else(|error| panic!("{}: {error}", rule.says));
    let question = &lesson.predict[0];
    let told = truth(&lesson, question);
    (told.as_ref() != Ok(&question.answer)).then(|| format!("{}: {told:?}", rule.says))
}
