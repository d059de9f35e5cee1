//! Going on from a step with other data, real histories, numbers of a run, trial values.

mod desk;

use desk::Desk;
use workbench::message::{FileMessage, Message, RunMessage, ScenarioMessage, Selected};
use workbench::project::Project;
use workbench::record::Record;
use workbench::run::Verdict;
use workbench::scenarios::WorkflowType;

const SUM: &str = r#"{"StartAt": "Set", "States": {
    "Set": {"Type": "Pass", "Assign": {"rate": 2}, "Next": "Each"},
    "Each": {"Type": "Map", "ItemsPath": "$.items", "Next": "End",
        "ItemProcessor": {"StartAt": "Twice", "States": {"Twice": {"Type": "Pass", "Parameters": {"value.$": "States.MathAdd($, $rate)"}, "End": true}}}},
    "End": {"Type": "Succeed"}}}"#;

fn sum() -> Desk {
    let scenarios = r#"{"scenarios": [{"name": "one", "input": {"items": [1, 2]}}]}"#.to_owned();
    Desk::open(Project { definition: SUM.to_owned(), scenarios, ..Project::empty() })
}

fn branch(desk: &mut Desk, step: usize, input: &str, variables: &str) {
    desk.send(Message::Run(RunMessage::ChooseStep(step)));
    desk.send(Message::Run(RunMessage::EditData(true)));
    assert!(desk.workbench.front.run.is_editing());
    desk.send(Message::Run(RunMessage::Branch { step, input: input.to_owned(), variables: variables.to_owned() }));
}

fn last_output(desk: &Desk) -> String {
    let step = desk.workbench.front.run.step_view().expect("a step");
    step.output.expect("an output").value.to_json().split_whitespace().collect()
}

#[test]
fn a_branch_is_compared_with_the_run_that_it_left() {
    let mut desk = sum();
    desk.run();
    desk.send(Message::Run(RunMessage::ChooseStep(3)));
    desk.send(Message::Run(RunMessage::Compare(true)));
    assert!(desk.workbench.front.run.is_pinned());
    branch(&mut desk, 3, "40", "");
    desk.send(Message::Run(RunMessage::ChooseStep(3)));
    let run = &desk.workbench.front.run;
    let pinned = run.pinned().expect("the step as it was");
    assert!(!run.is_pinned() && pinned.words.ends_with("before the branch"), "{}", pinned.words);
    assert_eq!((pinned.input.to_json().as_str(), last_output(&desk).as_str()), ("2", r#"{"value":42}"#));
}

#[test]
fn while_a_branch_comes_in_the_run_before_it_is_looked_at() {
    let mut desk = sum();
    desk.run();
    desk.held = Some(Vec::new());
    branch(&mut desk, 3, "40", "");
    let replies = desk.held.take().expect("what the engine says");
    assert!(replies.len() > 1, "a recording and its end");
    for reply in replies {
        desk.hear(reply);
        let sheet = &desk.workbench.front;
        assert_eq!(sheet.run.container_marks(&sheet.scene).len(), 1);
        assert!(!sheet.run.tree_rows(0..99).is_empty() && !sheet.run.time_rows(0..99).is_empty());
        assert!(!sheet.run.table_rows(0..99).is_empty() && sheet.run.step_view().is_some());
    }
    assert_eq!(last_output(&desk), r#"[{"value":3},{"value":42}]"#);
}

#[test]
fn a_run_goes_on_from_a_step_with_other_data_and_says_so() {
    let mut desk = sum();
    assert_eq!(desk.run(), "Succeeded");
    assert_eq!(last_output(&desk), r#"[{"value":3},{"value":4}]"#);
    desk.send(Message::Run(RunMessage::ChooseStep(3)));
    let step = desk.workbench.front.run.step_view().expect("the second iteration");
    assert_eq!((step.name.as_str(), step.input.value.to_json().as_str()), ("Twice", "2"));
    assert_eq!(step.way, ["Each #1 · 2"]);
    assert_eq!(step.variables.0.to_json(), r#"{"rate":2}"#);

    branch(&mut desk, 3, "40", "");
    assert_eq!(desk.workbench.notice, None);
    assert_eq!(last_output(&desk), r#"[{"value":3},{"value":42}]"#);
    assert_eq!(desk.workbench.front.run.branch_words().as_deref(), Some("Branch from step 4, Twice"));
    assert!(desk.workbench.front.run.tree_rows(0..99).iter().any(|row| row.is_branch && row.name == "Twice"));
    assert_eq!(desk.workbench.front.selected, Selected::State(desk.key("End")));

    branch(&mut desk, 1, r#"{"items": [10]}"#, r#"{"rate": 5}"#);
    assert_eq!(last_output(&desk), r#"[{"value":15}]"#);
    assert_eq!(desk.workbench.front.run.verdict().expect("a verdict").title, "Succeeded");
    desk.run();
    assert_eq!((last_output(&desk).as_str(), desk.workbench.front.run.branch_words()), (r#"[{"value":3},{"value":4}]"#, None));
}

#[test]
fn what_is_no_json_is_refused_and_the_run_stays() {
    let mut desk = sum();
    desk.run();
    for (input, variables) in [("{", ""), ("1", "["), ("1", "[]")] {
        branch(&mut desk, 1, input, variables);
        assert!(desk.workbench.notice.is_some(), "{input} {variables}");
        assert!(desk.workbench.front.run.verdict().is_some() && desk.workbench.front.run.branch_words().is_none());
    }
}

#[test]
fn every_step_of_every_example_can_be_gone_on_from_with_its_own_data() {
    for example in gallery::examples() {
        let mut desk = Desk::open(Project::example(example));
        let title = desk.run();
        let rows = desk.workbench.front.run.table_rows(0..usize::MAX);
        // What a branch gives is nothing that the scenario could expect.
        let output = desk.workbench.front.run.verdict().map(|verdict| Verdict { can_be_expected: false, ..verdict });
        for row in rows {
            desk.send(Message::Run(RunMessage::ChooseStep(row.step)));
            let step = desk.workbench.front.run.step_view().expect("the step");
            branch(&mut desk, row.step, &step.input.value.to_json(), &step.variables.0.to_json());
            desk.send(Message::Run(RunMessage::ToEnd));
            let verdict = desk.workbench.front.run.verdict();
            assert_eq!(verdict, output, "{}: {title}, step {} {}", example.slug, row.step, row.name);
        }
    }
}

#[test]
fn a_real_history_plays_like_a_run_and_cannot_be_gone_on_with() {
    let mut desk = Desk::first();
    desk.run();
    let event = |id: usize, kind: &str, details: &str| {
        format!(
            r#"{{"timestamp": "2026-01-01T00:00:0{id}Z", "type": "{kind}", "id": {id}, "previousEventId": {}, {details}}}"#,
            id - 1
        )
    };
    let events = [
        event(1, "ExecutionStarted", r#""executionStartedEventDetails": {"input": "{}"}"#),
        event(2, "TaskStateEntered", r#""stateEnteredEventDetails": {"name": "ValidateData", "input": "{}"}"#),
        event(3, "TaskStateExited", r#""stateExitedEventDetails": {"name": "ValidateData", "output": "{\"x\": 1}"}"#),
        event(4, "PassStateEntered", r#""stateEnteredEventDetails": {"name": "Old", "input": "{}"}"#),
        event(5, "ExecutionFailed", r#""executionFailedEventDetails": {"error": "Boom", "cause": "It went wrong"}"#),
    ];
    let text = desk.text();
    desk.send(Message::File(FileMessage::Paste(format!(r#"{{"events": [{}]}}"#, events.join(",")))));
    assert_eq!(desk.text(), text, "the definition stays");
    assert!(desk.workbench.front.run.is_history());
    let verdict = desk.workbench.front.run.verdict().expect("a verdict");
    assert!(verdict.title.contains("Boom") && verdict.facts.contains("4 s"), "{verdict:?}");
    let names: Vec<String> = desk.workbench.front.run.table_rows(0..99).into_iter().map(|row| row.name).collect();
    assert_eq!(names, ["ValidateData", "Old"]);
    assert!(desk.workbench.notice.as_ref().is_some_and(|notice| notice.text.contains("Old")));
    let key = desk.key("ValidateData");
    assert_eq!(desk.workbench.front.run.statuses.of(workbench::scene::NodeKey::State(key)).name(), "succeeded");
    desk.send(Message::Run(RunMessage::Branch { step: 0, input: "{}".to_owned(), variables: String::new() }));
    assert!(desk.workbench.notice.as_ref().is_some_and(|notice| notice.text.contains("only be looked at")));
    desk.send(Message::File(FileMessage::Open {
        name: "history.json".to_owned(),
        text: r#"[{"type": "X", "timestamp": 1}]"#.to_owned(),
    }));
    assert!(desk.workbench.notice.as_ref().is_some_and(|notice| notice.text.contains("does not exist")));
    assert_eq!(desk.run(), "Succeeded");
    assert!(!desk.workbench.front.run.is_history());
}

#[test]
fn a_run_is_accounted_for() {
    let mut desk = Desk::first();
    desk.scenario("Validate fails twice");
    desk.run();
    let account = desk.workbench.account().expect("an account");
    let number =
        |label: &str| account.tiles.iter().find(|tile| tile.label == label).map(|tile| tile.value.clone()).unwrap_or_default();
    assert_eq!((number("State transitions").as_str(), number("Duration").as_str()), ("6", "6 s"));
    // 600,000 transitions less the free ones.
    assert_eq!(number("As a Standard workflow"), "$14.90");
    assert!(number("As an Express workflow").starts_with('$'));
}

#[test]
fn the_linter_follows_the_type_of_the_workflow() {
    let text = SUM.replace(
        r#""ItemProcessor": {"#,
        r#""ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}, "#,
    );
    let mut desk = Desk::open(Project { definition: text, ..Project::empty() });
    let standard = desk.workbench.front.problem_counts();
    desk.send(Message::Scenario(ScenarioMessage::SetType(WorkflowType::Express)));
    assert_ne!(desk.workbench.front.problem_counts(), standard);
    desk.send(Message::Scenario(ScenarioMessage::SetType(WorkflowType::Standard)));
    assert_eq!(desk.workbench.front.problem_counts(), standard);
}

#[test]
fn placeholders_have_trial_values_and_the_definition_keeps_them() {
    let text = r#"{"StartAt": "Wait", "States": {"Wait": {"Type": "Wait", "Seconds": ${Pause}, "Next": "Say"},
        "Say": {"Type": "Pass", "Result": "hello ${Name}", "End": true}}}"#;
    let mut desk = Desk::open(Project { definition: text.to_owned(), ..Project::empty() });
    let rows = desk.workbench.front.placeholder_rows();
    assert_eq!(
        rows.iter().map(|row| (row.name.as_str(), row.places.as_str())).collect::<Vec<_>>(),
        [("Pause", "stands for a JSON value"), ("Name", "inside a text")]
    );
    desk.send(Message::Scenario(ScenarioMessage::SetPlaceholder("Pause".to_owned(), "5".to_owned())));
    desk.send(Message::Scenario(ScenarioMessage::SetPlaceholder("Name".to_owned(), "world".to_owned())));
    assert_eq!(desk.run(), "Succeeded");
    assert_eq!(last_output(&desk), r#""helloworld""#);
    assert!(desk.workbench.front.run.verdict().expect("a verdict").facts.contains("5 s"));
    assert_eq!(desk.text(), text);
    let kept = Record::read(&Record::write(&desk.workbench.front)).expect("a record");
    assert_eq!(Desk::open(kept.project).workbench.front.placeholder_rows()[0].value, "5");
}

#[test]
fn nobody_answers_and_time_passes() {
    let text = r#"{"StartAt": "Ask", "States": {"Ask": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
        "Parameters": {"QueueUrl": "https://queue", "MessageBody.$": "$$.Task.Token"}, "TimeoutSeconds": 90, "End": true}}}"#;
    let scenarios = r#"{"scenarios": [{"name": "one", "mocks": {"Ask": {"Await": true}}}]}"#.to_owned();
    let mut desk = Desk::open(Project { definition: text.to_owned(), scenarios, ..Project::empty() });
    assert_eq!(desk.run(), "Waiting for an answer");
    desk.send(Message::Run(RunMessage::PassTime));
    desk.send(Message::Run(RunMessage::ToEnd));
    let verdict = desk.workbench.front.run.verdict().expect("a verdict");
    assert!(verdict.title.contains("States.Timeout") && verdict.facts.contains("1 min 30 s"), "{verdict:?}");
}

#[test]
fn the_linter_hears_of_payloads_near_the_limit() {
    let mut desk = sum();
    desk.run();
    let before = desk.workbench.front.problem_rows().len();
    let items = vec!["x".repeat(1000); 230];
    desk.send(Message::Scenario(ScenarioMessage::SetInput(format!(r#"{{"items": {}}}"#, value::Value::array(items).to_json()))));
    desk.run();
    let rows = desk.workbench.front.problem_rows();
    assert!(
        rows.len() > before && rows.iter().any(|row| row.message.contains("payload") || row.message.contains("KiB")),
        "{rows:?}"
    );
}
