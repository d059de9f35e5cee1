//! Commands by name: from a menu, from the palette, by key.

mod desk;

use desk::Desk;
use workbench::commands::{Action, Command, Entry, Overlay, Structure, entries, filtered};
use workbench::effect::Effect;
use workbench::message::{Edit, FileMessage, Message, ScreenMessage, Selected, Utf16Edit};
use workbench::project::Project;
use workbench::scene::Point;

const MENU: Overlay = Overlay::StateMenu(Point { x: 0.0, y: 0.0 });

fn choose(desk: &mut Desk, state: &str) {
    let key = desk.key(state);
    desk.send(Message::Select(Selected::State(key)));
}

fn entry(desk: &Desk, overlay: Overlay, title: &str) -> Entry {
    let found = entries(&desk.workbench, overlay).into_iter().find(|entry| entry.title.starts_with(title));
    found.unwrap_or_else(|| panic!("`{title}` is not offered"))
}

#[test]
fn what_a_menu_offers_is_done_and_undone_byte_for_byte() {
    for example in gallery::examples() {
        let mut desk = Desk::open(Project::example(example));
        let original = desk.text();
        for key in desk.workbench.front.document.keys().to_vec() {
            desk.send(Message::Select(Selected::State(key)));
            for entry in entries(&desk.workbench, MENU) {
                let Action::Do(Command::Structure(_) | Command::Delete) = entry.action else { continue };
                desk.send(Message::Select(Selected::State(key)));
                desk.send(Message::Screen(ScreenMessage::Open(MENU)));
                desk.send(Message::Act(entry.action));
                assert_eq!(desk.workbench.overlay, None);
                assert_eq!(entry.enabled, desk.text() != original, "{}: {} ({})", example.slug, entry.title, entry.hint);
                if entry.enabled {
                    desk.send(Message::Edit(Edit::Undo));
                }
                assert_eq!(desk.text(), original, "{}: {}", example.slug, entry.title);
            }
        }
    }
}

#[test]
fn what_cannot_be_done_says_why() {
    let mut desk = Desk::first();
    choose(&mut desk, "FailureState");
    let convert = entry(&desk, Overlay::Commands, "Add a rule");
    assert!(!convert.enabled && convert.hint.contains("only a Choice"), "{convert:?}");
    desk.send(Message::Act(convert.action));
    assert!(desk.workbench.notice.as_ref().is_some_and(|notice| notice.text.contains("Only a Choice")));
}

#[test]
fn a_state_is_copied_cut_and_pasted_as_text() {
    let mut desk = Desk::first();
    choose(&mut desk, "TransformData");
    desk.send(Message::Act(Action::Do(Command::CutState)));
    let Some(Effect::Copy { text, .. }) = desk.asked.iter().rev().find(|effect| matches!(effect, Effect::Copy { .. })) else {
        panic!("nothing was copied")
    };
    assert!(text.starts_with("{\n  \"TransformData\": {"), "{text}");
    let text = text.clone();
    assert!(desk.workbench.front.document.definition.find("TransformData").is_none());
    choose(&mut desk, "StoreData");
    desk.send(Message::File(FileMessage::Paste(text)));
    let definition = &desk.workbench.front.document.definition;
    let pasted = definition.find("TransformData").unwrap_or_else(|| panic!("{:?}", desk.workbench.notice));
    assert_eq!(desk.workbench.front.selected, Selected::State(desk.workbench.front.document.key(pasted)));
    assert_eq!(
        asl::graph::target(definition, asl::graph::Slot::Next(definition.find("StoreData").expect("the state"))),
        asl::graph::Target::State(pasted)
    );
    choose(&mut desk, "Notify");
    desk.send(Message::Act(Action::Do(Command::PasteStates)));
    assert_eq!(desk.workbench.front.document.definition.states.len(), 6);
}

#[test]
fn the_palette_finds_commands_states_and_examples() {
    let mut desk = Desk::first();
    let all = entries(&desk.workbench, Overlay::Commands);
    let find = |search: &str| filtered(&all, search).first().map(|entry| entry.title.clone()).unwrap_or_default();
    assert_eq!(find("run the"), "Run the workflow");
    assert_eq!(find("notify"), "Notify");
    assert_eq!(find("put a message"), "SQS: SendMessage");
    assert_eq!(filtered(&all, "no such thing"), []);
    let action = filtered(&all, "storedata")[0].action.clone();
    desk.send(Message::Act(action));
    assert_eq!(desk.workbench.front.selected, Selected::State(desk.key("StoreData")));
    assert!(desk.asked.contains(&Effect::GoOnCanvas));
}

#[test]
fn a_wrapped_state_can_be_taken_out_again() {
    let order = gallery::examples().iter().find(|example| example.slug == "order-steps").expect("the example");
    let mut desk = Desk::open(Project::example(order));
    choose(&mut desk, "CheckInventory");
    desk.send(Message::Act(Action::Do(Command::Structure(Structure::WrapInMap))));
    let map = desk.key("Map");
    assert_eq!(desk.workbench.front.selected, Selected::State(map));
    desk.send(Message::Act(Action::Do(Command::Structure(Structure::Unwrap))));
    assert!(desk.workbench.front.document.definition.find("Map").is_none());
}

#[test]
fn a_chosen_transition_stays_chosen_through_edits_elsewhere() {
    let mut desk = Desk::first();
    let slot =
        |desk: &Desk, name: &str| asl::graph::Slot::Next(desk.workbench.front.document.definition.find(name).expect("the state"));
    desk.send(Message::Select(Selected::Transition(slot(&desk, "StoreData"))));
    let first = desk.key("ValidateData");
    desk.send(Message::Edit(Edit::Add {
        state: asl::edit::NewState::of(asl::edit::StateType::Pass),
        place: asl::edit::Place::On(slot(&desk, "ValidateData")),
    }));
    desk.send(Message::Select(Selected::Transition(slot(&desk, "StoreData"))));
    desk.send(Message::Edit(Edit::Delete(first)));
    desk.send(Message::Select(Selected::Transition(slot(&desk, "StoreData"))));
    desk.send(Message::Edit(Edit::Undo));
    assert_eq!(desk.workbench.front.selected, Selected::Transition(slot(&desk, "StoreData")));
    desk.send(Message::Edit(Edit::Undo));
    assert_eq!(desk.workbench.front.selected, Selected::Transition(slot(&desk, "StoreData")));
}

#[test]
fn undoing_chooses_nothing_that_is_gone() {
    let mut desk = Desk::first();
    let to = desk.text().encode_utf16().count() as u32;
    let states = r#"{"First": {"Type": "Pass", "Next": "Second"}, "Second": {"Type": "Pass", "End": true}}"#;
    let insert = format!(r#"{{"StartAt": "First", "States": {states}}}"#);
    desk.type_text(vec![Utf16Edit { from: 0, to, insert }], false);
    choose(&mut desk, "Second");
    desk.send(Message::Edit(Edit::Undo));
    assert_eq!(*desk.workbench.front.selected, Selected::Machine, "neither it nor what it stood behind is there");
}
