//! What a state's expressions give on the data of a step, and what of their paths is not there, as data.

use std::sync::Arc;

use asl::document::Document;
use explain::expressed::{expressions, lacking};
use explain::parts::Gives;
use simulator::Execution;
use simulator::recording::{EventId, StepId};
use simulator::scenario::{ScenarioHost, read_scenario};

fn ran(language: &str, state: &str, input: &str) -> (Document, Execution) {
    let text =
        format!(r#"{{"QueryLanguage": "{language}", "StartAt": "A", "States": {{"A": {state}, "Z": {{"Type": "Succeed"}}}}}}"#);
    let program = simulator::load(&text).unwrap_or_else(|problems| panic!("{text}: {problems:?}"));
    let scenario = format!(r#"{{"input": {input}, "mocks": {{"A": {{"Return": {{"Payload": {{"id": 7}}}}}}}}}}"#);
    let scenario = read_scenario(&scenario).expect("a scenario");
    let mut execution = Execution::start(Arc::new(program), scenario.options());
    execution.run(&mut ScenarioHost::new(&scenario), simulator::Budget::default());
    (Document::new(text), execution)
}

fn end(execution: &Execution) -> EventId {
    EventId(execution.recording().events().len() as u32)
}

const TASK: &str = r#""Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Next": "Z""#;

#[test]
fn what_is_missing_is_said_with_what_is_there() {
    let task = |fields: &str| format!("{{{TASK}, {fields}}}");
    let cases = [
        (
            "JSONPath",
            task(r#""Parameters": {"FunctionName": "f", "Payload": {"who.$": "$.order.customer.email"}}"#),
            r#"{"order": {"id": 1, "total": 2}}"#,
            "Parameters.Payload.who.$: `$.order.customer.email` is not there: `$.order` has `id` and `total`, but no `customer`",
        ),
        (
            "JSONPath",
            task(r#""Parameters": {"FunctionName": "f", "x.$": "States.Format('{}', $.orderId)"}"#),
            r#"{"order_id": 1}"#,
            "Parameters.x.$: `$.orderId` is not there: `$` has `order_id`, but no `orderId` (is `order_id` meant?)",
        ),
        (
            "JSONPath",
            task(r#""ResultSelector": {"n.$": "$.Payload.name"}"#),
            "{}",
            "ResultSelector.n.$: `$.Payload.name` is not there: `$.Payload` has `id`, but no `name`",
        ),
        (
            "JSONPath",
            r#"{"Type": "Pass", "InputPath": "$.a.b", "Next": "Z"}"#.to_owned(),
            r#"{"a": 5}"#,
            "InputPath: `$.a.b` is not there: `$.a` is `5`, which has no `b`",
        ),
        (
            "JSONPath",
            r#"{"Type": "Choice", "Choices": [{"And": [{"Variable": "$.kind", "StringEquals": "x"}], "Next": "Z"}]}"#.to_owned(),
            "{}",
            "Choices[0].And[0].Variable: `$.kind` is not there: `$` is empty, it has no `kind`",
        ),
        (
            "JSONata",
            r#"{"Type": "Pass", "Output": "{% $states.input.order.customer.email %}", "Next": "Z"}"#.to_owned(),
            r#"{"order": {"id": 1}}"#,
            "Output: `$states.input.order.customer.email` is not there: `$states.input.order` has `id`, but no `customer`",
        ),
    ];
    for (language, state, input, expected) in cases {
        let (document, execution) = ran(language, &state, input);
        let lacks = lacking(&document, execution.recording(), StepId(0), end(&execution));
        let said: Vec<String> = lacks.iter().map(|lack| format!("{}: {}", lack.place, lack.words())).collect();
        assert_eq!(said, [expected], "{state}");
    }
}

#[test]
fn nothing_is_missing_where_it_went_well_or_failed_otherwise() {
    for (state, input) in [
        (format!("{{{TASK}, \"Parameters\": {{\"FunctionName\": \"f\"}}}}"), "{}"),
        (r#"{"Type": "Choice", "Choices": [{"And": [{"Variable": "$.a", "IsPresent": true}, {"Variable": "$.a", "NumericEquals": 1}], "Next": "Z"}], "Default": "Z"}"#.to_owned(), "{}"),
    ] {
        let (document, execution) = ran("JSONPath", &state, input);
        assert_eq!(lacking(&document, execution.recording(), StepId(0), end(&execution)), []);
    }
}

#[test]
fn each_part_of_each_expression_has_its_value() {
    let state = r#"{"Type": "Pass", "Output": {"sum": "{% $states.input.a + $states.input.b %}", "plain": 1}, "Next": "Z"}"#;
    let (document, execution) = ran("JSONata", state, r#"{"a": 2, "b": 3}"#);
    let found = expressions(&document, execution.recording(), StepId(0), end(&execution));
    let [sum] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!(sum.place, "Output.sum");
    let part = |text: &str| {
        let part = sum.parts.iter().find(|part| &sum.text[part.range.clone()] == text).expect(text);
        match &part.gives {
            Gives::Value(value) => value.to_json(),
            other => format!("{other:?}"),
        }
    };
    assert_eq!((part("$states.input.a"), part("$states.input.a + $states.input.b")), ("2".to_owned(), "5".to_owned()));

    let state = format!(r#"{{{TASK}, "ResultSelector": {{"n.$": "$.Payload.id"}}, "OutputPath": "$.n"}}"#);
    let (document, execution) = ran("JSONPath", &state, "{}");
    let found = expressions(&document, execution.recording(), StepId(0), end(&execution));
    let whole = |place: &str| {
        let expressed = found.iter().find(|expressed| expressed.place == place).expect(place);
        match &expressed.parts.last().expect("a part").gives {
            Gives::Value(value) => value.to_json(),
            other => format!("{other:?}"),
        }
    };
    assert_eq!((whole("ResultSelector.n.$"), whole("OutputPath")), ("7".to_owned(), "7".to_owned()));
}
