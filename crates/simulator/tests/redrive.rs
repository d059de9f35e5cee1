//! An execution that ended otherwise than well goes on where it stood, with its history, and counts its redrives.

use std::sync::Arc;

use simulator::execution::{Checkpoint, NotRedrivable};
use simulator::fold::{Replay, VisitStatus};
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
    /// The moment of the latest redrive.
    redriven: Option<Checkpoint>,
}

fn ran(definition: &str, scenario: &str) -> Case {
    let scenario = read_scenario(scenario).expect("a scenario");
    let program = Arc::new(simulator::load(definition).expect("a definition"));
    let mut case = Case {
        execution: Execution::start(program, scenario.options()),
        host: ScenarioHost::new(&scenario),
        scenario,
        redriven: None,
    };
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
        let latest = self.redriven.take();
        let before = latest.unwrap_or_else(|| {
            loop {
                let before = again.checkpoint();
                let progress = again.run(&mut host, Budget { turns: 1, ..Budget::default() });
                if !matches!(progress, Progress::Running) || again.recording().events().len() > entered {
                    break before;
                }
            }
        });
        self.execution.redrive(&before).expect("it is redriven");
        // Where the same state fails again, it stands just before it.
        self.redriven = Some(self.execution.checkpoint());
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
    let mut case = Case {
        execution: Execution::start(program, scenario.options()),
        host: ScenarioHost::new(&scenario),
        scenario,
        redriven: None,
    };
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

/// A machine whose one state is a Parallel or Map, and what came of it: the states that were entered after the redrive.
fn after_redrive(case: &Case) -> Vec<String> {
    let recording = case.execution.recording();
    let events = recording.events();
    let redriven = events.iter().rposition(|event| event.kind == EventType::ExecutionRedriven).expect("it was redriven");
    let entered = events[redriven..].iter().filter(|event| event.kind.name().ends_with("StateEntered"));
    let name = |event: &simulator::recording::Event| {
        let step = event.step().and_then(|step| recording.steps.get(step.0 as usize)).expect("a step");
        let index = recording.frames[step.frame as usize].index;
        format!("{}{index}", recording.texts[step.state as usize])
    };
    entered.map(name).collect()
}

const TASK: &str = r#""Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {"FunctionName": "f", "Payload.$": "$"}, "OutputPath": "$.Payload""#;

#[test]
fn of_a_parallel_only_what_did_not_succeed_goes_on_where_it_stood() {
    let definition = format!(
        r#"{{"StartAt": "P", "States": {{"P": {{"Type": "Parallel", "End": true, "Branches": [
            {{"StartAt": "Good", "States": {{"Good": {{{TASK}, "End": true}}}}}},
            {{"StartAt": "First", "States": {{"First": {{"Type": "Pass", "Assign": {{"kept": "yes"}}, "Result": 7, "Next": "Bad"}},
                "Bad": {{{TASK}, "Next": "Last"}}, "Last": {{"Type": "Pass", "Parameters": {{"n.$": "$", "kept.$": "$kept"}}, "End": true}}}}}},
            {{"StartAt": "Slow", "States": {{"Slow": {{"Type": "Wait", "Seconds": 9, "Next": "Late"}}, "Late": {{"Type": "Pass", "Result": 3, "End": true}}}}}}]}}}}}}"#
    );
    let mocks = r#"{"input": {}, "mocks": {"Good": {"Return": {"Payload": "once"}}, "Bad": {"0-1": {"Throw": {"Error": "No"}, "DelaySeconds": 1}, "2-": {"Return": {"Payload": 2}}}}}"#;
    let mut case = ran(&definition, mocks);
    assert_eq!(case.status(), Status::Failed);
    case.redrive();
    assert_eq!((case.status(), after_redrive(&case)), (Status::Failed, ["P0", "Bad1", "Slow2"].map(str::to_owned).to_vec()));
    // Once more: what the first redrive kept is kept still.
    case.redrive();
    assert_eq!(after_redrive(&case), ["P0", "Bad1", "Slow2", "Last1", "Late2"]);
    assert_eq!(case.execution.output().map(value::Value::to_json).as_deref(), Some(r#"["once",{"n":2,"kept":"yes"},3]"#));
    check_nothing_stands_as_failed(&case);
}

/// What a redrive has done anew stands as it does now, and a moment before as it did then, whichever way it is come to.
fn check_nothing_stands_as_failed(case: &Case) {
    let recording = case.execution.recording();
    let states = |replay: &Replay| (0..replay.state_count()).map(|state| replay.state(state)).collect::<Vec<_>>();
    let end = recording.events().len();
    let mut replay = Replay::at(recording, EventId(end as u32));
    let stands: Vec<_> = states(&replay).iter().filter_map(|view| view.worst()).collect();
    assert!(stands.iter().all(|status| *status == VisitStatus::Succeeded), "{stands:?}");
    let redriven = recording.events().iter().position(|event| event.kind == EventType::ExecutionRedriven).expect("a redrive");
    let then = Replay::at(recording, EventId(redriven as u32));
    assert!(states(&then).iter().any(|view| view.worst() == Some(VisitStatus::Failed)));
    for moment in (0..=end).rev().chain(0..=end) {
        replay.seek(recording, EventId(moment as u32), usize::MAX);
        assert_eq!(states(&replay), states(&Replay::at(recording, EventId(moment as u32))), "at {moment}");
    }
}

#[test]
fn of_an_inline_map_only_what_did_not_succeed_goes_on() {
    let definition = format!(
        r#"{{"StartAt": "M", "States": {{"M": {{"Type": "Map", "MaxConcurrency": 2, "End": true, "ItemProcessor": {{"StartAt": "Before",
            "States": {{"Before": {{"Type": "Pass", "Next": "Work"}}, "Work": {{{TASK}, "End": true}}}}}}}}}}}}"#
    );
    let mocks = r#"{"input": [0, 1, 2, 3], "mocks": {"Work": {"0": {"Return": {"Payload": "a"}}, "1": {"Throw": {"Error": "No"}, "DelaySeconds": 1},
        "2": {"Return": {"Payload": "late"}, "DelaySeconds": 5}, "3": {"Return": {"Payload": "b"}}, "4": {"Return": {"Payload": "c"}}, "5": {"Return": {"Payload": "d"}}}}}"#;
    let mut case = ran(&definition, mocks);
    assert_eq!(case.status(), Status::Failed);
    case.redrive();
    assert_eq!(after_redrive(&case), ["M0", "Work1", "Work2", "Before3", "Work3"]);
    check_nothing_stands_as_failed(&case);
    assert_eq!(case.execution.output().map(value::Value::to_json).as_deref(), Some(r#"["a","b","c","d"]"#));
}

#[test]
fn a_map_run_goes_on_with_its_children_that_did_not_succeed() {
    for (kind, histories, redriven) in [("STANDARD", 4, 1), ("EXPRESS", 5, 0)] {
        let definition = format!(
            r#"{{"StartAt": "M", "States": {{"M": {{"Type": "Map", "MaxConcurrency": 1, "End": true, "ItemProcessor": {{
                "ProcessorConfig": {{"Mode": "DISTRIBUTED", "ExecutionType": "{kind}"}}, "StartAt": "Before",
                "States": {{"Before": {{"Type": "Pass", "Next": "Work"}}, "Work": {{{TASK}, "End": true}}}}}}}}}}}}"#
        );
        let mocks = r#"{"input": [0, 1, 2], "mocks": {"Work": {"0": {"Return": {"Payload": "a"}}, "1": {"Throw": {"Error": "No"}},
            "2": {"Return": {"Payload": "b"}}, "3": {"Return": {"Payload": "c"}}}}}"#;
        let mut case = ran(&definition, mocks);
        assert_eq!(case.status(), Status::Failed);
        case.redrive();
        assert_eq!(case.status(), Status::Succeeded, "{:?}", case.kinds());
        assert_eq!(case.execution.output().map(value::Value::to_json).as_deref(), Some(r#"["a","b","c"]"#));
        let kinds = case.kinds();
        let at = kinds.iter().position(|kind| *kind == "ExecutionRedriven").expect("the event");
        assert_eq!(
            kinds[at..],
            [
                "ExecutionRedriven",
                "MapStateEntered",
                "MapStateStarted",
                "MapRunRedriven",
                "MapRunSucceeded",
                "MapStateSucceeded",
                "MapStateExited",
                "ExecutionSucceeded"
            ]
        );
        let recording = case.execution.recording();
        assert_eq!(recording.map_runs.len(), 1, "it is the same Map Run");
        let run = &recording.map_runs[0];
        assert_eq!((run.children, run.succeeded, run.failed), (3, 3, 0));
        assert_eq!(recording.histories.len(), histories);
        let own = |history: &simulator::recording::History| {
            history.events.iter().filter(|event| event.kind == EventType::ExecutionRedriven).count()
        };
        assert_eq!(recording.histories[1..].iter().map(own).sum::<usize>(), redriven);
        let printed = simulator::recording::print::history(recording, 0).to_json();
        assert!(printed.contains(r#""mapRunRedrivenEventDetails":{"mapRunArn""#) && printed.contains(r#""redriveCount":1"#));
        // Every moment of it can be looked at, and it goes over the wire.
        check_nothing_stands_as_failed(&case);
        let chunk = simulator::recording::wire::Writer::default().write(recording);
        let mut reader = simulator::recording::wire::Reader::default();
        reader.read(&chunk).expect("it is read");
        assert_eq!(reader.recording(), recording);
    }
}

#[test]
fn an_output_that_was_too_large_is_made_anew_as_a_whole() {
    let large = "x".repeat(150_000);
    let definition = format!(
        r#"{{"StartAt": "P", "States": {{"P": {{"Type": "Parallel", "End": true, "Branches": [
            {{"StartAt": "A", "States": {{"A": {{{TASK}, "End": true}}}}}}, {{"StartAt": "B", "States": {{"B": {{{TASK}, "End": true}}}}}}]}}}}}}"#
    );
    let mocks = format!(
        r#"{{"input": {{}}, "mocks": {{"A": {{"0": {{"Return": {{"Payload": "{large}"}}}}, "1": {{"Return": {{"Payload": 1}}}}}}, "B": {{"0": {{"Return": {{"Payload": "{large}"}}}}, "1": {{"Return": {{"Payload": 2}}}}}}}}}}"#
    );
    let mut case = ran(&definition, &mocks);
    assert_eq!(case.status(), Status::Failed);
    case.redrive();
    assert_eq!(after_redrive(&case), ["P0", "A0", "B1"]);
    assert_eq!(case.execution.output().map(value::Value::to_json).as_deref(), Some("[1,2]"));
}
