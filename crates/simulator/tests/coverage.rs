//! Coverage: what runs have gone through, also where two arms lead to one state.

use std::sync::Arc;

use simulator::coverage::{Arm, Coverage};
use simulator::scenario::{ScenarioHost, read_scenario};
use simulator::{Budget, Execution, Program};

const DEFINITION: &str = r#"{"StartAt": "Ask", "States": {
    "Ask": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {"FunctionName": "ask"},
        "Retry": [{"ErrorEquals": ["Busy"]}, {"ErrorEquals": ["Slow"]}],
        "Catch": [{"ErrorEquals": ["Lost"], "Next": "End"}, {"ErrorEquals": ["States.ALL"], "Next": "End"}], "Next": "Which"},
    "Which": {"Type": "Choice", "Default": "End", "Choices": [
        {"Variable": "$.n", "NumericEquals": 1, "Next": "End"}, {"Variable": "$.n", "NumericEquals": 2, "Next": "End"}]},
    "End": {"Type": "Pass", "End": true}}}"#;

fn run(program: &Arc<Program>, coverage: &mut Coverage, mock: &str) {
    let scenario = read_scenario(&format!(r#"{{"mocks": {{"Ask": {mock}}}}}"#)).expect("it can be read");
    let mut execution = Execution::start(Arc::clone(program), scenario.options());
    execution.run(&mut ScenarioHost::new(&scenario), Budget::default());
    assert!(execution.outcome().is_some(), "the run is over");
    coverage.add(program, execution.recording());
}

#[test]
fn arms_that_lead_to_one_state_are_told_apart() {
    let program = Arc::new(simulator::load(DEFINITION).expect("it can be run"));
    let mut coverage = Coverage::of(&program);
    assert_eq!((coverage.covered(), coverage.arms().len()), (0, 12));
    run(&program, &mut coverage, r#"{"Return": {"n": 2}}"#);
    let missing = |coverage: &Coverage| coverage.missing().map(Arm::place).collect::<Vec<_>>().join(" ");
    assert_eq!(missing(&coverage), "Retry[0] Retry[1] Catch[0] Catch[1] Choices[0] Default");
    run(&program, &mut coverage, r#"{"0": {"Throw": {"Error": "Busy"}}, "1-": {"Return": {"n": 3}}}"#);
    assert_eq!(missing(&coverage), "Retry[1] Catch[0] Catch[1] Choices[0]");
    run(&program, &mut coverage, r#"{"Throw": {"Error": "Lost"}}"#);
    assert_eq!(missing(&coverage), "Retry[1] Catch[1] Choices[0]");
    let words: Vec<_> = coverage.missing().map(|arm| arm.words(&program)).collect();
    assert_eq!(words, ["`Ask`: never retried for Slow", "`Ask`: never catches States.ALL", "`Which`: rule 1 is never taken"]);
}

#[test]
fn every_way_is_counted() {
    let program = Arc::new(simulator::load(DEFINITION).expect("it can be run"));
    let mut coverage = Coverage::of(&program);
    run(&program, &mut coverage, r#"{"0-2": {"Throw": {"Error": "Busy"}}, "3": {"Throw": {"Error": "Other"}}}"#);
    let counts: Vec<_> =
        coverage.arms().iter().filter(|(_, count)| *count > 0).map(|(arm, count)| (arm.place(), *count)).collect();
    let expected = [("", 1), ("Retry[0]", 3), ("Catch[1]", 1), ("", 1), ("Next", 1)];
    assert_eq!(counts, expected.map(|(place, count)| (place.to_owned(), count)));
}
