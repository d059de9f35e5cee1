//! What became of a step's data, stage by stage, and what each stage is to be compared with.

use simulator::fold;
use simulator::recording::{PayloadId, Recording, Stage as RecordedStage};
use value::Value;

use super::look::Data;
use super::steps;

/// The data at one stage of a step.
#[derive(Clone, Debug, PartialEq)]
pub struct DataStage {
    /// The stage's name.
    pub name: &'static str,
    /// What it is.
    pub data: Data,
    /// What it is compared with, and what that is called; nothing for what comes from the work.
    pub before: Option<(Value, &'static str)>,
    /// What happened, in a few words.
    pub note: String,
}

/// The stages from the input to the output, each with what it is to be compared with.
pub(super) fn stages(recording: &Recording, view: &fold::StepView) -> Vec<DataStage> {
    let value = |payload: PayloadId| recording.payloads.value(payload).clone();
    let input = value(view.visit.input);
    let mut latest = (input.clone(), "the input");
    let mut result = None;
    let mut stages = vec![DataStage { name: "Input", data: Data::of(input.clone()), before: None, note: String::new() }];
    for (stage, payload) in &view.stages {
        let data = value(*payload);
        let before = match stage {
            RecordedStage::Result | RecordedStage::Items | RecordedStage::Arguments => None,
            RecordedStage::ResultSelector => result.clone().map(|result| (result, "the result")),
            RecordedStage::ResultPath => Some((input.clone(), "the input")),
            _ => Some(latest.clone()),
        };
        let name = steps::stage_name(*stage);
        let note = before.as_ref().map(|(before, called)| taken_from(before, &data, called)).unwrap_or_default();
        latest = (data.clone(), "the stage before");
        if matches!(stage, RecordedStage::Result | RecordedStage::ResultSelector) {
            result = Some(data.clone());
        }
        stages.push(DataStage { name, data: Data::of(data), before, note });
    }
    if let Some(output) = view.visit.output.map(value) {
        let note = taken_from(&input, &output, "the input");
        stages.push(DataStage { name: "Output", data: Data::of(output), before: Some((input, "the input")), note });
    }
    stages
}

/// Says that a value is what it was, or a part of what was there before.
fn taken_from(before: &Value, after: &Value, called: &str) -> String {
    if before == after {
        return format!("the same as {called}");
    }
    let mut path = String::new();
    if find_part(before, after, 4, &mut path) { format!("{path} of {called}") } else { String::new() }
}

/// Whether a value is a part of another one that shares its memory; then the way there is written.
fn find_part(around: &Value, part: &Value, depth: usize, path: &mut String) -> bool {
    if !matches!(part, Value::Array(_) | Value::Object(_)) || depth == 0 {
        return false;
    }
    let Some(members) = around.as_object() else { return false };
    members.iter().take(200).any(|(key, value)| {
        let length = path.len();
        path.push_str(if length == 0 { "$." } else { "." });
        path.push_str(key);
        if value.is_same(part) || find_part(value, part, depth - 1, path) {
            return true;
        }
        path.truncate(length);
        false
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_what_was_there_is_named() {
        let inner = Value::object([("x", 1i64)]);
        let around = Value::object([("a", Value::object([("b", inner.clone())]))]);
        assert_eq!(taken_from(&around, &inner, "the input"), "$.a.b of the input");
        assert_eq!(taken_from(&around, &around, "the input"), "the same as the input");
        assert_eq!(taken_from(&around, &Value::from(1i64), "the input"), "");
    }
}
