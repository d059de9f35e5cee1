//! Definitions in YAML: opened and edited as they are, run, converted when asked.

mod desk;

use asl::edit::{NewState, Place, StateType};
use asl::graph::Slot;
use asl::notation::Notation;
use desk::Desk;
use workbench::commands::Overlay;
use workbench::conversion::Conversion;
use workbench::effect::Effect;
use workbench::message::{Edit, FileMessage, Message, Selected, Utf16Edit};
use workbench::panels::Panels;
use workbench::record::Record;
use workbench::{Found, Workbench, inspector, update};

const YAML: &str = "# What it is for
StartAt: Greet
States:
  # says hello
  Greet:
    Type: Pass
    Parameters:
      words: !Sub 'hello ${Name}' # to whom
      times: 2
    Next: Done
  Done:
    Type: Succeed
";

fn open(text: &str) -> Desk {
    let mut desk = Desk::first();
    desk.send(Message::File(FileMessage::Open { name: "greeting.asl.yaml".to_owned(), text: text.to_owned() }));
    desk
}

#[test]
fn yaml_is_opened_and_edited_with_its_comments_tags_and_style() {
    let mut desk = open(YAML);
    assert_eq!(desk.text(), YAML);
    assert_eq!(&**desk.workbench.front.name, "greeting");
    let greet = desk.key("Greet");
    desk.send(Message::Edit(Edit::Rename { state: desk.key("Done"), name: "All done".to_owned() }));
    let renamed = YAML.replace("Next: Done", "Next: All done").replace("  Done:", "  All done:");
    assert_eq!(desk.text(), renamed);

    let id = desk.workbench.front.document.state(greet).expect("the state");
    desk.send(Message::Edit(Edit::Add { state: NewState::of(StateType::Wait), place: Place::On(Slot::Next(id)) }));
    let added =
        renamed.replace("    Next: All done\n", "    Next: Wait\n  Wait:\n    Type: Wait\n    Seconds: 5\n    Next: All done\n");
    assert_eq!(desk.text(), added);

    let form = inspector::form(&desk.workbench.front.document, greet).expect("a form");
    assert_eq!(value::parse(&form.json).expect("JSON").get("Parameters").and_then(|p| p.get("times")?.as_f64()), Some(2.0));
    desk.send(Message::Edit(Edit::ReplaceState { state: greet, json: form.json.replace("2", "3") }));
    assert_eq!(desk.text(), added.replace("times: 2", "times: 3"));

    for _ in 0..3 {
        desk.send(Message::Edit(Edit::Undo));
    }
    assert_eq!(desk.text(), YAML);
}

#[test]
fn what_a_conversion_loses_is_said_before_it_is_done() {
    let mut desk = open(YAML);
    desk.send(Message::Select(Selected::State(desk.key("Done"))));
    desk.send(Message::File(FileMessage::Convert(Conversion::Rewrite)));
    assert_eq!((*desk.workbench.overlay, desk.text().as_str()), (Some(Overlay::Losses(Conversion::Rewrite)), YAML));
    assert!(desk.workbench.front.losses().iter().any(|loss| loss.contains("3 comments")), "{:?}", desk.workbench.front.losses());

    desk.send(Message::File(FileMessage::ConvertAnyway(Conversion::Rewrite)));
    assert_eq!(*desk.workbench.overlay, None);
    assert_eq!(desk.workbench.front.document.tree.notation(), Notation::Json);
    assert!(desk.text().starts_with("{\n  \"StartAt\": \"Greet\""), "{}", desk.text());
    assert_eq!(desk.workbench.front.selected, Selected::State(desk.key("Done")));
    desk.send(Message::Edit(Edit::Undo));
    assert_eq!(desk.text(), YAML);
    assert_eq!(desk.workbench.front.document.tree.notation(), Notation::Yaml);
}

#[test]
fn what_loses_nothing_is_converted_at_once() {
    let mut desk = Desk::first();
    desk.asked.clear();
    desk.send(Message::File(FileMessage::Convert(Conversion::Download)));
    let [Effect::Download { name, text }] = desk.asked.as_slice() else { panic!("{:?}", desk.asked) };
    assert!(name.ends_with(".asl.yaml"));
    assert_eq!(Notation::of(text), Some(Notation::Yaml));
}

#[test]
fn text_typed_into_yaml_stays_yaml_and_its_problems_are_told() {
    let mut desk = open(YAML);
    let at = YAML.find("times: 2").expect("the place") as u32;
    desk.type_text(vec![Utf16Edit { from: at, to: at, insert: "[".to_owned() }], false);
    assert!(desk.workbench.front.document.is_broken() && desk.workbench.front.is_stale());
    assert!(desk.workbench.front.problem_counts().0 > 0);
    desk.type_text(vec![Utf16Edit { from: at, to: at + 1, insert: String::new() }], false);
    assert_eq!(desk.text(), YAML);
    assert!(!desk.workbench.front.is_stale());
}

#[test]
fn yaml_that_was_kept_is_read_with_the_first_message() {
    let kept = Record::write(&open(YAML).workbench.front);
    let mut workbench = Workbench::restore(Found { front: Some((kept.clone(), 1)), ..Found::default() });
    assert_eq!((workbench.front.document.definition.states.len(), workbench.front.scene.nodes.len()), (0, 0));
    assert_eq!(&*workbench.front.document.text, YAML);
    let effects = update(&mut workbench, Message::Began);
    assert_eq!(workbench.front.document.definition.states.len(), 2);
    assert_eq!(workbench.front.scene.nodes.iter().filter(|node| node.title.as_ref() == "Greet").count(), 1);
    assert!(effects.contains(&Effect::FitCanvas));
    assert_eq!(Record::write(&workbench.front), kept);
    assert_eq!(workbench.panels, Panels::default());
}

#[test]
fn yaml_runs_as_the_json_it_stands_for() {
    let mut desk = open(&YAML.replace("!Sub 'hello ${Name}'", "hello"));
    assert_eq!(desk.run(), "Succeeded");
}

#[test]
fn a_state_of_yaml_is_copied_and_pasted_with_its_comments() {
    let mut desk = open(YAML);
    let greet = desk.key("Greet");
    desk.send(Message::Select(Selected::State(greet)));
    desk.asked.clear();
    desk.send(Message::Edit(Edit::CopySelected));
    let copied = "# says hello\nGreet:\n  Type: Pass\n  Parameters:\n    words: !Sub 'hello ${Name}' # to whom\n    times: 2\n  Next: Done\n";
    let is_copy = |effect: &Effect| matches!(effect, Effect::Copy { text, .. } if text == copied);
    assert_eq!(desk.asked.iter().filter(|effect| is_copy(effect)).count(), 1, "{:?}", desk.asked);
    desk.send(Message::File(FileMessage::Paste(copied.to_owned())));
    let pasted = "  # says hello\n  Greet 2:\n    Type: Pass\n    Parameters:\n      words: !Sub 'hello ${Name}' # to whom\n      times: 2\n    Next: Done\n";
    assert_eq!(desk.text(), YAML.replace("    Next: Done\n", &format!("    Next: Greet 2\n{pasted}")));
}

#[test]
fn a_state_added_after_a_half_made_one_is_led_to_from_there() {
    let mut desk = open("StartAt: A\nStates:\n  A:\n    Type: Pass\n");
    desk.send(Message::Edit(Edit::Add { state: NewState::of(StateType::Wait), place: Place::End(asl::definition::MACHINE) }));
    let text = "StartAt: A\nStates:\n  A:\n    Type: Pass\n    Next: Wait\n  Wait:\n    Type: Wait\n";
    assert!(desk.text().starts_with(text), "{}", desk.text());
}

#[test]
fn what_is_new_in_broken_text_is_not_chosen_before_it_is_drawn() {
    let mut desk = open("StartAt: A\nStates:\n  A:\n    Type: Succeed\n");
    let end = desk.text().len() as u32;
    let insert = "  B:\n    Type: Succeed\n  C: [\n".to_owned();
    desk.type_text(vec![Utf16Edit { from: end, to: end, insert }], false);
    let document = &desk.workbench.front.document;
    let new = document.definition.find("B").map(|id| document.key(id)).expect("B is read");
    assert!(document.is_broken() && !desk.workbench.front.is_drawn(new));
    desk.send(Message::Select(Selected::State(new)));
    assert_eq!(*desk.workbench.front.selected, Selected::Machine);
}
