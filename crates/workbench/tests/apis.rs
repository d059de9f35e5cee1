//! AWS's APIs in the workbench: fetched when they are wanted, searched, and put into new Tasks.
#![allow(clippy::disallowed_methods, reason = "the data files are what is fetched")]

mod desk;

use std::path::Path;
use std::sync::Arc;

use asl::definition::StateKind;
use asl::edit::NewState;
use desk::Desk;
use workbench::apis::ApisMessage;
use workbench::commands::{Overlay, service_entries};
use workbench::effect::Effect;
use workbench::message::{Edit, Message};

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
