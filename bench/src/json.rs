//! JSON values: reading and writing.

use value::Value;
use wasm_bindgen::prelude::{JsError, wasm_bindgen};

/// A parsed JSON value, which stays on the side of WebAssembly.
#[wasm_bindgen]
pub struct JsonValue(Value);

#[wasm_bindgen]
impl JsonValue {
    /// Parses a text.
    #[wasm_bindgen(constructor)]
    pub fn parse(text: &str) -> Result<JsonValue, JsError> {
        Ok(Self(value::parse(text)?))
    }

    /// Its compact text.
    pub fn text(&self) -> String {
        self.0.to_json()
    }
}
