//! Definitions so large that the engine arranges their diagram.

mod desk;

use asl::edit::{NewState, StateType};
use desk::Desk;
use workbench::message::{Edit, FileMessage, LookMessage, Message, RunMessage, Selected};

/// The text of a chain of so many states.
fn chain(count: usize) -> String {
    let state = |at: usize| {
        let on = if at + 1 < count { format!("\"Next\": \"Step {}\"", at + 1) } else { "\"End\": true".to_owned() };
        format!("    \"Step {at}\": {{\n      \"Type\": \"Pass\",\n      {on}\n    }}")
    };
    let states: Vec<_> = (0..count).map(state).collect();
    format!("{{\n  \"StartAt\": \"Step 0\",\n  \"States\": {{\n{}\n  }}\n}}\n", states.join(",\n"))
}

/// The text of Choices that lead anywhere.
fn tangle(count: usize) -> String {
    let state = |at: usize| {
        let rule = |way: usize| {
            format!(r#"{{"Variable": "$.n", "NumericEquals": {way}, "Next": "Step {}"}}"#, (at * 7919 + way * 104_729) % count)
        };
        let rules: Vec<_> = (0..3).map(rule).collect();
        let next = if at + 1 < count { format!("Step {}", at + 1) } else { "Done".to_owned() };
        format!(r#""Step {at}": {{"Type": "Choice", "Choices": [{}], "Default": "{next}"}}"#, rules.join(", "))
    };
    let states: Vec<_> = (0..count).map(state).collect();
    format!(r#"{{"StartAt": "Step 0", "States": {{{}, "Done": {{"Type": "Succeed"}}}}}}"#, states.join(",\n"))
}

fn open(desk: &mut Desk, text: &str) {
    desk.send(Message::File(FileMessage::Open { name: "large.asl.json".to_owned(), text: text.to_owned() }));
}

fn states_drawn(desk: &Desk) -> usize {
    desk.workbench.front.scene.nodes.iter().filter(|node| node.state.is_some()).count()
}

#[test]
fn a_large_diagram_is_there_when_the_engine_has_arranged_it_and_is_the_one_drawn_at_once() {
    let mut desk = Desk::first();
    desk.held = Some(Vec::new());
    open(&mut desk, &chain(9000));
    assert!(desk.workbench.front.is_arranged_elsewhere());
    assert_eq!(states_drawn(&desk), 0);
    for reply in desk.held.take().expect("what the engine says") {
        desk.hear(reply);
    }
    assert!(!desk.workbench.front.is_arranged_elsewhere());
    assert_eq!(states_drawn(&desk), 9000);
    let sheet = &desk.workbench.front;
    let at_once = workbench::scene::build(&sheet.document.picture, &sheet.look, &Default::default());
    assert!(**sheet.scene == at_once, "the engine arranges otherwise than the page");
}

#[test]
fn what_takes_little_is_drawn_at_once() {
    let mut desk = Desk::first();
    desk.held = Some(Vec::new());
    open(&mut desk, &chain(4000));
    assert_eq!(states_drawn(&desk), 4000);
}

#[test]
fn what_the_engine_says_of_an_older_text_is_dropped() {
    let mut desk = Desk::first();
    desk.held = Some(Vec::new());
    open(&mut desk, &chain(9000));
    let first = desk.workbench.front.document.definition.find("Step 0").expect("the state");
    let key = desk.workbench.front.document.key(first);
    desk.send(Message::Edit(Edit::Delete(key)));
    desk.send(Message::Look(LookMessage::Turn));
    let held = desk.held.take().expect("what the engine says");
    for reply in held.into_iter().rev() {
        desk.hear(reply);
    }
    assert_eq!(states_drawn(&desk), 8999);
    let sheet = &desk.workbench.front;
    assert!(**sheet.scene == workbench::scene::build(&sheet.document.picture, &sheet.look, &Default::default()));
}

#[test]
fn a_diagram_that_is_there_follows_each_edit_at_once() {
    let mut desk = Desk::first();
    desk.held = Some(Vec::new());
    open(&mut desk, &tangle(900));
    assert!(desk.workbench.front.is_arranged_elsewhere());
    for reply in desk.held.take().expect("what the engine says") {
        desk.hear(reply);
    }
    assert!(desk.workbench.front.scene.simplified);
    desk.held = Some(Vec::new());
    let key = desk.key("Step 5");
    desk.send(Message::Edit(Edit::Rename { state: key, name: "Renamed".to_owned() }));
    assert_eq!(desk.workbench.front.scene.state(key).map(|node| node.title.to_string()), Some("Renamed".to_owned()));
    desk.send(Message::Edit(Edit::Delete(key)));
    assert_eq!(states_drawn(&desk), 900);
    assert!(desk.workbench.front.scene.simplified);
}

#[test]
fn without_an_engine_the_page_draws_itself() {
    let mut desk = Desk::first();
    desk.held = Some(Vec::new());
    open(&mut desk, &chain(9000));
    desk.send(Message::Run(RunMessage::EngineDied("gone".to_owned())));
    assert_eq!(states_drawn(&desk), 9000);
}

#[test]
fn a_large_workflow_is_drawn_after_a_reload_and_runs_while_it_is_not() {
    let mut desk = Desk::first();
    open(&mut desk, &chain(9000));
    desk.reload();
    assert_eq!(states_drawn(&desk), 9000);
    desk.held = Some(Vec::new());
    open(&mut desk, &chain(9500));
    desk.send(Message::Run(RunMessage::Start));
    for reply in desk.held.take().expect("what the engine says") {
        desk.hear(reply);
    }
    desk.send(Message::Run(RunMessage::ToEnd));
    let sheet = &desk.workbench.front;
    let last = sheet.scene.state(desk.key("Step 9499")).expect("the last state").key;
    assert_eq!(sheet.run.statuses.of(last).name(), "succeeded");
}

#[test]
fn undoing_an_addition_chooses_again_what_was_chosen_before() {
    for count in [20, 9000] {
        let mut desk = Desk::first();
        open(&mut desk, &chain(count));
        let chosen = desk.workbench.front.document.definition.find("Step 7").expect("the state");
        let chosen = Selected::State(desk.workbench.front.document.key(chosen));
        desk.send(Message::Select(chosen));
        desk.send(Message::Edit(Edit::AddAtSelection(NewState::of(StateType::Wait))));
        assert_ne!(*desk.workbench.front.selected, chosen, "the new one is chosen");
        desk.send(Message::Edit(Edit::Undo));
        assert_eq!(*desk.workbench.front.selected, chosen, "of {count}");
    }
}
