//! The sandboxed services of a scenario: what they hold before a run, and functions written as JSONata.

use asl::definition::{Resource, State, StateKind};
use asl::document::Document;
use asl::tree::{Tree, quote};
use value::{Object, Value};

use super::{NamedText, Outcome, Scenarios};
use crate::sheet::Sheet;

/// What a new function does: it gives what it gets.
pub const NEW_FUNCTION: &str = "{% $event %}";

impl Scenarios {
    /// What the sandboxed services hold before a run; `null` where nothing is sandboxed.
    #[must_use]
    pub fn services(&self) -> Value {
        self.member("services").cloned().unwrap_or_default()
    }

    /// The functions of the sandboxed Lambda, as JSONata over `$event`.
    #[must_use]
    pub fn functions(&self) -> Vec<NamedText> {
        let functions = self.services().get("lambda").and_then(Value::as_object).cloned();
        let row = |(name, body): (&std::sync::Arc<str>, &Value)| NamedText {
            name: name.to_string(),
            text: body.as_str().map_or_else(|| body.to_json_pretty(), str::to_owned),
        };
        functions.iter().flat_map(|functions| functions.iter().map(row)).collect()
    }

    /// The text of what the services hold before a run, functions left out.
    #[must_use]
    pub fn services_text(&self) -> String {
        let mut services = self.services().as_object().map(|services| (**services).clone()).unwrap_or_default();
        services.remove("lambda");
        if services.is_empty() { String::new() } else { Value::from(services).to_json_pretty() }
    }

    /// Sets what the services hold before a run, functions left alone. The error says what is wrong with the text.
    pub(crate) fn set_services_text(&self, text: &str) -> Outcome {
        let mut services = Object::new();
        if let Some(functions) = self.services().get("lambda") {
            services.insert("lambda", functions.clone());
        }
        if !text.trim().is_empty() {
            let typed = value::parse(text).map_err(|error| format!("not JSON yet: {error}"))?;
            let Some(typed) = typed.as_object() else { return Err("an object of services is needed here".to_owned()) };
            const KNOWN: [&str; 5] = ["dynamodb", "s3", "sqs", "sns", "events"];
            if let Some(unknown) = typed.keys().find(|name| !KNOWN.contains(&&***name)) {
                return Err(format!("`{unknown}` is not sandboxed; there are {}", KNOWN.join(", ")));
            }
            for (name, content) in typed.iter() {
                services.insert(name.clone(), content.clone());
            }
        }
        self.set_services("change what the services hold", services)
    }

    /// Sets a function's body, adding the function if need be; no body takes it away.
    pub(crate) fn set_function(&self, name: &str, body: Option<&str>) -> Outcome {
        self.edit_chosen(format!("change the function {name}"), |edit, base| {
            let at = [base, &["services", "lambda", name]].concat();
            match body {
                // Text that is JSON is a template; everything else is an expression.
                Some(body) => edit.set(&at, &value::parse(body).map_or_else(|_| quote(body), |_| body.trim().to_owned())),
                None => edit.remove(&at),
            }
            edit.remove_if_empty(&[base, &["services", "lambda"]].concat());
            edit.remove_if_empty(&[base, &["services"]].concat());
        })
    }

    fn set_services(&self, label: &str, services: Object) -> Outcome {
        let json = (!services.is_empty()).then(|| Value::from(services).to_json_pretty());
        self.set(label, &["services"], json.as_deref())
    }

    /// Sandboxes every service that a workflow calls by a literal name: empty tables, queues, topics and buckets, and
    /// functions that give what they get. What is there already stays. Nothing where nothing is to be added.
    pub(crate) fn sandbox_calls(&self, document: &Document) -> Option<Outcome> {
        let before = self.services();
        let after = with_what_is_called(&before, document);
        let added = Value::from(after.clone()) != before && !after.is_empty();
        added.then(|| self.set_services("sandbox the services that are called", after))
    }
}

impl Sheet {
    /// States that call a sandboxed service and have a mock, which answers in its place.
    #[must_use]
    pub fn mocked_calls(&self) -> Vec<String> {
        let services = self.scenarios.services();
        let calls =
            self.document.picture.definition.states.iter().filter(|state| self.scenarios.mock(&state.name.value).is_some());
        let sandboxed = calls.filter(|state| called(state).is_some_and(|(service, _)| services.get(service).is_some()));
        sandboxed.map(|state| state.name.value.to_string()).collect()
    }
}

/// What services hold, and empty ones for all that a workflow calls by a literal name.
fn with_what_is_called(before: &Value, document: &Document) -> Object {
    let mut services = before.as_object().map(|services| (**services).clone()).unwrap_or_default();
    for state in &document.definition.states {
        let Some((service, action)) = called(state) else { continue };
        let argument = |member: &str| argument(&document.tree, state, member);
        let (name, content) = match service {
            "lambda" => (function_name(state).or_else(|| argument("FunctionName")), Value::from(NEW_FUNCTION)),
            "dynamodb" => {
                let keys = if action == "putItem" { "Item" } else { "Key" };
                let key = first_member(&document.tree, state, keys).unwrap_or_else(|| "id".to_owned());
                let table = [("Key", Value::array([key])), ("Items", Value::array::<Value>([]))];
                (argument("TableName"), Value::object(table))
            }
            "s3" => (argument("Bucket"), Value::object::<&str, Value>([])),
            "sqs" => (argument("QueueUrl"), Value::array::<Value>([])),
            "sns" => (argument("TopicArn"), Value::array::<Value>([])),
            _ => {
                services.insert("events", services.get("events").cloned().unwrap_or_else(|| Value::array::<Value>([])));
                continue;
            }
        };
        let Some(name) = name else { continue };
        let mut named = services.get(service).and_then(Value::as_object).map(|named| (**named).clone()).unwrap_or_default();
        if named.get(&name).is_none() {
            named.insert(name, content);
            services.insert(service, named);
        }
    }
    services
}

/// The sandboxed service that a state calls, and the action.
fn called(state: &State) -> Option<(&'static str, String)> {
    let StateKind::Task(task) = &state.kind else { return None };
    let resource = task.resource.as_ref()?;
    let (service, action) = match Resource::parse(&resource.value) {
        Resource::LambdaFunction { .. } => return Some(("lambda", "invoke".to_owned())),
        Resource::Optimized { service, action, .. } | Resource::Sdk { service, action, .. } => (service, action),
        _ => return None,
    };
    let service = match &*service {
        "lambda" => "lambda",
        "dynamodb" => "dynamodb",
        "s3" => "s3",
        "sqs" => "sqs",
        "sns" => "sns",
        "events" | "eventbridge" => "events",
        _ => return None,
    };
    Some((service, action.to_string()))
}

/// The function that a Task names by its ARN.
fn function_name(state: &State) -> Option<String> {
    let StateKind::Task(task) = &state.kind else { return None };
    match Resource::parse(&task.resource.as_ref()?.value) {
        Resource::LambdaFunction { name } => short_name(&name),
        _ => None,
    }
}

/// A literal argument; a function's name without the ARN around it.
fn argument(tree: &Tree, state: &State, member: &str) -> Option<String> {
    let base = tree.pointer(state.node);
    let found = ["Parameters", "Arguments"].iter().find_map(|field| tree.find(&format!("{base}/{field}/{member}")))?;
    let text = tree.string(found)?;
    if text.starts_with("{%") {
        return None;
    }
    if member == "FunctionName" { short_name(&text) } else { Some(text.into_owned()) }
}

fn short_name(name: &str) -> Option<String> {
    let name = name.rsplit(":function:").next()?.split(':').next()?;
    (!name.is_empty() && !name.contains("${")).then(|| name.to_owned())
}

fn first_member(tree: &Tree, state: &State, member: &str) -> Option<String> {
    let base = tree.pointer(state.node);
    let found = ["Parameters", "Arguments"].iter().find_map(|field| tree.find(&format!("{base}/{field}/{member}")))?;
    let first = tree.children(found).next()?;
    Some(tree.key(first)?.trim_end_matches(".$").to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r#"{"StartAt": "Put", "States": {
        "Put": {"Type": "Task", "Resource": "arn:aws:states:::dynamodb:putItem", "Next": "Tell",
            "Parameters": {"TableName": "Orders", "Item": {"order": {"S": "1"}}}},
        "Tell": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "Next": "Call",
            "Parameters": {"QueueUrl": "https://queue", "MessageBody.$": "$"}},
        "Call": {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:Work", "End": true}}}"#;

    #[test]
    fn what_a_workflow_calls_is_sandboxed_at_one_go_and_nothing_twice() {
        let document = Document::new(TEXT);
        let mut scenarios = Scenarios::read("");
        scenarios.apply(&scenarios.sandbox_calls(&document).expect("something to add").expect("a change"));
        let services = scenarios.services();
        assert_eq!(services.pointer("/dynamodb/Orders/Key/0"), Some(&Value::from("order")));
        assert_eq!(services.pointer("/lambda/Work"), Some(&Value::from(NEW_FUNCTION)));
        assert!(services.get("sqs").is_some_and(|queues| queues.get("https://queue").is_some()));
        assert!(scenarios.sandbox_calls(&document).is_none());
    }

    #[test]
    fn functions_and_contents_are_edited_apart() {
        let mut scenarios = Scenarios::read("");
        let before = scenarios.text().clone();
        let first = scenarios.apply(&scenarios.set_function("Work", Some("{% $event.total * 2 %}")).expect("a change"));
        let second = scenarios.apply(&scenarios.set_services_text(r#"{"s3": {"in": {"a.txt": "hello"}}}"#).expect("a change"));
        assert_eq!(scenarios.functions(), [NamedText { name: "Work".to_owned(), text: "{% $event.total * 2 %}".to_owned() }]);
        assert!(!scenarios.services_text().contains("lambda"));
        assert!(scenarios.set_services_text(r#"{"ec2": {}}"#).is_err());
        assert!(scenarios.set_services_text("{").is_err());
        scenarios.apply(&second);
        scenarios.apply(&first);
        assert_eq!(scenarios.text(), &before);
        scenarios.apply(&scenarios.set_function("Work", Some("1")).expect("a change"));
        scenarios.apply(&scenarios.set_function("Work", None).expect("a change"));
        assert!(scenarios.services().is_null());
    }
}
