//! Running workflows, with everything recorded.

use std::sync::Arc;

use simulator::fold;
use simulator::host::EchoHost;
use simulator::recording::{EventId, wire};
use simulator::{Budget, Execution, Options, Program};
use value::Value;
use wasm_bindgen::prelude::{JsError, wasm_bindgen};

/// A compiled workflow.
#[wasm_bindgen]
pub struct Workflow(Arc<Program>);

#[wasm_bindgen]
impl Workflow {
    /// Compiles a definition's text.
    #[wasm_bindgen(constructor)]
    pub fn compile(definition: &str) -> Result<Workflow, JsError> {
        match simulator::load(definition) {
            Ok(program) => Ok(Self(Arc::new(program))),
            Err(problems) => Err(JsError::new(&problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))),
        }
    }

    /// Runs it with an input as JSON and gives the output as JSON; its full history is recorded and dropped.
    pub fn run(&self, input: &str) -> Result<String, JsError> {
        let execution = self.execution(input)?;
        match execution.output() {
            Some(output) => Ok(output.to_json()),
            None => Err(JsError::new(&format!("{:?}", execution.outcome()))),
        }
    }

    /// How many state transitions a run makes.
    pub fn transitions(&self, input: &str) -> Result<usize, JsError> {
        Ok(self.execution(input)?.recording().transitions())
    }
}

/// A run that has ended, to look at.
#[wasm_bindgen]
pub struct Run(Execution);

#[wasm_bindgen]
impl Run {
    /// Runs a workflow.
    #[wasm_bindgen(constructor)]
    pub fn new(workflow: &Workflow, input: &str) -> Result<Run, JsError> {
        Ok(Self(workflow.execution(input)?))
    }

    /// How many events its history has.
    pub fn events(&self) -> usize {
        self.0.recording().events().len()
    }

    /// How many state transitions it made.
    pub fn transitions(&self) -> usize {
        self.0.recording().transitions()
    }

    /// Folds the run up to an event, as the canvas does; gives how many states were entered by then.
    pub fn go_to(&self, event: u32) -> usize {
        let states = self.0.program().state_names().len();
        let snapshot = fold::snapshot(self.0.recording(), states, EventId(event));
        snapshot.states.iter().filter(|state| state.visits > 0).count()
    }

    /// The recording as the worker sends it; gives its size in bytes.
    pub fn send(&self) -> usize {
        wire::to_bytes(self.0.recording()).len()
    }
}

impl Workflow {
    fn execution(&self, input: &str) -> Result<Execution, JsError> {
        let input: Value = value::parse(input)?;
        let mut execution = Execution::start(self.0.clone(), Options { input, ..Options::default() });
        execution.run(&mut EchoHost, Budget::default());
        Ok(execution)
    }
}

/// What the runs of the gallery leave behind, one line each, to be compared with those of a native build.
#[wasm_bindgen]
pub fn digests() -> String {
    crate::digests::digests()
}
