//! Where two runs first go apart: never between a run and its own history, always where they do.

use std::sync::Arc;

use simulator::fold::{Divergence, divergence, parting};
use simulator::recording::{import::read_history, print};
use simulator::scenario::{Scenario, ScenarioHost, read_scenarios};
use simulator::{Budget, Execution, Program};
use value::Value;

fn run(program: &Arc<Program>, scenario: &Scenario) -> Execution {
    let mut execution = Execution::start(Arc::clone(program), scenario.options());
    execution.run(&mut ScenarioHost::new(scenario), Budget { time_passes_while_open: false, ..Budget::default() });
    execution
}

#[test]
fn a_run_goes_the_way_of_its_own_history() {
    let mut compared = 0;
    for example in gallery::examples() {
        let program = Arc::new(simulator::load(example.definition).expect("an example can be run"));
        for scenario in read_scenarios(example.scenarios).expect("scenarios") {
            let run = run(&program, &scenario);
            let history = Value::object([("events", print::history(run.recording(), 0))]).to_json();
            let read = read_history(&history, program.state_names()).expect("a history");
            let found = divergence(&read, run.recording());
            assert_eq!(found, None, "{}, {}", example.slug, scenario.name);
            compared += 1;
        }
    }
    assert!(compared > 50, "{compared} runs");
}

const FLOW: &str = r#"{"StartAt": "Split", "States": {"Split": {"Type": "Parallel", "Next": "Ask", "Branches": [
    {"StartAt": "Slow", "States": {"Slow": {"Type": "Wait", "Seconds": 2, "Next": "Mark"}, "Mark": {"Type": "Pass", "Result": 1, "End": true}}},
    {"StartAt": "Each", "States": {"Each": {"Type": "Map", "Items": [1, 2], "ItemsPath": "$.items", "End": true,
        "ItemProcessor": {"StartAt": "Item", "States": {"Item": {"Type": "Pass", "End": true}}}}}}]},
    "Ask": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "ResultPath": "$[2]", "Parameters": {"FunctionName": "f"},
        "Retry": [{"ErrorEquals": ["Busy"], "MaxAttempts": 1}], "Catch": [{"ErrorEquals": ["Refused"], "Next": "No"}], "Next": "Yes"},
    "No": {"Type": "Fail", "Error": "No"}, "Yes": {"Type": "Succeed"}}}"#;

/// Where the flow with a change, or with other mocks, goes apart from itself.
fn between(change: (&str, &str), mocks: &str) -> Option<Divergence> {
    let scenario = |mocks: &str| {
        let text = format!(r#"{{"scenarios": [{{"name": "s", "input": {{"items": ["a", "b"]}}, "mocks": {mocks}}}]}}"#);
        read_scenarios(&text).expect("a scenario").remove(0)
    };
    let program = |text: &str| Arc::new(simulator::load(text).expect("it can be run"));
    let flow = FLOW.replace(r#""Items": [1, 2], "#, "");
    let one = run(&program(&flow), &scenario(r#"{"Ask": {"Return": {"Payload": 1}}}"#));
    let other = run(&program(&flow.replace(change.0, change.1)), &scenario(mocks));
    divergence(one.recording(), other.recording())
}

#[test]
fn the_first_difference_is_told_with_its_place() {
    let same = r#"{"Ask": {"Return": {"Payload": 1}}}"#;
    let told = |change, mocks| {
        let found = between(change, mocks)?;
        Some(format!("{} {}: {} / {}", found.place.join(" > "), found.what, found.one.to_json(), found.other.to_json()))
    };
    assert_eq!(told(("", ""), same), None);
    // Times, and the order of what happens side by side, are no difference.
    assert_eq!(told((r#""Seconds": 2"#, r#""Seconds": 0"#), same), None);
    for (change, mocks, expected) in [
        ((r#""Result": 1"#, r#""Result": 2"#), same, "Split > branch or iteration 1 > Mark output: 1 / 2"),
        (
            (r#""Type": "Pass", "End""#, r#""Type": "Pass", "Result": 0, "End""#),
            same,
            "Split > branch or iteration 2 > Each > branch or iteration 1 > Item output: \"a\" / 0",
        ),
        ((r#""Next": "Yes"}"#, r#""Next": "No"}"#), same, " the next state: \"Yes\" / \"No\""),
        (("", ""), r#"{"Ask": {"0": {"Throw": {"Error": "Busy"}}, "1": {"Return": {"Payload": 1}}}}"#, "Ask attempts: 1 / 2"),
        (("", ""), r#"{"Ask": {"Throw": {"Error": "Refused"}}}"#, "Ask status: \"SUCCEEDED\" / \"CAUGHT\""),
        (("", ""), r#"{"Ask": {"Throw": {"Error": "Other"}}}"#, "Ask status: \"SUCCEEDED\" / \"FAILED\""),
    ] {
        assert_eq!(told(change, mocks).as_deref(), Some(expected));
    }
}

#[test]
fn a_history_is_played_with_its_own_input_and_answers() {
    let mut wrong = vec![];
    let mut played = 0;
    for example in gallery::examples() {
        let program = Arc::new(simulator::load(example.definition).expect("an example can be run"));
        for scenario in read_scenarios(example.scenarios).expect("scenarios") {
            let was = run(&program, &scenario);
            let history = Value::object([("events", print::history(was.recording(), 0))]).to_json();
            let read = read_history(&history, program.state_names()).expect("a history");
            let again = run(&program, &Scenario::as_recorded(&read));
            played += 1;
            if let Some(found) = parting(&read, again.recording()) {
                wrong.push(format!("{}, {}: {found:?}", example.slug, scenario.name));
            }
        }
    }
    assert!(played > 50, "{played} runs");
    assert!(wrong.is_empty(), "{} of {played}:\n{}", wrong.len(), wrong.join("\n"));
}
