//! The details of an event as the service prints them.

use std::num::NonZeroU32;

use value::Value;

use super::super::{AssignedRange, Call, CallId, Details, EvaluationRecord, EventType, PayloadId, Recording, TextId};

/// Reads what an event carries. What is absent stays absent; what cannot be read is left out.
pub(super) fn read(recording: &mut Recording, kind: EventType, printed: &Value) -> Details {
    use EventType as Kind;
    let mut reader = Reader { recording, printed };
    match kind {
        _ if kind.is_state_entered() => Details::Entered { name: reader.name(), input: reader.data("input") },
        _ if kind.is_state_exited() => {
            let (name, output) = (reader.name(), reader.data("output"));
            Details::Exited { name, output, assigned: reader.assigned() }
        }
        Kind::ExecutionStarted => {
            if let Some(role) = printed.get("roleArn").and_then(Value::as_str) {
                reader.recording.role_arn = role.to_owned();
            }
            Details::Input(reader.data("input"))
        }
        Kind::ExecutionSucceeded | Kind::LambdaFunctionSucceeded | Kind::ActivitySucceeded => {
            Details::Output(reader.data("output"))
        }
        Kind::TaskScheduled | Kind::LambdaFunctionScheduled | Kind::ActivityScheduled => reader.scheduled(),
        Kind::TaskStarted => Details::Call(reader.latest_call()),
        Kind::TaskSucceeded | Kind::TaskSubmitted => {
            Details::CallOutput { call: reader.latest_call(), output: reader.data("output") }
        }
        Kind::TaskFailed | Kind::TaskTimedOut | Kind::TaskStartFailed | Kind::TaskSubmitFailed => {
            Details::CallFailure { call: reader.latest_call(), error: reader.text("error"), cause: reader.text("cause") }
        }
        Kind::MapStateStarted => Details::Length(reader.count("length")),
        Kind::MapIterationStarted | Kind::MapIterationSucceeded | Kind::MapIterationFailed | Kind::MapIterationAborted => {
            Details::Iteration { name: reader.name(), index: reader.count("index") }
        }
        Kind::MapRunStarted => reader.text("mapRunArn").map_or(Details::None, Details::MapRun),
        Kind::MapRunRedriven => {
            let count = reader.count("redriveCount");
            reader.text("mapRunArn").map_or(Details::None, |arn| Details::MapRunRedriven(arn, count))
        }
        Kind::ExecutionRedriven => Details::Redrive(reader.count("redriveCount")),
        Kind::ActivityStarted => Details::Worker(reader.text("workerName")),
        Kind::EvaluationFailed => reader.evaluation(),
        _ if printed.is_null() => Details::None,
        _ => Details::Failure { error: reader.text("error"), cause: reader.text("cause") },
    }
}

struct Reader<'a> {
    recording: &'a mut Recording,
    printed: &'a Value,
}

impl Reader<'_> {
    fn text(&mut self, member: &str) -> Option<TextId> {
        let text = self.printed.get(member)?.as_str()?.to_owned();
        Some(self.recording.add_text(&text))
    }

    fn name(&mut self) -> TextId {
        self.text("name").unwrap_or_else(|| self.recording.add_text(""))
    }

    fn count(&self, member: &str) -> u32 {
        self.printed.get(member).and_then(Value::as_i64).and_then(|count| u32::try_from(count).ok()).unwrap_or_default()
    }

    fn seconds(&self, member: &str) -> Option<NonZeroU32> {
        NonZeroU32::new(self.count(member))
    }

    /// A text of JSON as a payload; what is no JSON is kept as a string.
    fn data(&mut self, member: &str) -> PayloadId {
        let printed = self.printed.get(member).cloned().unwrap_or_default();
        payload(self.recording, printed)
    }

    fn scheduled(&mut self) -> Details {
        let parameters = if self.printed.get("parameters").is_some() { "parameters" } else { "input" };
        let call = Call {
            resource: self.text("resource").unwrap_or_else(|| self.recording.add_text("")),
            resource_type: self.text("resourceType"),
            parameters: self.data(parameters),
            timeout_seconds: self.seconds("timeoutInSeconds"),
            heartbeat_seconds: self.seconds("heartbeatInSeconds"),
            role: None,
        };
        self.recording.calls.push(call);
        Details::Call(CallId(self.recording.calls.len() as u32 - 1))
    }

    /// The latest call to the same resource.
    fn latest_call(&mut self) -> CallId {
        let resource = self.text("resource");
        let same = self.recording.calls.iter().rposition(|call| Some(call.resource) == resource);
        CallId(same.unwrap_or_else(|| self.recording.calls.len().saturating_sub(1)) as u32)
    }

    fn assigned(&mut self) -> AssignedRange {
        let Some(variables) = self.printed.get("assignedVariables").and_then(Value::as_object).cloned() else {
            return AssignedRange::default();
        };
        let start = self.recording.assigned.len() as u32;
        for (name, text) in variables.iter() {
            let (name, value) = (self.recording.add_text(name), payload(self.recording, text.clone()));
            self.recording.assigned.push((name, value));
        }
        AssignedRange { start, count: u16::try_from(variables.len()).unwrap_or(u16::MAX) }
    }

    fn evaluation(&mut self) -> Details {
        let empty = self.recording.add_text("");
        let record = EvaluationRecord {
            error: self.text("error").unwrap_or(empty),
            cause: self.text("cause").unwrap_or(empty),
            location: self.text("location"),
            state: self.text("state").unwrap_or(empty),
        };
        self.recording.evaluations.push(record);
        Details::Evaluation(self.recording.evaluations.len() as u32 - 1)
    }
}

fn payload(recording: &mut Recording, printed: Value) -> PayloadId {
    match &printed {
        Value::String(text) => match value::parse(text) {
            Ok(value) => recording.payloads.add_text(value, text.clone()),
            Err(_) => recording.payloads.add(printed),
        },
        _ => recording.payloads.add(printed),
    }
}
