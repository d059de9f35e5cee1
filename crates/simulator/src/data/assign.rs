//! Assign: all values are computed from the variables as they were at the state's entry, then set together.

use value::Value;

use super::Sight;
use crate::execution::{Failure, Turn};
use crate::limits;
use crate::program::AssignProgram;
use crate::recording::{AssignedRange, Measure, PayloadId, TextId};

/// Values that wait to be assigned when the state is left.
#[derive(Debug, Default)]
pub(crate) struct Assignment(Vec<(usize, PayloadId)>);

impl Turn<'_> {
    /// Computes an Assign.
    pub fn assignment(&mut self, assign: Option<&AssignProgram>, sight: Sight) -> Result<Assignment, Failure> {
        let Some(assign) = assign else { return Ok(Assignment::default()) };
        let value = self.evaluate_value(&assign.template, sight)?;
        let Value::Object(values) = value else { return Ok(Assignment::default()) };
        let mut assignment = Vec::with_capacity(assign.variables.len());
        let mut bytes = 0_u32;
        for (index, (name, _)) in assign.variables.iter().enumerate() {
            let value = values.get(name).cloned().unwrap_or_default();
            let measure = Measure::of(&value);
            bytes = bytes.saturating_add(measure.bytes);
            if measure.depth > limits::PAYLOAD_DEPTH {
                return Err(Failure::runtime(format!("The data nests deeper than {} levels.", limits::PAYLOAD_DEPTH)));
            }
            assignment.push((index, self.recording.payloads.add_bounded(value, measure)));
        }
        if bytes > limits::VARIABLE_BYTES {
            return Err(Failure::limit(self.state_name()));
        }
        let variables = &self.frame().variables;
        let replaced: u64 = assign.variables.iter().map(|(name, _)| variables.bytes_of(name)).sum();
        if self.run().variable_bytes - replaced.min(self.run().variable_bytes) + u64::from(bytes) > limits::ALL_VARIABLES_BYTES {
            return Err(Failure::limit(self.state_name()));
        }
        Ok(Assignment(assignment))
    }

    /// Sets the variables and tells where the recording holds them.
    pub fn assign(&mut self, assign: Option<&AssignProgram>, assignment: Assignment) -> AssignedRange {
        let Some(assign) = assign else { return AssignedRange::default() };
        let start = self.recording.assigned.len() as u32;
        for (index, payload) in &assignment.0 {
            let (name, text): &(_, TextId) = &assign.variables[*index];
            let value = self.recording.payloads.value(*payload).clone();
            let bytes = self.recording.payloads.bound(*payload).bytes;
            let frame = &mut self.machine.frames[self.key];
            let run = &mut self.machine.runs[frame.run as usize];
            run.variable_bytes = (run.variable_bytes + u64::from(bytes)).saturating_sub(frame.variables.bytes_of(name));
            frame.variables.assign(name, value, bytes);
            self.recording.assigned.push((*text, *payload));
        }
        AssignedRange { start, count: u16::try_from(assignment.0.len()).unwrap_or(u16::MAX) }
    }
}
