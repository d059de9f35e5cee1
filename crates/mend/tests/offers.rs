//! What is offered for runs that fail, and that it comes to what it says, as data.

use std::collections::BTreeMap;
use std::path::PathBuf;

use asl::document::Document;
use asl::tree::Tree;
use mend::{Case, Change, Offer, offers};
use simulator::recording::StepId;
use simulator::scenario::{Scenario, ScenarioHost, read_scenario};
use simulator::{Budget, Execution, Status, Summary};

fn offered(text: &str, scenario: &str, step: Option<u32>) -> (Document, Scenario, Vec<Offer>) {
    let document = Document::new(text);
    let scenario = read_scenario(scenario).expect("a scenario");
    let values = BTreeMap::new();
    let case = Case { document: &document, values: &values, scenario: scenario.clone(), step: step.map(StepId), turns: 2000 };
    let found = offers(&case).unwrap_or_else(|problems| panic!("{text}: {problems:?}"));
    (document, scenario, found)
}

fn words(offers: &[Offer]) -> Vec<String> {
    offers.iter().map(|offer| format!("{}: {} ({})", offer.kind, offer.detail, offer.outcome.words())).collect()
}

/// The status of a run with an offer applied.
fn status(document: &Document, scenario: &Scenario, offer: &Offer) -> Status {
    let (mut text, mut scenario) = (document.text.to_string(), scenario.clone());
    match &offer.change {
        Change::Definition(change) => text = document.apply(change).0.text.to_string(),
        Change::Scenario { input, mocks, members } => {
            scenario.input = input.clone().unwrap_or(scenario.input);
            let mocks = ("mocks".to_owned(), value::Value::object(mocks.iter().cloned()));
            let written = value::Value::object(members.iter().cloned().chain([mocks])).to_json();
            let written = read_scenario(&written).expect("a scenario");
            scenario.mocks.extend(written.mocks);
            for (name, _) in members {
                match name.as_str() {
                    "services" => scenario.services = written.services.clone(),
                    "type" => scenario.workflow_type = written.workflow_type,
                    other => panic!("{other}"),
                }
            }
        }
        Change::Trial(values) => {
            text = Tree::read(text.as_str()).filled(&values.iter().cloned().collect());
        }
    }
    let program = simulator::load(&text).unwrap_or_else(|problems| panic!("{text}: {problems:?}"));
    let mut execution = Execution::start(std::sync::Arc::new(program), scenario.options());
    execution.run(&mut ScenarioHost::new(&scenario), Budget { turns: 2000, time_passes_while_open: false, memory: None });
    Summary::of(&execution).status
}

const TASK: &str = r#""Type": "Task", "Resource": "arn:aws:states:::lambda:invoke""#;

fn machine(language: &str, states: &str) -> String {
    format!(r#"{{"QueryLanguage": "{language}", "StartAt": "A", "States": {{{states}}}}}"#)
}

#[test]
fn each_failure_has_its_remedies() {
    let pay = format!(r#""A": {{{TASK}, "Parameters": {{"FunctionName": "f", "Payload.$": "$.order.id"}}, "End": true}}"#);
    let throws = format!(r#""A": {{{TASK}, "Parameters": {{"FunctionName": "f"}}, "End": true}}"#);
    let slow = format!(r#""A": {{{TASK}, "Parameters": {{"FunctionName": "f"}}, "TimeoutSeconds": 5, "End": true}}"#);
    let rule = r#""A": {"Type": "Choice", "Choices": [{"Variable": "$.n", "NumericGreaterThan": 5, "Next": "B"}], "Default": "B"}, "B": {"Type": "Succeed"}"#;
    let sum = r#""A": {"Type": "Pass", "Output": "{% $states.input.a.b %}", "End": true}"#;
    let once = r#"{"input": {}, "mocks": {"A": {"0": {"Throw": {"Error": "Busy"}}, "1-": {"Return": {}}}}}"#;
    let cases = [
        (
            machine("JSONPath", &pay),
            r#"{"input": {}}"#,
            vec![
                "sample-input: The input gets `$.order.id` (ends SUCCEEDED)",
                "guard: A Choice before `A` asks for `$.order.id`; where it is not there, a Pass puts an empty text there (ends SUCCEEDED)",
            ],
        ),
        (
            machine("JSONPath", &throws),
            once,
            vec![
                "retry: 3 times, after 2, 4 and 8 seconds (ends SUCCEEDED)",
                "catch: A catcher leads to a new state, `A failed`, where you say what happens then (ends SUCCEEDED)",
            ],
        ),
        (
            machine("JSONPath", &throws),
            r#"{"input": {}, "mocks": {"A": {"Throw": {"Error": "Busy"}}}}"#,
            vec![
                "catch: A catcher leads to a new state, `A failed`, where you say what happens then (ends SUCCEEDED)",
                "retry: 3 times, after 2, 4 and 8 seconds (ends FAILED in `A` with `Busy`)",
            ],
        ),
        (
            machine("JSONPath", &slow),
            r#"{"input": {}, "mocks": {"A": {"Return": {}, "DelaySeconds": 17}}}"#,
            vec![
                "timeout: `TimeoutSeconds` becomes 20 in place of 5 (ends SUCCEEDED)",
                "catch: A catcher leads to a new state, `A failed`, where you say what happens then (ends SUCCEEDED)",
                "retry: 3 times, after 2, 4 and 8 seconds (ends FAILED in `A` with `States.Timeout`)",
            ],
        ),
        (
            machine("JSONPath", rule),
            r#"{"input": {}}"#,
            vec![
                "sample-input: The input gets `$.n` (ends SUCCEEDED)",
                "guard: Rule 1 compares `$.n` only where `IsPresent` says that it is there (ends SUCCEEDED)",
            ],
        ),
        (
            machine("JSONata", sum),
            r#"{"input": {}}"#,
            vec![
                "sample-input: The input gets `$.a.b` (ends SUCCEEDED)",
                "guard: `Output` gives null where `$states.input.a.b` is not there (ends SUCCEEDED)",
            ],
        ),
    ];
    for (text, scenario, expected) in cases {
        let (document, scenario, found) = offered(&text, scenario, Some(0));
        assert_eq!(words(&found), expected, "{text}");
        for offer in &found {
            assert_eq!(status(&document, &scenario, offer), offer.outcome.status, "{text}: {}", offer.label);
        }
    }
}

#[test]
fn nothing_is_offered_where_nothing_helps_or_nothing_is_wrong() {
    for (states, step) in [
        (r#""A": {"Type": "Fail", "Error": "Always"}"#, Some(0)),
        (r#""A": {"Type": "Pass", "End": true}"#, Some(0)),
        (r#""A": {"Type": "Pass", "End": true}"#, None),
    ] {
        assert_eq!(offered(&machine("JSONPath", states), r#"{"input": {}}"#, step).2, [], "{states}");
    }
}

#[test]
fn yaml_and_placeholders_are_mended_as_they_are_written() {
    let text =
        "StartAt: A\nStates:\n  A: # pays\n    Type: Task\n    Resource: ${Function}\n    TimeoutSeconds: 5\n    End: true\n";
    let document = Document::new(text);
    let scenario = read_scenario(r#"{"input": {}, "mocks": {"A": {"Throw": {"Error": "Busy"}}}}"#).expect("a scenario");
    let values = BTreeMap::from([("Function".to_owned(), "arn:aws:lambda:us-east-1:123456789012:function:f".to_owned())]);
    let case = Case { document: &document, values: &values, scenario, step: Some(StepId(0)), turns: 2000 };
    let found = offers(&case).expect("it can be run");
    let Some(Change::Definition(change)) = found.iter().find(|offer| offer.kind == "retry").map(|offer| &offer.change) else {
        panic!("{found:?}")
    };
    let after = document.apply(change).0.text.to_string();
    assert!(after.contains("A: # pays") && after.contains("${Function}") && after.contains("ErrorEquals"), "{after}");
}

#[test]
fn a_placeholder_that_stands_for_itself_gets_a_trial_value_first() {
    let hook = r#""A": {"Type": "Pass", "Parameters": {"hook": "${Hook}", "other": "${Other}"}, "Next": "B"},
        "B": {"Type": "Choice", "Choices": [{"Variable": "$.hook", "StringEquals": "before", "Next": "D"}], "Default": "C"},
        "C": {"Type": "Fail", "Error": "No"}, "D": {"Type": "Pass", "Comment": "${Unread}", "End": true}"#;
    let template = r#""A": {"Type": "Pass", "Parameters": {"query": "${Query}"}, "Next": "B"},
        "B": {"Type": "Pass", "Parameters": {"text.$": "States.Format($.query, $$.Execution.Name)"}, "End": true}"#;
    for (states, step, expected) in [
        (
            hook,
            2,
            "In simulations, `${Hook}` stands for `before`; `${Other}` stands for `Other`; `${Unread}` stands for `Unread` (ends SUCCEEDED)",
        ),
        (template, 1, "In simulations, `${Query}` stands for `{}` (ends SUCCEEDED)"),
    ] {
        let (document, scenario, found) = offered(&machine("JSONPath", states), r#"{"input": {"given": 1}}"#, Some(step));
        assert_eq!(words(&found).first().map(String::as_str), Some(&*format!("trial-values: {expected}")), "{states}");
        assert_eq!(status(&document, &scenario, &found[0]), Status::Succeeded);
    }
    // Who fails for another reason hears nothing of placeholders.
    let other =
        format!(r#""A": {{{TASK}, "Parameters": {{"FunctionName": "${{Function}}", "Payload.$": "$.id"}}, "End": true}}"#);
    let (.., found) = offered(&machine("JSONPath", &other), r#"{"input": {}}"#, Some(0));
    assert!(found.iter().all(|offer| offer.kind != "trial-values"), "{found:?}");
}

#[test]
fn files_that_a_map_reads_are_put_into_s3() {
    let states = r#""A": {"Type": "Map", "ItemReader": {"Resource": "arn:aws:states:::s3:getObject",
        "ReaderConfig": {"InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW"}, "Parameters": {"Bucket.$": "$.bucket", "Key": "rows.csv"}},
        "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}, "StartAt": "I",
            "States": {"I": {"Type": "Pass", "InputPath": "$.sku", "End": true}}}, "End": true}"#;
    let (document, scenario, found) = offered(&machine("JSONPath", states), r#"{"input": {}}"#, Some(0));
    let offer = found.iter().find(|offer| offer.kind == "sample-data").unwrap_or_else(|| panic!("{found:?}"));
    assert_eq!(offer.detail, "The input gets `$.bucket`; S3 holds `text/rows.csv`");
    assert_eq!(status(&document, &scenario, offer), Status::Succeeded);
}

#[test]
fn real_definitions_come_to_what_is_offered() {
    let Some(folder) = std::env::var_os("STEPWRIGHT_CORPUS") else {
        println!("skipped: STEPWRIGHT_CORPUS names no folder of definitions");
        return;
    };
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).expect("the folder").flatten().map(|entry| entry.path()).collect();
    files.sort();
    let (mut failing, mut left) = (0, vec![]);
    for file in files {
        let Ok(text) = std::fs::read_to_string(&file) else { continue };
        let Ok(program) = simulator::load(&text) else { continue };
        let scenario = read_scenario(r#"{"input": {}}"#).expect("a scenario");
        let mut execution = Execution::start(std::sync::Arc::new(program), scenario.options());
        execution.run(&mut ScenarioHost::new(&scenario), Budget { turns: 2000, time_passes_while_open: false, memory: None });
        if Summary::of(&execution).status != Status::Failed {
            continue;
        }
        let steps = execution.recording().steps.len() as u32;
        let (document, scenario, found) = offered(&text, r#"{"input": {}}"#, steps.checked_sub(1));
        failing += 1;
        for offer in &found {
            assert_eq!(status(&document, &scenario, offer), offer.outcome.status, "{}: {}", file.display(), offer.label);
        }
        // A catcher lets any run end well.
        let mends = |offer: &Offer| offer.kind != "catch" && matches!(offer.outcome.status, Status::Succeeded | Status::Waiting);
        if !found.iter().any(mends) {
            left.push(format!("{}: {:?}", file.file_name().unwrap_or_default().to_string_lossy(), words(&found)));
        }
    }
    let helped = failing - left.len();
    println!("{}\n{helped} of {failing} that fail have a remedy that ends well", left.join("\n"));
    assert!(helped * 100 >= failing * 93, "{helped} of {failing}");
}
