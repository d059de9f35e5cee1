//! Histories of small workflows, event for event.

mod common;

use common::{run, trace};
use simulator::Summary;

fn check(definition: &str, scenario: &str, expected: &str) {
    let execution = run(definition, scenario);
    let expected = expected.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
    assert_eq!(trace(execution.recording()), expected);
}

#[test]
fn a_task_is_retried_with_backoff_and_then_caught() {
    check(
        r#"{"StartAt": "T", "States": {
            "T": {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:f", "End": true,
                  "Retry": [{"ErrorEquals": ["States.ALL"], "IntervalSeconds": 2, "MaxAttempts": 2}],
                  "Catch": [{"ErrorEquals": ["Broken"], "Next": "H"}]},
            "H": {"Type": "Pass", "End": true}}}"#,
        r#"{"mocks": {"T": {"Throw": {"Error": "Broken", "Cause": "x"}, "DelaySeconds": 1}}}"#,
        "
        0s 1<0 ExecutionStarted
        0s 2<0 TaskStateEntered T
        0s 3<2 LambdaFunctionScheduled
        0s 4<3 LambdaFunctionStarted
        1s 5<4 LambdaFunctionFailed Broken
        3s 6<5 LambdaFunctionScheduled
        3s 7<6 LambdaFunctionStarted
        4s 8<7 LambdaFunctionFailed Broken
        8s 9<8 LambdaFunctionScheduled
        8s 10<9 LambdaFunctionStarted
        9s 11<10 LambdaFunctionFailed Broken
        9s 12<11 TaskStateExited T
        9s 13<12 PassStateEntered H
        9s 14<13 PassStateExited H
        9s 15<14 ExecutionSucceeded
        ",
    );
}

#[test]
fn a_failing_branch_aborts_its_siblings() {
    check(
        r#"{"StartAt": "P", "States": {"P": {"Type": "Parallel", "End": true, "Branches": [
            {"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 10, "End": true}}},
            {"StartAt": "F", "States": {"F": {"Type": "Fail", "Error": "E"}}}]}}}"#,
        "{}",
        "
        0s 1<0 ExecutionStarted
        0s 2<0 ParallelStateEntered P
        0s 3<2 ParallelStateStarted
        0s 4<3 WaitStateEntered W
        0s 5<3 FailStateEntered F
        0s 6<4 WaitStateAborted
        0s 7<5 ParallelStateFailed
        0s 8<7 ExecutionFailed E
        ",
    );
}

#[test]
fn iterations_take_turns_by_their_durations() {
    check(
        r#"{"StartAt": "M", "States": {"M": {"Type": "Map", "MaxConcurrency": 2, "End": true, "ItemProcessor": {
            "StartAt": "W", "States": {"W": {"Type": "Wait", "SecondsPath": "$", "End": true}}}}}}"#,
        r#"{"input": [3, 1, 1]}"#,
        "
        0s 1<0 ExecutionStarted
        0s 2<0 MapStateEntered M
        0s 3<2 MapStateStarted
        0s 4<3 MapIterationStarted 0
        0s 5<3 MapIterationStarted 1
        0s 6<4 WaitStateEntered W
        0s 7<5 WaitStateEntered W
        1s 8<7 WaitStateExited W
        1s 9<8 MapIterationSucceeded 1
        1s 10<8 MapIterationStarted 2
        1s 11<10 WaitStateEntered W
        2s 12<11 WaitStateExited W
        2s 13<12 MapIterationSucceeded 2
        3s 14<6 WaitStateExited W
        3s 15<14 MapIterationSucceeded 0
        3s 16<15 MapStateSucceeded
        3s 17<15 MapStateExited M
        3s 18<17 ExecutionSucceeded
        ",
    );
}

#[test]
fn time_limits_end_tasks_and_the_execution() {
    check(
        r#"{"StartAt": "T", "TimeoutSeconds": 20, "States": {
            "T": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken", "HeartbeatSeconds": 5, "Next": "W",
                  "Catch": [{"ErrorEquals": ["States.HeartbeatTimeout"], "Next": "W"}]},
            "W": {"Type": "Wait", "Seconds": 30, "End": true}}}"#,
        r#"{"mocks": {"T": {"Await": true}}}"#,
        "
        0s 1<0 ExecutionStarted
        0s 2<0 TaskStateEntered T
        0s 3<2 TaskScheduled
        0s 4<3 TaskStarted
        0s 5<4 TaskSubmitted
        5s 6<5 TaskTimedOut States.Timeout
        5s 7<6 TaskStateExited T
        5s 8<7 WaitStateEntered W
        20s 9<0 ExecutionTimedOut States.Timeout
        ",
    );
}

#[test]
fn a_runtime_error_ends_the_execution_whatever_would_catch_it() {
    check(
        r#"{"StartAt": "T", "States": {
            "T": {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:f", "Parameters": {"a.$": "$.missing"},
                  "Retry": [{"ErrorEquals": ["States.ALL"]}], "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "H"}], "End": true},
            "H": {"Type": "Pass", "End": true}}}"#,
        "{}",
        "
        0s 1<0 ExecutionStarted
        0s 2<0 TaskStateEntered T
        0s 3<2 ExecutionFailed States.Runtime
        ",
    );
}

#[test]
fn a_batch_with_limited_concurrency_takes_as_many_waves() {
    let definition = r#"{"StartAt": "M", "States": {"M": {"Type": "Map", "ItemsPath": "$.items", "MaxConcurrency": 10, "End": true,
        "ItemProcessor": {"StartAt": "T", "States": {
            "T": {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:f", "End": true}}}}}}"#;
    let items = (0..25).map(|item| item.to_string()).collect::<Vec<_>>().join(",");
    let scenario = format!(r#"{{"input": {{"items": [{items}]}}, "mocks": {{"T": {{"Return": 1, "DelaySeconds": 1}}}}}}"#);
    let summary = Summary::of(&run(definition, &scenario));
    assert_eq!((summary.virtual_seconds(), summary.transitions), (3.0, 26));
}

#[test]
fn a_payload_beyond_the_limit_ends_the_execution() {
    let definition = r#"{"StartAt": "A", "States": {
        "A": {"Type": "Pass", "Parameters": {"a.$": "$.x", "b.$": "$.x"}, "End": true}}}"#;
    let input = "y".repeat(200_000);
    let summary = Summary::of(&run(definition, &format!(r#"{{"input": {{"x": "{input}"}}}}"#)));
    assert_eq!(summary.error.as_deref(), Some("States.DataLimitExceeded"));
    assert_eq!(summary.transitions, 1);
}

/// Users' report: all that time out at once have their event before the first failure ends the rest.
#[test]
fn tasks_that_time_out_at_once_all_say_so() {
    let branch = |name: &str| {
        format!(
            r#"{{"StartAt": "{name}", "States": {{"{name}": {{"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage",
                "TimeoutSeconds": 5, "Parameters": {{}}, "End": true}}}}}}"#
        )
    };
    let definition = format!(
        r#"{{"StartAt": "P", "States": {{"P": {{"Type": "Parallel", "End": true, "Branches": [{}, {}, {}]}}}}}}"#,
        branch("A"),
        branch("B"),
        branch("C")
    );
    let slow = r#"{"Return": 1, "DelaySeconds": 9}"#;
    let execution = run(&definition, &format!(r#"{{"mocks": {{"A": {slow}, "B": {slow}, "C": {slow}}}}}"#));
    let trace = trace(execution.recording());
    let last: Vec<&str> =
        trace.lines().skip_while(|line| !line.contains("TimedOut")).map(|line| line.split('<').nth(1).unwrap_or("")).collect();
    assert_eq!(last.iter().filter(|line| line.contains("TaskTimedOut")).count(), 3, "{trace}");
    assert!(last[..3].iter().all(|line| line.ends_with("TaskTimedOut States.Timeout")), "{trace}");

    let map = r#"{"StartAt": "M", "States": {"M": {"Type": "Map", "End": true, "ItemProcessor": {"StartAt": "A", "States": {
        "A": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "TimeoutSeconds": 5, "Parameters": {}, "End": true}}}}}}"#;
    let execution = run(map, &format!(r#"{{"input": [1, 2, 3, 4], "mocks": {{"A": {slow}}}}}"#));
    let trace = common::trace(execution.recording());
    assert_eq!(trace.matches("TaskTimedOut").count(), 4, "{trace}");
    assert!(trace.find("MapIterationFailed") > trace.rfind("TaskTimedOut"), "{trace}");
}

#[test]
fn an_execution_that_times_out_names_the_error() {
    let definition = r#"{"TimeoutSeconds": 3, "StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 10, "End": true}}}"#;
    let trace = trace(run(definition, "{}").recording());
    assert!(trace.ends_with("ExecutionTimedOut States.Timeout"), "{trace}");
}
