//! What changes with a message, part by part: views run again only when what they have read has changed.

mod desk;

use desk::Desk;
use workbench::message::{Edit, FileMessage, Message, RunMessage, ScreenMessage, Selected, Utf16Edit};
use workbench::panels::{Panel, Theme};
use workbench::tracked::{Part, reading};
use workbench::{Workbench, inspector};

/// The parts that a message changes.
fn changed(desk: &mut Desk, message: Message) -> Vec<Part> {
    let versions = |workbench: &Workbench| Part::ALL.map(|part| workbench.version(part));
    let before = versions(&desk.workbench);
    desk.send(message);
    let after = versions(&desk.workbench);
    Part::ALL.into_iter().filter(|part| before[*part as usize] != after[*part as usize]).collect()
}

#[test]
fn a_tick_of_the_clock_changes_the_run_and_what_is_chosen_and_nothing_of_the_document() {
    let mut desk = Desk::first();
    desk.run();
    desk.send(Message::Run(RunMessage::ToStart));
    for _ in 0..4 {
        let parts = changed(&mut desk, Message::Run(RunMessage::StepForward));
        assert!(parts.iter().all(|part| matches!(part, Part::Run | Part::Selected)), "{parts:?}");
    }
    assert_eq!(changed(&mut desk, Message::Run(RunMessage::Tick(u32::MAX))), [Part::Run]);
    assert_eq!(changed(&mut desk, Message::Nothing), []);
}

#[test]
fn a_keystroke_changes_nothing_of_scenarios_and_screen() {
    let mut desk = Desk::first();
    desk.run();
    let at = desk.text().find("Lambda").or(desk.text().find("lambda")).expect("a place") as u32;
    let revision = desk.workbench.front.text_log.revision();
    let edits = vec![Utf16Edit { from: at, to: at, insert: "x".to_owned() }];
    let parts = changed(&mut desk, Message::Edit(Edit::Type { revision, edits, after_pause: false }));
    let quiet =
        [Part::Scenarios, Part::Panels, Part::Overlay, Part::Assumptions, Part::Testing, Part::Name, Part::Resting, Part::Front];
    assert!(parts.contains(&Part::Document) && quiet.iter().all(|part| !parts.contains(part)), "{parts:?}");
}

#[test]
fn what_concerns_the_screen_changes_nothing_else() {
    let mut desk = Desk::first();
    for message in
        [ScreenMessage::Toggle(Panel::Left), ScreenMessage::Resize(Panel::Left, 300.0), ScreenMessage::SetTheme(Theme::Dark)]
    {
        assert_eq!(changed(&mut desk, Message::Screen(message)), [Part::Panels]);
    }
    let notify = desk.key("Notify");
    assert_eq!(changed(&mut desk, Message::Select(Selected::State(notify))), [Part::Selected, Part::Run]);
}

#[test]
fn views_read_what_they_show_and_no_more() {
    let mut desk = Desk::first();
    desk.run();
    let workbench = &desk.workbench;
    let notify = desk.key("Notify");
    let parts = |look: &dyn Fn()| {
        let ((), read) = reading(look);
        Part::ALL.into_iter().filter(|part| read.has(*part)).collect::<Vec<_>>()
    };
    assert_eq!(parts(&|| drop(inspector::form(&workbench.front.document, notify))), [Part::Document]);
    assert_eq!(parts(&|| drop(workbench.front.run.tree_rows(0..9))), [Part::Run]);
    assert_eq!(parts(&|| drop(workbench.front.run.verdict())), [Part::Run]);
    // A mock may be given the answer that the run has.
    let mocks = [Part::Document, Part::Scenarios, Part::ScenarioProblems, Part::Run];
    assert_eq!(parts(&|| drop(workbench.front.mock_rows())), mocks);
    assert_eq!(parts(&|| drop(workbench.front.problem_rows())), [Part::Diagnostics], "no line is looked up without a problem");
}

#[test]
fn another_sheet_in_front_is_another_version_of_every_part_of_it() {
    let mut desk = Desk::first();
    let parts = changed(&mut desk, Message::File(FileMessage::New));
    for part in [Part::Front, Part::Name, Part::Document, Part::Scene, Part::Scenarios, Part::Run, Part::History, Part::Drafts] {
        assert!(parts.contains(&part), "{part:?} of {parts:?}");
    }
}
