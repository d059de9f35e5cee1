//! Forecasts of small workflows whose numbers can be reckoned by hand.

use std::sync::Arc;

use forecast::{Assumptions, Costs, Forecast, Forecaster, Volume, infracost, text, value};
use simulator::scenario::{Mock, Reply, Scenario};
use value::Value;

const TWO: &str = r#"{"StartAt": "A", "States": {
    "A": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {"FunctionName": "f"}, "Next": "B"},
    "B": {"Type": "Wait", "Seconds": 2, "End": true}}}"#;

fn assumptions(json: &str) -> Assumptions {
    let mut assumptions = Assumptions::default();
    assumptions.add(&value::parse(json).expect("is JSON")).expect("is well formed");
    assumptions
}

fn run(definition: &str, scenarios: &[Scenario], json: &str, runs: u64) -> Forecast {
    let program = Arc::new(simulator::load(definition).unwrap_or_else(|problems| panic!("{problems:?}")));
    let mut forecaster = Forecaster::new(program, scenarios, assumptions(json), runs, 1);
    while !forecaster.advance(64) {
        assert!(forecaster.progress().0.is_multiple_of(64));
    }
    forecaster.forecast()
}

fn volume(monthly: u64) -> Volume {
    Volume { monthly, region: "us-east-1".to_owned() }
}

#[test]
fn without_chance_every_run_is_the_same() {
    let forecast = run(TWO, &[], r#"{"tasks": {"A": 500}}"#, 100);
    assert_eq!((forecast.millis.least, forecast.millis.most, forecast.millis.mean), (2500.0, 2500.0, 2500.0));
    assert_eq!((forecast.transitions.mean, forecast.failing(), forecast.functions), (2.0, 0.0, (1.0, 500.0)));
    assert_eq!(
        forecast.states.iter().map(|state| (state.visits, state.millis)).collect::<Vec<_>>(),
        [(100, 50_000), (100, 200_000)]
    );
}

#[test]
fn failures_are_as_frequent_as_assumed_and_named() {
    let forecast =
        run(TWO, &[], r#"{"tasks": {"A": {"median": 5, "failureRate": 0.2, "error": "Lambda.ServiceException"}}}"#, 5_000);
    assert!((0.18..0.22).contains(&forecast.failing()), "{}", forecast.failing());
    let [failure] = forecast.failures.as_slice() else { panic!("{:?}", forecast.failures) };
    assert_eq!((failure.state.as_str(), failure.error.as_str()), ("A", "Lambda.ServiceException"));
    let retried = TWO
        .replace(r#""Next": "B""#, r#""Retry": [{"ErrorEquals": ["Lambda.ServiceException"], "MaxAttempts": 3}], "Next": "B""#);
    let forecast =
        run(&retried, &[], r#"{"tasks": {"A": {"median": 5, "failureRate": 0.2, "error": "Lambda.ServiceException"}}}"#, 5_000);
    assert!((0.0..0.005).contains(&forecast.failing()), "{}", forecast.failing());
    assert!((2.2..2.3).contains(&forecast.transitions.mean), "retries are transitions: {}", forecast.transitions.mean);
}

#[test]
fn a_run_that_fails_for_its_data_fails_where_it_was_and_not_where_a_task_failed_before() {
    let caught = r#"{"StartAt": "A", "States": {
        "A": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {"FunctionName": "f"},
            "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "B"}], "Next": "B"},
        "B": {"Type": "Pass", "InputPath": "$.missing", "End": true}}}"#;
    let forecast = run(caught, &[], r#"{"tasks": {"A": {"median": 5, "failureRate": 0.5, "error": "Boom"}}}"#, 200);
    let [failure] = forecast.failures.as_slice() else { panic!("{:?}", forecast.failures) };
    assert_eq!((failure.state.as_str(), failure.error.as_str()), ("B", "States.Runtime"));
}

#[test]
fn the_same_seed_gives_the_same_numbers_however_the_runs_are_cut() {
    let program = Arc::new(simulator::load(TWO).expect("can be run"));
    let forecast = |steps: &[u64], seed| {
        let mut forecaster = Forecaster::new(Arc::clone(&program), &[], Assumptions::default(), 300, seed);
        for step in steps {
            forecaster.advance(*step);
        }
        forecaster.forecast()
    };
    assert_eq!(forecast(&[300], 5), forecast(&[1, 99, 250], 5));
    assert_ne!(forecast(&[300], 5), forecast(&[300], 6));
}

#[test]
fn a_month_costs_what_the_price_list_says() {
    let costs = Costs::of(&run(TWO, &[], r#"{"tasks": {"A": 500}, "lambdaMegabytes": 1024}"#, 10), &volume(1_000_000));
    let close = |a: f64, b: f64| (a - b).abs() < 0.01;
    assert!(close(costs.standard.dollars, (2_000_000.0 - 4_000.0) / 1000.0 * 0.025), "{:?}", costs.standard);
    assert!(close(costs.express.dollars, 1.0 + 2.5 * 0.0625 * 1_000_000.0 * 0.000_016_67), "{:?}", costs.express);
    assert!(close(costs.functions.dollars, 0.2 + 0.5 * 1_000_000.0 * 0.000_016_666_7), "{:?}", costs.functions);
    let free = Costs::of(&run(TWO, &[], "{}", 10), &volume(2_000));
    assert_eq!(free.standard.dollars, 0.0);
    let far = Costs::of(&run(TWO, &[], "{}", 10), &Volume { monthly: 1_000_000, region: "sa-east-1".to_owned() });
    assert!(far.standard.dollars > costs.standard.dollars);
}

#[test]
fn nothing_is_advised_from_runs_that_all_fail() {
    let advised = |rate: &str| {
        let json = format!(r#"{{"tasks": {{"A": {{"median": 5, "failureRate": {rate}, "error": "E"}}}}}}"#);
        let told = value(&run(TWO, &[], &json, 200), &volume(1_000_000));
        (
            told.get("advised").cloned().unwrap_or_default(),
            told.get("advice").and_then(Value::as_str).unwrap_or_default().to_owned(),
        )
    };
    let (failing, why) = advised("1");
    assert!(failing.is_null() && why.starts_with("Every run failed"), "{failing:?} {why}");
    let (fine, why) = advised("0.1");
    assert!(fine.as_str() == Some("Express") && why.starts_with("Express"), "{fine:?} {why}");
}

#[test]
fn nested_executions_are_counted() {
    let child = r#"{"StartAt": "X", "States": {"X": {"Type": "Pass", "Next": "Y"}, "Y": {"Type": "Succeed"}}}"#;
    let parent = r#"{"StartAt": "S", "States": {"S": {"Type": "Task", "Resource": "arn:aws:states:::states:startExecution.sync:2",
        "Parameters": {"StateMachineArn": "arn:aws:states:us-east-1:123456789012:stateMachine:C", "Input": {}}, "End": true}}}"#;
    let mut scenario = Scenario::default();
    scenario.add_workflow("C", child, &Scenario::default());
    let forecast = run(parent, &[scenario], r#"{"services": {"states": 0}}"#, 10);
    assert_eq!((forecast.transitions.mean, forecast.nested_transitions), (1.0, 2.0));
    let costs = Costs::of(&forecast, &volume(1_000_000));
    assert!((costs.standard.dollars - (3_000_000.0 - 4_000.0) / 1000.0 * 0.025).abs() < 0.01, "{:?}", costs.standard);
}

#[test]
fn lists_have_as_many_items_as_assumed() {
    let map = r#"{"StartAt": "M", "States": {"M": {"Type": "Map", "ItemsPath": "$.list", "ItemProcessor": {"StartAt": "P", "States": {"P": {"Type": "Pass", "End": true}}}, "End": true}}}"#;
    let scenario = Scenario { input: value::parse(r#"{"list": [1, 2]}"#).expect("is JSON"), ..Scenario::default() };
    let forecast = run(map, std::slice::from_ref(&scenario), r#"{"items": {"/list": {"from": 10, "to": 100}}}"#, 400);
    assert!(forecast.transitions.least >= 11.0 && forecast.transitions.most <= 101.0, "{:?}", forecast.transitions);
    assert!((53.0..59.0).contains(&forecast.transitions.mean), "{}", forecast.transitions.mean);
    assert_eq!(run(map, &[scenario], "{}", 5).transitions.mean, 3.0);
}

#[test]
fn callbacks_are_answered_in_time_and_rule_express_out() {
    let callback = TWO.replace("lambda:invoke\"", "lambda:invoke.waitForTaskToken\"");
    let forecast = run(&callback, &[], r#"{"services": {"callback": 60000}}"#, 10);
    assert_eq!((forecast.millis.mean, forecast.failing()), (62_000.0, 0.0));
    assert_eq!(forecast.not_express, ["`A` waits for a task token"]);
    assert!(text(&forecast, &volume(1000)).contains("Standard: it cannot be Express"));
}

#[test]
fn mocks_count_and_what_is_written_is_whole() {
    let mocks = [(Arc::from("A"), Mock::always(Reply::Throw { error: Some("E".into()), cause: Some("c".into()) }))];
    let scenario = Scenario { mocks: mocks.into_iter().collect(), ..Scenario::default() };
    let forecast = run(TWO, &[scenario, Scenario::default()], "{\"tasks\": {\"A\": 1}}", 100);
    assert_eq!(forecast.failing(), 0.5);
    let printed = value(&forecast, &volume(50_000));
    assert_eq!(printed.get("runs"), Some(&Value::from(100)));
    assert!(printed.pointer("/monthly/costs/0/dollars").and_then(Value::as_f64).is_some());
    assert!(printed.get("quotas").and_then(Value::as_array).is_some_and(|quotas| quotas.len() > 6));
    assert!(infracost(&forecast, &volume(50_000), "aws_sfn_state_machine.x").contains("monthly_requests: 50000"));
}
