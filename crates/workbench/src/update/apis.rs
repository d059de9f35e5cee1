//! What comes of AWS's APIs, and Tasks that wait for the parameters of what they call.

use std::sync::Arc;

use asl::definition::{IntegrationPattern, Resource, StateId};
use asl::document::{Document, StateKey};
use asl::edit::{NewState, has_parameters, insert_entry, set_fields};
use asl::tree::quote;
use catalogue::Call;
use value::Value;

use super::edit::commit;
use crate::apis::{Apis, ApisMessage, INDEX, Waiting, form};
use crate::commands::Action;
use crate::effect::Effect;
use crate::message::{Edit, Message, ScenarioMessage};
use crate::scenarios::fitting;
use crate::workbench::Workbench;

/// What is said where a Task could not be given what its API needs.
const NO_PARAMETERS: &str =
    "What this API needs could not be loaded, so the new Task has no parameters. Check the connection, or fill them in";

/// What is said where an API's answer could not be made up.
const NO_ANSWER: &str = "What this API answers could not be loaded; check the connection and try again";

const GONE: &str = "this state is no longer in the definition";

/// Takes in what happened.
pub fn update(workbench: &mut Workbench, message: ApisMessage) -> Result<Vec<Effect>, String> {
    Ok(match message {
        ApisMessage::Handle { state, error, retry } => return handle(workbench, state, &error, retry),
        ApisMessage::MockLike(state) => return mock_like(workbench, state),
        ApisMessage::Wait(key, pattern) => return wait(workbench, key, pattern),
        ApisMessage::WantIndex => want(workbench, INDEX),
        ApisMessage::Want(file) => want(workbench, &file),
        ApisMessage::Came(file, text) => came(workbench, &file, text.as_deref()),
    })
}

/// Lets a Task wait in another way, as one edit.
fn wait(workbench: &mut Workbench, key: StateKey, pattern: IntegrationPattern) -> Result<Vec<Effect>, String> {
    let document = &workbench.front.document;
    let changes = form::waiting(document, key, pattern)?;
    let changes: Vec<_> = changes.iter().map(|(pointer, json)| (pointer.as_str(), json.as_deref())).collect();
    let outcome = set_fields(document, document.state(key), &changes);
    commit(workbench, outcome).map_err(|refusal| refusal.to_string())
}

fn want(workbench: &mut Workbench, file: &str) -> Vec<Effect> {
    if file == "own" {
        workbench.apis.take_in(file, Some(catalogue::OWN));
        return Vec::new();
    }
    if workbench.apis.ask(file) { vec![Effect::FetchApi(file.into())] } else { Vec::new() }
}

/// Handles an error before all others, by an entry of its own: so `States.ALL` may stay the last.
fn handle(workbench: &mut Workbench, key: StateKey, error: &str, retry: bool) -> Result<Vec<Effect>, String> {
    let document = &workbench.front.document;
    let id = document.state(key).ok_or(GONE)?;
    let name = quote(error);
    let (list, json) = if retry {
        ("/Retry", format!("{{\"ErrorEquals\": [{name}], \"IntervalSeconds\": 2, \"MaxAttempts\": 3, \"BackoffRate\": 2}}"))
    } else {
        let target = quote(&form::handler(document, id));
        ("/Catch", format!("{{\"ErrorEquals\": [{name}], \"Next\": {target}}}"))
    };
    let outcome = insert_entry(document, id, list, &json, Some(0));
    commit(workbench, outcome).map_err(|refusal| refusal.to_string())
}

/// A successful answer of a Task: of its API's form where that is known, with everything that is read of it.
pub fn good_answer(apis: &Apis, document: &Document, id: StateId) -> Value {
    let call = form::call(document, document.key(id));
    let sample = call.and_then(|call| {
        let service = apis.service(call.file())?;
        call.api(service).map(|api| api.sample_output())
    });
    let answer = fitting(document, id, sample.unwrap_or_default());
    if answer.is_null() { Value::object::<&str, Value>([]) } else { answer }
}

/// Lets a Task succeed with an answer that fits. The form of its API's may have to be fetched first.
pub fn fit(workbench: &mut Workbench, key: StateKey) -> Result<Vec<Effect>, String> {
    let document = &workbench.front.document;
    let id = document.state(key).ok_or(GONE)?;
    let file = form::call(document, key).map(|call| Arc::<str>::from(call.file()));
    let asked = match &file {
        Some(file) if workbench.apis.service(file).is_none() && !workbench.apis.has_failed(file) => want(workbench, file),
        _ => Vec::new(),
    };
    let awaited = file.filter(|file| workbench.apis.service(file).is_none() && workbench.apis.is_awaited(file));
    if let Some(file) = awaited {
        let version = workbench.front.document.version();
        let message = Message::Scenario(ScenarioMessage::Fit(key));
        workbench.apis.waiting.push(Waiting { file, sheet: *workbench.front.id, version, message });
        return Ok(asked);
    }
    let answer = good_answer(&workbench.apis, &workbench.front.document, id);
    let json = Value::object([("Return", answer)]).to_json_pretty();
    super::try_update(workbench, Message::Scenario(ScenarioMessage::SetMock { state: key, json }))
}

/// Answers a Task with a value of its API's form, which may have to be fetched first.
fn mock_like(workbench: &mut Workbench, key: StateKey) -> Result<Vec<Effect>, String> {
    let call = form::call(&workbench.front.document, key).ok_or("this Task calls no API of AWS's")?;
    let file: Arc<str> = call.file().into();
    let effects = if workbench.apis.service(&file).is_none() { want(workbench, &file) } else { Vec::new() };
    if let Some(service) = workbench.apis.service(&file) {
        let name = call.name();
        let api = call.api(service).ok_or_else(|| format!("`{name}` is not among the APIs known here; it may be newer"))?;
        let json = Value::object([("Return", api.sample_output())]).to_json_pretty();
        return super::try_update(workbench, Message::Scenario(ScenarioMessage::SetMock { state: key, json }));
    }
    let version = workbench.front.document.version();
    let message = Message::Apis(ApisMessage::MockLike(key));
    workbench.apis.waiting.push(Waiting { file, sheet: *workbench.front.id, version, message });
    Ok(effects)
}

/// A file came or failed: what waited for it goes on, with or without.
fn came(workbench: &mut Workbench, file: &str, text: Option<&str>) -> Vec<Effect> {
    workbench.apis.take_in(file, text);
    let (now, later): (Vec<_>, Vec<_>) =
        std::mem::take(&mut workbench.apis.waiting).into_iter().partition(|waiting| *waiting.file == *file);
    workbench.apis.waiting = later;
    now.into_iter().flat_map(|waiting| go_on(workbench, waiting)).collect()
}

fn go_on(workbench: &mut Workbench, Waiting { file, sheet, version, mut message }: Waiting) -> Vec<Effect> {
    if sheet != *workbench.front.id {
        return super::refuse(workbench, "The Task was for another workflow; go back to it and add the Task again".to_owned());
    }
    if version != workbench.front.document.version() {
        // The place may be another one by now.
        message = at_selection(message);
    }
    let failed = workbench.apis.service(&file).is_none();
    let is_addition = added(&mut message).is_some();
    let is_scenario = matches!(message, Message::Scenario(_));
    match added(&mut message) {
        Some(state) if failed => state.parameters = Some("{}".to_owned()),
        // An answer that fits can be made up without.
        None if failed && !is_scenario => return super::refuse(workbench, NO_ANSWER.to_owned()),
        _ => {}
    }
    let mut effects = super::try_update(workbench, message).unwrap_or_else(|why| super::refuse(workbench, why));
    if failed && is_addition {
        effects.extend(super::refuse(workbench, NO_PARAMETERS.to_owned()));
    }
    effects
}

/// A message that adds a Task, completed by the parameters that its API cannot do without. Where those have to be fetched first, the
/// message waits, and what to fetch is told.
pub fn with_parameters(workbench: &mut Workbench, mut message: Message) -> Result<Message, Vec<Effect>> {
    let Some(state) = added(&mut message) else { return Ok(message) };
    let call = state.resource.as_deref().filter(|resource| state.parameters.is_none() && !has_parameters(resource));
    let Some(call) = call.and_then(|resource| Call::of(&Resource::parse(resource))) else { return Ok(message) };
    let file: Arc<str> = call.file().into();
    let effects = if workbench.apis.service(&file).is_none() { want(workbench, &file) } else { Vec::new() };
    if let Some(api) = workbench.apis.service(&file).and_then(|service| call.api(service)) {
        state.parameters = Some(api.sample_input().to_json());
        return Ok(message);
    }
    if effects.is_empty() && !workbench.apis.is_awaited(&file) {
        return Ok(message);
    }
    let version = workbench.front.document.version();
    workbench.overlay.set_if_new(None);
    workbench.apis.waiting.push(Waiting { file, sheet: *workbench.front.id, version, message });
    Err(effects)
}

/// The state that a message adds.
fn added(message: &mut Message) -> Option<&mut NewState> {
    match message {
        Message::Edit(Edit::Add { state, .. } | Edit::AddLed { state, .. } | Edit::AddAtSelection(state)) => Some(state),
        Message::Act(Action::Add(state, _) | Action::AddLed(state, ..)) => Some(state),
        _ => None,
    }
}

fn at_selection(mut message: Message) -> Message {
    match added(&mut message) {
        Some(state) => Message::Edit(Edit::AddAtSelection(state.clone())),
        None => message,
    }
}
