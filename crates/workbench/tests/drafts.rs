//! What is typed into fields: taken over before anything else happens, or kept as it was typed.

mod desk;

use asl::document::StateKey;
use desk::Desk;
use workbench::drafts::{DraftMessage, FieldId, StatePart};
use workbench::inspector;
use workbench::message::{Edit, FileMessage, Message, RunMessage, Selected};
use workbench::shelf::ShelfMessage;

fn field(state: StateKey, pointer: &str) -> FieldId {
    FieldId::Part(StatePart::Field, state, pointer.to_owned())
}

fn written(desk: &Desk, state: StateKey, pointer: &str) -> String {
    let form = inspector::form(&desk.workbench.front.document, state).expect("a form");
    form.field(pointer).map(|field| field.value.clone()).unwrap_or_default()
}

#[test]
fn what_was_typed_is_taken_over_by_whatever_comes_next() {
    let next: [fn(&Desk) -> Message; 5] = [
        |desk| Message::Select(Selected::State(desk.key("Notify"))),
        |_| Message::Select(Selected::Machine),
        |_| Message::Run(RunMessage::Start),
        |desk| Message::Edit(Edit::Delete(desk.key("Notify"))),
        |_| Message::Draft(DraftMessage::TakeIn(FieldId::WorkflowName)),
    ];
    for (index, next) in next.into_iter().enumerate() {
        let mut desk = Desk::first();
        let state = desk.key("ValidateData");
        desk.send(Message::Select(Selected::State(state)));
        desk.type_into(field(state, "/Comment"), "Checks every record");
        let message = next(&desk);
        let stays_open = matches!(message, Message::Draft(_));
        desk.send(message);
        assert_eq!(written(&desk, state, "/Comment") == "Checks every record", !stays_open, "after message {index}");
        assert_eq!(desk.workbench.front.drafts.is_open(), stays_open);
    }
}

#[test]
fn a_typed_name_and_a_typed_json_are_taken_over_too() {
    let mut desk = Desk::first();
    let state = desk.key("ValidateData");
    desk.type_into(FieldId::StateName(state), "Check");
    desk.send(Message::Select(Selected::State(desk.key("Notify"))));
    assert_eq!(desk.key("Check"), state);

    let json = inspector::form(&desk.workbench.front.document, state).expect("a form").json.replacen("2", "5", 1);
    desk.type_into(FieldId::StateJson(state), &json);
    desk.send(Message::Select(Selected::Machine));
    assert_eq!(inspector::form(&desk.workbench.front.document, state).expect("a form").json, json);
}

#[test]
fn what_is_wrong_stays_as_it_was_typed_and_is_said() {
    let mut desk = Desk::first();
    let before = desk.text();
    let state = desk.key("ValidateData");
    let attempts = field(state, "/Retry/0/MaxAttempts");
    desk.type_into(attempts.clone(), "thre");
    desk.send(Message::Select(Selected::State(desk.key("Notify"))));
    assert_eq!(desk.text(), before);
    let draft = desk.workbench.front.drafts.of(&attempts).expect("a draft").clone();
    assert_eq!((draft.text.as_str(), draft.error.as_deref()), ("thre", Some("`thre` is not a number")));
    let notice = desk.workbench.notice.as_ref().expect("a notice").text.to_string();
    assert_eq!(
        notice,
        "Retry › 0 › MaxAttempts of ValidateData is kept as you typed it, but not taken over: `thre` is not a number"
    );

    desk.type_into(attempts.clone(), "4");
    desk.send(Message::Draft(DraftMessage::TakeIn(attempts.clone())));
    assert_eq!(written(&desk, state, "/Retry/0/MaxAttempts"), "4");
    assert!(desk.workbench.front.drafts.of(&attempts).is_none());
}

#[test]
fn a_refused_edit_keeps_what_was_typed() {
    let mut desk = Desk::first();
    let state = desk.key("ValidateData");
    desk.type_into(FieldId::StateName(state), "Notify");
    desk.send(Message::Draft(DraftMessage::TakeIn(FieldId::StateName(state))));
    let draft = desk.workbench.front.drafts.of(&FieldId::StateName(state)).expect("a draft");
    assert!(draft.error.as_deref().is_some_and(|why| why.contains("Notify")), "{draft:?}");
    desk.send(Message::Draft(DraftMessage::Discard(FieldId::StateName(state))));
    assert!(desk.workbench.front.drafts.of(&FieldId::StateName(state)).is_none());
}

#[test]
fn a_run_that_plays_on_leaves_the_form_of_who_is_typing() {
    let mut desk = Desk::first();
    let notify = desk.key("Notify");
    desk.send(Message::Select(Selected::State(notify)));
    desk.type_into(field(notify, "/Comment"), "Tells somebody");
    desk.send(Message::Run(RunMessage::Tick(1)));
    assert_eq!(desk.workbench.front.selected, Selected::State(notify));
    assert!(desk.workbench.front.drafts.is_open());
}

#[test]
fn a_file_that_is_opened_meanwhile_finds_what_was_typed_taken_over() {
    let mut desk = Desk::first();
    let (state, first) = (desk.key("ValidateData"), desk.workbench.front.keeping.key.clone());
    desk.type_into(field(state, "/Comment"), "kept");
    desk.send(Message::File(FileMessage::Open {
        name: "other.json".to_owned(),
        text: r#"{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}"#.to_owned(),
    }));
    desk.send(Message::Shelf(ShelfMessage::Open(first)));
    assert!(desk.text().contains("\"Comment\": \"kept\""));
}
