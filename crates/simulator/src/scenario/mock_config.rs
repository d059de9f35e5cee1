//! Step Functions Local's MockConfigFile: `StateMachines.NAME.TestCases.CASE` names a mocked response for each state.

use std::collections::BTreeMap;
use std::sync::Arc;

use value::{Object, Value};

use super::read::read_mock;
use super::{Mock, Reply, Scenario, ScenarioError};

/// The mocks of one test case. Without a name the only test case is taken.
pub fn read_mock_config(config: &Value, test_case: Option<&str>) -> Result<BTreeMap<Arc<str>, Mock>, ScenarioError> {
    let wrong = |message: String| ScenarioError::new("the MockConfigFile", message);
    let machines = config.get("StateMachines").and_then(Value::as_object);
    let machines =
        machines.ok_or_else(|| wrong("`StateMachines` is missing: it holds the test cases of each state machine".to_owned()))?;
    let mut cases = Vec::new();
    for (machine, value) in machines.iter() {
        for (case, states) in value.get("TestCases").and_then(Value::as_object).into_iter().flat_map(|cases| cases.iter()) {
            cases.push((machine.clone(), case.clone(), states));
        }
    }
    let names = || cases.iter().map(|(machine, case, _)| format!("`{case}` of `{machine}`")).collect::<Vec<_>>().join(", ");
    let chosen = match test_case {
        Some(wanted) => cases.iter().find(|(_, case, _)| **case == *wanted),
        None if cases.len() == 1 => cases.first(),
        None => return Err(wrong(format!("choose one of its test cases: {}", names()))),
    };
    let Some((machine, case, states)) = chosen else {
        return Err(wrong(format!("it has no test case `{}`; there are {}", test_case.unwrap_or_default(), names())));
    };
    let place = format!("StateMachines.{machine}.TestCases.{case}");
    let Some(states) = states.as_object() else {
        return Err(ScenarioError::new(place, "an object of state names and mocked responses is needed here"));
    };
    let mut mocks = BTreeMap::new();
    for (state, response) in states.iter() {
        let name = response.as_str().unwrap_or_default();
        let Some(value) = config.get("MockedResponses").and_then(|responses| responses.get(name)) else {
            return Err(ScenarioError::new(format!("{place}.{state}"), format!("there is no mocked response `{name}`")));
        };
        mocks.insert(state.clone(), mock_of_response(&format!("MockedResponses.{name}"), value)?);
    }
    Ok(mocks)
}

/// A mocked response as a mock.
pub(super) fn mock_of_response(place: &str, response: &Value) -> Result<Mock, ScenarioError> {
    let mock = read_mock(place, response)?;
    without_gaps(place, &mock)?;
    Ok(mock)
}

fn without_gaps(place: &str, mock: &Mock) -> Result<(), ScenarioError> {
    let mut next = 0;
    for answer in &mock.answers {
        if answer.first != next {
            return Err(ScenarioError::new(place, format!("call {next} has no answer: calls are numbered from 0 without gaps")));
        }
        next = answer.last.map_or(u32::MAX, |last| last.saturating_add(1));
    }
    Ok(())
}

/// A MockConfigFile of scenarios: what Step Functions Local knows of them, which is `Return` and `Throw`.
#[must_use]
pub fn write_mock_config(state_machine: &str, scenarios: &[Scenario]) -> Value {
    let (mut cases, mut responses) = (Object::new(), Object::new());
    for scenario in scenarios {
        let mut states = Object::new();
        for (state, mock) in &scenario.mocks {
            let calls = response_of_mock(mock);
            if !calls.is_empty() {
                let name = format!("{} {state}", scenario.name);
                states.insert(state.clone(), name.as_str());
                responses.insert(name, calls);
            }
        }
        cases.insert(scenario.name.as_str(), states);
    }
    let machine = Value::object([("TestCases", cases)]);
    Value::object([("StateMachines", Value::object([(state_machine, machine)])), ("MockedResponses", Value::from(responses))])
}

/// A mock as a mocked response: `Return` and `Throw` by calls.
pub(super) fn response_of_mock(mock: &Mock) -> Object {
    let mut calls = Object::new();
    // Step Functions Local knows answers by calls, and no other cases.
    for answer in mock.answers.iter().filter(|answer| answer.case.is_empty()) {
        let reply = match &answer.reply {
            Reply::Return(value) => Value::object([("Return", value.clone())]),
            Reply::Throw { error, cause } => Value::object([("Throw", super::read::thrown(error.as_deref(), cause.as_deref()))]),
            Reply::Evaluate { .. } | Reply::Await => continue,
        };
        let last = answer.last.unwrap_or(answer.first.saturating_add(OPEN_RANGE));
        let range = if last == answer.first { answer.first.to_string() } else { format!("{}-{last}", answer.first) };
        calls.insert(range, reply);
    }
    calls
}

/// How many calls an open range is written as, since a MockConfigFile has none.
const OPEN_RANGE: u32 = 99;

#[cfg(test)]
mod tests {
    use super::*;

    const CONFIG: &str = r#"{
        "StateMachines": {"M": {"TestCases": {"Happy": {"A": "ok"}, "Sad": {"A": "bad", "B": "missing"}}}},
        "MockedResponses": {"ok": {"0": {"Throw": {"Error": "E", "Cause": "c"}}, "1-2": {"Return": 1}}, "bad": {"1": {"Return": 1}}}
    }"#;

    #[test]
    fn a_test_case_names_responses_for_states() {
        let config = value::parse(CONFIG).expect("config");
        let mocks = read_mock_config(&config, Some("Happy")).expect("mocks");
        assert_eq!(mocks["A"].answer(2).map(|answer| &answer.reply), Some(&Reply::Return(Value::from(1))));
        for (case, expected) in [
            (Some("Sad"), "MockedResponses.bad: call 0 has no answer: calls are numbered from 0 without gaps"),
            (Some("No"), "the MockConfigFile: it has no test case `No`; there are `Happy` of `M`, `Sad` of `M`"),
            (None, "the MockConfigFile: choose one of its test cases: `Happy` of `M`, `Sad` of `M`"),
        ] {
            assert_eq!(read_mock_config(&config, case).map_err(|error| error.to_string()), Err(expected.to_owned()));
        }
    }

    #[test]
    fn scenarios_are_written_so_that_they_read_the_same() {
        let config = value::parse(CONFIG).expect("config");
        let mocks = read_mock_config(&config, Some("Happy")).expect("mocks");
        let scenario = Scenario { name: "Happy".to_owned(), mocks: mocks.clone(), ..Scenario::default() };
        assert_eq!(read_mock_config(&write_mock_config("M", &[scenario]), Some("Happy")), Ok(mocks));
    }
}
