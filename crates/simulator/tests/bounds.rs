//! What keeps a simulation finite, and the limits of variables.

mod common;

use common::run;
use simulator::scenario::{ScenarioHost, read_scenario};
use simulator::{Budget, Execution, Progress, Summary};

#[test]
fn all_variables_of_an_execution_together_have_at_most_ten_mebibytes() {
    // Each round assigns 200 KB under another name, until 10 MiB are full; in a Map the variables of ended iterations are gone.
    let states = |count: usize, last: &str| {
        let state = |at: usize| {
            let next = if at + 1 < count { format!(r#""Next": "S{}""#, at + 1) } else { last.to_owned() };
            format!(
                r#""S{at}": {{"Type": "Pass", "Assign": {{"v{at}": "{{% $states.context.Execution.Input.big %}}"}}, "Output": 1, {next}}}"#
            )
        };
        (0..count).map(state).collect::<Vec<_>>().join(", ")
    };
    let chain =
        |count| format!(r#"{{"QueryLanguage": "JSONata", "StartAt": "S0", "States": {{{}}}}}"#, states(count, r#""End": true"#));
    let scenario = format!(r#"{{"input": {{"list": [1, 2, 3, 4], "big": "{}"}}}}"#, "x".repeat(200_000));
    assert_eq!(Summary::of(&run(&chain(52), &scenario)).status.name(), "SUCCEEDED");
    let summary = Summary::of(&run(&chain(53), &scenario));
    assert_eq!(summary.error.as_deref(), Some("States.DataLimitExceeded"));

    let map = format!(
        r#"{{"QueryLanguage": "JSONata", "StartAt": "M", "States": {{"M": {{"Type": "Map", "Items": [1, 2, 3, 4], "MaxConcurrency": 1, "End": true,
            "ItemProcessor": {{"StartAt": "S0", "States": {{{}}}}}}}}}}}"#,
        states(20, r#""End": true"#)
    );
    assert_eq!(Summary::of(&run(&map, &scenario)).status.name(), "SUCCEEDED");
}

#[test]
fn a_retry_that_records_nothing_can_be_paused_and_ends_with_a_clear_message() {
    let definition = r#"{"StartAt": "T", "States": {"T": {"Type": "Task", "End": true,
        "Resource": "arn:aws:lambda:us-east-1:123456789012:function:f", "Parameters": {"a.$": "$.big", "b.$": "$.big"},
        "Retry": [{"ErrorEquals": ["States.DataLimitExceeded"], "MaxAttempts": 99999999, "BackoffRate": 1.0}]}}}"#;
    let scenario = format!(r#"{{"input": {{"big": "{}"}}}}"#, "x".repeat(140_000));
    let scenario = read_scenario(&scenario).expect("scenario");
    let mut execution = Execution::start(simulator::load(definition).expect("program").into(), scenario.options());
    let mut host = ScenarioHost::new(&scenario);
    let slice = Budget { turns: 20, ..Budget::default() };
    assert_eq!(execution.run(&mut host, slice), Progress::Running);
    assert_eq!(execution.recording().events().len(), 2);
    execution.run(&mut host, Budget::default());
    let cause = Summary::of(&execution).cause.unwrap_or_default().to_string();
    assert!(cause.starts_with("Stepwright stopped the simulation: 1000 turns in a row recorded no event"), "{cause}");
}
