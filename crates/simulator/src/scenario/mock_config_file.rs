//! A whole MockConfigFile: its test cases as scenarios for a definition, and scenarios written back so that nothing else of it
//! changes.

use std::collections::BTreeMap;
use std::sync::Arc;

use asl::definition::{Definition, Resource, StateKind};
use value::{Object, Value};

use super::mock_config::{mock_of_response, response_of_mock};
use super::{Mock, Reply, Scenario, ScenarioError};

/// A MockConfigFile as it was read.
#[derive(Clone, Debug, PartialEq)]
pub struct MockConfigFile(Value);

/// A test case of a MockConfigFile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TestCase {
    /// The state machine's name in the file.
    pub machine: Arc<str>,
    /// The case's name.
    pub name: Arc<str>,
}

/// A test case as a scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct Tested {
    /// Its mocks, under its name.
    pub scenario: Scenario,
    /// What of it cannot be used, in sentences.
    pub notes: Vec<String>,
}

impl MockConfigFile {
    /// Takes a file's value; `None` for one that is no MockConfigFile.
    #[must_use]
    pub fn of(value: Value) -> Option<Self> {
        (value.get("StateMachines").is_some() || value.get("MockedResponses").is_some()).then_some(Self(value))
    }

    /// Every test case, in the order of the file.
    #[must_use]
    pub fn test_cases(&self) -> Vec<TestCase> {
        let machines = self.0.get("StateMachines").and_then(Value::as_object);
        let cases = machines.into_iter().flat_map(|machines| machines.iter()).flat_map(|(machine, value)| {
            let cases = value.get("TestCases").and_then(Value::as_object).into_iter().flat_map(|cases| cases.keys());
            cases.map(|name| TestCase { machine: Arc::clone(machine), name: Arc::clone(name) }).collect::<Vec<_>>()
        });
        cases.collect()
    }

    /// The test case of a name, or of `MACHINE#NAME` as the service's ARNs have it. Of several of one name that of the machine
    /// whose name is given; without a name the only one.
    ///
    /// # Errors
    /// A sentence, where there is none or it is not clear which.
    pub fn choose(&self, name: Option<&str>, machine: Option<&str>) -> Result<TestCase, ScenarioError> {
        let (machine, name) = match name.and_then(|name| name.split_once('#')) {
            Some((machine, name)) => (Some(machine), Some(name)),
            None => (machine, name),
        };
        let all = self.test_cases();
        let of_machine = |case: &&TestCase| machine.is_none_or(|machine| *case.machine == *machine);
        let of_name = |case: &&TestCase| name.is_none_or(|name| *case.name == *name);
        let named: Vec<&TestCase> = all.iter().filter(of_name).collect();
        let narrowed: Vec<&TestCase> = named.iter().copied().filter(of_machine).collect();
        match (named.as_slice(), narrowed.as_slice(), name) {
            ([only], _, _) | (_, [only], _) => Ok((*only).clone()),
            (_, [first, ..], Some(_)) | ([first, ..], [], Some(_)) => Ok((*first).clone()),
            _ => {
                let list: Vec<String> = all.iter().map(|case| format!("`{}` of `{}`", case.name, case.machine)).collect();
                let message = match name {
                    Some(name) => format!("it has no test case `{name}`; there are {}", list.join(", ")),
                    None => format!("choose one of its test cases: {}", list.join(", ")),
                };
                Err(ScenarioError::new("the MockConfigFile", message))
            }
        }
    }

    /// A test case as a scenario for a definition. States that the definition lacks, and responses that the file lacks, are told
    /// in notes and left out, as the Tasks then answer without a mock.
    ///
    /// # Errors
    /// A sentence, where a response is not of the form that a MockConfigFile has.
    pub fn scenario(&self, case: &TestCase, definition: &Definition) -> Result<Tested, ScenarioError> {
        let (mut mocks, mut notes) = (BTreeMap::new(), vec![]);
        for (state, response) in self.states(case) {
            let Some(value) = self.response(&response) else {
                notes.push(format!("`{state}` of `{}` has the response `{response}`, which is not in the file", case.name));
                continue;
            };
            let Some(found) = definition.find(&state) else {
                notes.push(format!("there is no state `{state}`, which `{}` mocks", case.name));
                continue;
            };
            let mut mock = mock_of_response(&format!("MockedResponses.{response}"), value)?;
            if calls_function(&definition.state(found).kind) {
                unwrap_payloads(&mut mock);
            }
            mocks.insert(state, mock);
        }
        let scenario = Scenario { name: case.name.to_string(), mocks, ..Scenario::default() };
        Ok(Tested { scenario, notes })
    }

    /// The file with a machine's test cases as these scenarios say. What says the same already keeps its name, and everything
    /// else of the file stays as it is.
    #[must_use]
    pub fn with(&self, machine: &str, scenarios: &[Scenario], definition: &Definition) -> Self {
        let mut file = self.clone();
        for scenario in scenarios {
            let case = TestCase { machine: Arc::from(machine), name: Arc::from(scenario.name.as_str()) };
            let before = self.scenario(&case, definition).map(|tested| tested.scenario.mocks).unwrap_or_default();
            for (state, mock) in &scenario.mocks {
                if before.get(state) != Some(mock) {
                    file.set(&case, state, mock);
                }
            }
            for state in before.keys().filter(|state| !scenario.mocks.contains_key(*state)) {
                file.change_states(&case, |states| drop(states.remove(state)));
            }
        }
        file
    }

    /// The file's value.
    #[must_use]
    pub fn value(&self) -> &Value {
        &self.0
    }

    /// The states of a test case with the names of their responses.
    fn states(&self, case: &TestCase) -> Vec<(Arc<str>, String)> {
        let path = ["StateMachines", &*case.machine, "TestCases", &*case.name];
        let states = path.iter().try_fold(&self.0, |value, name| value.get(name)).and_then(Value::as_object);
        let states = states.into_iter().flat_map(|states| states.iter());
        states.map(|(state, name)| (Arc::clone(state), name.as_str().unwrap_or_default().to_owned())).collect()
    }

    fn response(&self, name: &str) -> Option<&Value> {
        self.0.get("MockedResponses")?.get(name)
    }

    /// Gives a state of a case a response of its own.
    fn set(&mut self, case: &TestCase, state: &Arc<str>, mock: &Mock) {
        let taken = |name: &str| self.response(name).is_some();
        let base = format!("{} {state}", case.name);
        let names = std::iter::once(base.clone()).chain((2_u32..).map(|number| format!("{base} {number}")));
        let name = names.into_iter().find(|name| !taken(name)).unwrap_or(base);
        self.change(&["MockedResponses"], |responses| drop(responses.insert(name.as_str(), response_of_mock(mock))));
        self.change_states(case, |states| drop(states.insert(Arc::clone(state), name.as_str())));
    }

    fn change_states(&mut self, case: &TestCase, change: impl FnOnce(&mut Object)) {
        self.change(&["StateMachines", &case.machine, "TestCases", &case.name], change);
    }

    /// Changes the object at a path, which is made where it is not there.
    fn change(&mut self, path: &[&str], change: impl FnOnce(&mut Object)) {
        fn at(value: &Value, path: &[&str], change: impl FnOnce(&mut Object)) -> Value {
            let mut object = value.as_object().map(|object| (**object).clone()).unwrap_or_default();
            match path.split_first() {
                Some((name, rest)) => {
                    let inner = at(object.get(name).unwrap_or(&Value::Null), rest, change);
                    object.insert(*name, inner);
                }
                None => change(&mut object),
            }
            Value::from(object)
        }
        self.0 = at(&self.0, path, change);
    }
}

/// Whether a Task calls a Lambda function by its ARN, so that its result is the function's own value.
fn calls_function(kind: &StateKind) -> bool {
    let StateKind::Task(task) = kind else { return false };
    let resource = task.resource.as_ref().map(|resource| Resource::parse(&resource.value));
    matches!(resource, Some(Resource::LambdaFunction { .. }))
}

/// A response of Lambda's API stands for its payload.
fn unwrap_payloads(mock: &mut Mock) {
    for answer in &mut mock.answers {
        if let Reply::Return(value) = &answer.reply
            && value.get("StatusCode").is_some()
            && let Some(payload) = value.get("Payload")
        {
            answer.reply = Reply::Return(payload.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = r#"{
        "StateMachines": {
            "M": {"TestCases": {"Happy": {"F": "api", "T": "ok"}, "Odd": {"Gone": "ok", "T": "nowhere"}}},
            "N": {"TestCases": {"Happy": {"T": "ok"}}, "Extra": 1}
        },
        "MockedResponses": {
            "ok": {"0": {"Return": {"StatusCode": 200, "Payload": 1}}, "1-2": {"Throw": {"Error": "E", "Cause": "c"}}},
            "api": {"0": {"Return": {"StatusCode": 200, "Payload": {"a": 1}}}}, "unused": {"0": {"Return": 1}}
        }
    }"#;

    const DEFINITION: &str = r#"{"StartAt": "F", "States": {
        "F": {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:1:function:f", "Next": "T"},
        "T": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "End": true}}}"#;

    fn file() -> MockConfigFile {
        MockConfigFile::of(value::parse(FILE).expect("is JSON")).expect("is one")
    }

    fn definition() -> Arc<Definition> {
        asl::document::Document::new(DEFINITION).definition
    }

    fn case(machine: &str, name: &str) -> TestCase {
        TestCase { machine: machine.into(), name: name.into() }
    }

    #[test]
    fn a_test_case_is_chosen_by_its_name_and_machine() {
        let choose = |name, machine| file().choose(name, machine).map_err(|error| error.to_string());
        assert_eq!(choose(Some("Odd"), Some("other")), Ok(case("M", "Odd")));
        assert_eq!(choose(Some("Happy"), Some("N")), Ok(case("N", "Happy")));
        assert_eq!(choose(Some("N#Happy"), None), Ok(case("N", "Happy")));
        assert_eq!(choose(Some("Happy"), None), Ok(case("M", "Happy")));
        assert!(choose(Some("No"), None).is_err_and(|error| error.contains("no test case `No`")));
        assert!(choose(None, None).is_err_and(|error| error.contains("choose one")));
    }

    #[test]
    fn functions_called_directly_give_the_payload() {
        let tested = file().scenario(&case("M", "Happy"), &definition()).expect("is well");
        let reply = |state: &str| tested.scenario.mocks[state].answers[0].reply.clone();
        assert_eq!(reply("F"), Reply::Return(value::parse(r#"{"a":1}"#).expect("is JSON")));
        assert_eq!(reply("T"), Reply::Return(value::parse(r#"{"StatusCode":200,"Payload":1}"#).expect("is JSON")));
        assert!(tested.notes.is_empty());
    }

    #[test]
    fn what_cannot_be_used_is_told() {
        let tested = file().scenario(&case("M", "Odd"), &definition()).expect("is well");
        assert_eq!((tested.scenario.mocks.len(), tested.notes.len()), (0, 2));
    }

    #[test]
    fn written_back_unchanged_the_file_is_the_same() {
        let scenarios: Vec<Scenario> =
            ["Happy", "Odd"].map(|name| file().scenario(&case("M", name), &definition()).expect("is well").scenario).into();
        assert_eq!(file().with("M", &scenarios, &definition()), file());
    }

    #[test]
    fn a_change_is_written_beside_what_others_use() {
        let mut scenario = file().scenario(&case("M", "Happy"), &definition()).expect("is well").scenario;
        scenario.mocks.insert("T".into(), Mock::always(Reply::Return(Value::from(2))));
        let after = file().with("M", &[scenario.clone()], &definition());
        assert_eq!(after.response("ok"), file().response("ok"));
        let again = after.scenario(&case("M", "Happy"), &definition()).expect("is well").scenario;
        assert_eq!(again.mocks["T"].answers[0].reply, Reply::Return(Value::from(2)));
        assert_eq!(again.mocks["F"], scenario.mocks["F"]);
    }
}
