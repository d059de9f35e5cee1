//! Fail: ends its scope with an error.

use std::sync::Arc;

use value::Value;

use crate::execution::{Failure, Origin, Turn, Worked};
use crate::program::{FailProgram, TextField};

impl Turn<'_> {
    pub fn fail_state(&mut self, program: &FailProgram) -> Result<Worked, Failure> {
        let error = self.fail_text(program.error.as_ref())?;
        let cause = self.fail_text(program.cause.as_ref())?;
        Err(Failure { error, cause, origin: Origin::Task, placed: false })
    }

    fn fail_text(&mut self, field: Option<&TextField>) -> Result<Option<Arc<str>>, Failure> {
        let Some(field) = field else { return Ok(None) };
        let input = self.visit().input;
        match (self.text(field, input)?, field) {
            (Ok(text), _) => Ok(Some(text)),
            (Err(Value::Null), _) => Ok(None),
            (Err(other), TextField::Path { field, .. }) => {
                Err(Failure::runtime(format!("The {field} parameter does not reference a string: {}", other.to_java_json())))
            }
            (Err(other), _) => Ok(Some(Arc::from(other.to_java_json()))),
        }
    }
}
