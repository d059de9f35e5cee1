//! Why runs went as they went: small workflows with what is said of their steps, as data. The first visit of a state counts.

use std::sync::Arc;

use asl::document::Document;
use explain::why::{first_cause_words, why};
use simulator::fold::visits;
use simulator::recording::EventId;
use simulator::scenario::{ScenarioHost, read_scenario};
use simulator::{Budget, Execution};
use value::Value;

fn run(case: &Value) -> (Document, Execution) {
    let member = |name: &str| case.get(name).cloned().unwrap_or_else(|| Value::object::<&str, Value>([]));
    let language = case.get("language").cloned().unwrap_or_else(|| Value::from("JSONPath"));
    let text =
        Value::object([("StartAt", Value::from("A")), ("QueryLanguage", language), ("States", member("states"))]).to_json();
    let program = simulator::load(&text).unwrap_or_else(|problems| panic!("{text}: {problems:?}"));
    let scenario = Value::object([("input", member("input")), ("mocks", member("mocks"))]).to_json();
    let scenario = read_scenario(&scenario).expect("a scenario");
    let mut execution = Execution::start(Arc::new(program), scenario.options());
    execution.run(&mut ScenarioHost::new(&scenario), Budget::default());
    assert!(execution.outcome().is_some(), "the run is over");
    (Document::new(text), execution)
}

fn said(document: &Document, execution: &Execution, state: &str) -> Vec<String> {
    let recording = execution.recording();
    let moment = EventId(recording.events().len() as u32);
    let is_it = |step: u32| recording.texts.get(step as usize).is_some_and(|name| **name == *state);
    let visit = visits(recording, moment).into_iter().find(|visit| is_it(visit.state)).expect("it was visited");
    let why = why(document, recording, visit.step, moment).expect("it is explained");
    let reasons = why.reasons.iter().map(|reason| format!("{} {} {}", reason.verdict.name(), reason.place, reason.sentence));
    std::iter::once(why.headline.clone()).chain(reasons).collect()
}

#[test]
fn each_step_says_why() {
    let cases = value::parse(include_str!("why.json")).expect("the cases are JSON");
    let mut wrong = vec![];
    for case in cases.as_array().expect("a list").iter() {
        let name = case.get("name").and_then(Value::as_str).expect("a name");
        let (document, execution) = run(case);
        for (state, expected) in case.get("why").and_then(Value::as_object).expect("what is said").iter() {
            let said = said(&document, &execution, state);
            let expected: Vec<String> =
                expected.as_array().expect("a list").iter().map(|line| line.as_str().expect("a text").to_owned()).collect();
            if said != expected {
                wrong.push(format!(
                    "{name}, {state}:\n  said\n    {}\n  expected\n    {}",
                    said.join("\n    "),
                    expected.join("\n    ")
                ));
            }
        }
        let moment = EventId(execution.recording().events().len() as u32);
        if let Some(expected) = case.get("first_cause").and_then(Value::as_str) {
            assert_eq!(first_cause_words(&document, execution.recording(), moment).as_deref(), Some(expected), "{name}");
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_step_of_every_moment_is_explained_without_a_panic() {
    let cases = value::parse(include_str!("why.json")).expect("the cases are JSON");
    for case in cases.as_array().expect("a list").iter() {
        let (document, execution) = run(case);
        let recording = execution.recording();
        for moment in 0..=recording.events().len() {
            let moment = EventId(moment as u32);
            for visit in visits(recording, moment) {
                assert!(why(&document, recording, visit.step, moment).is_some_and(|why| !why.headline.is_empty()));
            }
        }
    }
}
