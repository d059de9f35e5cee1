//! The host of a recorded case: its Tasks are answered as they were when it was recorded.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use expressions::Environment;
use simulator::host::{Refusal, TaskAnswer, TaskHost, TaskOutcome, TaskRequest};
use simulator::scenario::{Scenario, ScenarioHost, read_mock_config};
use simulator::services;
use value::Value;

use crate::api_data;

/// Recorded answers by state, in the order they were given, and the functions that stood behind.
#[derive(Default)]
pub struct RecordedHost {
    answers: BTreeMap<Arc<str>, VecDeque<Value>>,
    /// Answers of branches, whose state the recording does not tell.
    of_branches: Vec<Value>,
    functions: BTreeMap<Arc<str>, Arc<str>>,
    objects: BTreeMap<(String, String), Arc<str>>,
    /// Names that activity workers gave, in order.
    workers: VecDeque<String>,
    /// Mocks of a MockConfigFile that the case was recorded with.
    mocks: Option<ScenarioHost>,
}

impl RecordedHost {
    pub fn new(case: &Value) -> Self {
        let mut host = Self::default();
        for mock in list(case, "mocks") {
            match mock.get("state") {
                Some(Value::String(state)) => host.answers.entry(state.clone()).or_default().push_back(mock.clone()),
                _ if mock.get("result_kind").is_some_and(|kind| !kind.is_null()) => host.of_branches.push(mock.clone()),
                _ => {}
            }
        }
        let events = case.get("expected").map(|expected| list(expected, "events")).unwrap_or_default();
        let workers = events.iter().filter_map(|event| event.get("activityStartedEventDetails")?.get("workerName")?.as_str());
        host.workers = workers.map(str::to_owned).collect();
        host.mocks = case.get("mock_run").and_then(|run| {
            let test_case = run.get("test_case").and_then(Value::as_str);
            let mocks = read_mock_config(run.get("mock_config")?, test_case).ok()?;
            Some(ScenarioHost::new(&Scenario { mocks, ..Scenario::default() }))
        });
        if let Some(functions) = case.get("lambdas").and_then(Value::as_object) {
            for (name, behaviour) in functions.iter() {
                host.functions.insert(name.clone(), behaviour.as_str().unwrap_or_default().into());
            }
        }
        for object in list(case, "s3_objects") {
            let text = |member: &str| object.get(member).and_then(Value::as_str).unwrap_or_default();
            host.objects.insert((text("bucket").to_owned(), text("key").to_owned()), text("body").into());
        }
        host
    }

    fn recorded(&mut self, request: &TaskRequest) -> Option<Value> {
        if let Some(answers) = self.answers.get_mut(request.state)
            && let Some(answer) = answers.pop_front()
        {
            return Some(answer);
        }
        let same_request =
            |answer: &Value| answer.get("request").is_some_and(|recorded| super::compare::matches(recorded, request.input));
        let index =
            self.of_branches.iter().position(same_request).or(if self.of_branches.is_empty() { None } else { Some(0) })?;
        Some(self.of_branches.remove(index))
    }

    /// What a function that was not recorded would have answered.
    fn call_function(&self, request: &TaskRequest) -> TaskOutcome {
        let by_service = request.resource.ends_with("lambda:invoke");
        let named = request.input.get("FunctionName").and_then(Value::as_str).filter(|_| by_service).unwrap_or(request.resource);
        let known = self.functions.iter().find(|(name, _)| named.contains(&***name)).or_else(|| self.functions.first_key_value());
        let behaviour = known.map_or("identity", |(_, behaviour)| &**behaviour);
        // A function that is given nothing is given an empty event.
        let given = if by_service { request.input.get("Payload").cloned().unwrap_or_default() } else { request.input.clone() };
        let payload = if given.is_null() { Value::object::<&str, Value>([]) } else { given };
        let result = match behaviour {
            "returns f\"input-event-{event}\"" => Value::from(format!("input-event-{}", python_repr(&payload))),
            "returns-bytes-str" => Value::from("HelloWorld!"),
            raises if raises.starts_with("raises ") => return raise(&raises["raises ".len()..], by_service),
            constant if constant.starts_with("constant ") => value::parse(&constant["constant ".len()..]).unwrap_or_default(),
            _ => payload,
        };
        if !by_service {
            return TaskOutcome::Success(result);
        }
        // Python functions answer JSON with a space after each comma and colon.
        let length = spaced_json(&result).len();
        TaskOutcome::Success(services::lambda_invoke_result(result, length))
    }
}

impl TaskHost for RecordedHost {
    fn complaint(&self, resource: &str, result: &Value, mode: Option<&str>) -> Option<String> {
        api_data::complaint(resource, result, mode)
    }

    fn answer(&mut self, request: &TaskRequest, environment: &mut dyn Environment) -> TaskAnswer {
        let Some(recorded) = self.recorded(request) else {
            return match &mut self.mocks {
                Some(mocks) if self.functions.is_empty() => mocks.answer(request, environment),
                _ => TaskAnswer::now(self.call_function(request)),
            };
        };
        let worker = if request.is_activity { self.workers.pop_front() } else { None };
        let text = |member: &str| recorded.get(member).and_then(Value::as_str);
        let kind = text("result_kind").unwrap_or_default();
        let outcome = match kind {
            _ if kind.ends_with("Succeeded") => succeeded(recorded.get("output").cloned().unwrap_or_default()),
            _ if kind.ends_with("Failed") => {
                let spaced = kind.starts_with("Lambda");
                let cause = recorded.get("cause").map(|cause| match cause {
                    Value::String(text) => text.to_string(),
                    value if spaced => spaced_json(value),
                    value => value.to_json(),
                });
                TaskOutcome::Failure { error: text("error").map(str::to_owned), cause }
            }
            _ => TaskOutcome::Silence,
        };
        let refused = match kind {
            _ if kind.ends_with("ScheduleFailed") => Some(Refusal::Schedule),
            _ if kind.ends_with("StartFailed") => Some(Refusal::Start),
            _ if kind.ends_with("SubmitFailed") => Some(Refusal::Submit),
            _ => None,
        };
        TaskAnswer { submitted: recorded.get("submitted_output").cloned(), worker, refused, ..TaskAnswer::now(outcome) }
    }

    fn read_object(&mut self, bucket: &str, key: &str) -> Result<Arc<str>, String> {
        let object = self.objects.get(&(bucket.to_owned(), key.to_owned())).or_else(|| self.objects.values().next());
        object.cloned().ok_or_else(|| format!("there is no object `{key}` in bucket `{bucket}`"))
    }

    fn list_objects(&mut self, bucket: &str, prefix: &str) -> Vec<(Arc<str>, usize)> {
        let objects = self.objects.iter().filter(|((owner, key), _)| owner == bucket && key.starts_with(prefix));
        objects.map(|((_, key), body)| (Arc::from(key.as_str()), body.len())).collect()
    }
}

/// An output: objects are recorded as values, all else as text of JSON.
fn succeeded(output: Value) -> TaskOutcome {
    match &output {
        Value::String(text) => match value::parse(text) {
            Ok(value) => TaskOutcome::SuccessText(value, text.clone()),
            Err(_) => TaskOutcome::Success(output),
        },
        _ => TaskOutcome::Success(output),
    }
}

/// What a Python function's exception looks like.
fn raise(exception: &str, by_service: bool) -> TaskOutcome {
    let (name, message) = exception.split_once('(').unwrap_or((exception, ""));
    let message = message.trim_end_matches(')').trim_matches('"');
    let trace = format!("  File \"/var/task/handler.py\", line 2, in handler\n    raise {exception}\n");
    let cause = Value::object([
        ("errorMessage", Value::from(message)),
        ("errorType", Value::from(name)),
        ("requestId", Value::from("00000000-0000-4000-8000-000000000000")),
        ("stackTrace", Value::array([trace])),
    ]);
    let cause = if by_service { cause.to_json() } else { spaced_json(&cause) };
    TaskOutcome::Failure { error: Some(name.to_owned()), cause: Some(cause) }
}

/// A value as Python writes it.
fn python_repr(value: &Value) -> String {
    match value {
        Value::Null => "None".to_owned(),
        Value::Bool(true) => "True".to_owned(),
        Value::Bool(false) => "False".to_owned(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => format!("'{text}'"),
        Value::Array(items) => format!("[{}]", items.iter().map(python_repr).collect::<Vec<_>>().join(", ")),
        Value::Object(members) => {
            let member = |(key, value): (&Arc<str>, &Value)| format!("'{key}': {}", python_repr(value));
            format!("{{{}}}", members.iter().map(member).collect::<Vec<_>>().join(", "))
        }
    }
}

/// JSON with a space after each comma and colon, as Python writes it.
pub fn spaced_json(value: &Value) -> String {
    match value {
        Value::Array(items) => format!("[{}]", items.iter().map(spaced_json).collect::<Vec<_>>().join(", ")),
        Value::Object(members) => {
            let member =
                |(key, value): (&Arc<str>, &Value)| format!("{}: {}", Value::String(key.clone()).to_json(), spaced_json(value));
            format!("{{{}}}", members.iter().map(member).collect::<Vec<_>>().join(", "))
        }
        scalar => scalar.to_json(),
    }
}

fn list<'a>(case: &'a Value, member: &str) -> &'a [Value] {
    case.get(member).and_then(Value::as_array).map(|items| &***items).unwrap_or_default()
}
