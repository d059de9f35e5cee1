//! Whole executions with their histories.

use std::sync::Arc;

use simulator::recording::print;
use simulator::{Budget, Execution, Identity, Options, Summary, WorkflowType};
use value::{Object, Value};

use super::Verdict;
use super::compare::difference;
use super::history::{self, order_of};
use super::host::{RecordedHost, spaced_json};

pub fn run(case: &Value) -> Verdict {
    let text = match (case.get("definition_text").and_then(Value::as_str), case.get("definition")) {
        (Some(text), _) => text.to_owned(),
        (None, Some(definition)) => definition.to_json(),
        (None, None) => return Verdict::Skipped("the case has no definition".to_owned()),
    };
    let Some(expected) = case.get("expected") else { return Verdict::Skipped("the case expects nothing".to_owned()) };
    let input = case.get("input").cloned().unwrap_or_default();
    if has_time_placeholder(&input) {
        return Verdict::Skipped("the input's time was replaced by a placeholder".to_owned());
    }
    let program = match simulator::load(&text) {
        Ok(program) => Arc::new(program),
        Err(problems) => {
            let problems = problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
            return Verdict::Failed(Value::Null, format!("the definition does not compile: {problems}"));
        }
    };
    let mut execution = Execution::start(program, options(case, input));
    let mut host = RecordedHost::new(case);
    let status = expected.get("status").and_then(Value::as_str).unwrap_or_default();
    // A recording that was stopped, or ends while the execution waits, tells nothing of what time would bring.
    let stays = matches!(status, "ABORTED" | "PARTIAL");
    let turns = if stays { ENTRIES_OF_A_STOPPED_RUN } else { usize::MAX };
    execution.run(&mut host, Budget { turns, ..Budget::default() });
    if status == "ABORTED" {
        execution.abort();
    }
    let actual = answer(&execution, expected);
    match compare(expected, &actual) {
        None => Verdict::Passed(actual),
        Some(difference) => Verdict::Failed(actual, difference),
    }
}

/// How many states a stopped run enters before it is stopped: its first.
const ENTRIES_OF_A_STOPPED_RUN: usize = 1;

fn options(case: &Value, input: Value) -> Options {
    let express = case.get("type").and_then(Value::as_str) == Some("EXPRESS");
    let identity = Identity {
        account: "111111111111".to_owned(),
        role_arn: "arn:aws:iam::111111111111:role/role".to_owned(),
        ..Identity::default()
    };
    Options {
        workflow_type: if express { WorkflowType::Express } else { WorkflowType::Standard },
        input_text: Some(spaced_json(&input).into()),
        input,
        start_millis: recorded_at(case).unwrap_or(simulator::execution::DEFAULT_START_MILLIS),
        identity,
        ..Options::default()
    }
}

/// When the case was recorded, which tells how the service behaved then.
fn recorded_at(case: &Value) -> Option<i64> {
    let recorded = case.get("recorded")?.as_str()?;
    let (date, time) = recorded.split_once(", ")?;
    let mut parts = date.split('-');
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    expressions::time::Timestamp::parse(&format!("{year}-{month}-{day}T{time}Z")).map(|time| time.millis())
}

fn has_time_placeholder(input: &Value) -> bool {
    match input {
        Value::String(text) => &**text == "<timestamp>",
        Value::Array(items) => items.iter().any(has_time_placeholder),
        Value::Object(members) => members.values().any(has_time_placeholder),
        _ => false,
    }
}

/// What the engine answered, in the shape of `expected`.
fn answer(execution: &Execution, expected: &Value) -> Value {
    let summary = Summary::of(execution);
    let mut answer = Object::new();
    let open = execution.outcome().is_none();
    answer.insert("status", if open { "PARTIAL" } else { summary.status.name() });
    if let Some(output) = &summary.output {
        answer.insert("output", output.clone());
    }
    if let Some(error) = &summary.error {
        answer.insert("error", error.clone());
    }
    if let Some(cause) = &summary.cause {
        let parsed = value::parse(cause).ok().filter(|value| value.as_object().is_some());
        answer.insert("cause", parsed.unwrap_or_else(|| Value::String(cause.clone())));
    }
    if expected.get("events").is_some() {
        let events = print::history(execution.recording(), 0);
        let kinds =
            events.as_array().map(|events| &***events).unwrap_or_default().iter().filter_map(|event| event.get("type").cloned());
        answer.insert("event_types", Value::array(kinds));
        let events = history::as_recorded(&events);
        let normalised = order_of(expected) == history::Order::Normalised;
        answer.insert("events", if normalised { history::normalised(&events) } else { events });
    }
    Value::from(answer)
}

fn compare(expected: &Value, actual: &Value) -> Option<String> {
    for member in ["status", "output", "error", "cause"] {
        let unparsed = expected.get("output_unparsed").is_some();
        if member == "output" && unparsed {
            continue;
        }
        let (wanted, got) = (expected.get(member), actual.get(member));
        let collapsed = member == "cause" && matches!(wanted, Some(Value::Object(_))) && matches!(got, Some(Value::String(_)));
        match (wanted, got) {
            (None, None) => {}
            _ if collapsed => {}
            (Some(wanted), Some(got)) => {
                if let Some(difference) = difference(wanted, got) {
                    return Some(format!("{member}{difference}"));
                }
            }
            (wanted, got) => {
                let shown = |value: Option<&Value>| value.map_or("nothing".to_owned(), Value::to_json);
                return Some(format!("{member}: expected {}, got {}", shown(wanted), shown(got)));
            }
        }
    }
    let list = |value: &Value| value.get("events").and_then(Value::as_array).map(|events| events.to_vec());
    let (Some(wanted), Some(mut got)) = (list(expected), list(actual)) else { return None };
    if expected.get("status").and_then(Value::as_str) == Some("PARTIAL") {
        got.truncate(wanted.len());
    }
    history::compare(&wanted, &got, order_of(expected))
}
