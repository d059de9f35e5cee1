//! Earlier versions and other workflows: listed, compared by the engine, taken back as one step.

mod desk;

use std::sync::Arc;

use desk::Desk;
use workbench::commands::Overlay;
use workbench::effect::Effect;
use workbench::message::{Edit, Message};
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
