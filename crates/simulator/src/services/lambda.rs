//! Lambda: functions written as JSONata over `$event`.

use std::collections::BTreeMap;
use std::sync::Arc;

use expressions::Environment;
use expressions::jsonata::{Bindings, Budget};
use expressions::template::JsonataTemplate;
use value::{Object, Value};

use super::lambda_invoke_result;
use super::sandbox::{Sandbox, ServiceError};
use crate::scenario_error::ScenarioError;

/// Reads `{"NAME": template}`.
pub(super) fn read(place: &str, content: &Value) -> Result<BTreeMap<Arc<str>, JsonataTemplate>, ScenarioError> {
    let Some(functions) = content.as_object() else {
        return Err(ScenarioError::new(place, "an object of function names and JSONata is needed here"));
    };
    let read = |(name, body): (&Arc<str>, &Value)| {
        let template = JsonataTemplate::parse(body).map_err(|errors| {
            let message = errors.first().map_or_else(String::new, ToString::to_string);
            ScenarioError::new(format!("{place}.{name}"), message)
        })?;
        Ok((name.clone(), template))
    };
    functions.iter().map(read).collect()
}

/// What a function gives; `None` if Lambda is not sandboxed.
pub(super) fn run(
    sandbox: &Sandbox,
    name: &str,
    event: &Value,
    environment: &mut dyn Environment,
) -> Option<Result<Value, ServiceError>> {
    if sandbox.functions.is_empty() {
        return None;
    }
    let short = name.rsplit(":function:").next().unwrap_or(name);
    let short = short.split(':').next().unwrap_or(short);
    let Some(function) = sandbox.functions.get(short) else {
        let cause =
            format!("Function not found: {name} (Service: AWSLambda; Status Code: 404; Error Code: ResourceNotFoundException)");
        return Some(Err(ServiceError::new("Lambda.ResourceNotFoundException", cause)));
    };
    let states = Value::object([("input", event.clone())]);
    let variables: Object = [("event", event.clone())].into_iter().collect();
    let bindings = Bindings { input: None, states: Some(&states), variables: &variables };
    Some(function.evaluate(short, &bindings, environment, Budget::default()).map_err(|error| {
        let cause = Value::object([("errorMessage", error.cause.as_str()), ("errorType", "Error")]);
        ServiceError::new("Error", cause.to_json())
    }))
}

/// `lambda:invoke`.
pub(super) fn invoke(sandbox: &Sandbox, input: &Value, environment: &mut dyn Environment) -> Option<Result<Value, ServiceError>> {
    let name = input.get("FunctionName").and_then(Value::as_str).unwrap_or_default();
    let payload = match input.get("Payload") {
        // A text of JSON is the payload itself.
        Some(Value::String(text)) => value::parse(text).unwrap_or_else(|_| Value::String(text.clone())),
        Some(payload) => payload.clone(),
        None => Value::object::<&str, Value>([]),
    };
    let given = run(sandbox, name, &payload, environment)?;
    Some(given.map(|result| {
        let length = result.to_json().len();
        lambda_invoke_result(result, length)
    }))
}
