//! An execution that ended otherwise than well goes on where it stood, with its history, and counts its redrives.

use std::sync::Arc;

use simulator::execution::NotRedrivable;
use simulator::fold::Replay;
use simulator::recording::{EventId, EventType};
use simulator::scenario::{Scenario, ScenarioHost, read_scenario};
use simulator::{Budget, Execution, Progress, Status, Summary};

const PAY: &str = r#"{"StartAt": "Begin", "TimeoutSeconds": 100, "States": {
    "Begin": {"Type": "Pass", "Result": {"n": 1}, "ResultPath": "$.begun", "Next": "Pay"},
    "Pay": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {"FunctionName": "f", "Payload.$": "$$.Execution.RedriveCount"},
        "Retry": [{"ErrorEquals": ["Busy"], "MaxAttempts": 1, "IntervalSeconds": 1}], "ResultPath": "$.paid", "Next": "Done"},
    "Done": {"Type": "Pass", "Parameters": {"count.$": "$$.Execution.RedriveCount"}, "End": true}}}"#;

struct Case {
    execution: Execution,
    host: ScenarioHost,
    scenario: Scenario,
}

fn ran(definition: &str, scenario: &str) -> Case {
    let scenario = read_scenario(scenario).expect("a scenario");
    let program = Arc::new(simulator::load(definition).expect("a definition"));
    let mut case =
        Case { execution: Execution::start(program, scenario.options()), host: ScenarioHost::new(&scenario), scenario };
    case.go_on();
    case
}

impl Case {
    fn go_on(&mut self) {
        self.execution.run(&mut self.host, Budget::default());
    }

    fn status(&self) -> Status {
        Summary::of(&self.execution).status
    }

    fn redrive(&mut self) {
        let step = self.execution.redrives_at().expect("it can be redriven");
        let entered = self.execution.recording().steps[step.0 as usize].entered.index();
        let mut again = Execution::start(self.execution.program().clone(), self.scenario.options());
        let mut host = ScenarioHost::new(&self.scenario);
        let before = loop {
            let before = again.checkpoint();
            let progress = again.run(&mut host, Budget { turns: 1, ..Budget::default() });
            if !matches!(progress, Progress::Running) || again.recording().events().len() > entered {
                break before;
            }
        };
        self.execution.redrive(&before).expect("it is redriven");
        self.go_on();
    }

    fn kinds(&self) -> Vec<&'static str> {
        self.execution.recording().events().iter().map(|event| event.kind.name()).collect()
    }
}

#[test]
fn it_goes_on_at_the_state_that_failed_with_its_history() {
    let mut case =
        ran(PAY, r#"{"input": {}, "mocks": {"Pay": {"0-2": {"Throw": {"Error": "Busy"}}, "3-": {"Return": {"Payload": {}}}}}}"#);
    assert_eq!(case.status(), Status::Failed);
    let (before, at) = (case.kinds(), case.execution.now_millis());
    case.redrive();
    let after = case.kinds();
    assert_eq!(case.status(), Status::Succeeded, "{after:?}");
    assert_eq!(after[..before.len()], before, "the history stays");
    assert_eq!(after[before.len()..][..3], ["ExecutionRedriven", "TaskStateEntered", "TaskScheduled"]);
    // Retries count anew: the third call fails once more, and is tried again.
    assert_eq!(after.iter().filter(|kind| **kind == "TaskFailed").count(), 3);
    assert!(case.execution.now_millis() > at);
    let output = case.execution.output().map(value::Value::to_json);
    assert_eq!(output.as_deref(), Some(r#"{"count":1}"#));
    let recording = case.execution.recording();
    let redriven = recording.events().iter().position(|event| event.kind == EventType::ExecutionRedriven).expect("the event");
    assert_eq!(recording.events()[redriven].previous, EventId(redriven as u32));
    let end = EventId(recording.events().len() as u32);
    let visits: Vec<_> = Replay::at(recording, end).visits().map(|visit| format!("{:?}", visit.status)).collect();
    assert_eq!(visits, ["Succeeded", "Failed", "Succeeded", "Succeeded"]);
}

#[test]
fn it_counts_and_may_fail_again() {
    let mut case = ran(PAY, r#"{"input": {}, "mocks": {"Pay": {"Throw": {"Error": "Other"}}}}"#);
    for count in 1..=3 {
        case.redrive();
        assert_eq!(case.status(), Status::Failed);
        assert_eq!(case.kinds().iter().filter(|kind| **kind == "ExecutionRedriven").count(), count);
    }
}

#[test]
fn time_limits_begin_anew_and_what_was_aborted_goes_on() {
    let slow = r#"{"input": {}, "mocks": {"Pay": {"0": {"Return": {}, "DelaySeconds": 200}, "1-": {"Return": {}, "DelaySeconds": 50}}}}"#;
    let mut case = ran(PAY, slow);
    assert_eq!(case.status(), Status::TimedOut);
    case.redrive();
    assert_eq!(case.status(), Status::Succeeded);

    let scenario = read_scenario(slow).expect("a scenario");
    let program = Arc::new(simulator::load(PAY).expect("a definition"));
    let mut case =
        Case { execution: Execution::start(program, scenario.options()), host: ScenarioHost::new(&scenario), scenario };
    case.execution.run(&mut case.host, Budget { turns: 2, ..Budget::default() });
    case.execution.abort();
    assert_eq!(case.status(), Status::Aborted);
    case.redrive();
    assert_eq!(case.status(), Status::Succeeded);
}

#[test]
fn what_goes_on_succeeded_or_is_express_is_not_redriven() {
    let well = r#"{"input": {}, "mocks": {"Pay": {"Return": {}}}}"#;
    assert_eq!(ran(PAY, well).execution.redrives_at(), Err(NotRedrivable::Succeeded));
    let express = r#"{"type": "EXPRESS", "input": {}, "mocks": {"Pay": {"Throw": {"Error": "Other"}}}}"#;
    assert_eq!(ran(PAY, express).execution.redrives_at(), Err(NotRedrivable::Express));
    let scenario = read_scenario(well).expect("a scenario");
    let execution = Execution::start(Arc::new(simulator::load(PAY).expect("a definition")), scenario.options());
    assert_eq!(execution.redrives_at(), Err(NotRedrivable::Runs));
}
