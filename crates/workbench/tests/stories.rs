//! What users do, as messages to the app without a browser.

mod desk;

use asl::edit::{NewState, Place, StateType};
use asl::graph::Slot;
use desk::Desk;
use workbench::drafts::FieldId;
use workbench::inspector;
use workbench::message::{Direction, Edit, FileMessage, Message, RunMessage, ScenarioMessage, Selected, Utf16Edit};
use workbench::project::Project;
use workbench::shelf::ShelfMessage;
use workbench::{Found, Saved, Workbench};

#[test]
fn a_newcomer_runs_changes_and_undoes_the_first_example() {
    let mut desk = Desk::first();
    let original = desk.text();
    assert_eq!(desk.run(), "Succeeded");
    let facts = desk.workbench.front.run.verdict().expect("a verdict").facts;

    let transform = desk.workbench.front.document.definition.find("TransformData").expect("the state");
    desk.send(Message::Edit(Edit::Add { state: NewState::of(StateType::Wait), place: Place::On(Slot::Next(transform)) }));
    let wait = desk.key("Wait");
    assert_eq!(desk.workbench.front.selected, Selected::State(wait));
    let form = inspector::form(&desk.workbench.front.document, wait).expect("a form");
    let seconds = form.sections[0].block.fields.iter().find(|field| field.label == "Seconds").expect("the field");
    desk.send(Message::Edit(seconds.edit(Some(wait), "7").expect("a number")));
    assert_eq!(desk.run(), "Succeeded");
    let later = desk.workbench.front.run.verdict().expect("a verdict").facts;
    assert!(later.contains("7 s of virtual time"), "{facts} then {later}");

    desk.send(Message::Edit(Edit::Undo));
    desk.send(Message::Edit(Edit::Undo));
    assert_eq!(desk.text(), original);
    desk.send(Message::Edit(Edit::Redo));
    desk.send(Message::Edit(Edit::Redo));
    assert!(desk.text().contains("\"Seconds\": 7"));
}

#[test]
fn a_failing_task_is_shown_with_its_error_and_its_retries() {
    let mut desk = Desk::first();
    desk.scenario("Validate fails twice");
    assert_eq!(desk.run(), "Succeeded");
    assert!(desk.workbench.front.run.verdict().expect("a verdict").facts.contains("6 s"));
    desk.scenario("Validate always fails");
    let title = desk.run();
    assert!(title.starts_with("Failed"), "{title}");
    assert_eq!(desk.workbench.front.run.verdict().expect("a verdict").cause, "Pipeline failed");
}

#[test]
fn stepping_forwards_and_back_shows_the_same_moments() {
    for example in gallery::examples() {
        let mut desk = Desk::open(Project::example(example));
        desk.send(Message::Run(RunMessage::Start));
        desk.send(Message::Run(RunMessage::ToStart));
        let mut seen = vec![view(&desk.workbench)];
        while desk.workbench.front.run.cursor() < desk.workbench.front.run.length() {
            desk.send(Message::Run(RunMessage::StepForward));
            seen.push(view(&desk.workbench));
            assert!(seen.len() < 5000, "{}: stepping does not come to an end", example.slug);
        }
        assert!(seen.len() > 2, "{}: nothing ran: {:?}", example.slug, desk.workbench.notice);
        while desk.workbench.front.run.cursor() > 0 {
            seen.pop();
            desk.send(Message::Run(RunMessage::StepBack));
            assert_eq!(Some(&view(&desk.workbench)), seen.last(), "{}", example.slug);
        }
    }
}

/// What the screen shows of a run at this moment.
fn view(workbench: &Workbench) -> String {
    let statuses = workbench.front.scene.nodes.iter().map(|node| workbench.front.run.statuses.of(node.key).name());
    let taken = workbench.front.scene.edges.iter().map(|edge| workbench.front.run.statuses.is_taken(edge.key));
    let run = &workbench.front.run;
    let tree = run.tree_rows(0..usize::MAX);
    let marks = run.container_marks(&workbench.front.scene);
    let time = run.time_rows(0..usize::MAX);
    let table = run.table_rows(0..usize::MAX);
    let place = (run.chosen_row(), run.event_place(), run.table_place(), run.now_millis());
    let statuses: Vec<_> = statuses.collect();
    let taken: Vec<_> = taken.collect();
    let (clock, step) = (run.clock_words(), run.step_view());
    format!("{statuses:?} {taken:?} {tree:?} {marks:?} {time:?} {table:?} {place:?} {step:?} {clock}")
}

#[test]
fn every_example_opens_without_an_error_and_every_edit_of_it_can_be_undone() {
    for example in gallery::examples() {
        let mut desk = Desk::open(Project::example(example));
        assert_eq!(desk.workbench.front.problem_counts().0, 0, "{}: {:?}", example.slug, desk.workbench.front.problem_rows());
        let original = desk.text();
        let states: Vec<_> = desk.workbench.front.document.keys().to_vec();
        for state in states {
            for edit in [
                Edit::Delete(state),
                Edit::Rename { state, name: "Another name".to_owned() },
                Edit::Field {
                    state: Some(state),
                    pointer: "/Comment".to_owned(),
                    json: Some("\"A note\"".to_owned()),
                    removing: vec![],
                },
            ] {
                desk.send(Message::Edit(edit));
                if desk.text() != original {
                    desk.send(Message::Edit(Edit::Undo));
                }
                assert_eq!(desk.text(), original, "{}", example.slug);
            }
        }
    }
}

#[test]
fn a_mock_and_the_choice_survive_a_rename() {
    let mut desk = Desk::first();
    let state = desk.key("ValidateData");
    desk.send(Message::Select(Selected::State(state)));
    desk.send(Message::Edit(Edit::Rename { state, name: "Check".to_owned() }));
    assert_eq!(desk.key("Check"), state);
    assert_eq!(desk.workbench.front.selected, Selected::State(state));
    assert_eq!(desk.run(), "Succeeded");
    assert!(desk.workbench.front.scenarios.mock("Check").is_some());
}

#[test]
fn broken_text_keeps_the_picture_and_loses_nothing() {
    let mut desk = Desk::first();
    let nodes = desk.workbench.front.scene.nodes.len();
    let at = desk.text().find("\"States\"").expect("the member") as u32;
    desk.type_text(vec![Utf16Edit { from: at, to: at + 3, insert: "é😀".to_owned() }], false);
    assert!(desk.workbench.front.is_stale());
    assert_eq!(desk.workbench.front.scene.nodes.len(), nodes);
    assert!(desk.workbench.front.problem_counts().0 > 0);
    desk.send(Message::Run(RunMessage::Start));
    assert!(desk.workbench.notice.as_ref().is_some_and(|notice| notice.text.contains("syntax errors")));
    desk.send(Message::Edit(Edit::Undo));
    assert!(!desk.workbench.front.is_stale());
}

#[test]
fn undo_takes_typing_back_from_rest_to_rest() {
    let mut desk = Desk::first();
    let original = desk.text();
    let at = original.len() as u32;
    let key = |at: u32, letter: &str| vec![Utf16Edit { from: at, to: at, insert: letter.to_owned() }];
    desk.type_text(key(at, " "), true);
    desk.type_text(key(at + 1, " "), false);
    desk.type_text(key(at + 2, " "), true);
    desk.send(Message::Edit(Edit::Undo));
    assert_eq!(desk.text(), original.clone() + "  ");
    desk.send(Message::Edit(Edit::Undo));
    assert_eq!(desk.text(), original);
}

#[test]
fn whatever_is_opened_is_shown_or_explained_and_replaces_nothing() {
    let mut desk = Desk::first();
    let original = desk.text();
    let first = desk.workbench.front.keeping.key.clone();
    let huge = format!(
        "{{\"StartAt\": \"A\", \"States\": {{\"A\": {{\"Type\": \"Pass\", \"Result\": \"{}\", \"End\": true}}}}}}",
        "x".repeat(5_000_000)
    );
    let broken = "{\"StartAt\": \"A\", \"States\": {\"A\": {\"Type\" \"Pass\"}}}";
    let odd = ["", "{", "[1, 2", "hello", &"[".repeat(10_000), &"{\"a\":".repeat(10_000), "{}", "null", "{\"States\": 3}"];
    for text in odd.into_iter().chain([broken, &huge]) {
        *desk.workbench.notice = None;
        desk.send(Message::File(FileMessage::Open { name: "odd.json".to_owned(), text: text.to_owned() }));
        let opened = desk.text() == text;
        assert_eq!(opened, text.len() > 100_000 || text == broken, "{:?}", &text[..text.len().min(40)]);
        let explained = !desk.workbench.front.problem_rows().is_empty() || desk.workbench.notice.is_some();
        assert!(explained, "nothing is said about {:?}", &text[..text.len().min(40)]);
        if opened {
            desk.send(Message::Run(RunMessage::Start));
            desk.send(Message::Shelf(ShelfMessage::Open(first.clone())));
        }
        assert_eq!(desk.text(), original);
    }
}

#[test]
fn what_is_kept_in_the_browser_comes_back() {
    let mut desk = Desk::first();
    let state = desk.key("Notify");
    desk.send(Message::Edit(Edit::Rename { state, name: "Tell \"everyone\"".to_owned() }));
    desk.send(Message::File(FileMessage::Rename("My pipeline".to_owned())));
    desk.type_into(FieldId::ScenarioInput, "{ not json");
    desk.send(Message::Select(Selected::Machine));
    let before = desk.text();
    desk.reload();
    let sheet = &desk.workbench.front;
    assert_eq!((&**sheet.name, sheet.document.text.to_string()), ("My pipeline", before));
    assert!(sheet.scenarios.mock("Tell \"everyone\"").is_some());
    assert_eq!(desk.workbench.saved, Saved::Saved);
    let draft = sheet.drafts.of(&FieldId::ScenarioInput).expect("a draft");
    assert!(draft.text == "{ not json" && draft.error.is_some());
    for label in ["My pipeline", "Tell"] {
        assert!(desk.workbench.front.history.undo_label().is_some_and(|undo| undo.contains(label)), "{label}");
        desk.send(Message::Edit(Edit::Undo));
    }
    assert_eq!(desk.text(), gallery::first().definition);
}

#[test]
fn saved_is_said_only_of_what_is_stored() {
    let mut desk = Desk::first();
    desk.send(Message::File(FileMessage::Rename("Once".to_owned())));
    let sheet = &desk.workbench.front;
    let (key, version) = (sheet.keeping.key.clone(), sheet.keeping.version);
    let stored = |outdated| Message::Shelf(ShelfMessage::Stored { key: key.clone(), result: Ok(version), outdated });
    // The page writes later than it is asked to.
    let _ = workbench::update(&mut desk.workbench, Message::File(FileMessage::Rename("Twice".to_owned())));
    assert_eq!(desk.workbench.saved, Saved::Saving);
    let _ = workbench::update(&mut desk.workbench, stored(true));
    assert_eq!(desk.workbench.saved, Saved::Saving, "the second name is not stored");
    let _ = workbench::update(&mut desk.workbench, stored(false));
    assert_eq!(desk.workbench.saved, Saved::Saved);
}

#[test]
fn what_cannot_be_restored_is_said_and_the_first_example_opens() {
    for kept in ["", "{", "{\"version\": 99, \"name\": \"\", \"definition\": \"\", \"scenarios\": \"\"}"] {
        let found = Found { front: Some((kept.to_owned(), 3)), panels: Some("nonsense".to_owned()), ..Found::default() };
        let workbench = Workbench::restore(found);
        assert!(workbench.notice.is_some());
        assert!(workbench.front.document.definition.find("ValidateData").is_some());
        assert_eq!(workbench.front.keeping.version, 0, "it would be overwritten");
    }
}

#[test]
fn an_input_that_is_no_json_stops_the_run_with_a_reason() {
    let mut desk = Desk::first();
    desk.type_into(FieldId::ScenarioInput, "{\"a\": ");
    desk.send(Message::Run(RunMessage::Start));
    let notice = desk.workbench.notice.as_ref().expect("a notice");
    assert!(notice.text.contains("not JSON"), "{}", notice.text);
    assert!(!desk.workbench.front.run.is_busy());
}

#[test]
fn arrows_follow_the_flow() {
    let mut desk = Desk::first();
    let names = ["ValidateData", "TransformData", "StoreData", "Notify"];
    desk.send(Message::SelectNeighbour(Direction::Down));
    for name in names {
        assert_eq!(desk.workbench.front.selected, Selected::State(desk.key(name)));
        desk.send(Message::SelectNeighbour(Direction::Down));
    }
    desk.send(Message::Select(Selected::State(desk.key("Notify"))));
    desk.send(Message::SelectNeighbour(Direction::Up));
    assert_eq!(desk.workbench.front.selected, Selected::State(desk.key("StoreData")));
}

#[test]
fn a_callback_waits_for_an_answer_and_goes_on_with_it() {
    let example = gallery::examples()
        .iter()
        .find(|example| example.definition.contains("waitForTaskToken"))
        .expect("an example with a callback");
    let mut desk = Desk::open(Project::example(example));
    let waiting = (0..desk.workbench.front.scenarios.names().len()).find_map(|index| {
        desk.send(Message::Scenario(ScenarioMessage::Choose(index)));
        desk.run();
        desk.workbench.front.run.waiting().into_iter().next()
    });
    let task = waiting.expect("a scenario that waits");
    desk.send(Message::Run(RunMessage::Answer {
        token: task.token,
        answer: engine::Answer::Success("{\"approved\": true}".to_owned()),
    }));
    desk.send(Message::Run(RunMessage::ToEnd));
    assert_eq!(desk.workbench.front.run.waiting(), []);
    assert!(desk.workbench.front.run.verdict().is_some());
}
