//! Recordings: as bytes, as views, and as moments to return to.

mod common;

use common::{resumes_from_every_moment, run};
use simulator::fold::{VisitStatus, snapshot, step, visits};
use simulator::recording::{EventId, Stage, StepId, wire};
use simulator::scenario::{ScenarioHost, read_scenario};
use simulator::{Budget, Execution, Progress, Status};

const DEFINITION: &str = r#"{"StartAt": "Load", "States": {
    "Load": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {"Payload.$": "$.items"},
             "ResultSelector": {"list.$": "$.Payload"}, "ResultPath": "$.loaded", "Next": "Each",
             "Retry": [{"ErrorEquals": ["Busy"], "IntervalSeconds": 1}]},
    "Each": {"Type": "Map", "ItemsPath": "$.loaded.list", "Next": "Both", "ResultPath": "$.each", "ItemProcessor": {
             "StartAt": "Work", "States": {"Work": {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:w", "End": true}}}},
    "Both": {"Type": "Parallel", "Branches": [
             {"StartAt": "Nap", "States": {"Nap": {"Type": "Wait", "Seconds": 9, "End": true}}},
             {"StartAt": "Break", "States": {"Break": {"Type": "Fail", "Error": "Torn", "Cause": "by design"}}}],
             "Catch": [{"ErrorEquals": ["Torn"], "ResultPath": "$.torn", "Next": "Stop"}], "End": true},
    "Stop": {"Type": "Fail", "ErrorPath": "$.torn.Error"}}}"#;
const SCENARIO: &str = r#"{"input": {"items": [1, 2, 3]}, "seed": 5, "mocks": {
    "Load": {"0": {"Throw": {"Error": "Busy", "Cause": ""}}, "1-": {"Return": {"Payload": [1, 2, 3]}}},
    "Work": {"Return": {"ok": true}, "DelaySeconds": 2}}}"#;

#[test]
fn a_recording_survives_as_bytes_in_one_chunk_and_in_many() {
    let whole = run(DEFINITION, SCENARIO).into_recording();
    assert_eq!(wire::from_bytes(&wire::to_bytes(&whole)).as_ref(), Ok(&whole));

    let program = simulator::load(DEFINITION).expect("program");
    let scenario = read_scenario(SCENARIO).expect("scenario");
    let mut host = ScenarioHost::new(&scenario);
    let mut execution = Execution::start(program.into(), scenario.options());
    let (mut writer, mut reader) = (wire::Writer::default(), wire::Reader::default());
    let one = Budget { turns: 1, ..Budget::default() };
    while execution.run(&mut host, one) == Progress::Running {
        reader.read(&writer.write(execution.recording())).expect("chunk");
    }
    reader.read(&writer.write(execution.recording())).expect("chunk");
    assert_eq!(reader.recording(), &whole);

    let bytes = wire::to_bytes(&whole);
    for end in 0..bytes.len() {
        assert!(wire::from_bytes(&bytes[..end]).is_err(), "{end} of {} bytes", bytes.len());
    }
}

#[test]
fn a_checkpoint_resumes_to_the_same_recording_from_every_moment() {
    let whole = run(DEFINITION, SCENARIO).into_recording();
    resumes_from_every_moment(DEFINITION, SCENARIO, &whole, |_| {});
}

#[test]
fn a_snapshot_shows_each_state_as_it_stands() {
    let execution = run(DEFINITION, SCENARIO);
    let recording = execution.recording();
    let names = execution.program().state_names();
    let index = |name: &str| names.iter().position(|known| **known == *name).expect(name);
    let end = EventId(recording.events().len() as u32);
    let last = snapshot(recording, names.len(), end);
    assert_eq!(last.status, Status::Failed);
    let status = |name: &str| last.states[index(name)].status();
    assert_eq!(status("Load"), Some(VisitStatus::Succeeded));
    assert_eq!(last.states[index("Load")].retries, 1);
    assert_eq!((status("Work"), last.states[index("Work")].succeeded), (Some(VisitStatus::Succeeded), 3));
    assert_eq!((status("Nap"), status("Break")), (Some(VisitStatus::Aborted), Some(VisitStatus::Failed)));
    assert_eq!((status("Both"), status("Stop")), (Some(VisitStatus::Caught), Some(VisitStatus::Failed)));
    let failure = last.failure.expect("failure");
    assert_eq!(failure.error.map(|error| recording.text(error)), Some("Torn"));
    let failed = failure.step.map(|step| recording.steps[step.0 as usize].state as usize);
    assert_eq!(failed, Some(index("Stop")));

    let start = snapshot(recording, names.len(), EventId(2));
    assert_eq!((start.status, start.states[index("Load")].running, start.states[index("Each")].visits), (Status::Running, 1, 0));
    let retrying = snapshot(recording, names.len(), EventId(5));
    assert_eq!(retrying.states[index("Load")].status(), Some(VisitStatus::Retrying));
}

#[test]
fn a_step_shows_its_pipeline_and_its_attempts() {
    let execution = run(DEFINITION, SCENARIO);
    let recording = execution.recording();
    let end = EventId(recording.events().len() as u32);
    let load = step(recording, StepId(0), end).expect("the first step");
    let json = |payload| recording.payloads.value(payload).to_json();
    let stages: Vec<_> = load.stages.iter().map(|(stage, payload)| (*stage, json(*payload))).collect();
    assert_eq!(
        stages,
        [
            (Stage::Parameters, r#"{"Payload":[1,2,3]}"#.to_owned()),
            (Stage::Result, r#"{"Payload":[1,2,3]}"#.to_owned()),
            (Stage::ResultSelector, r#"{"list":[1,2,3]}"#.to_owned()),
            (Stage::ResultPath, r#"{"items":[1,2,3],"loaded":{"list":[1,2,3]}}"#.to_owned()),
        ]
    );
    assert_eq!(load.attempts.len(), 2);
    assert_eq!((load.attempts[0].failed, load.attempts[0].error.map(|id| recording.text(id))), (true, Some("Busy")));
    assert_eq!(load.attempts[1].result.map(json), Some(r#"{"Payload":[1,2,3]}"#.to_owned()));
    assert_eq!((load.visit.entered_at, load.visit.left_at), (0, Some(1000)));
    assert_eq!(visits(recording, end).len(), recording.steps.len());
    assert_eq!(step(recording, StepId(3), EventId(4)), None);
}

#[test]
fn a_printed_history_is_read_back_as_the_same_run() {
    let execution = run(DEFINITION, SCENARIO);
    let recording = execution.recording();
    let printed = simulator::recording::print::history(recording, 0);
    let text = value::Value::object([("events", printed.clone())]).to_json();
    let imported = simulator::recording::import::read_history(&text, execution.program().state_names()).expect("a history");
    assert_eq!(simulator::recording::print::history(&imported, 0).to_json(), printed.to_json());
    let end = EventId(recording.events().len() as u32);
    let count = execution.program().state_names().len();
    assert_eq!(snapshot(&imported, count, end).states, snapshot(recording, count, end).states);
    let places =
        |recording: &simulator::Recording| -> Vec<_> { recording.steps.iter().map(|step| (step.state, step.entered)).collect() };
    assert_eq!(places(&imported), places(recording));
    for (text, message) in [
        ("{", "this is not JSON: EOF while parsing an object at line 1 column 1"),
        ("{}", "`events` is missing: give the output of `aws stepfunctions get-execution-history`"),
        (r#"[{"id": 1, "type": "Begun"}]"#, "event 1 is of the type `Begun`, which does not exist"),
    ] {
        assert_eq!(
            simulator::recording::import::read_history(text, &[]).map_err(|error| error.0),
            Err(message.to_owned()),
            "{text}"
        );
    }
}

/// Users' histories: cut off, in pages, latest first, with gaps.
#[test]
fn the_longest_whole_part_of_a_history_is_read_with_a_note() {
    let execution = run(DEFINITION, SCENARIO);
    let printed = simulator::recording::print::history(execution.recording(), 0);
    let events: Vec<String> = printed.as_array().expect("events").iter().map(value::Value::to_json).collect();
    let whole = events.len();
    let list = |events: &[String]| format!("{{\"events\": [{}]}}", events.join(", "));
    let latest_first: Vec<String> = events.iter().rev().cloned().collect();
    let cut_off = list(&events);
    for (text, count, noted) in [
        (list(&events), whole, ""),
        (list(&latest_first), whole, ""),
        (format!("{}\n{}", list(&events[..5]), list(&events[3..])), whole, ""),
        (format!("[{}, {}]", list(&events[5..]), list(&events[..5])), whole, ""),
        (cut_off[..cut_off.len() - 10].to_owned(), whole - 1, "ends in the middle"),
        (list(&[&events[..3], &events[5..]].concat()), whole - 5, "some events are missing"),
        (list(&events[4..]), whole - 4, "the events before 5 are missing"),
        (list(&events).replace("TaskScheduled", "TaskDreamt"), 0, "is of the type `TaskDreamt`"),
    ] {
        let imported = simulator::recording::import::read_history(&text, execution.program().state_names()).expect("a history");
        let notes: Vec<&str> = imported.notes.iter().map(|note| note.message.as_str()).collect();
        assert!(count == 0 || imported.histories[0].events.len() == count, "{noted}: {}", imported.histories[0].events.len());
        assert_eq!(notes.is_empty(), noted.is_empty(), "{notes:?}");
        assert!(notes.iter().all(|note| note.contains(noted)), "{notes:?}");
    }
}

#[test]
fn a_large_document_that_goes_through_a_thousand_states_is_kept_once() {
    let state = |index: usize| {
        let on = if index < 999 { format!(r#""Next": "S{}""#, index + 1) } else { r#""End": true"#.to_owned() };
        format!(r#""S{index}": {{"Type": "Pass", "ResultPath": "$.r{}", "Result": {index}, {on}}}"#, index % 7)
    };
    let states = (0..1000).map(state).collect::<Vec<_>>().join(",");
    let definition = format!(r#"{{"StartAt": "S0", "States": {{{states}}}}}"#);
    let execution = run(&definition, &format!(r#"{{"input": {{"x": "{}"}}}}"#, "y".repeat(200_000)));
    assert_eq!(execution.recording().transitions(), 1000);
    let bytes = wire::to_bytes(execution.recording()).len();
    assert!(bytes < 350_000, "{bytes} bytes for 200,000 bytes of data in 1,000 states");
}
