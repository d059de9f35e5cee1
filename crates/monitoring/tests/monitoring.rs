//! Logs, traces, metrics and alarms of small workflows.

use std::sync::Arc;

use asl::document::Document;
use forecast::{Assumptions, Forecast, Forecaster, Volume};
use monitoring::{Comparison, Level, alarms, cloudformation, dashboard, day, log_events, sources, terraform, trace};
use simulator::scenario::{Mock, Reply, Scenario, ScenarioHost};
use simulator::{Budget, Execution};
use value::Value;

const WORKFLOW: &str = r#"{"StartAt": "P", "States": {
    "P": {"Type": "Parallel", "Branches": [{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "arn:aws:states:::dynamodb:putItem", "Parameters": {"TableName": "t", "Item": {}},
        "Retry": [{"ErrorEquals": ["E"], "MaxAttempts": 1}], "End": true}}}], "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "F"}], "Next": "D"},
    "D": {"Type": "Succeed"}, "F": {"Type": "Fail", "Error": "Bad"}}}"#;

fn run(failing: bool) -> Execution {
    let reply =
        if failing { Reply::Throw { error: Some("E".into()), cause: Some("c".into()) } } else { Reply::Return(Value::from(1)) };
    let mocks = [(Arc::from("A"), Mock::always(reply))].into_iter().collect();
    let scenario = Scenario { mocks, input: value::parse(r#"{"secret": 1}"#).expect("is JSON"), ..Scenario::default() };
    let mut execution = Execution::start(Arc::new(simulator::load(WORKFLOW).expect("can be run")), scenario.options());
    execution.run(&mut ScenarioHost::new(&scenario), Budget::default());
    execution
}

fn forecast(assumed: &str) -> Forecast {
    let mut assumptions = Assumptions::default();
    assumptions.add(&value::parse(assumed).expect("is JSON")).expect("is well formed");
    let program = Arc::new(simulator::load(WORKFLOW).expect("can be run"));
    let mut forecaster = Forecaster::new(program, &[], assumptions, 2_000, 1);
    forecaster.advance(2_000);
    forecaster.forecast()
}

fn volume(monthly: u64) -> Volume {
    Volume { monthly, region: "us-east-1".to_owned() }
}

#[test]
fn a_level_logs_what_the_service_says() {
    let types = |execution: &Execution, level| -> Vec<String> {
        let lines = log_events(execution.recording(), level, true);
        lines.iter().map(|line| line.get("type").and_then(Value::as_str).unwrap_or_default().to_owned()).collect()
    };
    let (well, bad) = (run(false), run(true));
    assert_eq!(types(&well, Level::All).len(), well.recording().events().len());
    assert_eq!((types(&well, Level::Error), types(&well, Level::Fatal)), (vec![], vec![]));
    assert_eq!(types(&bad, Level::Fatal), ["ExecutionFailed"]);
    assert_eq!(
        types(&bad, Level::Error),
        ["TaskFailed", "TaskFailed", "TaskStateAborted", "ParallelStateFailed", "FailStateEntered", "ExecutionFailed"]
    );
    assert_eq!(types(&bad, Level::Off), [""; 0]);
    assert_eq!((Level::of("error"), Level::of("loud")), (Some(Level::Error), None));
}

#[test]
fn without_data_a_log_holds_names_and_errors_only() {
    let bad = run(true);
    let text = |with_data| Value::from(log_events(bad.recording(), Level::All, with_data)).to_json();
    assert!(text(true).contains("secret") && !text(false).contains("secret"));
    assert!(text(false).contains(r#""name":"A""#) && text(false).contains(r#""error":"E""#));
}

#[test]
fn a_trace_has_visits_inside_visits() {
    let made = trace(run(false).recording());
    assert_eq!(made.pointer("/subsegments/0/name"), Some(&Value::from("P")));
    assert_eq!(made.pointer("/subsegments/0/subsegments/0/name"), Some(&Value::from("A")));
    assert_eq!(made.pointer("/subsegments/0/subsegments/0/namespace"), Some(&Value::from("aws")));
    assert_eq!(made.pointer("/subsegments/1/name"), Some(&Value::from("D")));
    assert_eq!(made.get("fault"), None);
    let bad = trace(run(true).recording());
    assert_eq!(bad.get("fault"), Some(&Value::from(true)));
    assert_eq!(bad.pointer("/subsegments/0/subsegments/0/cause/exceptions/0/type"), Some(&Value::from("E")));
    assert_eq!(
        bad.pointer("/subsegments/1/cause/exceptions/0/type"),
        Some(&Value::from("Bad")),
        "a Fail has no event of its own"
    );
    assert_eq!(bad.pointer("/subsegments/1/fault"), Some(&Value::from(true)));
    assert_eq!(bad.get("trace_id").and_then(Value::as_str).map(str::len), Some(35));
}

#[test]
fn a_day_adds_up() {
    let forecast = forecast(r#"{"services": {"dynamodb": {"median": 10, "failureRate": 0.3, "error": "Other"}}}"#);
    let found = sources(&Document::new(WORKFLOW).definition);
    assert_eq!((found.len(), found[0].group, found[0].resource.as_str()), (1, "service", "arn:aws:states:::dynamodb:putItem"));
    let day = day(&forecast, &found, &volume(300_000), 7);
    let sum =
        |metric: &str| day.iter().find(|series| series.metric == metric).map_or(-1.0, |series| series.points.iter().sum::<f64>());
    assert!((9_000.0..11_000.0).contains(&sum("ExecutionsStarted")), "{}", sum("ExecutionsStarted"));
    assert!((2_600.0..3_400.0).contains(&sum("ExecutionsFailed")), "{}", sum("ExecutionsFailed"));
    let ended = sum("ExecutionsSucceeded") + sum("ExecutionsFailed") + sum("ExecutionsTimedOut") + sum("ExecutionsAborted");
    assert_eq!(ended, sum("ExecutionsStarted"));
    assert_eq!(sum("ServiceIntegrationsSucceeded") + sum("ServiceIntegrationsFailed"), sum("ServiceIntegrationsScheduled"));
    assert_eq!(day, monitoring::day(&forecast, &found, &volume(300_000), 7));
    let all_fail = self::forecast(r#"{"services": {"dynamodb": {"median": 10, "failureRate": 1}}}"#);
    let day = monitoring::day(&all_fail, &found, &volume(300_000), 7);
    let sum = |metric: &str| day.iter().find(|series| series.metric == metric).map_or(-1.0, |one| one.points.iter().sum::<f64>());
    assert_eq!((sum("ExecutionsSucceeded"), sum("ExecutionsFailed")), (0.0, sum("ExecutionsStarted")), "none succeeds");
}

#[test]
fn alarms_have_thresholds_that_fit_and_reasons() {
    let found = sources(&Document::new(WORKFLOW).definition);
    let rare = alarms(&forecast(r#"{"services": {"dynamodb": 10}}"#), &found, &volume(1_000));
    let failed = rare.iter().find(|alarm| alarm.metric == "ExecutionsFailed").expect("is there");
    assert_eq!(failed.threshold, 1.0);
    assert!(rare.iter().all(|alarm| alarm.comparison == Comparison::AtLeast && !alarm.reason.is_empty()), "{rare:?}");
    let often = alarms(
        &forecast(r#"{"services": {"dynamodb": {"median": 10, "failureRate": 0.3, "error": "Other"}}}"#),
        &found,
        &volume(3_000_000),
    );
    let failed = often.iter().find(|alarm| alarm.metric == "ExecutionsFailed").expect("is there");
    assert!((120.0..150.0).contains(&failed.threshold), "{failed:?}");
    assert!(often.iter().any(|alarm| alarm.comparison == Comparison::Less), "silence is looked for");
    let never = alarms(&forecast(r#"{"services": {"dynamodb": {"median": 10, "failureRate": 1}}}"#), &found, &volume(3_000_000));
    let failed = never.iter().find(|alarm| alarm.metric == "ExecutionsFailed").expect("is there");
    assert!(failed.threshold == 1.0 && failed.reason.starts_with("no run of the forecast succeeds"), "{failed:?}");
    assert!(!never.iter().any(|alarm| matches!(alarm.metric, "ExecutionTime" | "ServiceIntegrationsFailed")), "{never:?}");
    assert!(often.iter().any(|alarm| alarm.metric == "ServiceIntegrationsFailed"));
}

#[test]
fn exports_hold_every_alarm_and_the_dashboard() {
    let (forecast, found) = (
        forecast(r#"{"services": {"dynamodb": {"median": 10, "failureRate": 0.3}}}"#),
        sources(&Document::new(WORKFLOW).definition),
    );
    let (alarms, board) =
        (alarms(&forecast, &found, &volume(100_000)), dashboard(&day(&forecast, &found, &volume(100_000), 1), "us-east-1"));
    let (template, module) = (cloudformation(&alarms, &board), terraform(&alarms, &board));
    for alarm in &alarms {
        assert!(
            template.contains(&format!("  {}:\n", alarm.name)) && module.contains(&format!("\"{}\"", alarm.name)),
            "{}",
            alarm.name
        );
    }
    let tree = asl::tree::Tree::read_as(template.as_str(), asl::notation::Notation::Yaml);
    assert!(!tree.is_broken(), "{template}");
    assert!(board.pointer("/widgets/0/properties/metrics/0").is_some());
    assert!(template.contains("${StateMachineArn}") && module.contains("${var.state_machine_arn}"));
}
