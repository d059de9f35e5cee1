//! AWS's APIs in the workbench: fetched when they are wanted, searched, and put into new Tasks.
#![allow(clippy::disallowed_methods, reason = "the data files are what is fetched")]

mod desk;

use std::path::Path;
use std::sync::Arc;

use asl::definition::IntegrationPattern;
use asl::definition::StateKind;
use asl::document::StateKey;
use asl::edit::NewState;
use desk::Desk;
use workbench::apis::{ApiForm, ApiState, ApisMessage, KnownApi};
use workbench::commands::{Overlay, service_entries};
use workbench::drafts::{FieldId, StatePart};
use workbench::effect::Effect;
use workbench::message::{Edit, Message};
use workbench::project::Project;
use workbench::testing::{MockKind, TestField, TestMessage};

const GET_JOB: &str = "arn:aws:states:::aws-sdk:glue:getJobRun";

/// What a browser would fetch, in order; taken.
fn fetched(desk: &mut Desk) -> Vec<Arc<str>> {
    let asked = std::mem::take(&mut desk.asked);
    asked.into_iter().filter_map(|effect| if let Effect::FetchApi(file) = effect { Some(file) } else { None }).collect()
}

fn text(file: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../catalogue/data");
    let path = if file == "index" { folder.join("index.txt") } else { folder.join(format!("services/{file}.txt")) };
    std::fs::read_to_string(path).expect("a data file")
}

fn came(desk: &mut Desk, file: &str) {
    desk.send(Message::Apis(ApisMessage::Came(file.into(), Some(text(file)))));
}

/// The Tasks that call a resource: their parameters.
fn parameters(desk: &Desk, resource: &str) -> Vec<String> {
    let document = &desk.workbench.front.document;
    let calls = |kind: &StateKind| matches!(kind, StateKind::Task(task) if task.resource.as_ref().is_some_and(|of| *of.value == *resource));
    let states = document.definition.states.iter().filter(|state| calls(&state.kind));
    let given = |node| document.tree.member(node, "Parameters").or_else(|| document.tree.member(node, "Arguments"));
    states.map(|state| given(state.node).map_or_else(|| "none".to_owned(), |node| document.tree.value(node).to_json())).collect()
}

#[test]
fn the_index_is_fetched_once_and_searched() {
    let mut desk = Desk::first();
    let want = || Message::Apis(ApisMessage::WantIndex);
    desk.send(want());
    desk.send(want());
    assert_eq!(fetched(&mut desk), ["index".into()]);
    assert!(desk.workbench.apis.search("glue", 10).groups.is_empty() && !desk.workbench.apis.index_failed());
    came(&mut desk, "index");
    desk.send(want());
    assert_eq!(fetched(&mut desk), [] as [Arc<str>; 0]);
    let found = desk.workbench.apis.search("glue start", 50);
    let first = &found.groups[0];
    assert_eq!((first.title.as_str(), first.optimized, first.actions[0].name.as_str()), ("AWS Glue", true, "StartJobRun"));
    assert_eq!(first.actions[0].state, NewState::task("Start job run", "arn:aws:states:::glue:startJobRun"));
    let crawler = |action: &workbench::apis::ServiceAction| action.name == "StartCrawler";
    assert!(found.groups.iter().any(|group| !group.optimized && group.actions.iter().any(crawler)));
    let place = desk.workbench.front.place_at_selection();
    let entries = service_entries(&desk.workbench, Overlay::Add(place), "bedrock invoke");
    assert_eq!((entries[0].title.as_str(), entries[0].hint.as_str()), ("InvokeModel", "Amazon Bedrock"));
}

#[test]
fn an_index_that_does_not_come_is_said_and_asked_for_again() {
    let mut desk = Desk::first();
    for answer in [None, Some("<html>".to_owned())] {
        desk.send(Message::Apis(ApisMessage::WantIndex));
        assert_eq!(fetched(&mut desk), ["index".into()]);
        desk.send(Message::Apis(ApisMessage::Came("index".into(), answer)));
        assert!(desk.workbench.apis.index_failed());
    }
}

#[test]
fn a_new_task_has_the_parameters_that_its_api_needs() {
    let mut desk = Desk::first();
    let add = || Message::Edit(Edit::AddAtSelection(NewState::task("Job", GET_JOB)));
    desk.send(add());
    desk.send(add());
    assert_eq!(fetched(&mut desk), ["glue".into()]);
    assert_eq!(parameters(&desk, GET_JOB), [] as [&str; 0]);
    came(&mut desk, "glue");
    let needed = r#"{"JobName":"MyData","RunId":"MyData"}"#;
    assert_eq!(parameters(&desk, GET_JOB), [needed, needed]);
    desk.send(add());
    assert_eq!((parameters(&desk, GET_JOB).len(), fetched(&mut desk).len()), (3, 0));
    for _ in 0..3 {
        desk.send(Message::Edit(Edit::Undo));
    }
    assert_eq!(parameters(&desk, GET_JOB), [] as [&str; 0]);
}

#[test]
fn a_task_whose_api_does_not_come_is_added_without_parameters() {
    let mut desk = Desk::first();
    desk.send(Message::Edit(Edit::AddAtSelection(NewState::task("Job", GET_JOB))));
    assert_eq!(fetched(&mut desk), ["glue".into()]);
    desk.send(Message::Apis(ApisMessage::Came("glue".into(), None)));
    assert_eq!(parameters(&desk, GET_JOB), ["{}"]);
    assert!(desk.workbench.notice.as_ref().is_some_and(|notice| notice.text.contains("could not be loaded")));
    assert_eq!(fetched(&mut desk), [] as [Arc<str>; 0]);
}

#[test]
fn what_the_language_knows_waits_for_nothing_and_odd_names_are_not_fetched() {
    let mut desk = Desk::first();
    for resource in ["arn:aws:states:::sqs:sendMessage", "arn:aws:states:::aws-sdk:../../x:get", "${Function}"] {
        desk.send(Message::Edit(Edit::AddAtSelection(NewState::task("New", resource))));
        assert_eq!((fetched(&mut desk).len(), parameters(&desk, resource).len()), (0, 1), "{resource}");
    }
}

#[test]
fn a_task_that_waits_is_not_put_into_another_workflow() {
    let mut desk = Desk::first();
    desk.send(Message::Edit(Edit::AddAtSelection(NewState::task("Job", GET_JOB))));
    desk.send(Message::File(workbench::message::FileMessage::New));
    came(&mut desk, "glue");
    assert_eq!(parameters(&desk, GET_JOB), [] as [&str; 0]);
    assert!(desk.workbench.notice.as_ref().is_some_and(|notice| notice.text.contains("another workflow")));
}

fn opened(text: String) -> Project {
    Project { definition: text, ..Project::empty() }
}

/// A workflow of one Task, with its API here.
fn task(resource: &str, file: &str, language: &str, fields: &str) -> (Desk, StateKey) {
    let text = format!(
        r#"{{"QueryLanguage": "{language}", "StartAt": "T", "States": {{"T": {{"Type": "Task", "Resource": "{resource}", {fields} "End": true}}}}}}"#
    );
    let mut desk = Desk::open(opened(text));
    let key = desk.workbench.front.document.keys()[0];
    desk.send(Message::Apis(ApisMessage::Want(file.into())));
    assert_eq!(fetched(&mut desk), [file.into()]);
    came(&mut desk, file);
    (desk, key)
}

fn form(desk: &Desk, key: StateKey) -> ApiForm {
    ApiForm::of(&desk.workbench.apis, &desk.workbench.front.document, key).expect("a call")
}

fn known(desk: &Desk, key: StateKey) -> KnownApi {
    match form(desk, key).state {
        ApiState::Known(known) => known,
        other => panic!("{other:?}"),
    }
}

fn state(desk: &Desk) -> String {
    let document = &desk.workbench.front.document;
    document.tree.value(document.definition.states[0].node).to_json()
}

#[test]
fn the_form_shows_the_parameters_and_takes_what_is_typed_by_its_type() {
    let (mut desk, key) =
        task("arn:aws:states:::glue:startJobRun", "glue", "JSONPath", r#""Parameters": {"JobName.$": "$.job"},"#);
    let form = known(&desk, key);
    assert_eq!((form.title.as_str(), form.errors.len() > 3), ("AWS Glue: StartJobRun", true));
    let job = form.fields.iter().find(|field| field.name == "JobName").expect("JobName");
    assert_eq!((job.required, job.is_set, job.value.as_str()), (true, true, "$.job"));
    let choices = &form.fields.iter().find(|field| field.name == "WorkerType").expect("WorkerType").choices;
    assert!(choices.contains(&"G.1X".to_owned()));
    let mut put = |name: &str, text: &str| {
        desk.type_into(FieldId::Part(StatePart::Parameter, key, name.to_owned()), text);
        desk.send(Message::Draft(workbench::drafts::DraftMessage::TakeIn(FieldId::Part(
            StatePart::Parameter,
            key,
            name.to_owned(),
        ))));
        let error = desk
            .workbench
            .front
            .drafts
            .of(&FieldId::Part(StatePart::Parameter, key, name.to_owned()))
            .and_then(|draft| draft.error.clone());
        let value = desk.workbench.front.document.tree.value(desk.workbench.front.document.definition.states[0].node);
        (value.get("Parameters").map(value::Value::to_json).unwrap_or_default(), error)
    };
    assert_eq!(put("JobName", "nightly"), (r#"{"JobName":"nightly"}"#.to_owned(), None));
    assert_eq!(put("Timeout", "15").0, r#"{"JobName":"nightly","Timeout":15}"#);
    assert_eq!(put("Timeout", "long").1.as_deref(), Some("`Timeout` is a whole number"));
    assert_eq!(put("Timeout", "$.minutes").0, r#"{"JobName":"nightly","Timeout.$":"$.minutes"}"#);
    assert_eq!(put("Timeout", "").0, r#"{"JobName":"nightly"}"#);
    assert_eq!(put("Arguments", r#"{"--x": "1"}"#).0, r#"{"JobName":"nightly","Arguments":{"--x":"1"}}"#);
    assert_eq!(
        put("JobName", "States.Format('a-{}', $.x)").0,
        r#"{"Arguments":{"--x":"1"},"JobName.$":"States.Format('a-{}', $.x)"}"#
    );
}

#[test]
fn in_jsonata_expressions_are_texts() {
    let (mut desk, key) = task("arn:aws:states:::aws-sdk:glue:getJobRun", "glue", "JSONata", "");
    for (name, text) in [("JobName", "{% $states.input.job %}"), ("PredecessorsIncluded", "true")] {
        desk.send(Message::Draft(workbench::drafts::DraftMessage::Choose(
            FieldId::Part(StatePart::Parameter, key, name.to_owned()),
            text.to_owned(),
        )));
    }
    assert!(
        state(&desk).contains(r#""Arguments":{"JobName":"{% $states.input.job %}","PredecessorsIncluded":true}"#),
        "{}",
        state(&desk)
    );
    let computed = task("arn:aws:states:::aws-sdk:glue:getJobRun", "glue", "JSONata", r#""Arguments": "{% $x %}","#);
    assert!(known(&computed.0, computed.1).is_computed);
}

#[test]
fn how_a_task_waits_changes_its_resource_and_gives_the_token() {
    use IntegrationPattern::{Callback, RequestResponse, RunJob, RunJobParsed};
    let given = r#""Parameters": {"FunctionName": "f", "Payload.$": "$"},"#;
    let (mut desk, key) = task("arn:aws:states:::lambda:invoke", "lambda", "JSONPath", given);
    assert_eq!(form(&desk, key).waits, [RequestResponse, Callback]);
    desk.send(Message::Apis(ApisMessage::Wait(key, Callback)));
    let waiting = r#""Resource":"arn:aws:states:::lambda:invoke.waitForTaskToken","Parameters":{"FunctionName":"f","Payload":{"Input.$":"$","TaskToken.$":"$$.Task.Token"}}"#;
    assert!(state(&desk).contains(waiting), "{}", state(&desk));
    desk.send(Message::Apis(ApisMessage::Wait(key, RequestResponse)));
    assert!(state(&desk).contains(r#""Payload":{"Input.$":"$"}"#) && state(&desk).contains(r#"lambda:invoke","#));
    for _ in 0..2 {
        desk.send(Message::Edit(Edit::Undo));
    }
    assert!(state(&desk).contains(r#""Parameters":{"FunctionName":"f","Payload.$":"$"}"#), "{}", state(&desk));

    let (mut desk, key) =
        task("arn:aws:states:::sqs:sendMessage", "sqs", "JSONata", r#""Arguments": {"QueueUrl": "q", "MessageBody": {"a": 1}},"#);
    desk.send(Message::Apis(ApisMessage::Wait(key, Callback)));
    assert!(state(&desk).contains(r#""MessageBody":{"a":1,"TaskToken":"{% $states.context.Task.Token %}"}"#), "{}", state(&desk));

    let (mut desk, key) = task("arn:aws:states:::states:startExecution", "sfn", "JSONPath", "");
    assert_eq!(form(&desk, key).waits, [RequestResponse, RunJobParsed, Callback]);
    desk.send(Message::Apis(ApisMessage::Wait(key, RunJobParsed)));
    assert!(state(&desk).contains("startExecution.sync:2"));
    let (desk, key) = task("arn:aws:states:::states:startExecution.sync", "sfn", "JSONPath", "");
    assert_eq!(form(&desk, key).waits, [RequestResponse, RunJob, Callback]);
}

#[test]
fn an_apis_errors_are_handled_before_all_others() {
    let retry = r#""Retry": [{"ErrorEquals": ["States.ALL"]}],"#;
    let (mut desk, key) = task("arn:aws:states:::aws-sdk:s3:getObject", "s3", "JSONPath", retry);
    let error = "S3.NoSuchKeyException".to_owned();
    assert!(known(&desk, key).errors.contains(&error));
    desk.send(Message::Apis(ApisMessage::Handle { state: key, error, retry: true }));
    assert!(state(&desk).contains(r#""Retry":[{"ErrorEquals":["S3.NoSuchKeyException"],"#), "{}", state(&desk));
}

#[test]
fn a_mock_answers_in_the_form_of_the_api() {
    let mut desk = Desk::open(opened(
        r#"{"StartAt": "T", "States": {"T": {"Type": "Task", "Resource": "arn:aws:states:::glue:startJobRun", "Parameters": {"JobName": "j"}, "End": true}}}"#.to_owned(),
    ));
    let key = desk.workbench.front.document.keys()[0];
    desk.send(Message::Apis(ApisMessage::MockLike(key)));
    assert_eq!(fetched(&mut desk), ["glue".into()]);
    came(&mut desk, "glue");
    let mock = || desk.workbench.front.mock_rows()[0].json.clone();
    assert!(mock().contains(r#""JobRunId": "example-id""#), "{}", mock());
}

#[test]
fn a_mocked_result_that_the_api_would_never_give_is_refused_once_the_api_is_known() {
    let definition = format!(
        r#"{{"StartAt": "Job", "States": {{"Job": {{"Type": "Task", "Resource": "{GET_JOB}", "Parameters": {{"JobName": "j", "RunId": "r"}}, "End": true}}}}}}"#
    );
    let mut desk = Desk::open(Project { name: "Jobs".to_owned(), definition, ..Project::default() });
    let key = desk.key("Job");
    desk.send(Message::Test(TestMessage::SetMock(key, MockKind::Result)));
    let tested = |desk: &mut Desk, result: &str| {
        desk.send(Message::Test(TestMessage::Set(key, TestField::Result, result.to_owned())));
        desk.send(Message::Test(TestMessage::Run(key)));
        let outcome = desk.workbench.front.test_form(key).expect("a form").outcome.expect("an outcome");
        (outcome.title, outcome.next)
    };
    let wrong = r#"{"JobRun": {"ExecutionTime": "long"}}"#;
    assert_eq!(tested(&mut desk, wrong).0, "Succeeded", "nothing is known of the API yet");
    desk.send(Message::Apis(ApisMessage::Want("glue".into())));
    came(&mut desk, "glue");
    let refused = "Mock result schema validation error: Field 'ExecutionTime' must be a number";
    assert_eq!(tested(&mut desk, wrong), ("This cannot be tested".to_owned(), refused.to_owned()));
    assert_eq!(tested(&mut desk, r#"{"JobRun": {"ExecutionTime": 5}}"#).0, "Succeeded");
}
