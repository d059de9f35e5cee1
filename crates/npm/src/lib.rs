//! What the npm package calls: a definition and a scenario checked, started and stepped, and the command for Node.js.
//!
//! Values cross as texts of JSON: numbers and the order of members stay as they are, and the JavaScript around it
//! (`package/`) gives them their shapes.

mod answers;
#[cfg(feature = "command")]
mod command;
mod execution;

pub use execution::Execution;

use asl::document::Document;
use asl::lint::{self, MATTERS_OF_TASTE, Options, WorkflowType};
use value::Value;
use wasm_bindgen::prelude::{JsError, wasm_bindgen};

/// What is wrong with a definition, in JSON or YAML, as the answer of ValidateStateMachineDefinition.
#[wasm_bindgen]
pub fn check(definition: &str, workflow_type: &str, pedantic: bool) -> Result<String, JsError> {
    let workflow_type = match workflow_type {
        "STANDARD" => WorkflowType::Standard,
        "EXPRESS" => WorkflowType::Express,
        other => return Err(JsError::new(&format!("`type` is STANDARD or EXPRESS, not `{other}`"))),
    };
    let document = Document::new(definition);
    let mut found = lint::lint(&document, Options { workflow_type, as_service: true });
    found.retain(|found| pedantic || !MATTERS_OF_TASTE.contains(&found.rule));
    let answer = lint::answer(&found, &|offset| document.lines.position(&document.text, offset));
    Ok(Value::from(answer).to_json())
}
