//! What a Task is answered when nobody says otherwise: a function gives back what it is sent, other services accept the request.

use asl::definition::IntegrationPattern;
use value::{Object, Value};

use crate::host::{TaskAnswer, TaskOutcome, TaskRequest};
use crate::services;

/// The default answer.
#[must_use]
pub(super) fn answer(request: &TaskRequest) -> TaskAnswer {
    let outcome = if waits_for_report(request) { TaskOutcome::Await } else { TaskOutcome::Success(result(request)) };
    TaskAnswer { submitted: submitted(request), ..TaskAnswer::now(outcome) }
}

/// The second half of a sentence that tells what the default is.
#[must_use]
pub(super) fn description(request: &TaskRequest) -> &'static str {
    match request.resource {
        _ if waits_for_report(request) => "it waits for a report by hand",
        resource if is_lambda_invoke(resource) => "its function returned the payload it was given",
        _ if is_function(request.resource) => "its function returned the input it was given",
        _ => "the service accepted the request and said nothing more",
    }
}

/// What a service says when work is submitted that takes longer.
#[must_use]
pub(super) fn submitted(request: &TaskRequest) -> Option<Value> {
    (request.pattern != IntegrationPattern::RequestResponse).then(|| services::result(Object::new(), "application/json", 2))
}

fn waits_for_report(request: &TaskRequest) -> bool {
    request.is_activity || request.pattern == IntegrationPattern::Callback
}

fn is_lambda_invoke(resource: &str) -> bool {
    resource.ends_with(":lambda:invoke")
}

fn is_function(resource: &str) -> bool {
    !resource.contains(":states:::")
}

fn result(request: &TaskRequest) -> Value {
    if is_function(request.resource) {
        return request.input.clone();
    }
    if is_lambda_invoke(request.resource) {
        let payload = request.input.get("Payload").cloned().unwrap_or_else(|| Value::object::<&str, Value>([]));
        let length = payload.to_json().len();
        return services::lambda_invoke_result(payload, length);
    }
    services::result(Object::new(), "application/json", 2)
}
