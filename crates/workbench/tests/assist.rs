//! Help while writing: in the definition's text, in a state's own text, and what expressions give.

mod desk;

use desk::Desk;
use workbench::assist::{Completions, PreviewMessage, Tone, complete_definition, hover_definition};
use workbench::message::{Message, RunMessage};
use workbench::project::Project;

const MACHINE: &str = r#"{
  "StartAt": "Order",
  "States": {
    "Order": { "Type": "Pass", "Result": { "id": "a-17", "total": 42 }, "ResultPath": "$.order", "Next": "Charge" },
    "Charge": {
      "Type": "Task",
      "Resource": "arn:aws:states:::lambda:invoke",
      "Parameters": { "FunctionName": "f", "Payload": { "sum.$": "$.order.total" } },
      "Retry": [{ "ErrorEquals": ["States.Timeout"] }],
      "Next": "Done"
    },
    "Done": { "Type": "Succeed" }
  }
}
"#;

/// A desk whose definition is a text with `|` for the cursor, and the cursor's byte.
fn at(marked: &str) -> (Desk, usize) {
    let offset = marked.find('|').expect("a cursor");
    let definition = marked.replacen('|', "", 1);
    (Desk::open(Project { definition, ..Project::first() }), offset)
}

fn proposed(marked: &str) -> (Vec<String>, String) {
    let (desk, offset) = at(marked);
    let found = complete_definition(&desk.workbench.front, None, offset);
    taken(found, &desk.text())
}

fn taken(found: Option<Completions>, text: &str) -> (Vec<String>, String) {
    let Some(found) = found else { return (Vec::new(), text.to_owned()) };
    let mut text = text.to_owned();
    text.replace_range(found.replaces.clone(), &found.items[0].insert);
    (found.items.into_iter().map(|item| item.label).collect(), text)
}

#[test]
fn fields_are_proposed_by_their_place() {
    let (names, text) = proposed(&MACHINE.replace("\"Next\": \"Done\"\n", "\"Next\": \"Done\",\n      \"Time|\"\n"));
    assert_eq!(names, ["TimeoutSeconds", "TimeoutSecondsPath"]);
    assert!(text.contains("\"TimeoutSeconds\": 0\n"), "{text}");
    let (names, _) = proposed(&MACHINE.replace("[\"States.Timeout\"] }", "[\"States.Timeout\"], | }"));
    assert!(names.contains(&"MaxAttempts".to_owned()) && !names.contains(&"Next".to_owned()), "{names:?}");
    assert!(!names.contains(&"ErrorEquals".to_owned()), "what is there is not proposed");
    let (_, text) = proposed(&MACHINE.replace("\"Resource\":", "\"Res|\":"));
    assert!(
        text.contains("\"ResultPath\": \"arn:") || text.contains("\"ResultSelector\": \"arn:"),
        "a value that is there stays: {text}"
    );
}

#[test]
fn values_are_proposed_by_their_field() {
    let (names, _) = proposed(&MACHINE.replace("\"Next\": \"Done\"", "\"Next\": \"|\""));
    assert_eq!(names, ["Order", "Done"]);
    let (names, text) = proposed(&MACHINE.replace("[\"States.Timeout\"]", "[\"States.Timeout\", \"Lambda.|\"]"));
    assert_eq!(names[0], "Lambda.ServiceException");
    assert!(text.contains("[\"States.Timeout\", \"Lambda.ServiceException\"]"), "{text}");
    let (names, _) = proposed(&MACHINE.replace("\"Type\": \"Succeed\"", "\"Type\": \"P|\""));
    assert_eq!(names, ["Pass", "Parallel"]);
    let (names, _) = proposed(&MACHINE.replace("arn:aws:states:::lambda:invoke", "arn:aws:states:::lambda|"));
    assert!(names.contains(&"arn:aws:states:::lambda:invoke.waitForTaskToken".to_owned()), "{names:?}");
}

#[test]
fn paths_come_from_the_last_run() {
    let (mut desk, offset) = at(&MACHINE.replace("$.order.total", "$.order.|total"));
    desk.send(Message::Run(RunMessage::Start));
    let (names, _) = taken(complete_definition(&desk.workbench.front, None, offset), &desk.text());
    assert_eq!(names, ["id", "total"]);
    let hover = hover_definition(&desk.workbench.front, None, offset + 2).expect("words");
    assert_eq!((hover.title.as_str(), hover.detail.as_str()), ("$.order.total", "42"));
}

#[test]
fn a_states_own_text_is_helped_too() {
    let desk = Desk::open(Project { definition: MACHINE.to_owned(), ..Project::first() });
    let own = r#"{ "Type": "Wait", "Sec": 1, "Next": "" }"#;
    let key = desk.key("Charge");
    let at = |place: &str| {
        complete_definition(&desk.workbench.front, Some((key, own)), own.find(place).expect("a place") + place.len())
    };
    let (names, text) = taken(at("\"Sec"), own);
    assert_eq!((names[0].as_str(), text.as_str()), ("Seconds", r#"{ "Type": "Wait", "Seconds": 1, "Next": "" }"#));
    let (names, _) = taken(at("\"Next\": \""), own);
    assert_eq!(names, ["Order", "Done"]);
}

#[test]
fn fields_and_errors_are_explained() {
    let (desk, offset) = at(&MACHINE.replace("\"ErrorEquals\"", "\"Error|Equals\""));
    let hover = hover_definition(&desk.workbench.front, None, offset).expect("words");
    assert_eq!((hover.title.as_str(), hover.text.as_str()), ("ErrorEquals", "The names of the errors that it is for."));
    let (desk, offset) = at(&MACHINE.replace("States.Timeout", "States.Ti|meout"));
    assert!(hover_definition(&desk.workbench.front, None, offset).expect("words").text.contains("TimeoutSeconds"));
}

#[test]
fn in_yaml_lines_tell_the_place() {
    let yaml = "StartAt: A\nStates:\n  A:\n    Type: Pass\n    Next: B\n  B:\n    Type: Suc|\n";
    let (names, text) = proposed(yaml);
    assert_eq!(names, ["Succeed"]);
    assert!(text.ends_with("Type: Succeed\n"), "{text}");
}

#[test]
fn a_preview_is_what_the_engine_says() {
    let mut desk = Desk::open(Project { definition: MACHINE.to_owned(), ..Project::first() });
    desk.send(Message::Run(RunMessage::Start));
    let key = desk.key("Charge");
    let mut ask = |text: &str| {
        desk.send(Message::Preview(PreviewMessage::Ask(key, "/Parameters".to_owned(), text.to_owned())));
        desk.workbench.front.preview(key, "/Parameters")
    };
    let view = ask(r#"{ "sum.$": "$.order.total" }"#).expect("a preview");
    assert_eq!((view.text.as_str(), view.tone, view.source), (r#"{"sum":42}"#, Tone::Value, "last run"));
    let view = ask(r#"{ "sum.$": "$.order.none" }"#).expect("a preview");
    assert!(view.tone == Tone::Error && view.text.contains("$.order.none"), "{view:?}");
    assert_eq!(ask(r#"{ "sum": 1 }"#), None, "nothing is computed");
    desk.send(Message::Preview(PreviewMessage::Close));
    assert_eq!(desk.workbench.front.preview(key, "/Parameters"), None);
}
