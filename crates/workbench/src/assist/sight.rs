//! What an expression of a state can see, with the values of the last run where there was one.

use asl::definition::{QueryLanguage, State, StateKind};
use asl::document::StateKey;
use simulator::recording::Stage;
use value::{Object, Value};

use crate::run::VisitData;
use crate::sheet::Sheet;

/// Where data are from that a run brought.
pub(super) const LAST_RUN: &str = "last run";

/// What an expression at a place can see.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sight {
    /// Whether expressions are JSONata there.
    pub is_jsonata: bool,
    /// What `$` means in a path.
    pub root: Value,
    /// `$states` of JSONata.
    pub states: Value,
    /// The context object, `$$`.
    pub context: Value,
    /// The variables that can be seen, with their values where they are known.
    pub variables: Vec<(String, Option<Value>)>,
    /// Errors that may be named, with what each is.
    pub errors: Vec<(String, String)>,
    /// Where the data is from; empty if there is none.
    pub source: &'static str,
}

impl Sheet {
    /// What an expression in a field of a state can see.
    #[must_use]
    pub fn sight(&self, key: StateKey, pointer: &str) -> Sight {
        let picture = &self.document.picture;
        let Some(id) = picture.state(key) else { return Sight::default() };
        let state = picture.definition.state(id);
        let visit = self.run.visit_data(key);
        let source = if visit.is_some() { LAST_RUN } else { "scenario's input" };
        let input = || value::parse(&self.scenarios.input_text()).unwrap_or_default();
        let execution_input = self.run.execution_input().unwrap_or_else(input);
        let data = visit.unwrap_or_else(|| VisitData { input: input(), ..VisitData::default() });
        let context = context(state, &data, &execution_input);
        let is_jsonata = state.query_language == QueryLanguage::Jsonata;
        Sight {
            is_jsonata,
            root: root(state, &data, pointer),
            states: states(state, &data, &context, pointer),
            variables: self.variables_in_sight(&data),
            errors: self.error_names(state),
            context,
            source,
        }
    }

    /// Every variable that some state sets, with the values that the state saw.
    fn variables_in_sight(&self, data: &VisitData) -> Vec<(String, Option<Value>)> {
        let names = asl::analysis::variables::assigned(&self.document.picture.definition);
        let mut found: Vec<(String, Option<Value>)> =
            names.iter().map(|name| (name.to_string(), data.variables.get(name).cloned())).collect();
        let unknown = data.variables.iter().filter(|(name, _)| !names.contains(&**name));
        found.extend(unknown.map(|(name, value)| (name.to_string(), Some(value.clone()))));
        found
    }

    /// The service's errors, those that are usual with a Task's resource, and those that states of the workflow throw.
    fn error_names(&self, state: &State) -> Vec<(String, String)> {
        let resource = match &state.kind {
            StateKind::Task(task) => task.resource.as_ref().map(|resource| resource.value.clone()),
            _ => None,
        };
        let usual = asl::language::usual_errors(resource.as_deref().unwrap_or_default()).iter().copied();
        let known = usual.chain(asl::language::ERRORS.iter().map(|known| (known.name, known.about)));
        let mut found: Vec<(String, String)> = known.map(|(name, about)| (name.to_owned(), about.to_owned())).collect();
        for thrower in &self.document.picture.definition.states {
            let StateKind::Fail(fail) = &thrower.kind else { continue };
            let Some(error) = fail.error.as_ref().map(|error| error.value.to_string()) else { continue };
            if !error.starts_with("{%") && found.iter().all(|(known, _)| *known != error) {
                found.push((error, format!("The error of {}.", thrower.name.value)));
            }
        }
        found
    }
}

/// What `$` means in a field of a JSONPath state.
fn root(state: &State, data: &VisitData, pointer: &str) -> Value {
    let effective = || data.stage(Stage::InputPath).unwrap_or(&data.input).clone();
    let result = || data.stage(Stage::Result).cloned().unwrap_or_default();
    let selected = || data.stage(Stage::ResultSelector).or(data.stage(Stage::Result)).cloned().unwrap_or_else(effective);
    let is_worker = matches!(state.kind, StateKind::Task(_) | StateKind::Parallel(_) | StateKind::Map(_));
    match pointer.split('/').nth(1).unwrap_or_default() {
        "InputPath" => data.input.clone(),
        "ResultSelector" => result(),
        "OutputPath" => {
            data.stage(Stage::ResultPath).cloned().unwrap_or_else(|| if is_worker { selected() } else { effective() })
        }
        "Assign" if is_worker => selected(),
        "Assign" if matches!(state.kind, StateKind::Pass) => {
            data.stage(Stage::Parameters).or(data.stage(Stage::Result)).cloned().unwrap_or_else(effective)
        }
        "Catch" if pointer.contains("/Assign") => data.error_output(),
        _ => effective(),
    }
}

/// `$states` in a field of a JSONata state.
fn states(state: &State, data: &VisitData, context: &Value, pointer: &str) -> Value {
    let mut states = Object::new();
    states.insert("input", data.input.clone());
    let is_after = pointer.starts_with("/Output") || pointer.starts_with("/Assign");
    let is_worker = matches!(state.kind, StateKind::Task(_) | StateKind::Parallel(_) | StateKind::Map(_));
    if is_after && is_worker {
        states.insert("result", data.stage(Stage::Result).cloned().unwrap_or_default());
    }
    if pointer.starts_with("/Catch") {
        states.insert("errorOutput", data.error_output());
    }
    states.insert("context", context.clone());
    Value::from(states)
}

fn context(state: &State, data: &VisitData, execution_input: &Value) -> Value {
    let arn = "arn:aws:states:us-east-1:123456789012";
    let time = "2026-01-01T00:00:00.000Z";
    let mut context = Object::new();
    let execution = Value::object([
        ("Id", Value::from(format!("{arn}:execution:workflow:run").as_str())),
        ("Input", execution_input.clone()),
        ("Name", Value::from("run")),
        ("RoleArn", Value::from("arn:aws:iam::123456789012:role/workflow")),
        ("StartTime", Value::from(time)),
        ("RedriveCount", Value::from(0)),
    ]);
    context.insert("Execution", execution);
    let machine = [("Id", format!("{arn}:stateMachine:workflow")), ("Name", "workflow".to_owned())];
    context.insert("StateMachine", Value::object(machine.map(|(name, text)| (name, Value::from(text.as_str())))));
    let name = Value::from(&*state.name.value);
    context.insert("State", Value::object([("EnteredTime", Value::from(time)), ("Name", name), ("RetryCount", Value::from(0))]));
    if let StateKind::Map(_) = state.kind {
        let items = data.stage(Stage::Items).and_then(Value::as_array).and_then(|items| items.first().cloned());
        let item = Value::object([("Index", Value::from(0)), ("Value", items.unwrap_or_default())]);
        context.insert("Map", Value::object([("Item", item)]));
    }
    if let StateKind::Task(_) = state.kind {
        context.insert("Task", Value::object([("Token", Value::from("token"))]));
    }
    Value::from(context)
}
