//! Testing one state alone, as TestState does: what is put in, and what came of it.

use std::collections::HashMap;

use asl::definition::{Resource, StateKind};
use asl::document::StateKey;
use asl::notation::Notation;
use catalogue::{Call, Strictness};
use engine::{Request, Ticket};
use value::{Object, Value};

use crate::apis::Apis;
use crate::assist::Previews;
use crate::effect::Effect;
use crate::palette::Kind;
use crate::run::{Stage, stage};
use crate::sheet::Sheet;
use crate::ticket::Tickets;

/// What is put into tests, state by state, and what came of them.
#[derive(Clone, Debug, Default)]
pub struct TestBench {
    typed: HashMap<StateKey, TestInput>,
    outcomes: HashMap<StateKey, TestOutcome>,
    asked: Option<(Ticket, StateKey)>,
    /// What expressions give while they are typed.
    pub(crate) previews: Previews,
}

/// What is put into a test, as it was typed.
#[derive(Clone, Debug, PartialEq)]
pub struct TestInput {
    /// The state's input.
    pub input: String,
    /// The variables it sees.
    pub variables: String,
    /// The context object; made up if empty.
    pub context: String,
    /// What a Task, Parallel or Map answers.
    pub mock: MockKind,
    /// The result that is answered.
    pub result: String,
    /// The error that is answered.
    pub error: String,
    /// Its cause.
    pub cause: String,
    /// `INFO`, `DEBUG` or `TRACE`.
    pub level: &'static str,
}

/// What answers in place of a state's work.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MockKind {
    /// The usual answer of the service.
    #[default]
    None,
    /// A result.
    Result,
    /// An error.
    Error,
}

/// A field of a test.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TestField {
    /// The state's input.
    Input,
    /// Variables.
    Variables,
    /// The context object.
    Context,
    /// The mocked result.
    Result,
    /// The mocked error's name.
    Error,
    /// Its cause.
    Cause,
    /// The inspection level.
    Level,
}

/// The test of a state as the inspector shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct TestForm {
    /// What is put in.
    pub typed: TestInput,
    /// Whether its work can be mocked.
    pub takes_mock: bool,
    /// Whether an answer is awaited.
    pub busy: bool,
    /// What came of the last test.
    pub outcome: Option<TestOutcome>,
}

/// What came of a test.
#[derive(Clone, Debug, PartialEq)]
pub struct TestOutcome {
    /// The status, as style sheets name it.
    pub tone: &'static str,
    /// The status in words.
    pub title: String,
    /// What follows.
    pub next: String,
    /// The data, stage by stage.
    pub stages: Vec<Stage>,
}

/// Testing a state.
#[derive(Clone, Debug)]
pub enum TestMessage {
    /// Sets a field.
    Set(StateKey, TestField, String),
    /// Chooses what answers.
    SetMock(StateKey, MockKind),
    /// Tests it.
    Run(StateKey),
    /// Copies the test as a command of the AWS CLI.
    CopyCommand(StateKey),
}

/// The levels of inspection.
pub const LEVELS: [&str; 3] = ["INFO", "DEBUG", "TRACE"];

/// The stages in the order in which they happen, with their names here.
const STAGES: [(&str, &str); 14] = [
    ("input", "Input"),
    ("variables", "Variables"),
    ("afterInputPath", "After InputPath"),
    ("afterParameters", "After Parameters"),
    ("afterArguments", "After Arguments"),
    ("afterItemsPath", "After ItemsPath"),
    ("afterItemsPointer", "After ItemsPointer"),
    ("afterItemSelector", "After ItemSelector"),
    ("afterItemBatcher", "After ItemBatcher"),
    ("request", "Request"),
    ("response", "Response"),
    ("result", "Result"),
    ("afterResultSelector", "After ResultSelector"),
    ("afterResultPath", "After ResultPath"),
];

impl Sheet {
    /// The test of a state.
    #[must_use]
    pub fn test_form(&self, key: StateKey) -> Option<TestForm> {
        let kind = self.scene.state(key)?.kind;
        Some(TestForm {
            typed: self.test_input(key),
            takes_mock: matches!(kind, Kind::Task | Kind::Parallel | Kind::Map),
            busy: self.testing.asked.is_some_and(|(_, asked)| asked == key),
            outcome: self.testing.outcomes.get(&key).cloned(),
        })
    }

    /// What was typed, or what suggests itself: the data of the last run, and the scenario's mock.
    fn test_input(&self, key: StateKey) -> TestInput {
        if let Some(typed) = self.testing.typed.get(&key) {
            return typed.clone();
        }
        let name = self.document.state(key).map(|id| self.document.definition.state(id).name.value.clone()).unwrap_or_default();
        let data = self.run.latest_data_of(key);
        let mock = self.scenarios.mock(&name);
        let thrown = mock.and_then(|mock| mock.get("Throw"));
        let text =
            |member: &str| thrown.and_then(|thrown| thrown.get(member)).and_then(Value::as_str).unwrap_or_default().to_owned();
        let result = mock
            .and_then(|mock| mock.get("Return"))
            .map(Value::to_json_pretty)
            .or(data.as_ref().and_then(|data| data.result.clone()));
        TestInput {
            input: data.map_or_else(|| self.scenarios.input_text(), |data| data.input),
            variables: String::new(),
            context: String::new(),
            mock: match (thrown, &result) {
                (Some(_), _) => MockKind::Error,
                (None, Some(_)) => MockKind::Result,
                (None, None) => MockKind::None,
            },
            result: result.unwrap_or_else(|| "{}".to_owned()),
            error: text("Error"),
            cause: text("Cause"),
            level: LEVELS[1],
        }
    }

    /// Takes in what concerns tests.
    pub(crate) fn test(&mut self, message: TestMessage, tickets: &mut Tickets, apis: &Apis) -> Result<Vec<Effect>, String> {
        Ok(match message {
            TestMessage::Set(key, field, text) => {
                let mut typed = self.test_input(key);
                let place = match field {
                    TestField::Input => &mut typed.input,
                    TestField::Variables => &mut typed.variables,
                    TestField::Context => &mut typed.context,
                    TestField::Result => &mut typed.result,
                    TestField::Error => &mut typed.error,
                    TestField::Cause => &mut typed.cause,
                    TestField::Level => {
                        typed.level = LEVELS.into_iter().find(|level| **level == *text).unwrap_or(LEVELS[1]);
                        self.testing.typed.insert(key, typed);
                        return Ok(Vec::new());
                    }
                };
                *place = text;
                self.testing.typed.insert(key, typed);
                Vec::new()
            }
            TestMessage::SetMock(key, mock) => {
                let typed = TestInput { mock, ..self.test_input(key) };
                self.testing.typed.insert(key, typed);
                Vec::new()
            }
            TestMessage::Run(key) => {
                let parameters = self.test_parameters(key)?;
                if let Some(complaint) = self.mock_complaint(key, apis) {
                    let refusal = Value::object([("code", "ValidationException"), ("message", complaint.as_str())]);
                    return Ok(self.take_in_test(key, &refusal));
                }
                let ticket = tickets.next(*self.id);
                self.testing.asked = Some((ticket, key));
                vec![Effect::Engine(Request::Test { run: ticket, parameters: Value::from(parameters).to_json() })]
            }
            TestMessage::CopyCommand(key) => {
                let parameters = self.test_parameters(key)?;
                let said = match self.document.tree.notation() {
                    Notation::Json => "Copied; the definition is read from the downloaded file",
                    Notation::Yaml => "Copied; the definition is read from the file that File › Download as JSON saves",
                };
                vec![Effect::Copy {
                    text: command(&parameters, &self.file_name(Notation::Json)),
                    said: said.to_owned(),
                    cuts: Vec::new(),
                }]
            }
        })
    }

    /// TestState's parameters, or what is wrong with what was typed.
    fn test_parameters(&self, key: StateKey) -> Result<Object, String> {
        self.readable()?;
        let id = self.document.state(key).ok_or("This state is no longer in the definition")?;
        let typed = self.test_input(key);
        let takes_mock = self.test_form(key).is_some_and(|form| form.takes_mock);
        let mut parameters = Object::new();
        parameters.insert("definition", self.json_to_run());
        parameters.insert("stateName", self.document.definition.state(id).name.value.clone());
        parameters.insert("inspectionLevel", typed.level);
        for (name, text) in [("input", &typed.input), ("variables", &typed.variables), ("context", &typed.context)] {
            if !text.trim().is_empty() {
                value::parse(text).map_err(|error| format!("The test's {name} is not JSON yet: {error}"))?;
                parameters.insert(name, text.as_str());
            }
        }
        match typed.mock {
            MockKind::Result if takes_mock => {
                let result =
                    value::parse(&typed.result).map_err(|error| format!("The mocked result is not JSON yet: {error}"))?;
                parameters.insert("mock", Value::object([("result", result.to_json())]));
            }
            MockKind::Error if takes_mock => {
                let error = Value::object([("error", typed.error.as_str()), ("cause", typed.cause.as_str())]);
                parameters.insert("mock", Value::object([("errorOutput", error)]));
            }
            _ => {}
        }
        Ok(parameters)
    }

    /// Takes in what the engine says of a test.
    pub(crate) fn hear_test(&mut self, ticket: Ticket, answer: &str) -> Vec<Effect> {
        let Some((_, key)) = self.testing.asked.take_if(|(asked, _)| *asked == ticket) else { return Vec::new() };
        self.take_in_test(key, &value::parse(answer).unwrap_or_default())
    }

    /// What the API of the state's Task would never answer in the mocked result, as far as the API is known here.
    fn mock_complaint(&self, key: StateKey, apis: &Apis) -> Option<String> {
        let typed = self.test_input(key);
        let id = self.document.state(key).filter(|_| typed.mock == MockKind::Result)?;
        let StateKind::Task(task) = &self.document.definition.state(id).kind else { return None };
        let call = Call::of(&Resource::parse(&task.resource.as_ref()?.value))?;
        let service = apis.service(call.file())?;
        call.api(service)?.complaint(&value::parse(&typed.result).ok()?, Strictness::Strict)
    }

    fn take_in_test(&mut self, key: StateKey, answer: &Value) -> Vec<Effect> {
        let outcome = outcome(answer);
        let said = Effect::Announce(format!("{}. {}", outcome.title, outcome.next));
        self.testing.outcomes.insert(key, outcome);
        vec![said]
    }
}

impl TestBench {
    /// The engine is gone, and what it was asked with it.
    pub(crate) fn engine_stopped(&mut self) {
        self.asked = None;
    }
}

fn outcome(answer: &Value) -> TestOutcome {
    let text = |member: &str| answer.get(member).and_then(Value::as_str).unwrap_or_default();
    if let Some(message) = answer.get("message").and_then(Value::as_str) {
        let error = Stage { tone: "error", ..stage(text("code"), &Value::from(message)) };
        return TestOutcome {
            tone: "failed",
            title: "This cannot be tested".to_owned(),
            next: message.to_owned(),
            stages: vec![error],
        };
    }
    let (tone, title) = match text("status") {
        "SUCCEEDED" => ("succeeded", "Succeeded"),
        "CAUGHT_ERROR" => ("caught", "Failed, and the error was caught"),
        "RETRIABLE" => ("waiting", "Failed, and would be tried again"),
        _ => ("failed", "Failed"),
    };
    let inspected = answer.get("inspectionData");
    let details = inspected.and_then(|data| data.get("errorDetails"));
    let number = |member: &str| details.and_then(|details| details.get(member)).and_then(Value::as_f64);
    let next = match (answer.get("nextState").and_then(Value::as_str), number("retryBackoffIntervalSeconds")) {
        (_, Some(seconds)) => format!("Next: the same state again after {seconds} s"),
        (Some(next), None) => format!("Next: {next}"),
        (None, None) if tone == "succeeded" => "Next: the end of this flow".to_owned(),
        _ => String::new(),
    };
    let mut stages: Vec<Stage> = STAGES.iter().filter_map(|(member, name)| Some(stage(name, inspected?.get(member)?))).collect();
    let failure: Object = [("Error", "error"), ("Cause", "cause")]
        .into_iter()
        .filter_map(|(name, member)| Some((name, answer.get(member)?.clone())))
        .collect();
    if !failure.is_empty() {
        stages.push(Stage { tone: "error", ..stage("Error", &Value::from(failure)) });
    }
    if let Some(output) = answer.get("output") {
        stages.push(stage("Output", output));
    }
    TestOutcome { tone, title: title.to_owned(), next, stages }
}

/// The test as a command for the shell.
fn command(parameters: &Object, file: &str) -> String {
    let mut command = format!("aws stepfunctions test-state \\\n  --definition file://{file}");
    let flags = [
        ("stateName", "state-name"),
        ("inspectionLevel", "inspection-level"),
        ("input", "input"),
        ("variables", "variables"),
        ("context", "context"),
        ("mock", "mock"),
    ];
    for (member, flag) in flags {
        let Some(value) = parameters.get(member) else { continue };
        let text = value.as_str().map_or_else(|| value.to_json(), str::to_owned);
        command += &format!(" \\\n  --{flag} '{}'", text.replace('\'', "'\\''"));
    }
    command + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outcomes_tell_status_next_and_stages_in_order() {
        let answer = r#"{"status": "SUCCEEDED", "nextState": "B", "output": {"x": 1},
            "inspectionData": {"result": {"y": 1}, "input": {}, "afterInputPath": {}}}"#;
        let outcome = outcome(&value::parse(answer).expect("JSON"));
        assert_eq!((outcome.tone, outcome.next.as_str()), ("succeeded", "Next: B"));
        let names: Vec<&str> = outcome.stages.iter().map(|stage| stage.name.as_str()).collect();
        assert_eq!(names, ["Input", "After InputPath", "Result", "Output"]);
    }

    #[test]
    fn a_command_quotes_what_a_shell_would_take_apart() {
        let parameters: Object = [("stateName", "It's"), ("input", "{}")].into_iter().collect();
        let command = command(&parameters, "a.asl.json");
        assert!(command.contains(r"--state-name 'It'\''s'"), "{command}");
    }
}
