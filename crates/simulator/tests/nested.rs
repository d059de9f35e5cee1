//! Executions that Tasks start of other workflows.

mod common;

use simulator::execution::Report;
use simulator::recording::{print, wire};
use simulator::scenario::{ScenarioHost, read_scenario};
use simulator::{Budget, Execution, Progress, Summary};
use value::Value;

/// A machine whose one Task starts `Child`; `more` are fields of the Task.
fn parent(resource: &str, more: &str) -> String {
    format!(
        r#"{{"StartAt": "Go", "States": {{"Go": {{"Type": "Task", "Resource": "arn:aws:states:::{resource}", {more}
            "Parameters": {{"StateMachineArn": "arn:aws:states:us-east-1:123456789012:stateMachine:Child", "Name": "one", "Input.$": "$"}},
            "End": true}}, "Caught": {{"Type": "Pass", "End": true}}}}}}"#
    )
}

fn with_child(child: &str, more: &str) -> String {
    format!(r#"{{"input": {{"n": 1}}, "workflows": {{"Child": {{"definition": {child}{more}}}}}}}"#)
}

const DOUBLES: &str = r#"{"QueryLanguage": "JSONata", "StartAt": "Nap", "States": {
    "Nap": {"Type": "Wait", "Seconds": 3, "Next": "Double"},
    "Double": {"Type": "Pass", "Output": {"n": "{% $states.input.n * 2 %}"}, "End": true}}}"#;
const BREAKS: &str = r#"{"StartAt": "No", "States": {"No": {"Type": "Fail", "Error": "Broken", "Cause": "by design"}}}"#;
const ASKS: &str = r#"{"StartAt": "Ask", "States": {
    "Ask": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken", "End": true,
            "Parameters": {"QueueUrl": "q", "MessageBody": {"token.$": "$$.Task.Token"}}}}}"#;

fn kinds(execution: &Execution) -> Vec<&'static str> {
    execution.recording().events().iter().map(|event| event.kind.name()).collect()
}

#[test]
fn a_job_s_result_describes_the_execution() {
    for (resource, output) in [("states:startExecution.sync", r#""{\"n\":2}""#), ("states:startExecution.sync:2", r#"{"n":2}"#)] {
        let execution = common::run(&parent(resource, ""), &with_child(DOUBLES, ""));
        let input = if resource.ends_with('2') { r#"{"n":1}"# } else { r#""{\"n\":1}""# };
        let expected = format!(
            r#"{{"ExecutionArn":"arn:aws:states:us-east-1:123456789012:execution:Child:one","Input":{input},"InputDetails":{{"Included":true}},"Name":"one","Output":{output},"OutputDetails":{{"Included":true}},"RedriveCount":0,"RedriveStatus":"NOT_REDRIVABLE","RedriveStatusReason":"Execution is SUCCEEDED and cannot be redriven","StartDate":1767225600000,"StateMachineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:Child","Status":"SUCCEEDED","StopDate":1767225603000}}"#
        );
        assert_eq!(execution.output().map(Value::to_json), Some(expected));
        assert_eq!(execution.recording().elapsed_millis(), 3000);
        let types = "ExecutionStarted TaskStateEntered TaskScheduled TaskStarted TaskSubmitted TaskSucceeded TaskStateExited ExecutionSucceeded";
        assert_eq!(kinds(&execution).join(" "), types);
        let nested = &execution.recording().nested[0];
        assert_eq!((nested.workflow.as_str(), nested.started_at, nested.states), ("Child", 0, 2));
        assert_eq!(nested.recording.events().len(), 6);
    }
}

#[test]
fn a_failed_job_is_a_failed_task_with_the_description_as_its_cause() {
    let catch = r#""Catch": [{"ErrorEquals": ["Broken"], "Next": "Caught"}],"#;
    let execution = common::run(&parent("states:startExecution.sync:2", catch), &with_child(BREAKS, ""));
    let summary = Summary::of(&execution);
    assert_eq!(summary.error.as_deref(), Some("States.TaskFailed"));
    let cause = r#"{"Cause":"by design","Error":"Broken","ExecutionArn":"arn:aws:states:us-east-1:123456789012:execution:Child:one","Input":"{\"n\":1}","InputDetails":{"Included":true},"Name":"one","RedriveCount":0,"RedriveStatus":"REDRIVABLE","StartDate":1767225600000,"StateMachineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:Child","Status":"FAILED","StopDate":1767225600000}"#;
    assert_eq!(summary.cause.as_deref(), Some(cause));
}

#[test]
fn what_is_not_awaited_goes_on_after_the_end_of_its_starter() {
    for (resource, member) in [("states:startExecution", "SdkHttpMetadata"), ("aws-sdk:sfn:startExecution", "StartDate")] {
        let execution = common::run(&parent(resource, ""), &with_child(DOUBLES, ""));
        let output = execution.output().expect("output");
        assert!(output.get(member).is_some(), "{output}");
        assert_eq!(Summary::of(&execution).virtual_millis, 0);
        assert_eq!(execution.recording().nested[0].recording.elapsed_millis(), 3000);
    }
}

#[test]
fn a_synchronous_call_gives_an_express_execution_whatever_its_end() {
    for (child, status) in [(DOUBLES, "SUCCEEDED"), (BREAKS, "FAILED")] {
        let scenario = with_child(child, r#", "type": "EXPRESS""#);
        let execution = common::run(&parent("aws-sdk:sfn:startSyncExecution", ""), &scenario);
        let output = execution.output().expect("output");
        assert_eq!(output.get("Status").and_then(Value::as_str), Some(status));
        assert!(output.pointer("/BillingDetails/BilledDurationInMilliseconds").is_some());
    }
    let execution = common::run(&parent("aws-sdk:sfn:startSyncExecution", ""), &with_child(DOUBLES, ""));
    assert_eq!(Summary::of(&execution).error.as_deref(), Some("Sfn.StateMachineTypeNotSupportedException"));
}

#[test]
fn an_unknown_workflow_and_a_taken_name_are_refused_as_the_service_does() {
    let scenario = format!(r#"{{"workflows": {{"Other": {{"definition": {DOUBLES}}}}}}}"#);
    let execution = common::run(&parent("states:startExecution", ""), &scenario);
    let summary = Summary::of(&execution);
    assert_eq!(summary.error.as_deref(), Some("StepFunctions.StateMachineDoesNotExistException"));
    let cause = "State Machine Does Not Exist: 'arn:aws:states:us-east-1:123456789012:stateMachine:Child' (Service: AWSStepFunctions; Status Code: 400; Error Code: StateMachineDoesNotExist; Request ID: 00000000-0000-4000-8000-000000000000; Proxy: null)";
    assert_eq!(summary.cause.as_deref(), Some(cause));
    let notes: Vec<_> = execution.recording().notes.iter().map(|note| note.message.as_str()).collect();
    assert_eq!(notes, ["`Go` starts a workflow that is not open: open it, or mock `Go`"]);
    assert!(kinds(&execution).contains(&"TaskFailed"));

    let retry = r#""Retry": [{"ErrorEquals": ["States.TaskFailed"], "MaxAttempts": 1}],"#;
    let execution = common::run(&parent("states:startExecution.sync", retry), &with_child(BREAKS, ""));
    assert_eq!(Summary::of(&execution).error.as_deref(), Some("StepFunctions.ExecutionAlreadyExistsException"));
    assert!(kinds(&execution).contains(&"TaskSubmitFailed"));
}

#[test]
fn a_job_ends_with_the_task_that_manages_it() {
    let limited = r#""TimeoutSeconds": 1, "Catch": [{"ErrorEquals": ["States.Timeout"], "Next": "Caught"}],"#;
    let both = |task: &str| {
        format!(
            r#"{{"StartAt": "Both", "States": {{"Both": {{"Type": "Parallel", "End": true, "Branches": [{task},
            {{"StartAt": "Soon", "States": {{"Soon": {{"Type": "Wait", "Seconds": 1, "Next": "Fail"}}, "Fail": {{"Type": "Fail"}}}}}}]}}}}}}"#
        )
    };
    for definition in [parent("states:startExecution.sync", limited), both(&parent("states:startExecution.sync", ""))] {
        let execution = common::run(&definition, &with_child(DOUBLES, ""));
        let nested = &execution.recording().nested[0].recording;
        let last = print::history(nested, 0).as_array().and_then(|events| events.last().cloned()).expect("event");
        let cause = "The Task state in AWS Step Functions execution [arn:aws:states:us-east-1:123456789012:execution:StateMachine:execution] which was managing this resource was aborted";
        assert_eq!(last.pointer("/executionAbortedEventDetails/cause").and_then(Value::as_str), Some(cause));
        assert_eq!(nested.elapsed_millis(), 1000);
    }
}

#[test]
fn mocks_answer_the_tasks_of_started_workflows_and_callbacks_wait_in_them() {
    let mocked = with_child(ASKS, r#", "mocks": {"Ask": {"Return": "yes", "DelaySeconds": 4}}"#);
    let execution = common::run(&parent("states:startExecution.sync:2", ""), &mocked);
    assert_eq!(execution.output().and_then(|output| output.get("Output").cloned()), Some(Value::from("yes")));
    assert_eq!(execution.recording().elapsed_millis(), 4000);

    let scenario = read_scenario(&with_child(ASKS, "")).expect("scenario");
    let program = simulator::load(&parent("states:startExecution.sync:2", "")).expect("program");
    let mut execution = Execution::start(program.into(), scenario.options());
    let mut host = ScenarioHost::new(&scenario);
    let budget = Budget { time_passes_while_open: false, ..Budget::default() };
    let Progress::Waiting(open) = execution.run(&mut host, budget) else { panic!("it does not wait") };
    assert_eq!((open[0].workflow.as_deref(), &*open[0].name), (Some("Child"), "Ask"));
    execution.report(&open[0].token, Report::Success(Value::from("by hand"))).expect("a task waits");
    assert!(execution.run(&mut host, budget).is_finished());
    assert_eq!(execution.output().and_then(|output| output.get("Output").cloned()), Some(Value::from("by hand")));
}

#[test]
fn workflows_that_start_each_other_without_end_are_stopped_with_a_clear_error() {
    let itself = parent("states:startExecution.sync:2", "");
    let itself = itself.replace(r#""Name": "one", "#, "");
    let execution = common::run(&itself, &with_child(&itself, ""));
    let notes: Vec<_> = execution.recording().notes.iter().map(|note| note.message.as_str()).collect();
    let note = "in `Child`: Stepwright runs executions inside executions at most 8 deep and at most 20000 in all, so `Child` is not started: mock the Task that starts it";
    assert_eq!(notes, [note]);
    assert_eq!(Summary::of(&execution).error.as_deref(), Some("States.TaskFailed"));
}

#[test]
fn started_executions_are_sent_kept_and_resumed_like_all_else() {
    let map = format!(
        r#"{{"StartAt": "Each", "States": {{"Each": {{"Type": "Map", "ItemsPath": "$.list", "End": true, "ItemProcessor": {}}}}}}}"#,
        parent("states:startExecution.sync:2", "").replace(r#""Name": "one", "#, "")
    );
    let scenario = with_child(DOUBLES, "").replace(r#"{"n": 1}"#, r#"{"list": [{"n": 1}, {"n": 2}, {"n": 3}]}"#);
    let whole = common::run(&map, &scenario).into_recording();
    assert_eq!((whole.nested.len(), whole.elapsed_millis()), (3, 3000));
    assert_eq!(wire::from_bytes(&wire::to_bytes(&whole)).as_ref(), Ok(&whole));

    let (mut writer, mut reader) = (wire::Writer::default(), wire::Reader::default());
    common::resumes_from_every_moment(&map, &scenario, &whole, |recording| {
        reader.read(&writer.write(recording)).expect("chunk");
        assert_eq!(reader.recording(), recording);
    });
}
