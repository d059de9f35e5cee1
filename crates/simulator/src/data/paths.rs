//! InputPath, OutputPath and ResultPath.

use expressions::Scope;
use expressions::jsonpath::{Path, Root};
use value::Value;

use crate::execution::{Failure, Turn};
use crate::program::{PathStage, ResultPathStage};
use crate::recording::{Measure, PayloadId, Stage};

impl Turn<'_> {
    /// The state's input after InputPath.
    pub fn input_path(&mut self) -> Result<PayloadId, Failure> {
        let (state, input) = (self.state(), self.visit().input);
        if matches!(state.data.input_path, PathStage::Whole) {
            return Ok(input);
        }
        let taken = self.take_path(&state.data.input_path, input)?;
        self.stage(Stage::InputPath, taken);
        Ok(taken)
    }

    /// The state's output after OutputPath.
    pub fn output_path(&mut self, payload: PayloadId) -> Result<PayloadId, Failure> {
        let state = self.state();
        self.take_path(&state.data.output_path, payload)
    }

    fn take_path(&mut self, stage: &PathStage, payload: PayloadId) -> Result<PayloadId, Failure> {
        match stage {
            PathStage::Whole => Ok(payload),
            PathStage::Nothing => Ok(self.recording.payloads.add(Value::object::<&str, Value>([]))),
            PathStage::Path(path) => self.path_payload(path, payload),
        }
    }

    /// The value that a path finds, as a payload.
    pub fn path_payload(&mut self, path: &Path, payload: PayloadId) -> Result<PayloadId, Failure> {
        let value = self.path_value(path, payload)?;
        if path.is_definite() && *path.root() == Root::Input {
            let bound = self.recording.payloads.bound(payload);
            return Ok(self.recording.payloads.add_bounded(value, bound));
        }
        Ok(self.recording.payloads.add(value))
    }

    /// The value that a path finds in a payload, the context object or the variables.
    pub fn path_value(&mut self, path: &Path, payload: PayloadId) -> Result<Value, Failure> {
        let found = if *path.root() == Root::Input {
            path.evaluate_on(self.recording.payloads.value(payload))
        } else {
            let context = self.context();
            let scope = Scope {
                input: self.recording.payloads.value(payload),
                context: &context,
                variables: &self.machine.frames[self.key].variables,
            };
            path.evaluate(&scope)
        };
        found.map_err(|error| Failure::runtime(error.invalid_path()))
    }

    /// The state's raw input with a result at ResultPath.
    pub fn result_path(&mut self, stage: &ResultPathStage, result: PayloadId) -> Result<PayloadId, Failure> {
        let input = self.visit().input;
        let path = match stage {
            ResultPathStage::Replace => return Ok(result),
            ResultPathStage::Discard => return Ok(input),
            ResultPathStage::Set(path) => path,
        };
        let payloads = &self.recording.payloads;
        let set = path.set(payloads.value(input), payloads.value(result).clone());
        let value = set.map_err(|error| Failure::runtime(error.to_string()))?;
        let (around, within) = (payloads.bound(input), payloads.bound(result));
        let levels = path.source().bytes().filter(|byte| matches!(byte, b'.' | b'[')).count() as u32;
        let bound = Measure {
            bytes: around.bytes.saturating_add(within.bytes).saturating_add(path.source().len() as u32 + 4 * levels),
            depth: around.depth.max(levels + within.depth),
        };
        let combined = self.recording.payloads.add_bounded(value, bound);
        self.stage(Stage::ResultPath, combined);
        Ok(combined)
    }
}
