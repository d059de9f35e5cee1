//! Pass: the input, or what its fields make of it, is the output.

use crate::data::Sight;
use crate::execution::{Failure, Turn, Worked};
use crate::program::Language;
use crate::recording::Stage;

impl Turn<'_> {
    pub fn pass(&mut self) -> Result<Worked, Failure> {
        let state = self.state();
        if state.language == Language::Jsonata {
            let input = self.visit().input;
            return self.finish_with_input(input);
        }
        let input = self.input_path()?;
        let mut result = input;
        if let Some(template) = &state.data.parameters {
            result = self.evaluate(template, Sight::of(input))?;
            self.stage(Stage::Parameters, result);
        }
        if let Some(constant) = state.data.result {
            result = self.constant(constant);
            self.stage(Stage::Result, result);
        }
        self.finish(result)
    }
}
