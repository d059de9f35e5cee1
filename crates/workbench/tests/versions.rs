//! Earlier versions and other workflows: listed, compared by the engine, taken back as one step.

mod desk;

use std::sync::Arc;

use desk::Desk;
use workbench::commands::Overlay;
use workbench::effect::Effect;
use workbench::message::{Edit, FileMessage, Message, RunMessage};
use workbench::project::Project;
use workbench::record::Record;
use workbench::versions::{Other, VersionsMessage};

const BEFORE: &str =
    r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Wait", "Seconds": 1, "End": true}}}"#;
const NOW: &str = r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "C"}, "C": {"Type": "Succeed"}}}"#;

fn project(definition: &str) -> Project {
    Project { name: "Flow".to_owned(), definition: definition.to_owned(), ..Project::default() }
}

fn key(desk: &Desk) -> Arc<str> {
    desk.workbench.front.keeping.key.clone()
}

/// The room, with a record of before and one that nobody can read.
fn in_room() -> Desk {
    let before = Record::write(&Desk::open(project(BEFORE)).workbench.front);
    let mut desk = Desk::open(project(NOW));
    desk.send(Message::Versions(VersionsMessage::Open));
    assert_eq!(*desk.workbench.overlay, Some(Overlay::Versions));
    assert!(desk.asked.contains(&Effect::FetchVersions(key(&desk))) && desk.workbench.other_versions().is_none());
    let texts = vec![(2_000, before), (1_000, r#"{"version": 99}"#.to_owned())];
    desk.send(Message::Versions(VersionsMessage::Listed { key: key(&desk), texts, is_dark: false }));
    desk
}

#[test]
fn the_newest_one_is_compared_at_once() {
    let desk = in_room();
    let rows = desk.workbench.other_versions().expect("a list");
    assert_eq!(rows.iter().map(|row| (&row.other, row.states)).collect::<Vec<_>>(), [(&Other::Earlier(2_000), 2)]);
    let comparison = desk.workbench.comparison().expect("an answer");
    let states: Vec<Option<&str>> = comparison.groups.iter().map(|(state, _)| state.as_deref()).collect();
    assert_eq!(states, [Some("A"), Some("C"), Some("B")], "{comparison:?}");
    assert!(comparison.picture.starts_with("<svg") && comparison.runs.is_ok(), "{:?}", comparison.runs);
}

#[test]
fn taking_one_back_is_one_step_that_can_be_undone() {
    let mut desk = in_room();
    desk.send(Message::Versions(VersionsMessage::Restore));
    assert_eq!(desk.text(), BEFORE);
    assert!(desk.workbench.overlay.is_none());
    desk.send(Message::Edit(Edit::Undo));
    assert_eq!(desk.text(), NOW);
}

#[test]
fn a_copy_is_a_workflow_of_its_own_and_the_other_can_be_compared_then() {
    let mut desk = in_room();
    let former = key(&desk);
    desk.send(Message::Versions(VersionsMessage::OpenCopy));
    assert_eq!(desk.text(), BEFORE);
    assert_ne!(key(&desk), former);
    desk.send(Message::Versions(VersionsMessage::Open));
    // What was asked for another workflow comes late.
    desk.send(Message::Versions(VersionsMessage::Listed { key: former.clone(), texts: Vec::new(), is_dark: false }));
    assert!(desk.workbench.other_versions().is_none());
    desk.send(Message::Versions(VersionsMessage::Listed { key: key(&desk), texts: Vec::new(), is_dark: false }));
    assert!(desk.workbench.other_versions().expect("a list").iter().any(|row| row.other == Other::Open(former.clone())));
    desk.send(Message::Versions(VersionsMessage::Choose(Other::Open(former))));
    assert!(desk.workbench.comparison().is_some_and(|comparison| !comparison.groups.is_empty()));
}

#[test]
fn a_real_history_is_played_against_the_open_definition_and_against_earlier_ones() {
    let before = r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Pass", "End": true}}}"#;
    let now =
        before.replace(r#""Next": "B""#, r#""Next": "C""#).replace(r#""B": {"#, r#""C": {"Type": "Pass", "End": true}, "B": {"#);
    let mut desk = Desk::open(Project { definition: now, ..Project::empty() });
    let at = |id: u32| format!("2026-01-01T00:00:0{id}.000Z");
    let event = |id: u32, kind: &str, details: &str| {
        format!(r#"{{"timestamp": "{}", "type": "{kind}", "id": {id}, "previousEventId": {}, {details}}}"#, at(id), id - 1)
    };
    let state = |name: &str| format!(r#""stateEnteredEventDetails": {{"name": "{name}", "input": "{{}}"}}"#);
    let exit = |name: &str| format!(r#""stateExitedEventDetails": {{"name": "{name}", "output": "{{}}"}}"#);
    let events = [
        event(1, "ExecutionStarted", r#""executionStartedEventDetails": {"input": "{}"}"#),
        event(2, "PassStateEntered", &state("A")),
        event(3, "PassStateExited", &exit("A")),
        event(4, "PassStateEntered", &state("B")),
        event(5, "PassStateExited", &exit("B")),
        event(6, "ExecutionSucceeded", r#""executionSucceededEventDetails": {"output": "{}"}"#),
    ];
    let text = format!(r#"{{"events": [{}]}}"#, events.join(", "));
    desk.send(Message::File(FileMessage::Open { name: "history.json".to_owned(), text }));
    let view = desk.workbench.front.run.against().expect("it is played");
    assert_eq!((view.mark, view.step), ("parts", Some(1)));
    assert_eq!(view.sentence, "After `A`, the history went on to `B`; this definition leads to `C`");
    let rows = desk.workbench.front.run.tree_rows(0..9);
    assert_eq!(rows.iter().map(|row| (row.name.as_str(), row.is_parting)).collect::<Vec<_>>(), [("A", false), ("B", true)]);
    assert!(desk.asked.iter().any(|effect| matches!(effect, Effect::Announce(said) if said.contains("leads to C"))));

    desk.send(Message::Versions(VersionsMessage::List));
    let key = desk.workbench.front.keeping.key.clone();
    let earlier = Record::write(&Desk::open(project(before)).workbench.front);
    desk.send(Message::Versions(VersionsMessage::Listed { key, texts: vec![(7, earlier)], is_dark: false }));
    desk.send(Message::Run(RunMessage::PlayAgainst(Some(Other::Earlier(7)))));
    let view = desk.workbench.front.run.against().expect("it is played");
    assert_eq!((view.mark, view.step, view.chosen), ("same", None, Some(Other::Earlier(7))));
    desk.send(Message::Run(RunMessage::PlayAgainst(None)));
    assert_eq!(desk.workbench.front.run.against().map(|view| view.mark), Some("parts"));
}
