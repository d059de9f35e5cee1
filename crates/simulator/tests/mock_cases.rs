//! Mocks case by case: by input, iteration, attempt and call, with the first case that fits.

use std::sync::Arc;

use simulator::scenario::{ScenarioHost, read_scenario};
use simulator::{Budget, Execution, Summary};
use value::Value;

const MAP: &str = r#"{"StartAt": "Each", "States": {"Each": {"Type": "Map", "End": true, "ItemsPath": "$.items",
    "ItemProcessor": {"StartAt": "Do", "States": {"Do": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
        "Retry": [{"ErrorEquals": ["Busy"], "IntervalSeconds": 1, "MaxAttempts": 2}],
        "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "No", "ResultPath": "$.error"}], "End": true},
        "No": {"Type": "Pass", "Result": "no", "End": true}}}}}}"#;

/// The output of the Map over items of these numbers, with this mock of its Task.
fn run(mock: &str, items: usize) -> (Value, f64) {
    let items = Value::array((0..items).map(|n| Value::object([("n", n as i64)])));
    let scenario = format!(r#"{{"name": "a", "input": {{"items": {items}}}, "mocks": {{"Do": {mock}}}}}"#);
    let scenario = read_scenario(&scenario).expect("it can be read");
    let program = simulator::load(MAP).expect("it can be run");
    let mut execution = Execution::start(Arc::new(program), scenario.options());
    execution.run(&mut ScenarioHost::new(&scenario), Budget::default());
    let summary = Summary::of(&execution);
    (summary.output.clone().unwrap_or_default(), summary.virtual_seconds())
}

fn output(mock: &str, items: usize) -> String {
    run(mock, items).0.to_json()
}

#[test]
fn the_first_case_that_fits_answers() {
    let by_input = r#"[{"When": "{% $states.input.n > 1 %}", "Throw": {"Error": "Bad"}}, {"Return": "yes"}]"#;
    assert_eq!(output(by_input, 4), r#"["yes","yes","no","no"]"#);
    let by_iteration =
        r#"[{"Iteration": 2, "Throw": {"Error": "Bad"}}, {"Iteration": "0-1", "Return": "first"}, {"Return": "yes"}]"#;
    assert_eq!(output(by_iteration, 4), r#"["first","first","no","yes"]"#);
    let by_call = r#"[{"Calls": "0", "Return": "first"}, {"Return": "yes"}]"#;
    assert_eq!(output(by_call, 3), r#"["first","yes","yes"]"#);
}

#[test]
fn an_attempt_is_counted_for_each_visit() {
    let (twice, seconds) = run(r#"[{"Attempt": "0-1", "Throw": {"Error": "Busy"}}, {"Return": "yes"}]"#, 3);
    assert_eq!(twice.to_json(), r#"["yes","yes","yes"]"#);
    assert!(seconds >= 3.0, "two waits: {seconds}");
    assert_eq!(output(r#"[{"Attempt": "0-2", "Throw": {"Error": "Busy"}}, {"Return": "yes"}]"#, 2), r#"["no","no"]"#);
}

#[test]
fn a_condition_sees_the_context_and_says_what_is_wrong_with_it() {
    let by_context = r#"[{"When": "{% $states.context.Map.Item.Index = 1 %}", "Return": "one"}, {"Return": "other"}]"#;
    assert_eq!(output(by_context, 2), r#"["other","one"]"#);
    let wrong = r#"[{"When": "{% $states.input.n.($error('no such thing')) %}", "Return": 1}]"#;
    assert_eq!(output(wrong, 1), r#"["no"]"#);
}

#[test]
fn a_delay_by_chance_is_the_same_in_every_run_of_a_seed() {
    let mock = r#"{"Return": "yes", "DelaySeconds": {"min": 1, "mode": 2, "max": 9}}"#;
    let (first, again) = (run(mock, 5), run(mock, 5));
    assert_eq!(first, again);
    assert!((1.0..9.0).contains(&first.1), "{}", first.1);
}
