//! Sandboxed services and tests of single states, without a browser.

mod desk;

use desk::Desk;
use workbench::message::{Message, RunMessage, ScenarioMessage};
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
    assert_eq!(desk.workbench.mocked_calls(), ["Put"]);
    assert_eq!(desk.workbench.service_views()[0].count, "0 items");
    desk.send(Message::Scenario(ScenarioMessage::LetServicesAnswer));
    assert_eq!(desk.run(), "Succeeded");
    let table = &desk.workbench.service_views()[0];
    assert_eq!((table.name.as_str(), table.count.as_str()), ("Orders", "1 item, 1 by this run"));
    assert_eq!(table.rows[0].cells, ["a"]);
    let step = desk.workbench.run.step_view().expect("the last step");
    assert_eq!(step.stages.last().expect("an output").json, "12");
    desk.send(Message::Run(RunMessage::Clear));
    assert_eq!(desk.workbench.service_views()[0].count, "0 items");
}

#[test]
fn a_state_is_tested_with_the_data_of_the_last_run_and_a_mock() {
    let mut desk = orders();
    desk.run();
    let key = desk.key("Put");
    assert_eq!(desk.workbench.test_form(key).expect("a form").typed.mock, MockKind::Result);
    desk.send(Message::Test(TestMessage::Run(key)));
    let outcome = desk.workbench.test_form(key).expect("a form").outcome.expect("an outcome");
    assert_eq!((outcome.title.as_str(), outcome.next.as_str()), ("Succeeded", "Next: Price"));
    assert!(outcome.stages.iter().any(|stage| stage.name == "After Parameters" && stage.json.contains("Orders")));

    desk.send(Message::Test(TestMessage::SetMock(key, MockKind::Error)));
    desk.send(Message::Test(TestMessage::Set(key, TestField::Error, "Boom".to_owned())));
    desk.send(Message::Test(TestMessage::Run(key)));
    let outcome = desk.workbench.test_form(key).expect("a form").outcome.expect("an outcome");
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
        for key in desk.workbench.document.keys().to_vec() {
            desk.send(Message::Test(TestMessage::Run(key)));
            let form = desk.workbench.test_form(key).expect("a form");
            let outcome = form.outcome.unwrap_or_else(|| panic!("{}: {:?}", example.slug, desk.workbench.notice));
            assert!(!form.busy && !outcome.stages.is_empty(), "{}: {outcome:?}", example.slug);
            assert_ne!(outcome.title, "This cannot be tested", "{}: {outcome:?}", example.slug);
        }
    }
}
