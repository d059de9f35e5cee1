//! Running workflows, with everything recorded.

use std::sync::Arc;

use simulator::host::EchoHost;
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

impl Workflow {
    fn execution(&self, input: &str) -> Result<Execution, JsError> {
        let input: Value = value::parse(input)?;
        let mut execution = Execution::start(self.0.clone(), Options { input, ..Options::default() });
        execution.run(&mut EchoHost, Budget::default());
        Ok(execution)
    }
}
