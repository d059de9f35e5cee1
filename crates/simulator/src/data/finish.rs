//! From a state's result to its exit.

use super::Sight;
use crate::execution::{Failure, Turn, Worked};
use crate::program::{AssignProgram, Compiled, Language, Next};
use crate::recording::{PayloadId, Stage};

impl Turn<'_> {
    /// The effective input: after InputPath and Parameters, or after Arguments.
    pub fn effective_input(&mut self) -> Result<PayloadId, Failure> {
        let state = self.state();
        let input = self.input_path()?;
        let effective = match &state.data.parameters {
            None => input,
            Some(template) => {
                let effective = self.evaluate(template, Sight::of(input))?;
                let jsonata = state.language == Language::Jsonata;
                self.stage(if jsonata { Stage::Arguments } else { Stage::Parameters }, effective);
                effective
            }
        };
        self.frame_mut().visit.effective = effective;
        Ok(effective)
    }

    /// Leaves a state whose work gave a result: ResultSelector, ResultPath, OutputPath or Output, and Assign.
    pub fn finish(&mut self, result: PayloadId) -> Result<Worked, Failure> {
        let state = self.state();
        self.frame_mut().visit.context = None;
        let (output, sight) = match state.language {
            Language::JsonPath => {
                let selected = match &state.data.result_selector {
                    None => result,
                    Some(template) => {
                        let selected = self.evaluate(template, Sight::of(result))?;
                        self.stage(Stage::ResultSelector, selected);
                        selected
                    }
                };
                let combined = self.result_path(&state.data.result_path, selected)?;
                (self.output_path(combined)?, Sight::of(selected))
            }
            Language::Jsonata => {
                let sight = Sight { root: result, result: Some(result), error: None };
                let output = match &state.data.output {
                    None => result,
                    Some(template) => self.evaluate(template, sight)?,
                };
                (output, sight)
            }
        };
        self.exit(output, state.data.assign.as_ref(), sight, state.next)
    }

    /// Leaves a state that only passes its input on: OutputPath or Output, and Assign.
    pub fn finish_with_input(&mut self, input: PayloadId) -> Result<Worked, Failure> {
        let state = self.state();
        self.finish_with(input, state.data.output.as_ref(), state.data.assign.as_ref(), state.next)
    }

    /// The same with the Output, Assign and Next of a Choice's rule.
    pub fn finish_with(
        &mut self,
        input: PayloadId,
        output: Option<&Compiled>,
        assign: Option<&AssignProgram>,
        next: Next,
    ) -> Result<Worked, Failure> {
        let state = self.state();
        let sight = Sight::of(input);
        let output = match (state.language, output) {
            (Language::JsonPath, _) => self.output_path(input)?,
            (Language::Jsonata, None) => input,
            (Language::Jsonata, Some(template)) => self.evaluate(template, sight)?,
        };
        self.exit(output, assign, sight, next)
    }

    fn exit(&mut self, output: PayloadId, assign: Option<&AssignProgram>, sight: Sight, next: Next) -> Result<Worked, Failure> {
        self.check_size(output)?;
        let assignment = self.assignment(assign, sight)?;
        let assigned = self.assign(assign, assignment);
        self.leave(output, assigned, next);
        Ok(Worked::Left)
    }
}
