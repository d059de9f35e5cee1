//! Tasks answered by a JavaScript function where the scenario names one, else as the scenario says.

use std::collections::BTreeSet;
use std::sync::Arc;

use expressions::Environment;
use js_sys::Function;
use simulator::host::{TaskAnswer, TaskHost, TaskOutcome, TaskRequest};
use simulator::scenario::{Scenario, ScenarioHost, read_mocks};
use value::{Object, Value};
use wasm_bindgen::prelude::JsValue;

/// The scenario's host, with functions before it.
pub struct Answers {
    scenario: ScenarioHost,
    /// Takes a call as a text of JSON, and gives an answer as a scenario's mock is written.
    function: Function,
    /// The workflows (the simulated one has no name) and states that it answers.
    answered: BTreeSet<(String, String)>,
    /// How often it was asked for each.
    calls: std::collections::BTreeMap<(String, String), u32>,
}

impl Answers {
    /// The host of a scenario; `answered` lists `[workflow, state]` of those that the function answers.
    pub fn new(scenario: &Scenario, function: Function, answered: &Value) -> Self {
        let texts = |pair: &Value| {
            let text = |at: &str| pair.pointer(at).and_then(Value::as_str).map(str::to_owned);
            Some((text("/0")?, text("/1")?))
        };
        let answered = answered.as_array().into_iter().flat_map(|pairs| pairs.iter().filter_map(texts)).collect();
        Self { scenario: ScenarioHost::new(scenario), function, answered, calls: Default::default() }
    }

    /// What is answered by a function, of those of the simulated workflow.
    pub fn own_states(&self) -> impl Iterator<Item = &str> {
        self.answered.iter().filter(|(workflow, _)| workflow.is_empty()).map(|(_, state)| state.as_str())
    }

    fn is_answered(&self, workflow: Option<&str>, state: &str) -> bool {
        self.answered.contains(&(workflow.unwrap_or_default().to_owned(), state.to_owned()))
    }

    /// What a function says to a call: a scenario's host that knows this one answer.
    fn ask(&mut self, request: &TaskRequest) -> Result<ScenarioHost, String> {
        let key = (request.workflow.unwrap_or_default().to_owned(), request.state.to_owned());
        let call = self.calls.entry(key).or_default();
        let mut asked = Object::new();
        asked.insert("workflow", request.workflow);
        asked.insert("state", request.state);
        asked.insert("resource", request.resource);
        asked.insert("input", request.input.clone());
        asked.insert("context", request.context.clone());
        asked.insert("token", request.token);
        asked.insert("retries", i64::from(request.retries));
        asked.insert("call", i64::from(*call));
        *call += 1;
        let said = self.function.call1(&JsValue::NULL, &JsValue::from_str(&Value::from(asked).to_json()));
        let said = said.map_err(|error| format!("the function failed: {error:?}"))?;
        let said = said.as_string().ok_or("the function gave no text")?;
        let said = value::parse(&said).map_err(|error| error.to_string())?;
        let mocks =
            read_mocks("the function's answer", &Value::object([(request.state, said)])).map_err(|error| error.to_string())?;
        Ok(ScenarioHost::new(&Scenario { mocks, ..Scenario::default() }))
    }
}

impl TaskHost for Answers {
    fn answer(&mut self, request: &TaskRequest, environment: &mut dyn Environment) -> TaskAnswer {
        if !self.is_answered(request.workflow, request.state) {
            return self.scenario.answer(request, environment);
        }
        match self.ask(request) {
            Ok(mut host) => host.answer(&TaskRequest { workflow: None, context: None, ..*request }, environment),
            Err(cause) => TaskAnswer::now(TaskOutcome::Failure { error: Some("MockFailed".to_owned()), cause: Some(cause) }),
        }
    }

    fn whole_result(&mut self, workflow: Option<&str>, state: &str) -> Option<TaskOutcome> {
        self.scenario.whole_result(workflow, state)
    }

    fn wants_context(&self, workflow: Option<&str>, state: &str) -> bool {
        self.is_answered(workflow, state) || self.scenario.wants_context(workflow, state)
    }

    fn read_object(&mut self, bucket: &str, key: &str) -> Result<Arc<str>, String> {
        self.scenario.read_object(bucket, key)
    }

    fn list_objects(&mut self, bucket: &str, prefix: &str) -> Vec<(Arc<str>, usize)> {
        self.scenario.list_objects(bucket, prefix)
    }

    fn write_object(&mut self, bucket: &str, key: &str, body: String) {
        self.scenario.write_object(bucket, key, body);
    }
}
