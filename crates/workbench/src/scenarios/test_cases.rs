//! The test cases of a mock configuration of Step Functions Local as scenarios. Both write answers alike: what stands in the
//! configuration's `MockedResponses` is a mock here.

use asl::text::Transaction;
use value::{Object, Value};

use super::Scenarios;

impl Scenarios {
    /// Adds each test case of a state machine as a scenario; with how many there are.
    pub(crate) fn add_test_cases(&self, config: &str, machine: &str) -> Result<(Transaction, usize), String> {
        let config = value::parse(config).map_err(|error| format!("The mock configuration is not JSON: {error}"))?;
        let machine_value = config.get("StateMachines").and_then(|machines| machines.get(machine));
        let cases = machine_value.and_then(|machine| machine.get("TestCases")).and_then(Value::as_object);
        let cases =
            cases.filter(|cases| !cases.is_empty()).ok_or(format!("The mock configuration has no test cases for {machine}"))?;
        let responses = config.get("MockedResponses");
        let mut edit = self.file.edit(format!("add the test cases of {machine}"))?;
        for (case, states) in cases.iter() {
            let mut mocks = Object::new();
            for (state, response) in states.as_object().into_iter().flat_map(|states| states.iter()) {
                let name = response.as_str().unwrap_or_default();
                let mock = responses.and_then(|responses| responses.get(name));
                let mock = mock.ok_or_else(|| format!("{case} of {machine} names the response `{name}`, which is not there"))?;
                mocks.insert(state.clone(), mock.clone());
            }
            let mut scenario = Object::new();
            scenario.insert("name", case.clone());
            scenario.insert("input", Object::new());
            scenario.insert("mocks", mocks);
            edit.insert_item(&["scenarios"], None, &Value::from(scenario).to_json_pretty());
        }
        Ok((edit.finish(), cases.len()))
    }

    /// The scenarios as test cases of a mock configuration: their answers by call, and nothing else.
    #[must_use]
    pub fn mock_config(&self, machine: &str) -> String {
        let (mut cases, mut responses) = (Object::new(), Object::new());
        for (index, name) in self.names().into_iter().enumerate() {
            let scenario = self.at(index);
            let mut states = Object::new();
            for (state, mock) in scenario.get("mocks").and_then(Value::as_object).into_iter().flat_map(|mocks| mocks.iter()) {
                let response = format!("{name}: {state}");
                let by_call =
                    mock.as_object().is_some_and(|mock| mock.keys().any(|key| key.starts_with(|c: char| c.is_ascii_digit())));
                let numbered = if by_call { mock.clone() } else { Value::object([("0", mock.clone())]) };
                responses.insert(response.as_str(), numbered);
                states.insert(state.clone(), response.as_str());
            }
            cases.insert(name.as_str(), states);
        }
        let machines = Value::object([(machine, Value::object([("TestCases", Value::from(cases))]))]);
        let config = Value::object([("StateMachines", machines), ("MockedResponses", Value::from(responses))]);
        config.to_json_pretty()
    }
}
