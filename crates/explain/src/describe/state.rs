//! What a state is written to do, in a few sentences with its real paths.

use asl::definition::{
    Definition, IntegrationPattern, MapState, PathField, ProcessorMode, QueryLanguage, Resource, RetryPlan, Setting, State,
    StateKind, Task, Template, Transition, Wait,
};
use asl::graph::{action_title, condition_sentence, service_title};
use asl::text::Spanned;
use std::sync::Arc;
use value::Value;

use super::retry::PlanWords;
use crate::words;

/// What a state does, in sentences: its work, what becomes of its data, its errors, where it goes.
#[must_use]
pub fn state(definition: &Definition, state: &State) -> Vec<String> {
    let mut sentences = vec![work(definition, state)];
    sentences.extend(data(state));
    sentences.extend(errors(state));
    sentences.extend(goes(state));
    sentences.iter().map(|sentence| format!("{}.", words::capital(sentence))).collect()
}

fn work(definition: &Definition, state: &State) -> String {
    match &state.kind {
        StateKind::Task(task) => task_work(state, task),
        StateKind::Pass => match (&state.data.result, &state.data.parameters, &state.data.output) {
            (Some(result), ..) => format!("puts in a fixed result, {}", words::short(&result.value)),
            (_, Some(template), _) | (_, _, Some(template)) => format!("shapes the data anew: {}", template_words(template)),
            _ if state.data.assign.is_some() => "does no work of its own".to_owned(),
            _ => "passes its input on as it is".to_owned(),
        },
        StateKind::Choice(choice) => {
            let mut ways: Vec<String> = choice
                .rules
                .iter()
                .map(|rule| {
                    let condition = rule.condition.as_ref().map_or_else(|| "nothing is asked".to_owned(), condition_sentence);
                    format!("to `{}` if {condition}", rule.next.as_ref().map_or("", |next| &next.value))
                })
                .collect();
            ways.push(match &choice.default {
                Some(default) => format!("else to `{}`", default.value),
                None => "else the execution fails, since there is no Default".to_owned(),
            });
            format!("goes by the first rule that holds: {}", ways.join("; "))
        }
        StateKind::Wait(wait) => waits(wait),
        StateKind::Succeed => "ends its scope well".to_owned(),
        StateKind::Fail(fail) => {
            let text = |text: &Option<Spanned<Arc<str>>>| text.as_ref().map(|text| words::expression(&text.value).to_owned());
            let error = text(&fail.error).or_else(|| text(&fail.error_path));
            let cause = text(&fail.cause).or_else(|| text(&fail.cause_path));
            let error = error.map_or_else(|| "an error without a name".to_owned(), |error| format!("the error `{error}`"));
            let cause = cause.map_or_else(String::new, |cause| format!(" and the cause “{}”", words::cut(&cause)));
            format!("ends its scope with {error}{cause}")
        }
        StateKind::Parallel(parallel) => {
            let starts: Vec<String> = parallel
                .branches
                .iter()
                .filter_map(|branch| Some(format!("`{}`", definition.scope(*branch).start_at.as_ref()?.value)))
                .collect();
            let branches = words::counted(parallel.branches.len(), "branch").replace("branchs", "branches");
            format!(
                "runs {branches} side by side, from {}; each gets the same input, and their outputs become a list in this order",
                words::list(&starts, "and")
            )
        }
        StateKind::Map(map) => map_work(definition, map),
        StateKind::Unknown(_) => "has a Type that the language does not know".to_owned(),
    }
}

/// The errors of Lambda that AWS advises to retry on.
const PASSING: [&str; 4] =
    ["Lambda.ServiceException", "Lambda.AWSLambdaException", "Lambda.SdkClientException", "Lambda.TooManyRequestsException"];

/// The function that a Lambda Task invokes, and what it is given, where both are plain to see.
fn invoked(state: &State) -> Option<String> {
    let template = state.data.parameters.as_ref().or(state.data.arguments.as_ref())?.value.as_object()?;
    let function = template.get("FunctionName")?.as_str().filter(|name| !name.trim_start().starts_with("{%"))?;
    let name = function.split_once(":function:").map_or(function, |(_, name)| name).trim_end_matches(":$LATEST");
    let with = match (template.get("Payload.$"), template.get("Payload")) {
        (Some(path), _) => format!(", with `{}`", path.as_str()?),
        (None, Some(Value::String(text))) => format!(", with `{}`", words::cut(words::expression(text))),
        (None, Some(payload)) => {
            format!(", with {}", template_words(&Template { value: payload.clone(), ..template_of(state)? }))
        }
        (None, None) => String::new(),
    };
    Some(format!("calls the Lambda function `{name}`{with}"))
}

fn template_of(state: &State) -> Option<Template> {
    state.data.parameters.clone().or_else(|| state.data.arguments.clone())
}

fn task_work(state: &State, task: &Task) -> String {
    let resource = task.resource.as_ref().map_or("", |resource| &*resource.value);
    let (what, pattern) = match Resource::parse(resource) {
        Resource::LambdaFunction { name } => (format!("calls the Lambda function `{name}`"), IntegrationPattern::RequestResponse),
        Resource::Activity { name } => {
            (format!("waits until a worker has done the activity `{name}`"), IntegrationPattern::RequestResponse)
        }
        Resource::Optimized { service, action, pattern } | Resource::Sdk { service, action, pattern } => {
            (format!("calls {} {}", service_title(&service), action_title(&action)), pattern)
        }
        Resource::Other(text) if text.is_empty() => ("has no Resource yet".to_owned(), IntegrationPattern::RequestResponse),
        Resource::Other(text) => (format!("calls `{text}`"), IntegrationPattern::RequestResponse),
    };
    let until = match pattern {
        IntegrationPattern::RequestResponse => "",
        IntegrationPattern::RunJob | IntegrationPattern::RunJobParsed => " and waits for the job's end",
        IntegrationPattern::Callback => " and waits until somebody reports with the task token",
    };
    let invoked = invoked(state).filter(|_| resource.contains(":lambda:invoke"));
    let with = state.data.parameters.as_ref().or(state.data.arguments.as_ref()).filter(|_| invoked.is_none());
    let what = invoked.clone().unwrap_or(what);
    let with = if invoked.is_some() {
        String::new()
    } else {
        with.map_or_else(|| ", with its whole input".to_owned(), |with| format!(", with {}", template_words(with)))
    };
    let limit = match task.timeout_seconds.as_ref().map(|limit| &limit.value) {
        Some(Setting::Value(limit)) => format!(", for at most {}", words::seconds(*limit)),
        Some(Setting::Expression(text)) => format!(", for at most `{}` seconds", words::expression(text)),
        None => String::new(),
    };
    format!("{what}{until}{with}{limit}")
}

/// The members of a template and where they come from, the first few.
fn template_words(template: &Template) -> String {
    const MOST: usize = 4;
    let Some(members) = template.value.as_object() else {
        return match template.value.as_str() {
            Some(text) => format!("`{}`", words::cut(words::expression(text))),
            None => words::short(&template.value),
        };
    };
    let member = |(name, value): (&Arc<str>, &Value)| match value.as_str() {
        Some(text) if name.ends_with(".$") => format!("`{}` from `{text}`", name.trim_end_matches(".$")),
        Some(text) if text.trim_start().starts_with("{%") => {
            format!("`{name}` from `{}`", words::cut(words::expression(text)))
        }
        _ => format!("`{name}`"),
    };
    let mut told: Vec<String> = members.iter().take(MOST).map(member).collect();
    if members.len() > MOST {
        told.push(format!("{} more", members.len() - MOST));
    }
    if told.is_empty() { "nothing".to_owned() } else { words::list(&told, "and") }
}

fn waits(wait: &Wait) -> String {
    if let Some(seconds) = &wait.seconds {
        return match &seconds.value {
            Setting::Value(seconds) => format!("waits {}", words::seconds(*seconds)),
            Setting::Expression(text) => format!("waits `{}` seconds", words::expression(text)),
        };
    }
    if let Some(Spanned { value: Setting::Value(text) | Setting::Expression(text), .. }) = &wait.timestamp {
        return format!("waits until `{}`", words::expression(text));
    }
    if let Some(path) = &wait.seconds_path {
        return format!("waits as many seconds as `{}` says", path.value);
    }
    match &wait.timestamp_path {
        Some(path) => format!("waits until the time that `{}` says", path.value),
        None => "does not say how long it waits".to_owned(),
    }
}

fn map_work(definition: &Definition, map: &MapState) -> String {
    let items = match (&map.items, &map.items_path, &map.item_reader) {
        (_, _, Some(reader)) => match &reader.resource {
            Some(resource) if resource.value.contains("listObjects") => "each object of an S3 listing".to_owned(),
            _ => "each item of a file in S3".to_owned(),
        },
        (Some(items), ..) => match items.value.as_str() {
            Some(text) => format!("each item of `{}`", words::expression(text)),
            None => "each of the items that are written".to_owned(),
        },
        (_, Some(path), _) => format!("each item of `{}`", path.value),
        _ => "each item of its input".to_owned(),
    };
    let scope = map.processor.map(|scope| definition.scope(scope));
    let distributed = scope
        .and_then(|scope| scope.processor_config.as_ref())
        .and_then(|config| config.mode)
        .is_some_and(|mode| mode.value == ProcessorMode::Distributed);
    let start =
        scope.and_then(|scope| scope.start_at.as_ref()).map_or_else(String::new, |start| format!(" from `{}`", start.value));
    let limit = match map.max_concurrency.as_ref().map(|limit| &limit.value) {
        Some(Setting::Value(1.0)) => ", one at a time".to_owned(),
        Some(Setting::Value(limit)) if *limit > 0.0 => format!(", at most {limit} at a time"),
        Some(Setting::Expression(text)) => format!(", at most `{}` at a time", words::expression(text)),
        _ => String::new(),
    };
    let how = if distributed { ", each in an execution of its own (distributed)" } else { "" };
    format!("takes {items} through its states{start}{limit}{how}; the outputs become a list in the items' order")
}

fn data(state: &State) -> Vec<String> {
    let mut told = vec![];
    let data = &state.data;
    let does_work = matches!(state.kind, StateKind::Task(_) | StateKind::Parallel(_) | StateKind::Map(_));
    if state.query_language == QueryLanguage::Jsonata {
        if let Some(output) = data.output.as_ref().filter(|_| !matches!(state.kind, StateKind::Pass)) {
            told.push(format!("its output is {}", template_words(output)));
        } else if does_work {
            told.push("its result is its output".to_owned());
        }
    } else {
        let path = |field: &Option<Spanned<PathField>>| field.as_ref().map(|field| field.value.clone());
        match path(&data.input_path) {
            Some(PathField::Path(path)) if &*path != "$" => told.push(format!("of its input it takes `{path}`")),
            Some(PathField::Null) => told.push("it takes nothing of its input".to_owned()),
            _ => {}
        }
        if let Some(selector) = &data.result_selector {
            told.push(format!("of the result it keeps {}", template_words(selector)));
        }
        let has_result = does_work || data.result.is_some() || data.parameters.is_some() && matches!(state.kind, StateKind::Pass);
        match path(&data.result_path) {
            Some(PathField::Path(path)) if &*path != "$" => told.push(format!("the result is put at `{path}` of the input")),
            Some(PathField::Null) => told.push("the result is dropped, and the input goes on".to_owned()),
            _ if has_result => told.push("the result takes the input's place".to_owned()),
            _ => {}
        }
        match path(&data.output_path) {
            Some(PathField::Path(path)) if &*path != "$" => told.push(format!("only `{path}` of that goes on")),
            Some(PathField::Null) => told.push("nothing of that goes on".to_owned()),
            _ => {}
        }
    }
    if let Some(assign) = data.assign.as_ref().and_then(|assign| assign.value.as_object()) {
        let names: Vec<String> = assign.keys().map(|name| format!("`${}`", name.trim_end_matches(".$"))).collect();
        told.push(format!("it sets {}", words::list(&names, "and")));
    }
    told
}

fn errors(state: &State) -> Vec<String> {
    let names = |names: &[Spanned<Arc<str>>]| match names {
        [one] if &*one.value == "States.ALL" => "any error".to_owned(),
        names if names.len() == PASSING.len() && names.iter().all(|name| PASSING.contains(&&*name.value)) => {
            "an error of Lambda that passes".to_owned()
        }
        names => words::names(names.iter().map(|name| &*name.value), "or"),
    };
    let retried =
        state.retry.iter().map(|retrier| format!("on {} it {}", names(&retrier.error_equals), RetryPlan::of(retrier).sentence()));
    let caught = state.catch.iter().map(|catcher| {
        let next = catcher.next.as_ref().map_or("", |next| &next.value);
        let after = if state.retry.is_empty() { "" } else { "after that, " };
        format!("{after}{} leads to `{next}`", names(&catcher.error_equals))
    });
    retried.chain(caught).collect()
}

fn goes(state: &State) -> Option<String> {
    match (&state.transition, &state.kind) {
        (_, StateKind::Choice(_) | StateKind::Succeed | StateKind::Fail(_)) => None,
        (Some(Transition::Next(next)), _) => Some(format!("then comes `{}`", next.value)),
        (Some(Transition::End(_)), _) => Some("then its scope ends".to_owned()),
        (None, _) => Some("it does not say what comes next".to_owned()),
    }
}
