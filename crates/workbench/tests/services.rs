//! Sandboxed services and tests of single states, without a browser.

mod desk;

use desk::Desk;
use workbench::message::{Edit, Message, RunMessage, ScenarioMessage, Selected};
use workbench::project::Project;
use workbench::testing::{MockKind, TestField, TestMessage};

const ORDERS: &str = r#"{"StartAt": "Put", "States": {
    "Put": {"Type": "Task", "Resource": "arn:aws:states:::dynamodb:putItem", "ResultPath": null, "Next": "Price",
        "Parameters": {"TableName": "Orders", "Item": {"id": {"S.$": "$.id"}}}},
    "Price": {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:Price", "End": true}}}"#;

fn orders() -> Desk {
    Desk::open(Project {
        definition: ORDERS.to_owned(),
        scenarios: r#"{"scenarios": [{"name": "one", "input": {"id": "a", "net": 10}, "mocks": {"Put": {"Return": {}}}}]}"#
            .to_owned(),
        ..Project::empty()
    })
}

#[test]
fn services_are_sandboxed_at_a_click_and_seen_after_the_run() {
    let mut desk = orders();
    desk.send(Message::Scenario(ScenarioMessage::SandboxCalls));
    desk.send(Message::Scenario(ScenarioMessage::SetFunction("Price".to_owned(), Some("{% $event.net * 1.2 %}".to_owned()))));
    assert_eq!(desk.workbench.front.mocked_calls(), ["Put"]);
    assert_eq!(desk.workbench.front.service_views()[0].count, "0 items");
    desk.send(Message::Scenario(ScenarioMessage::LetServicesAnswer));
    assert_eq!(desk.run(), "Succeeded");
    let table = &desk.workbench.front.service_views()[0];
    assert_eq!((table.name.as_str(), table.count.as_str()), ("Orders", "1 item, 1 by this run"));
    assert_eq!(table.rows[0].cells, ["a"]);
    let step = desk.workbench.front.run.step_view().expect("the last step");
    assert_eq!(step.output.expect("an output").value.to_json(), "12");
    desk.send(Message::Run(RunMessage::Clear));
    assert_eq!(desk.workbench.front.service_views()[0].count, "0 items");
}

#[test]
fn a_state_is_tested_with_the_data_of_the_last_run_and_a_mock() {
    let mut desk = orders();
    desk.run();
    let key = desk.key("Put");
    assert_eq!(desk.workbench.front.test_form(key).expect("a form").typed.mock, MockKind::Result);
    desk.send(Message::Test(TestMessage::Run(key)));
    let outcome = desk.workbench.front.test_form(key).expect("a form").outcome.expect("an outcome");
    assert_eq!((outcome.title.as_str(), outcome.next.as_str()), ("Succeeded", "Next: Price"));
    assert!(outcome.stages.iter().any(|stage| stage.name == "After Parameters" && stage.json.contains("Orders")));

    desk.send(Message::Test(TestMessage::SetMock(key, MockKind::Error)));
    desk.send(Message::Test(TestMessage::Set(key, TestField::Error, "Boom".to_owned())));
    desk.send(Message::Test(TestMessage::Run(key)));
    let outcome = desk.workbench.front.test_form(key).expect("a form").outcome.expect("an outcome");
    assert_eq!(outcome.tone, "failed");
    assert!(outcome.stages.iter().any(|stage| stage.tone == "error" && stage.json.contains("Boom")));

    desk.send(Message::Test(TestMessage::Set(key, TestField::Input, "{".to_owned())));
    desk.send(Message::Test(TestMessage::Run(key)));
    assert!(desk.workbench.notice.as_ref().is_some_and(|notice| notice.text.contains("not JSON yet")));
}

#[test]
fn every_state_of_every_example_can_be_tested() {
    for example in gallery::examples() {
        let mut desk = Desk::open(Project::example(example));
        desk.run();
        for key in desk.workbench.front.document.keys().to_vec() {
            desk.send(Message::Test(TestMessage::Run(key)));
            let form = desk.workbench.front.test_form(key).expect("a form");
            let outcome = form.outcome.unwrap_or_else(|| panic!("{}: {:?}", example.slug, desk.workbench.notice));
            assert!(!form.busy && !outcome.stages.is_empty(), "{}: {outcome:?}", example.slug);
            assert_ne!(outcome.title, "This cannot be tested", "{}: {outcome:?}", example.slug);
        }
    }
}

#[test]
fn a_state_that_is_taken_out_into_a_workflow_of_its_own_answers_as_before() {
    let mut desk = orders();
    desk.send(Message::Scenario(ScenarioMessage::SetMock {
        state: desk.key("Price"),
        json: r#"{"Return": {"total": 12}}"#.to_owned(),
    }));
    assert_eq!(desk.run(), "Succeeded");
    let output = |desk: &Desk| desk.workbench.front.run.step_view().and_then(|step| Some(step.output?.value.to_json()));
    let before = output(&desk);
    assert!(before.as_ref().is_some_and(|json| json.contains("12")), "{before:?}");
    desk.send(Message::Select(Selected::State(desk.key("Price"))));
    desk.send(Message::Edit(Edit::ExtractSelected));
    assert!(desk.text().contains("states:startExecution.sync:2"), "{}", desk.text());
    let workflows = desk.workbench.front.scenarios.workflows();
    assert!(workflows.len() == 1 && workflows[0].text.contains("Price"), "{workflows:?}");
    assert_eq!(desk.run(), "Succeeded", "{:?}\n{}", desk.workbench.front.run.verdict(), desk.text());
    assert_eq!(output(&desk), before);
    desk.send(Message::Edit(Edit::Undo));
    assert_eq!(desk.run(), "Succeeded");
    assert_eq!(output(&desk), before);
    desk.send(Message::Scenario(ScenarioMessage::SetWorkflow(workflows[0].name.clone(), None)));
    assert_eq!(desk.workbench.front.scenarios.workflows(), []);
}

#[test]
fn a_workflow_still_runs_when_a_state_with_a_mock_is_deleted() {
    let mut desk = orders();
    desk.send(Message::Select(Selected::State(desk.key("Put"))));
    desk.send(Message::Edit(Edit::DeleteSelected));
    assert_eq!(desk.run(), "Succeeded");
}

#[test]
fn the_engine_says_what_is_wrong_with_a_mock_at_its_place() {
    let mut desk = Desk::first();
    let state = desk.key("Notify");
    let mock = |desk: &Desk| desk.workbench.front.mock_rows().into_iter().find(|row| row.state == state).expect("a row");
    // What the page knows nothing of and the engine does is kept and run like everything else.
    desk.send(Message::Scenario(ScenarioMessage::SetMock { state, json: r#"{"result": "{\"MessageId\": \"1\"}"}"#.to_owned() }));
    assert_eq!(mock(&desk).problem, None);
    assert_eq!(desk.run(), "Succeeded");
    desk.send(Message::Scenario(ScenarioMessage::SetMock { state, json: r#"{"0": {"Retrun": 1}}"#.to_owned() }));
    let problem = mock(&desk).problem.expect("a problem");
    assert!(problem.starts_with("[\"0\"]: `Retrun` is not known here"), "{problem}");
    desk.send(Message::Edit(Edit::Undo));
    assert_eq!(mock(&desk).problem, None);
}
