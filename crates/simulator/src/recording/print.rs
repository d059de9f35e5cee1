//! Histories in the shape of `GetExecutionHistory`.

use value::{Object, Value};

use super::{AssignedRange, Call, CallId, Details, Event, EventType, PayloadId, Recording, TextId};

/// All events of one history, as the `events` of `GetExecutionHistory`.
#[must_use]
pub fn history(recording: &Recording, history: usize) -> Value {
    let events = recording.histories.get(history).map_or(&[][..], |history| &history.events);
    Value::array(events.iter().enumerate().map(|(index, event)| print_event(recording, event, index + 1)))
}

/// One event with the given id.
#[must_use]
pub fn print_event(recording: &Recording, event: &Event, id: usize) -> Value {
    let mut printed = Object::with_capacity(5);
    let at = recording.start_millis.saturating_add(i64::try_from(event.at).unwrap_or(i64::MAX));
    printed.insert("timestamp", expressions::time::format_millis(at));
    printed.insert("type", event.kind.name());
    printed.insert("id", id as i64);
    printed.insert("previousEventId", i64::from(event.previous.0));
    if let Some(details) = print_details(recording, event) {
        printed.insert(event.kind.details_member(), details);
    }
    printed.into()
}

fn print_details(recording: &Recording, event: &Event) -> Option<Object> {
    let printer = Printer { recording };
    let mut details = Object::new();
    match event.details {
        Details::None => return None,
        Details::Entered { name, input } => {
            details.insert("name", printer.text(name));
            printer.data(&mut details, "input", input);
        }
        Details::Exited { name, output, assigned } => {
            details.insert("name", printer.text(name));
            printer.data(&mut details, "output", output);
            printer.assigned(&mut details, assigned);
        }
        Details::Input(input) => {
            printer.data(&mut details, "input", input);
            details.insert("roleArn", recording.role_arn.as_str());
        }
        Details::Output(output) => printer.data(&mut details, "output", output),
        Details::Failure { error, cause } => printer.failure(&mut details, error, cause),
        Details::Call(call) => printer.call(&mut details, call, event.kind),
        Details::CallOutput { call, output } => {
            printer.called(&mut details, call);
            printer.data(&mut details, "output", output);
        }
        Details::CallFailure { call, error, cause } => {
            printer.called(&mut details, call);
            printer.failure(&mut details, error, cause);
        }
        Details::Length(length) => {
            details.insert("length", i64::from(length));
        }
        Details::Iteration { name, index } => {
            details.insert("name", printer.text(name));
            details.insert("index", i64::from(index));
        }
        Details::MapRun(arn) => {
            details.insert("mapRunArn", printer.text(arn));
        }
        Details::MapRunRedriven(arn, count) => {
            details.insert("mapRunArn", printer.text(arn));
            details.insert("redriveCount", i64::from(count));
        }
        Details::Evaluation(index) => {
            let evaluation = recording.evaluations.get(index as usize)?;
            printer.failure(&mut details, Some(evaluation.error), Some(evaluation.cause));
            if let Some(location) = evaluation.location {
                details.insert("location", printer.text(location));
            }
            details.insert("state", printer.text(evaluation.state));
        }
        Details::Worker(name) => {
            if let Some(name) = name {
                details.insert("workerName", printer.text(name));
            }
        }
        Details::Redrive(count) => {
            details.insert("redriveCount", i64::from(count));
        }
    }
    Some(details)
}

struct Printer<'a> {
    recording: &'a Recording,
}

impl Printer<'_> {
    fn text(&self, id: TextId) -> Value {
        self.recording.texts.get(id.index()).cloned().map_or(Value::Null, Value::String)
    }

    fn data(&self, details: &mut Object, member: &str, payload: PayloadId) {
        details.insert(member, self.recording.payloads.text(payload));
        details.insert(format!("{member}Details"), Value::object([("truncated", false)]));
    }

    fn failure(&self, details: &mut Object, error: Option<TextId>, cause: Option<TextId>) {
        if let Some(error) = error {
            details.insert("error", self.text(error));
        }
        if let Some(cause) = cause {
            details.insert("cause", self.text(cause));
        }
    }

    fn assigned(&self, details: &mut Object, range: AssignedRange) {
        let start = range.start as usize;
        let Some(assigned) = self.recording.assigned.get(start..start + usize::from(range.count)) else { return };
        if assigned.is_empty() {
            return;
        }
        let variables: Object =
            assigned.iter().map(|(name, payload)| (self.recording.text(*name), self.recording.payloads.text(*payload))).collect();
        details.insert("assignedVariables", variables);
        details.insert("assignedVariablesDetails", Value::object([("truncated", false)]));
    }

    fn call(&self, details: &mut Object, id: CallId, kind: EventType) {
        let Some(call) = self.recording.calls.get(id.0 as usize) else { return };
        match kind {
            EventType::TaskStarted => self.called(details, id),
            _ => self.scheduled(details, call),
        }
    }

    fn scheduled(&self, details: &mut Object, call: &Call) {
        match call.resource_type {
            Some(service) => {
                details.insert("resourceType", self.text(service));
                details.insert("resource", self.text(call.resource));
                details.insert("region", REGION);
                details.insert("parameters", self.recording.payloads.text(call.parameters));
            }
            None => {
                details.insert("resource", self.text(call.resource));
                self.data(details, "input", call.parameters);
            }
        }
        if let Some(seconds) = call.timeout_seconds {
            details.insert("timeoutInSeconds", i64::from(seconds.get()));
        }
        if let Some(seconds) = call.heartbeat_seconds {
            details.insert("heartbeatInSeconds", i64::from(seconds.get()));
        }
        if let Some(role) = call.role {
            details.insert("taskCredentials", Value::object([("roleArn", self.text(role))]));
        }
    }

    /// The resource, for events after the scheduling; functions and activities don't name it again.
    fn called(&self, details: &mut Object, id: CallId) {
        let Some(call) = self.recording.calls.get(id.0 as usize) else { return };
        if let Some(service) = call.resource_type {
            details.insert("resourceType", self.text(service));
            details.insert("resource", self.text(call.resource));
        }
    }
}

/// The region that simulated calls are made in.
const REGION: &str = "us-east-1";
