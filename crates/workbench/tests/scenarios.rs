//! Scenarios as a panel: run all, what is expected and accepted, coverage, mocks case by case, comparing steps.

mod desk;

use desk::Desk;
use workbench::message::{Edit, Message, RunMessage, ScenarioMessage};
use workbench::project::Project;
use workbench::run::ScenarioRow;
use workbench::scenarios::{CaseKind, ExpectPart, MockEdit, ReplyKind};
use workbench::scene::NodeKey;

const CHOICE: &str = r#"{"StartAt": "Pay", "States": {
    "Pay": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "ResultSelector": {"total.$": "$.Payload.total"}, "Next": "Large?",
        "Retry": [{"ErrorEquals": ["Busy"], "MaxAttempts": 2}]},
    "Large?": {"Type": "Choice", "Choices": [{"Variable": "$.total", "NumericGreaterThan": 100, "Next": "Large"}], "Default": "Small"},
    "Large": {"Type": "Pass", "Result": "large", "End": true},
    "Small": {"Type": "Pass", "Result": "small", "End": true}}}"#;
const FILE: &str = r#"{"scenarios": [
    {"name": "large", "mocks": {"Pay": {"Return": {"Payload": {"total": 200}}}}, "expect": {"output": "large"}},
    {"name": "again", "mocks": {"Pay": {"Return": {"Payload": {"total": 201}}}}, "expect": {"output": "small", "path": ["Pay"]}}]}"#;

fn desk() -> Desk {
    Desk::open(Project { definition: CHOICE.to_owned(), scenarios: FILE.to_owned(), ..Project::empty() })
}

fn send(desk: &mut Desk, message: ScenarioMessage) {
    desk.send(Message::Scenario(message));
}

fn rows(desk: &Desk) -> Vec<(String, &'static str, bool)> {
    let row = |row: ScenarioRow| (row.name, row.mark, row.stale);
    desk.workbench.front.scenario_rows().into_iter().map(row).collect()
}

#[test]
fn all_are_run_and_a_change_makes_them_stale_until_it_is_undone() {
    let mut desk = desk();
    assert_eq!(rows(&desk), [("large".to_owned(), "none", false), ("again".to_owned(), "none", false)]);
    send(&mut desk, ScenarioMessage::TryAll);
    let fresh = [("large".to_owned(), "passed", false), ("again".to_owned(), "unmet", false)];
    assert_eq!(rows(&desk), fresh);
    assert!(desk.workbench.front.trial_summary().words.starts_with("1 passed, 1 not as expected"));
    let key = desk.key("Small");
    desk.send(Message::Edit(Edit::Rename { state: key, name: "Tiny".to_owned() }));
    assert!(rows(&desk).iter().all(|(.., stale)| *stale));
    desk.send(Message::Edit(Edit::Undo));
    assert_eq!(rows(&desk), fresh);
    send(&mut desk, ScenarioMessage::Choose(1));
    send(&mut desk, ScenarioMessage::Rename("other".to_owned()));
    assert_eq!(rows(&desk)[1], ("other".to_owned(), "unmet", false));
}

#[test]
fn what_came_is_accepted_and_judged_at_once_and_the_run_stays_what_it_was() {
    let mut desk = desk();
    send(&mut desk, ScenarioMessage::Choose(1));
    desk.send(Message::Run(RunMessage::Start));
    desk.send(Message::Run(RunMessage::ToEnd));
    assert_eq!(rows(&desk)[1].1, "unmet");
    let expected = desk.workbench.front.expectations();
    assert!(expected.differs && expected.has_run && expected.output.is_some());
    send(&mut desk, ScenarioMessage::Accept);
    assert_eq!(rows(&desk)[1], ("again".to_owned(), "passed", false));
    assert!(!desk.workbench.front.run.is_stale());
    let verdict = desk.workbench.front.run.verdict().expect("a verdict");
    assert!(verdict.expectation.is_empty() && verdict.can_be_expected, "{verdict:?}");
    send(&mut desk, ScenarioMessage::Expect(ExpectPart::States));
    let rows_of = |desk: &Desk| desk.workbench.front.expectations().rows.iter().map(|row| row.label.clone()).collect::<Vec<_>>();
    assert!(rows_of(&desk).contains(&"Pay: attempts".to_owned()), "{:?}", rows_of(&desk));
    for _ in 0..2 {
        desk.send(Message::Edit(Edit::Undo));
    }
    assert_eq!(&**desk.workbench.front.scenarios.text(), FILE);
    assert_eq!(rows(&desk)[1], ("again".to_owned(), "unmet", false));
}

#[test]
fn the_run_that_was_just_made_counts() {
    let mut desk = desk();
    desk.run();
    let coverage = desk.workbench.front.coverage();
    assert!(coverage.is_known && coverage.covered > 0 && coverage.covered < coverage.all, "{coverage:?}");
    assert!(coverage.stale, "other scenarios were not run yet");
    let alone = coverage.covered;
    send(&mut desk, ScenarioMessage::TryAll);
    let all = desk.workbench.front.coverage();
    assert!(all.covered >= alone && all.all == coverage.all && !all.stale, "{all:?}");
}

#[test]
fn what_no_scenario_goes_through_is_told_and_what_they_do_is_painted() {
    let mut desk = desk();
    assert!(!desk.workbench.front.coverage().is_known);
    send(&mut desk, ScenarioMessage::TryAll);
    let coverage = desk.workbench.front.coverage();
    let missing: Vec<_> = coverage.missing.iter().map(|arm| format!("{}: {}", arm.name, arm.words)).collect();
    assert_eq!(
        missing,
        [
            "Pay: never retried for Busy",
            "Large?: its Default is never taken",
            "Small: is never entered",
            "Small: is never left by its end"
        ]
    );
    assert_eq!(coverage.covered + missing.len(), coverage.all);
    send(&mut desk, ScenarioMessage::Paint(true));
    let status = |desk: &Desk, name: &str| desk.workbench.front.run.statuses.of(NodeKey::State(desk.key(name))).name();
    assert_eq!([status(&desk, "Large"), status(&desk, "Small")], ["succeeded", "none"]);
    send(&mut desk, ScenarioMessage::Paint(false));
    assert_eq!(status(&desk, "Large"), "none");
}

#[test]
fn a_mock_is_built_case_by_case_and_answers_so() {
    let mut desk = desk();
    let pay = desk.key("Pay");
    let edit = |desk: &mut Desk, edit: MockEdit| send(desk, ScenarioMessage::EditMock(pay, edit));
    edit(&mut desk, MockEdit::FailFirst(2));
    edit(&mut desk, MockEdit::Text(0, "Busy".to_owned()));
    send(&mut desk, ScenarioMessage::TryAll);
    assert_eq!(rows(&desk)[0], ("large".to_owned(), "passed", false));
    assert!(desk.workbench.front.coverage().missing.iter().all(|arm| !arm.words.contains("retried")));
    edit(&mut desk, MockEdit::Case(1, CaseKind::When));
    edit(&mut desk, MockEdit::Reply(1, ReplyKind::Await));
    assert_eq!(desk.workbench.front.mock_rows()[0].words, "2 cases");
    for _ in 0..4 {
        desk.send(Message::Edit(Edit::Undo));
    }
    assert_eq!(&**desk.workbench.front.scenarios.text(), FILE);
    // What the run's Task answered, and what would fit.
    desk.send(Message::Run(RunMessage::Start));
    desk.send(Message::Run(RunMessage::ToEnd));
    send(&mut desk, ScenarioMessage::SetMock { state: pay, json: String::new() });
    send(&mut desk, ScenarioMessage::AnswerAsRun(pay, 0));
    assert_eq!(desk.workbench.front.mock_rows()[0].cases[0].text, "{\n  \"Payload\": {\n    \"total\": 200\n  }\n}");
}

#[test]
fn steps_are_compared_with_one_of_another_run() {
    let mut desk = desk();
    desk.send(Message::Run(RunMessage::Start));
    desk.send(Message::Run(RunMessage::ToEnd));
    desk.send(Message::Run(RunMessage::ChooseStep(0)));
    desk.send(Message::Run(RunMessage::Compare(true)));
    assert!(desk.workbench.front.run.is_pinned());
    desk.send(Message::Run(RunMessage::ChooseStep(1)));
    assert!(!desk.workbench.front.run.is_pinned());
    desk.send(Message::Run(RunMessage::Start));
    desk.send(Message::Run(RunMessage::ToEnd));
    desk.send(Message::Run(RunMessage::ChooseStep(0)));
    let pinned = desk.workbench.front.run.pinned().expect("the step");
    assert_eq!((pinned.words.as_str(), desk.workbench.front.run.is_pinned()), ("Pay, large", false));
    desk.send(Message::Run(RunMessage::Compare(false)));
    assert!(desk.workbench.front.run.pinned().is_none());
}
