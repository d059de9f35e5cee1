//! Expectations: what is met, what is told of what is not, and what is refused. The cases are data.

use std::sync::Arc;

use simulator::scenario::{Expectation, Mismatch, ScenarioHost, read_scenario};
use simulator::{Budget, Execution};
use value::Value;

fn cases() -> Value {
    value::parse(include_str!("expectations.json")).expect("the cases are JSON")
}

fn list<'a>(cases: &'a Value, name: &str) -> &'a [Value] {
    cases.get(name).and_then(Value::as_array).expect("a list of cases")
}

fn run(cases: &Value) -> Execution {
    let program = simulator::load(&cases.get("definition").expect("a definition").to_json()).expect("it can be run");
    let scenario = read_scenario(&cases.get("scenario").expect("a scenario").to_json()).expect("it can be read");
    let mut execution = Execution::start(Arc::new(program), scenario.options());
    execution.run(&mut ScenarioHost::new(&scenario), Budget::default());
    assert!(execution.outcome().is_some(), "the run is over");
    execution
}

#[test]
fn what_is_met_says_nothing() {
    let cases = cases();
    let execution = run(&cases);
    for expect in list(&cases, "met") {
        let found = Expectation::read("expect", expect).expect("it can be read").compare(&execution);
        assert!(found.is_empty(), "{expect}: {}", found.iter().map(Mismatch::to_string).collect::<Vec<_>>().join("; "));
    }
}

#[test]
fn what_is_not_met_says_where_and_what_came() {
    let cases = cases();
    let execution = run(&cases);
    for case in list(&cases, "missed") {
        let expect = case.get("expect").expect("an expectation");
        let found = Expectation::read("expect", expect).expect("it can be read").compare(&execution);
        let found = Value::array(found.iter().map(|mismatch| Value::from(mismatch.to_string())));
        assert_eq!(Some(&found), case.get("says"), "{expect}");
    }
}

#[test]
fn what_cannot_be_read_says_what_to_write() {
    let cases = cases();
    for case in list(&cases, "refused") {
        let error = Expectation::read("expect", case.get("expect").expect("an expectation")).expect_err("it is refused");
        assert_eq!(Some(error.to_string().as_str()), case.get("says").and_then(Value::as_str));
    }
}

#[test]
fn an_expectation_is_written_as_it_was_read() {
    let cases = cases();
    let missed = list(&cases, "missed").iter().map(|case| case.get("expect").expect("an expectation"));
    for expect in list(&cases, "met").iter().chain(missed) {
        let read = Expectation::read("expect", expect).expect("it can be read");
        assert_eq!(Expectation::read("expect", &read.write()).expect("it can be read again"), read, "{expect}");
        assert_eq!(read.is_empty(), *expect == Value::object::<&str, Value>([]), "{expect}");
    }
}

/// The expectation as it would have to be for the run to be as expected.
fn accepted(expect: &Value, found: &[Mismatch]) -> Value {
    let mut accepted = expect.clone();
    for mismatch in found {
        set(&mut accepted, &mismatch.at, mismatch.instead.as_ref());
    }
    accepted
}

fn set(value: &mut Value, at: &[String], to: Option<&Value>) {
    match (at, &value) {
        // What is expected of a state may be written alone.
        ([index, rest @ ..], Value::Object(members)) if index.parse::<u32>().is_ok() && members.get(index).is_none() => {
            set(value, rest, to);
        }
        ([name], Value::Object(members)) => {
            let mut members = (**members).clone();
            match to {
                Some(to) => drop(members.insert(name.as_str(), to.clone())),
                None => drop(members.remove(name)),
            }
            *value = Value::from(members);
        }
        ([name, rest @ ..], Value::Object(members)) => {
            let mut inner = members.get(name).expect("it is there").clone();
            set(&mut inner, rest, to);
            let mut members = (**members).clone();
            members.insert(name.as_str(), inner);
            *value = Value::from(members);
        }
        ([index, rest @ ..], Value::Array(elements)) => {
            let mut elements = elements.to_vec();
            set(&mut elements[index.parse::<usize>().expect("a number")], rest, to);
            *value = Value::array(elements);
        }
        _ => panic!("{at:?} is not in {value}"),
    }
}

#[test]
fn accepting_what_came_leaves_nothing_unmet() {
    let cases = cases();
    let execution = run(&cases);
    for case in list(&cases, "missed") {
        let expect = case.get("expect").expect("an expectation");
        let found = Expectation::read("expect", expect).expect("it can be read").compare(&execution);
        let accepted = accepted(expect, &found);
        let again = Expectation::read("expect", &accepted).expect("it can be read").compare(&execution);
        assert_eq!(again, [], "{expect} became {accepted}");
    }
}

#[test]
fn what_was_observed_is_met_and_says_how_states_fared() {
    let cases = cases();
    let execution = run(&cases);
    let observed = Expectation::observed(&execution);
    assert_eq!(observed.compare(&execution), []);
    assert_eq!(Expectation::read("expect", &observed.write()).as_ref(), Ok(&observed));
    assert!(observed.path.is_some_and(|path| !path.is_empty()) && !observed.states.is_empty());
}
