//! The form of the API that a Task calls: its parameters as fields, how the Task waits, the names of its errors.

use asl::definition::{IntegrationPattern, NodeId, QueryLanguage, Resource, State, StateId, StateKind};
use asl::document::{Document, Picture, StateKey};
use asl::language::integration;
use asl::tree::{Kind, escape_token, quote};
use catalogue::{Api, Call, Member, Shape};

use super::{Apis, File};
use crate::message::Edit;

/// The form of a Task's call.
#[derive(Clone, Debug, PartialEq)]
pub struct ApiForm {
    /// The name of the service's file, to be asked for.
    pub file: String,
    /// What is known of the API.
    pub state: ApiState,
    /// How the Task may wait; empty where there is one way only.
    pub waits: Vec<IntegrationPattern>,
    /// How it waits.
    pub pattern: IntegrationPattern,
}

impl ApiForm {
    /// Whether its fields can take the place of the parameters' text.
    #[must_use]
    pub fn leads(&self) -> bool {
        matches!(&self.state, ApiState::Known(known) if !known.is_computed && !known.fields.is_empty())
    }
}

/// What is known of an API.
#[derive(Clone, Debug, PartialEq)]
pub enum ApiState {
    /// Nothing yet.
    Awaited,
    /// It could not be loaded, or the data do not have it.
    Unknown(String),
    /// All of it.
    Known(KnownApi),
}

/// An API with its parameters.
#[derive(Clone, Debug, PartialEq)]
pub struct KnownApi {
    /// The service and the action: `AWS Glue: StartJobRun`.
    pub title: String,
    /// What it does; a warning where Step Functions cannot call it.
    pub about: String,
    /// AWS's page on it.
    pub link: Option<String>,
    /// All parameters, in the order of the API.
    pub fields: Vec<ApiField>,
    /// Whether something else than an object of parameters is written, which fields cannot show.
    pub is_computed: bool,
    /// The names of its errors.
    pub errors: Vec<String>,
}

/// A parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct ApiField {
    /// Its name.
    pub name: String,
    /// What it must be, in words.
    pub what: String,
    /// Whether a call must give it.
    pub required: bool,
    /// Whether it is written.
    pub is_set: bool,
    /// What it shows.
    pub value: String,
    /// What may be chosen, where it is one of a few.
    pub choices: Vec<String>,
    /// Whether it holds objects or lists, so that it needs several lines.
    pub is_large: bool,
}

impl ApiForm {
    /// The form of the Task with this key; `None` where it calls no API.
    #[must_use]
    pub fn of(apis: &Apis, document: &Document, key: StateKey) -> Option<Self> {
        let picture = &document.picture;
        let state = picture.definition.state(picture.state(key)?);
        let call = call_of(state)?;
        let (file, pattern, name) = (call.file().to_owned(), call.pattern, call.name());
        let waits = ways(&call);
        let state = match (apis.service(&file), apis.files.get(file.as_str())) {
            (Some(service), _) => match call.api(service) {
                Some(api) => ApiState::Known(KnownApi::of(&api, picture, state)),
                None => ApiState::Unknown(format!("`{name}` is not among the APIs known here; it may be newer")),
            },
            (None, Some(File::Failed)) => {
                ApiState::Unknown("What this API takes could not be loaded; check the connection".to_owned())
            }
            _ => ApiState::Awaited,
        };
        Some(Self { file, state, waits, pattern })
    }
}

/// Whether the state with this key calls an API.
#[must_use]
pub fn calls_api(document: &Document, key: StateKey) -> bool {
    call(document, key).is_some()
}

/// The call of the Task with this key.
pub(crate) fn call(document: &Document, key: StateKey) -> Option<Call> {
    let picture = &document.picture;
    call_of(picture.definition.state(picture.state(key)?))
}

/// The state that a new catcher leads to: a Fail beside it, or the last state there.
pub(crate) fn handler(document: &Document, id: StateId) -> String {
    let definition = &document.definition;
    let scope = definition.scope(definition.state(id).scope);
    let others = || scope.states.iter().map(|id| definition.state(*id)).filter(|state| state.id != id);
    let fail = others().find(|state| matches!(state.kind, StateKind::Fail(_)));
    fail.or(others().next_back()).map(|state| state.name.value.to_string()).unwrap_or_default()
}

/// The call of a state, if it is a Task that calls an API.
fn call_of(state: &State) -> Option<Call> {
    let StateKind::Task(task) = &state.kind else { return None };
    Call::of(&Resource::parse(&task.resource.as_ref()?.value))
}

/// How a Task may wait, where there are several ways. Of two ways to run a job, the newer.
fn ways(call: &Call) -> Vec<IntegrationPattern> {
    use IntegrationPattern::{Callback, RequestResponse, RunJob, RunJobParsed};
    let known = if call.optimized { integration(&call.service, &call.action).map(|known| known.patterns.clone()) } else { None };
    let mut ways = known.unwrap_or_else(|| vec![RequestResponse, Callback]);
    if ways.contains(&RunJobParsed) && call.pattern != RunJob {
        ways.retain(|way| *way != RunJob);
    } else {
        ways.retain(|way| *way != RunJobParsed);
    }
    if ways.len() > 1 { ways } else { Vec::new() }
}

impl KnownApi {
    fn of(api: &Api, picture: &Picture, state: &State) -> Self {
        let given = picture.tree.member(state.node, field_name(state));
        let mut letters = api.operation.action.chars();
        let action: String = letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters).collect();
        let action = action.rsplit(':').next().unwrap_or_default().to_owned();
        let title = if api.service.name() == "own" { api.call.name() } else { format!("{}: {action}", api.service.title()) };
        let about = match api.operation.supported {
            true => api.operation.about.to_owned(),
            false => "Step Functions cannot call this action, as far as is known".to_owned(),
        };
        Self {
            title,
            about,
            link: api.link(),
            fields: api.parameters().iter().map(|member| ApiField::of(api, member, picture, given)).collect(),
            is_computed: given.is_some_and(|given| picture.tree.kind(given) != Kind::Object),
            errors: api.error_names(),
        }
    }
}

impl ApiField {
    fn of(api: &Api, member: &Member, picture: &Picture, given: Option<NodeId>) -> Self {
        const ROOM: usize = 60;
        let tree = &picture.tree;
        let written = |name: &str| given.and_then(|given| tree.member(given, name));
        let node = written(member.name).or_else(|| written(&format!("{}.$", member.name)));
        let shape = api.service.shape(member.shape);
        let value = node.map_or_else(String::new, |node| match (tree.string(node), tree.value(node)) {
            (Some(text), _) => text.into_owned(),
            (None, value) if value.json_size() <= ROOM => value.to_json(),
            (None, value) => value.to_json_pretty(),
        });
        let choices: Vec<String> = match &shape {
            Shape::Choice(choices) => choices.iter().map(|choice| (*choice).to_owned()).collect(),
            Shape::Boolean => vec!["true".to_owned(), "false".to_owned()],
            _ => Vec::new(),
        };
        let is_large = matches!(shape, Shape::Structure { .. } | Shape::Map { .. } | Shape::List(_) | Shape::Any);
        let what = what(api, &shape);
        Self { name: member.name.to_owned(), what, required: member.required, is_set: node.is_some(), value, choices, is_large }
    }
}

/// A type in words, with the names or limits in it.
fn what(api: &Api, shape: &Shape) -> String {
    const SHOWN: usize = 6;
    match shape {
        Shape::Structure { members, .. } => {
            let names: Vec<&str> = members.iter().take(SHOWN).map(|member| member.name).collect();
            format!("an object: {}{}", names.join(", "), if members.len() > SHOWN { ", …" } else { "" })
        }
        Shape::List(item) => format!("a list, each {}", what(api, &api.service.shape(*item))),
        Shape::Map { .. } => "an object with names of your own".to_owned(),
        Shape::Choice(_) => "one of those offered".to_owned(),
        Shape::Text(limits) | Shape::Integer(limits) | Shape::Number(limits) => {
            let range = match (limits.least, limits.most) {
                (Some(least), Some(most)) => format!(", {least} to {most}"),
                (Some(least), None) => format!(", at least {least}"),
                (None, Some(most)) => format!(", at most {most}"),
                (None, None) => String::new(),
            };
            let of = if matches!(shape, Shape::Text(_)) && !range.is_empty() { " characters" } else { "" };
            format!("{}{range}{of}", shape.phrase())
        }
        _ => shape.phrase().to_owned(),
    }
}

fn field_name(state: &State) -> &'static str {
    if state.query_language == QueryLanguage::JsonPath { "Parameters" } else { "Arguments" }
}

/// The edit that sets a parameter to what was typed: a path or intrinsic function under a name that ends in `.$`, an expression or
/// text as it is, everything else as JSON. Empty takes it away. `None` where that is what is written.
pub(crate) fn edit(apis: &Apis, document: &Document, key: StateKey, name: &str, typed: &str) -> Result<Option<Edit>, String> {
    const GONE: &str = "this Task calls another API by now";
    let picture = &document.picture;
    let state = picture.state(key).map(|id| picture.definition.state(id)).ok_or("this state is no longer in the definition")?;
    let call = call_of(state).ok_or(GONE)?;
    let service = apis.service(call.file()).ok_or(GONE)?;
    let api = call.api(service).ok_or(GONE)?;
    let member = *api.parameters().iter().find(|member| member.name == name).ok_or(GONE)?;
    let given = picture.tree.member(state.node, field_name(state));
    if ApiField::of(&api, &member, picture, given).value == typed {
        return Ok(None);
    }
    let plain = format!("/{}/{}", field_name(state), escape_token(name));
    let computed = format!("{plain}.$");
    let typed = typed.trim();
    let is_path = state.query_language == QueryLanguage::JsonPath
        && (typed.starts_with('$') && !typed.starts_with("${") || typed.starts_with("States."));
    let (pointer, json, other) = match typed {
        "" => (plain, None, computed),
        _ if is_path => (computed, Some(quote(typed)), plain),
        _ => (plain, Some(json(&api, &member, typed)?), computed),
    };
    Ok(Some(Edit::Field { state: Some(key), pointer, json, removing: vec![other] }))
}

/// What was typed as JSON of the member's type.
fn json(api: &Api, member: &Member, typed: &str) -> Result<String, String> {
    let shape = api.service.shape(member.shape);
    if typed.starts_with("{%") || asl::tree::is_placeholder(typed) {
        return Ok(quote(typed));
    }
    let parsed = value::parse(typed).ok();
    let fits = |value: &value::Value| match &shape {
        Shape::Integer(_) => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        Shape::Number(_) => value.as_number().is_some(),
        Shape::Boolean => value.as_bool().is_some(),
        Shape::List(_) => value.as_array().is_some(),
        Shape::Structure { .. } | Shape::Map { .. } => value.as_object().is_some(),
        _ => true,
    };
    match (&shape, parsed) {
        // Text that looks like JSON is text; objects are given where the service takes JSON as text.
        (Shape::Text(_) | Shape::Choice(_) | Shape::Time, parsed) => {
            Ok(if parsed.is_some_and(|value| value.as_object().is_some()) { typed.to_owned() } else { quote(typed) })
        }
        (Shape::Any | Shape::Bytes, None) => Ok(quote(typed)),
        (_, Some(value)) if fits(&value) => Ok(typed.to_owned()),
        _ => Err(format!("`{}` is {}", member.name, shape.phrase())),
    }
}

/// Where an integration's task token goes, so that whoever is called can report with it.
const TOKENS: [(&str, &str, &str); 5] = [
    ("lambda", "invoke", "Payload"),
    ("sqs", "sendMessage", "MessageBody"),
    ("sns", "publish", "Message"),
    ("states", "startExecution", "Input"),
    ("events", "putEvents", "Entries/0/Detail"),
];

/// The changes of fields that let a Task wait in another way: its resource, and the task token given or taken back.
pub(crate) fn waiting(
    document: &Document,
    key: StateKey,
    pattern: IntegrationPattern,
) -> Result<Vec<(String, Option<String>)>, String> {
    let picture = &document.picture;
    let state = picture.state(key).map(|id| picture.definition.state(id)).ok_or("this state is no longer in the definition")?;
    let call = call_of(state).ok_or("this Task calls no API that could wait")?;
    let StateKind::Task(task) = &state.kind else { return Ok(Vec::new()) };
    let resource = task.resource.as_ref().map(|resource| resource.value.to_string()).unwrap_or_default();
    let bare =
        [".waitForTaskToken", ".sync:2", ".sync"].iter().find_map(|ending| resource.strip_suffix(ending)).unwrap_or(&resource);
    let ending = match pattern {
        IntegrationPattern::RequestResponse => "",
        IntegrationPattern::RunJob => ".sync",
        IntegrationPattern::RunJobParsed => ".sync:2",
        IntegrationPattern::Callback => ".waitForTaskToken",
    };
    let mut changes = vec![("/Resource".to_owned(), Some(quote(&format!("{bare}{ending}"))))];
    let place = TOKENS.iter().find(|(service, action, _)| call.optimized && *service == call.service && *action == call.action);
    if let Some((.., place)) = place {
        changes.extend(token(picture, state, place, pattern == IntegrationPattern::Callback));
    }
    Ok(changes)
}

/// Gives the task token, beside what is given already, or takes it back.
fn token(picture: &Picture, state: &State, place: &str, give: bool) -> Vec<(String, Option<String>)> {
    let tree = &picture.tree;
    let is_path = state.query_language == QueryLanguage::JsonPath;
    let plain = format!("/{}/{place}", field_name(state));
    let (name, value) =
        if is_path { ("TaskToken.$", "\"$$.Task.Token\"") } else { ("TaskToken", "\"{% $states.context.Task.Token %}\"") };
    let at = |pointer: &str| tree.find(&format!("{}{pointer}", tree.pointer(state.node)));
    let whole = at(&plain);
    let object = whole.filter(|node| tree.kind(*node) == Kind::Object);
    if !give {
        let written = object.and_then(|object| tree.member(object, name)).is_some();
        return if written { vec![(format!("{plain}/{name}"), None)] } else { Vec::new() };
    }
    if let Some(object) = object {
        let named = |node| tree.key(node).is_some_and(|key| key.trim_end_matches(".$") == "TaskToken");
        return if tree.children(object).any(named) {
            Vec::new()
        } else {
            vec![(format!("{plain}/{name}"), Some(value.to_owned()))]
        };
    }
    // What was given as a whole becomes a part, so that the token has its place beside it.
    let computed = format!("{plain}.$");
    let part = match (at(&computed), whole) {
        (Some(node), _) => format!("\"Input.$\": {}, ", quote(&tree.string(node).unwrap_or_default())),
        (None, Some(node)) => format!("\"Input\": {}, ", tree.value(node).to_json()),
        (None, None) => String::new(),
    };
    let mut changes = vec![(plain, Some(format!("{{{part}\"{name}\": {value}}}")))];
    if at(&computed).is_some() {
        changes.push((computed, None));
    }
    changes
}
