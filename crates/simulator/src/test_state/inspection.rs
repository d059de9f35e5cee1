//! `inspectionData`: what data was at each stage, as far as the state came.

use value::{Number, Object, Value};

use super::TestRequest;
use crate::execution::{Execution, Probe};
use crate::program::{KindProgram, Language, Program, ResultPathStage, StateIndex};
use crate::recording::{PayloadId, Stage};

/// The inspection data of a test.
pub(super) fn inspect(
    request: &TestRequest,
    execution: &Execution,
    program: &Program,
    index: StateIndex,
    probe: &Probe,
) -> Object {
    let recording = execution.recording();
    let state = program.state(index);
    let stage = |wanted: Stage| recording.stages.iter().rev().find(|record| record.stage == wanted).map(|record| record.payload);
    let value = |payload: PayloadId| recording.payloads.value(payload).clone();
    let input = execution.input();
    let failed = probe.failure.is_some();
    let called = !recording.calls.is_empty();
    let mut data = Object::new();
    data.insert("input", value(input));
    if state.language == Language::JsonPath {
        let after_input = stage(Stage::InputPath).unwrap_or(input);
        let after_parameters = stage(Stage::Parameters).unwrap_or(after_input);
        let has_result = matches!(state.kind, KindProgram::Pass) && state.data.result.is_some();
        let is_parallel = matches!(state.kind, KindProgram::Parallel(_));
        if !has_result && !is_parallel {
            data.insert("afterInputPath", value(after_input));
        }
        let worked = match state.kind {
            KindProgram::Task(_) => called,
            KindProgram::Pass => !failed && !has_result,
            _ => false,
        };
        if worked {
            data.insert("afterParameters", value(after_parameters));
        }
        let result = stage(Stage::Result);
        let shows_result = has_result || matches!(state.kind, KindProgram::Task(_));
        if let Some(result) = result.filter(|_| shows_result) {
            data.insert("result", value(result));
        }
        let selected =
            stage(Stage::ResultSelector).or(result).or((matches!(state.kind, KindProgram::Pass)).then_some(after_parameters));
        if let Some(selected) = selected.filter(|_| !failed) {
            data.insert("afterResultSelector", value(selected));
            let combined = stage(Stage::ResultPath).unwrap_or(match state.data.result_path {
                ResultPathStage::Discard => input,
                ResultPathStage::Replace | ResultPathStage::Set(_) => selected,
            });
            data.insert("afterResultPath", value(combined));
        }
    } else {
        if let (Some(arguments), KindProgram::Task(_)) = (stage(Stage::Arguments), &state.kind) {
            data.insert("afterArguments", value(arguments));
        }
        if let (Some(result), KindProgram::Task(_)) = (stage(Stage::Result), &state.kind) {
            data.insert("result", value(result));
        }
    }
    if let KindProgram::Map(map) = &state.kind {
        if state.language == Language::JsonPath
            && map.reader.is_none()
            && let Some(items) = probe.items
        {
            data.insert("afterItemsPath", value(items));
        }
        let stages =
            [("afterItemsPointer", probe.pointed), ("afterItemSelector", probe.selected), ("afterItemBatcher", probe.batched)];
        for (member, payload) in stages {
            if let Some(payload) = payload {
                data.insert(member, value(payload));
            }
        }
        if let Some(count) = probe.max_concurrency {
            data.insert("maxConcurrency", count as i64);
        }
        if let Some(count) = probe.tolerated_count {
            data.insert("toleratedFailureCount", i64::from(count));
        }
        if let Some(percentage) = probe.tolerated_percentage.and_then(Number::from_f64) {
            data.insert("toleratedFailurePercentage", percentage);
        }
    }
    if let Some(variables) =
        request.variables.as_ref().filter(|variables| variables.as_object().is_some_and(|all| !all.is_empty()))
    {
        data.insert("variables", variables.clone());
    }
    if failed {
        let mut details = Object::new();
        if let Some((index, seconds)) = probe.retried {
            details.insert("retryBackoffIntervalSeconds", Number::from_f64(seconds).map(Value::Number));
            details.insert("retryIndex", index as i64);
        }
        if let Some(index) = probe.exhausted {
            details.insert("retryIndex", index as i64);
        }
        if let Some(index) = probe.caught {
            details.insert("catchIndex", index as i64);
        }
        if !details.is_empty() {
            data.insert("errorDetails", details);
        }
    }
    data
}
