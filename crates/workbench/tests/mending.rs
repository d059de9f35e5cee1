//! A run that fails: what would help, each remedy as one step; sample data; scenarios for what none reaches; expressions on a
//! step's data; what is said of a run that cannot begin.

mod desk;

use desk::Desk;
use engine::Gives;
use workbench::effect::Effect;
use workbench::message::{Edit, Message, RunMessage, ScenarioMessage, ScreenMessage};
use workbench::panels::{DockTab, LeftTab};
use workbench::problems::Offer;
use workbench::project::Project;
use workbench::run::{Cure, ScenarioFace, StepFilter};
use workbench::scenarios::ExpectPart;

fn open(definition: &str, scenarios: &str) -> Desk {
    Desk::open(Project { definition: definition.to_owned(), scenarios: scenarios.to_owned(), ..Project::empty() })
}

fn run(desk: &mut Desk, message: RunMessage) {
    desk.send(Message::Run(message));
}

fn scenario(desk: &mut Desk, message: ScenarioMessage) {
    desk.send(Message::Scenario(message));
}

fn offered(desk: &Desk, cure: Cure) -> Vec<String> {
    let (remedies, _) = desk.workbench.front.remedies(cure);
    remedies.into_iter().map(|remedy| format!("{} {}", remedy.kind, remedy.outcome)).collect()
}

const ORDER: &str = r#"{"StartAt": "Read", "States": {
    "Read": {"Type": "Pass", "Parameters": {"id.$": "$.order.id", "total.$": "$.order.total"}, "Next": "Large"},
    "Large": {"Type": "Choice", "Choices": [{"Variable": "$.total", "NumericGreaterThan": 100, "Next": "Review"}], "Default": "Done"},
    "Review": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {"FunctionName": "f"}, "End": true},
    "Done": {"Type": "Succeed"}}}"#;

#[test]
fn a_sample_input_is_offered_before_a_run_and_is_one_step() {
    let mut desk = open(ORDER, "");
    desk.send(Message::Screen(ScreenMessage::SetDockTab(DockTab::Input)));
    assert_eq!(offered(&desk, Cure::Input), ["sample-input ends SUCCEEDED"]);
    let before = desk.scenarios();
    run(&mut desk, RunMessage::Mend(Cure::Input, 0));
    assert!(desk.workbench.front.scenarios.input_text().contains("\"order\""), "{}", desk.scenarios());
    assert_eq!(offered(&desk, Cure::Input), [""; 0]);
    assert_eq!(desk.run(), "Succeeded");
    desk.send(Message::Edit(Edit::Undo));
    assert_eq!(desk.scenarios(), before);
}

#[test]
fn a_failure_has_remedies_that_hold_what_they_say() {
    let mut desk = open(ORDER, "");
    assert!(desk.run().starts_with("Failed in Read"));
    assert_eq!(
        offered(&desk, Cure::Failure),
        ["sample-input ends SUCCEEDED", "guard ends FAILED in `Read` with `States.Runtime`"]
    );
    assert!(desk.workbench.front.has_failure_in_view());
    let why = desk.workbench.front.run.why().expect("it says why");
    let said: Vec<&str> = why.reasons.iter().map(|reason| reason.sentence.as_str()).collect();
    assert_eq!(said[0], "`$.order.id` is not there: `$` is empty, it has no `order`");
    let (text, scenarios) = (desk.text(), desk.scenarios());
    run(&mut desk, RunMessage::Mend(Cure::Failure, 0));
    run(&mut desk, RunMessage::ToEnd);
    assert_eq!(desk.workbench.front.verdict().map(|verdict| verdict.title).as_deref(), Some("Succeeded"));
    assert_eq!(offered(&desk, Cure::Failure), [""; 0]);
    desk.send(Message::Edit(Edit::Undo));
    assert_eq!((desk.text(), desk.scenarios()), (text, scenarios));
}

#[test]
fn an_edit_of_the_definition_is_taken_over_once_and_only_on_the_text_it_is_of() {
    let scenarios = r#"{"scenarios": [{"name": "one", "input": {"order": {"id": 1, "total": 500}}, "mocks": {"Review": {"0": {"Throw": {"Error": "Busy"}}, "1-": {"Return": {}}}}}]}"#;
    let mut desk = open(ORDER, scenarios);
    assert!(desk.run().starts_with("Failed in Review: Busy"));
    let kinds = offered(&desk, Cure::Failure);
    assert_eq!(kinds, ["retry ends SUCCEEDED", "catch ends SUCCEEDED"]);
    let before = desk.text();
    run(&mut desk, RunMessage::Mend(Cure::Failure, 0));
    assert!(desk.text().contains(r#""ErrorEquals""#) && desk.text().contains("Busy"));
    run(&mut desk, RunMessage::Mend(Cure::Failure, 0));
    assert!(desk.workbench.notice.as_ref().is_some_and(|notice| notice.text.contains("no longer offered")));
    desk.send(Message::Edit(Edit::Undo));
    assert_eq!(desk.text(), before);
}

#[test]
fn scenarios_are_made_for_what_none_reaches_as_one_step() {
    let mut desk = open(ORDER, "");
    scenario(&mut desk, ScenarioMessage::TryAll);
    scenario(&mut desk, ScenarioMessage::Show(ScenarioFace::Coverage));
    let missing = desk.workbench.front.coverage().missing.len();
    assert!(missing > 3, "{missing}");
    let before = desk.scenarios();
    scenario(&mut desk, ScenarioMessage::Generate);
    let coverage = desk.workbench.front.coverage();
    assert_eq!(coverage.missing, [], "{coverage:?}");
    assert!(desk.workbench.front.scenarios.names().len() > 2);
    // The one that was there has no data, and still fails.
    let rows = desk.workbench.front.scenario_rows();
    assert!(rows.iter().skip(1).all(|row| row.mark == "passed"), "{rows:?}");
    assert!(desk.workbench.notice.as_ref().is_some_and(|notice| notice.text.contains("scenarios added")));
    desk.send(Message::Edit(Edit::Undo));
    assert_eq!(desk.scenarios(), before);
}

#[test]
fn what_nothing_reaches_is_said_to_be_dead() {
    let machine = ORDER.replace(
        r#""Done": {"Type": "Succeed"}"#,
        r#""Done": {"Type": "Succeed"}, "Never": {"Type": "Choice", "Choices": [{"Variable": "$.a", "IsPresent": true, "Next": "Done"}], "Default": "Done"}"#,
    );
    let machine = machine.replace(
        r#"{"Variable": "$.total", "NumericGreaterThan": 100, "Next": "Review"}"#,
        r#"{"Variable": "$.total", "NumericGreaterThan": 100, "Next": "Review"}, {"Variable": "$.total", "NumericGreaterThan": 200, "Next": "Never"}"#,
    );
    let mut desk = open(&machine, "");
    scenario(&mut desk, ScenarioMessage::TryAll);
    scenario(&mut desk, ScenarioMessage::Generate);
    let coverage = desk.workbench.front.coverage();
    let dead: Vec<(&str, &str)> =
        coverage.missing.iter().filter(|arm| arm.dead).map(|arm| (arm.name.as_str(), arm.reason.as_str())).collect();
    assert!(dead.contains(&("Large", "an earlier rule takes all that it is for")), "{dead:?}");
    assert!(coverage.missing.iter().all(|arm| arm.dead), "{coverage:?}");
}

#[test]
fn generating_can_be_given_up() {
    let mut desk = open(ORDER, "");
    scenario(&mut desk, ScenarioMessage::TryAll);
    desk.held = Some(Vec::new());
    scenario(&mut desk, ScenarioMessage::Generate);
    assert!(desk.workbench.front.run.generation().is_some());
    let before = desk.scenarios();
    scenario(&mut desk, ScenarioMessage::StopGenerating(false));
    assert!(desk.workbench.front.run.generation().is_none());
    for reply in desk.held.take().unwrap_or_default() {
        desk.hear(reply);
    }
    assert_eq!(desk.scenarios(), before);
}

#[test]
fn parts_of_expressions_have_values_and_others_can_be_tried() {
    let mut desk = open(ORDER, r#"{"scenarios": [{"name": "one", "input": {"order": {"id": 7, "total": 5}}}]}"#);
    assert_eq!(desk.run(), "Succeeded");
    run(&mut desk, RunMessage::ChooseStep(0));
    let expressions = desk.workbench.front.run.expressions().to_vec();
    let id = expressions.iter().find(|expressed| expressed.place == "Parameters.id.$").expect("the expression");
    let parts: Vec<(&str, &Gives)> =
        id.parts.iter().map(|part| (&id.text[part.start as usize..part.end as usize], &part.gives)).collect();
    assert_eq!(parts.last(), Some(&("$.order.id", &Gives::Value("7".to_owned()))));
    assert!(parts.contains(&("$.order", &Gives::Value(r#"{"id":7,"total":5}"#.to_owned()))));
    run(&mut desk, RunMessage::Scratch("States.MathAdd($.order.total, 1)".to_owned()));
    let scratch = desk.workbench.front.run.scratch().expect("it was tried");
    assert_eq!(scratch.parts.last().map(|part| part.gives.clone()), Some(Gives::Value("6".to_owned())));
    run(&mut desk, RunMessage::ChooseStep(1));
    assert_eq!(desk.workbench.front.run.scratch(), None);
}

#[test]
fn a_run_is_a_script_of_calls_to_test_state() {
    let scenarios = r#"{"scenarios": [{"name": "one", "input": {"order": {"id": "it's", "total": 500}}, "mocks": {"Review": {"Throw": {"Error": "Busy"}}}}]}"#;
    let mut desk = open(ORDER, scenarios);
    desk.run();
    let script = desk.workbench.front.run.export(workbench::run::Export::Tests).expect("a script");
    assert!(script.starts_with("#!/bin/sh\n"), "{script}");
    for line in [
        "check 'Read' SUCCEEDED 'Large' \\\n  --state-name 'Read' \\\n  --input '{\"order\":{\"id\":\"it'\\''s\",\"total\":500}}'",
        "check 'Large' SUCCEEDED 'Review'",
        "check 'Review' FAILED ''",
        "--mock '{\"errorOutput\":{\"error\":\"Busy\"",
    ] {
        assert!(script.contains(line), "{line}\n{script}");
    }
    let checked = std::process::Command::new("sh").args(["-n", "-c", &script]).status();
    assert!(checked.is_err() || checked.is_ok_and(|status| status.success()), "it is a script");
}

#[test]
fn a_run_that_cannot_begin_says_so_in_words_with_a_way_to_the_problems() {
    let mut desk = open(r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "Nowhere"}}}"#, "");
    desk.run();
    let notice = desk.workbench.notice.as_ref().expect("a notice");
    assert!(notice.text.starts_with("This cannot be run. A › Next:") && !notice.text.contains("/States/"), "{}", notice.text);
    let message = notice.offer.filter(|offer| *offer == Offer::Problems).expect("a way on").message();
    desk.send(message);
    let panels = &desk.workbench.panels;
    assert!(!panels.dock_open && panels.left_open && panels.left_tab == LeftTab::Problems);
}

#[test]
fn a_failure_without_an_expectation_is_no_surprise_and_expecting_is_told() {
    let mut desk = open(r#"{"StartAt": "A", "States": {"A": {"Type": "Fail", "Error": "Always"}}}"#, "");
    desk.run();
    let verdict = desk.workbench.front.verdict().expect("a verdict");
    assert_eq!((verdict.expectation.as_str(), verdict.is_expected, verdict.can_be_expected), ("", false, true));
    scenario(&mut desk, ScenarioMessage::Expect(ExpectPart::Result));
    let said = |desk: &Desk| desk.workbench.notice.as_ref().map(|notice| notice.text.to_string()).unwrap_or_default();
    assert!(said(&desk).contains("expects what came"), "{}", said(&desk));
    assert!(desk.asked.iter().any(|effect| matches!(effect, Effect::Announce(said) if said.contains("expects what came"))));
    assert!(desk.workbench.front.verdict().is_some_and(|verdict| verdict.is_expected));
}

#[test]
fn a_run_that_failed_is_redriven_with_its_history() {
    let scenarios = r#"{"scenarios": [{"name": "one", "input": {"order": {"id": 1, "total": 500}}, "mocks": {"Review": {"0": {"Throw": {"Error": "Busy"}}, "1-": {"Return": {}}}}}]}"#;
    let mut desk = open(ORDER, scenarios);
    assert!(desk.run().starts_with("Failed in Review"));
    assert!(desk.workbench.front.verdict().is_some_and(|verdict| verdict.can_be_redriven));
    let length = desk.workbench.front.run.length();
    run(&mut desk, RunMessage::Redrive);
    run(&mut desk, RunMessage::ToEnd);
    let shown = &desk.workbench.front.run;
    assert!(shown.length() > length);
    assert_eq!(shown.verdict().map(|verdict| verdict.title).as_deref(), Some("Succeeded"));
    assert_eq!(shown.branch_words().as_deref(), Some("Redriven 1 time at Review"));
    assert!(!desk.workbench.front.verdict().is_some_and(|verdict| verdict.can_be_redriven));
    // From there one can branch as from anywhere.
    let last = desk.workbench.front.run.tree_rows(0..99).len() - 1;
    run(&mut desk, RunMessage::Branch { step: last, input: "{}".to_owned(), variables: String::new() });
    run(&mut desk, RunMessage::ToEnd);
    assert_eq!(desk.workbench.front.run.verdict().map(|verdict| verdict.title).as_deref(), Some("Succeeded"));
    run(&mut desk, RunMessage::Redrive);
    assert!(desk.workbench.notice.as_ref().is_some_and(|notice| notice.text.contains("cannot be redriven")));
}

#[test]
fn a_redrive_that_fails_again_has_its_remedies_again() {
    let scenarios = r#"{"scenarios": [{"name": "one", "input": {"order": {"id": 1, "total": 500}}, "mocks": {"Review": {"Throw": {"Error": "Busy"}}}}]}"#;
    let mut desk = open(ORDER, scenarios);
    assert!(desk.run().starts_with("Failed in Review"));
    let first = offered(&desk, Cure::Failure);
    assert!(!first.is_empty());
    run(&mut desk, RunMessage::Redrive);
    run(&mut desk, RunMessage::ToEnd);
    assert!(desk.workbench.front.has_failure_in_view());
    assert_eq!(offered(&desk, Cure::Failure), first);
    run(&mut desk, RunMessage::Mend(Cure::Failure, 0));
    run(&mut desk, RunMessage::ToEnd);
    assert_eq!(desk.workbench.front.verdict().map(|verdict| verdict.title).as_deref(), Some("Succeeded"), "{first:?}");
}

#[test]
fn a_redrive_is_answered_as_the_mocks_say_by_now() {
    let scenarios = r#"{"scenarios": [{"name": "one", "input": {"order": {"id": 1, "total": 500}}, "mocks": {"Review": {"Throw": {"Error": "Busy"}}}}]}"#;
    let mut desk = open(ORDER, scenarios);
    assert!(desk.run().starts_with("Failed in Review"));
    let state = desk.key("Review");
    scenario(&mut desk, ScenarioMessage::SetMock { state, json: r#"{"Return": {"by": "Ada"}}"#.to_owned() });
    assert!(desk.workbench.front.run.is_stale());
    run(&mut desk, RunMessage::Redrive);
    run(&mut desk, RunMessage::ToEnd);
    assert_eq!(desk.workbench.front.run.verdict().map(|verdict| verdict.title).as_deref(), Some("Succeeded"));
    assert!(!desk.workbench.front.run.is_stale(), "only answers were changed, and these have been given");
}

#[test]
fn trial_values_are_one_step_and_the_run_succeeds_with_them() {
    let definition = r#"{"StartAt": "A", "States": {
        "A": {"Type": "Pass", "Parameters": {"hook": "${Hook}"}, "Next": "B"},
        "B": {"Type": "Choice", "Choices": [{"Variable": "$.hook", "StringEquals": "before", "Next": "D"}], "Default": "C"},
        "C": {"Type": "Fail", "Error": "No"}, "D": {"Type": "Succeed"}}}"#;
    let mut desk = open(definition, "");
    assert!(desk.run().starts_with("Failed in C"));
    assert_eq!(offered(&desk, Cure::Failure)[0], "trial-values ends SUCCEEDED");
    let why = desk.workbench.front.run.why().expect("it says why");
    assert!(why.reasons.iter().any(|reason| reason.sentence.starts_with("`${Hook}` has no trial value")), "{why:?}");
    let before = desk.scenarios();
    run(&mut desk, RunMessage::Mend(Cure::Failure, 0));
    run(&mut desk, RunMessage::ToEnd);
    assert_eq!(desk.workbench.front.verdict().map(|verdict| verdict.title).as_deref(), Some("Succeeded"));
    assert_eq!(desk.workbench.front.placeholder_rows()[0].value, "before");
    desk.send(Message::Edit(Edit::Undo));
    assert_eq!(desk.scenarios(), before);
}

#[test]
fn files_for_a_map_are_put_into_the_scenario() {
    let definition = r#"{"StartAt": "A", "States": {"A": {"Type": "Map", "ItemReader": {"Resource": "arn:aws:states:::s3:getObject",
        "ReaderConfig": {"InputType": "JSON"}, "Parameters": {"Bucket": "b", "Key": "k.json"}},
        "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}, "StartAt": "I",
            "States": {"I": {"Type": "Pass", "End": true}}}, "End": true}}}"#;
    let mut desk = open(definition, "");
    assert!(desk.run().starts_with("Failed in A"));
    assert_eq!(offered(&desk, Cure::Failure)[0], "sample-data ends SUCCEEDED");
    run(&mut desk, RunMessage::Mend(Cure::Failure, 0));
    run(&mut desk, RunMessage::ToEnd);
    assert_eq!(desk.workbench.front.verdict().map(|verdict| verdict.title).as_deref(), Some("Succeeded"));
    assert!(desk.scenarios().contains("k.json"), "{}", desk.scenarios());
}

#[test]
fn a_redriven_map_counts_what_it_kept() {
    let definition = r#"{"StartAt": "M", "States": {"M": {"Type": "Map", "MaxConcurrency": 1, "End": true, "ItemProcessor": {"StartAt": "Work",
        "States": {"Work": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {"FunctionName": "f"}, "End": true}}}}}}"#;
    let scenarios =
        r#"{"scenarios": [{"name": "one", "input": [1, 2, 3], "mocks": {"Work": {"1": {"Throw": {"Error": "Busy"}}}}}]}"#;
    let mut desk = open(definition, scenarios);
    assert!(desk.run().starts_with("Failed in Work"));
    run(&mut desk, RunMessage::Redrive);
    run(&mut desk, RunMessage::ToEnd);
    assert_eq!(desk.workbench.front.run.verdict().map(|verdict| verdict.title).as_deref(), Some("Succeeded"));
    let rows = desk.workbench.front.run.tree_rows(0..99);
    let counts: Vec<String> = rows.iter().filter(|row| row.name == "M").filter_map(|row| Some(row.counts?.words())).collect();
    assert_eq!(counts, ["1 succeeded, 1 failed, 1 not begun", "3 succeeded"]);
}

#[test]
fn a_redriven_map_that_fails_again_counts_what_never_ran_as_not_begun() {
    let definition = r#"{"StartAt": "M", "States": {"M": {"Type": "Map", "MaxConcurrency": 1, "End": true, "ItemProcessor": {"StartAt": "Work",
        "States": {"Work": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {"FunctionName": "f"}, "End": true}}}}}}"#;
    let scenarios =
        r#"{"scenarios": [{"name": "one", "input": [1, 2, 3, 4], "mocks": {"Work": {"1-2": {"Throw": {"Error": "Busy"}}}}}]}"#;
    let mut desk = open(definition, scenarios);
    assert!(desk.run().starts_with("Failed in Work"));
    let counts = |desk: &Desk| {
        let rows = desk.workbench.front.run.tree_rows(0..99);
        rows.iter().filter(|row| row.name == "M").filter_map(|row| Some(row.counts?.words())).collect::<Vec<_>>()
    };
    let not_ahead = |desk: &Desk| {
        let run = &desk.workbench.front.run;
        StepFilter::ALL.iter().all(|(filter, _)| run.filter_count(*filter).1 == 0)
    };
    run(&mut desk, RunMessage::Redrive);
    run(&mut desk, RunMessage::ToEnd);
    assert_eq!(counts(&desk).last().map(String::as_str), Some("1 succeeded, 1 failed, 2 not begun"));
    assert!(not_ahead(&desk));
    run(&mut desk, RunMessage::Redrive);
    run(&mut desk, RunMessage::ToEnd);
    assert_eq!(counts(&desk).last().map(String::as_str), Some("4 succeeded"));
    assert!(not_ahead(&desk));
}

#[test]
fn a_run_is_redriven_while_another_scenario_is_chosen() {
    let scenarios = r#"{"scenarios": [{"name": "one", "input": {"order": {"id": 1, "total": 500}}, "mocks": {"Review": {"0": {"Throw": {"Error": "Busy"}}, "1-": {"Return": {}}}}}]}"#;
    let mut desk = open(ORDER, scenarios);
    assert!(desk.run().starts_with("Failed in Review"));
    scenario(&mut desk, ScenarioMessage::New);
    run(&mut desk, RunMessage::Redrive);
    run(&mut desk, RunMessage::ToEnd);
    assert_eq!(desk.workbench.notice, None);
    assert_eq!(desk.workbench.front.run.verdict().map(|verdict| verdict.title).as_deref(), Some("Succeeded"));
}
