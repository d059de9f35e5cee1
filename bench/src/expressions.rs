//! Expressions: compiled once, evaluated often.

use expressions::jsonata::{Bindings, Budget, Dialect, Expression, Outcome};
use expressions::jsonpath::Path;
use expressions::{NoVariables, Scope, SeededEnvironment};
use value::Value;
use wasm_bindgen::prelude::{JsError, wasm_bindgen};

/// A JSONata expression with the `$states` it sees.
#[wasm_bindgen]
pub struct Jsonata {
    expression: Expression,
    states: Value,
    environment: SeededEnvironment,
}

#[wasm_bindgen]
impl Jsonata {
    /// Compiles an expression; `states` is JSON text.
    #[wasm_bindgen(constructor)]
    pub fn new(expression: &str, states: &str) -> Result<Jsonata, JsError> {
        let expression = Expression::compile(expression, Dialect::StepFunctions)?;
        Ok(Self { expression, states: value::parse(states)?, environment: SeededEnvironment::new(0, 1) })
    }

    /// Evaluates once and leaves the value on this side.
    pub fn evaluate(&mut self) -> bool {
        self.value().is_some()
    }

    /// Evaluates once and gives the value as JSON text.
    pub fn text(&mut self) -> String {
        self.value().unwrap_or_default().to_json()
    }
}

impl Jsonata {
    fn value(&mut self) -> Option<Value> {
        let bindings = Bindings { input: None, states: Some(&self.states), variables: &NoVariables };
        match self.expression.evaluate(&bindings, &mut self.environment, Budget::default()) {
            Ok(Outcome::Value(value)) => Some(value),
            _ => None,
        }
    }
}

/// Compiles an expression and throws it away; says whether it could.
#[wasm_bindgen]
pub fn parses_jsonata(expression: &str) -> bool {
    Expression::compile(expression, Dialect::StepFunctions).is_ok()
}

/// A JSONPath with the input it searches.
#[wasm_bindgen]
pub struct JsonPath {
    path: Path,
    input: Value,
}

#[wasm_bindgen]
impl JsonPath {
    /// Compiles a path; `input` is JSON text.
    #[wasm_bindgen(constructor)]
    pub fn new(path: &str, input: &str) -> Result<JsonPath, JsError> {
        Ok(Self { path: Path::parse(path)?, input: value::parse(input)? })
    }

    /// Evaluates once and leaves the value on this side.
    pub fn evaluate(&self) -> bool {
        self.path.evaluate(&Scope::of_input(&self.input)).is_ok()
    }

    /// Evaluates once and gives the value as JSON text.
    pub fn text(&self) -> String {
        self.path.evaluate(&Scope::of_input(&self.input)).map_or_else(|error| error.to_string(), |value| value.to_json())
    }
}
