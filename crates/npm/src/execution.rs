//! A run from JavaScript: started, gone on with turn by turn or to its end, and looked at.

use std::sync::Arc;

use asl::tree::Tree;
use js_sys::Function;
use simulator::execution::Report;
use simulator::recording::print::print_event;
use simulator::scenario::{Mismatch, Scenario, read_placeholders, read_scenario};
use simulator::{Budget, Progress, Summary};
use value::{Object, Value};
use wasm_bindgen::prelude::{JsError, wasm_bindgen};

use crate::answers::Answers;

/// One run of a definition in a scenario.
#[wasm_bindgen]
pub struct Execution {
    execution: simulator::Execution,
    host: Answers,
    scenario: Scenario,
}

#[wasm_bindgen]
impl Execution {
    /// Starts a definition, in JSON or YAML, in a scenario (an object of a scenario file, as JSON). `settings` holds
    /// `placeholders`, and in `answered` the workflows and states that `function` answers.
    #[wasm_bindgen(constructor)]
    pub fn new(definition: &str, scenario: &str, settings: &str, function: Function) -> Result<Self, JsError> {
        start(definition, scenario, settings, function).map_err(|sentence| JsError::new(&sentence))
    }

    /// Goes on by a turn that leaves an event at least. Tells whether anything is left to happen by itself.
    pub fn step(&mut self) -> bool {
        let before = self.execution.events_recorded();
        while self.execution.events_recorded() == before {
            if self.go_on(Budget { turns: 1, time_passes_while_open: false, memory: None }) != Progress::Running {
                return false;
            }
        }
        true
    }

    /// Goes on to the end, or until it waits for a report.
    pub fn run(&mut self) {
        self.go_on(Budget { time_passes_while_open: false, ..Budget::default() });
    }

    /// Lets time pass although somebody could report: what is open runs into its limits.
    #[wasm_bindgen(js_name = passTime)]
    pub fn pass_time(&mut self) {
        self.go_on(Budget { time_passes_while_open: true, ..Budget::default() });
    }

    /// How it stands, as JSON: status, output, error, cause, transitions, seconds, the path, open tasks, notes.
    pub fn summary(&self) -> String {
        let summary = Summary::of(&self.execution);
        let mut printed = summary.to_value();
        printed.insert("path", Value::array(summary.path.iter().map(String::as_str)));
        let open = self.execution.open_tasks().into_iter().map(|task| {
            let mut open = Object::new();
            open.insert("token", &*task.token);
            open.insert("state", &*task.name);
            if let Some(workflow) = &task.workflow {
                open.insert("workflow", &**workflow);
            }
            Value::from(open)
        });
        printed.insert("openTasks", Value::array(open));
        let notes = self.execution.recording().notes.iter().map(|note| note.message.as_str());
        printed.insert("notes", Value::array(notes));
        Value::from(printed).to_json()
    }

    /// The events from one on (the first is 0), as a list in JSON with the service's names and fields.
    #[wasm_bindgen(js_name = eventsFrom)]
    pub fn events_from(&self, first: usize) -> String {
        let recording = self.execution.recording();
        let events = recording.events().iter().enumerate().skip(first);
        Value::array(events.map(|(index, event)| print_event(recording, event, index + 1))).to_json()
    }

    /// In what it is not as the scenario expects, as a list of sentences in JSON.
    pub fn mismatches(&self) -> String {
        let found = self.scenario.expect.compare(&self.execution);
        Value::array(found.iter().map(Mismatch::to_string)).to_json()
    }

    /// `SendTaskSuccess`, with an output as JSON.
    pub fn succeed(&mut self, token: &str, output: &str) -> Result<(), JsError> {
        let output = value::parse(output).map_err(|error| JsError::new(&format!("the output is not JSON: {error}")))?;
        self.report(token, Report::Success(output))
    }

    /// `SendTaskFailure`.
    pub fn fail(&mut self, token: &str, error: &str, cause: &str) -> Result<(), JsError> {
        self.report(token, Report::Failure { error: error.to_owned(), cause: cause.to_owned() })
    }

    /// `SendTaskHeartbeat`.
    pub fn heartbeat(&mut self, token: &str) -> Result<(), JsError> {
        self.report(token, Report::Heartbeat)
    }

    /// `StopExecution`.
    pub fn abort(&mut self) {
        self.execution.abort();
    }

    fn go_on(&mut self, budget: Budget) -> Progress {
        self.execution.run(&mut self.host, budget)
    }

    fn report(&mut self, token: &str, report: Report) -> Result<(), JsError> {
        self.execution.report(token, report).map_err(|error| JsError::new(&error.to_string()))
    }
}

fn start(definition: &str, scenario: &str, settings: &str, function: Function) -> Result<Execution, String> {
    let settings = value::parse(settings).map_err(|error| format!("the settings are not JSON: {error}"))?;
    let placeholders = read_placeholders(&settings).map_err(|error| error.to_string())?;
    let scenario = read_scenario(scenario).map_err(|error| error.to_string())?;
    let filled = (!placeholders.is_empty()).then(|| Tree::read(definition).filled(&placeholders));
    let program = simulator::load(filled.as_deref().unwrap_or(definition)).map_err(|problems| {
        let sentences: Vec<String> = problems.iter().map(ToString::to_string).collect();
        format!("the definition cannot be run: {}", sentences.join("; "))
    })?;
    let program = Arc::new(program);
    let host = Answers::new(&scenario, function, settings.get("answered").unwrap_or(&Value::Null));
    let names = program.state_names();
    let lost = host.own_states().find(|state| names.iter().all(|name| **name != **state));
    let lost = lost.map(|state| format!("there is a function for `{state}`, but no state of that name"));
    let complaint = lost.or_else(|| scenario.mocks_without_state(&program).into_iter().next());
    if let Some(sentence) = complaint.or_else(|| simulator::execution::too_large(&scenario.input)) {
        return Err(sentence);
    }
    Ok(Execution { execution: simulator::Execution::start(program, scenario.options()), host, scenario })
}
