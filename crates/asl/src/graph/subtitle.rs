//! The quiet line on a state's card: what it does, in a few words.

use value::Value;

use super::conditions::{expression, path, shortened};
use super::services::{action_title, service_title};
use crate::definition::{
    Definition, IntegrationPattern, MapState, ProcessorMode, Resource, Setting, State, StateKind, Task, Wait,
};
use crate::text::Spanned;

/// The line for a state.
#[must_use]
pub fn subtitle(definition: &Definition, state: &State) -> String {
    let text = match &state.kind {
        StateKind::Task(task) => task_line(state, task),
        StateKind::Pass => pass_line(state),
        StateKind::Choice(choice) => counted(choice.rules.len(), "rule"),
        StateKind::Wait(wait) => wait_line(wait),
        StateKind::Succeed => "ends well".to_owned(),
        StateKind::Fail(fail) => match &fail.error {
            Some(error) => plain(&error.value),
            None => "ends with an error".to_owned(),
        },
        StateKind::Parallel(parallel) => match parallel.branches.len() {
            0 => "no branches yet".to_owned(),
            1 => "1 branch".to_owned(),
            count => format!("{count} branches side by side"),
        },
        StateKind::Map(map) => map_line(definition, map),
        StateKind::Unknown(Some(written)) => format!("unknown type `{written}`"),
        StateKind::Unknown(None) => "no type yet".to_owned(),
    };
    shortened(&text)
}

fn task_line(state: &State, task: &Task) -> String {
    let Some(resource) = task.resource.as_ref().filter(|resource| !resource.value.trim().is_empty()) else {
        return "no resource yet".to_owned();
    };
    let (service, action, pattern) = match Resource::parse(&resource.value) {
        Resource::LambdaFunction { name } => return format!("Lambda: {name}"),
        Resource::Activity { name } => return format!("Activity: {name}"),
        Resource::Other(text) => return plain(text.rsplit(':').next().unwrap_or(&text)),
        Resource::Optimized { service, action, pattern } | Resource::Sdk { service, action, pattern } => {
            (service, action, pattern)
        }
    };
    let name = (&*service == "lambda").then(|| function_name(state)).flatten();
    let what = format!("{}: {}", service_title(&service), name.unwrap_or_else(|| action_title(&action)));
    match pattern {
        IntegrationPattern::RequestResponse => what,
        IntegrationPattern::RunJob | IntegrationPattern::RunJobParsed => format!("{what}, to the end"),
        IntegrationPattern::Callback => format!("{what}, callback"),
    }
}

/// The name of the function a Lambda Task invokes, where it is written out.
fn function_name(state: &State) -> Option<String> {
    let template = state.data.parameters.as_ref().or(state.data.arguments.as_ref())?;
    let written = template.value.get("FunctionName")?.as_str()?;
    if written.starts_with("{%") {
        return None;
    }
    let name = written.split_once(":function:").map_or(written, |(_, name)| name);
    Some(name.trim_end_matches(":$LATEST").to_owned()).filter(|name| !name.is_empty())
}

fn pass_line(state: &State) -> String {
    let data = &state.data;
    if data.result.is_some() {
        return "fixed result".to_owned();
    }
    if data.parameters.is_some() || data.output.is_some() {
        return "shapes data".to_owned();
    }
    match data.assign.as_ref().and_then(|assign| assign.value.as_object().cloned()) {
        Some(object) if !object.is_empty() => {
            let names: Vec<&str> = object.keys().map(|key| key.trim_end_matches(".$")).collect();
            format!("sets {}", names.join(", "))
        }
        _ => "passes its input on".to_owned(),
    }
}

fn wait_line(wait: &Wait) -> String {
    if let Some(Spanned { value, .. }) = &wait.seconds {
        return match value {
            Setting::Value(seconds) => format!("wait {}", duration(*seconds)),
            Setting::Expression(text) => format!("wait {} seconds", expression(text)),
        };
    }
    if let Some(Spanned { value: Setting::Value(text) | Setting::Expression(text), .. }) = &wait.timestamp {
        return format!("wait until {}", plain(text));
    }
    if let Some(seconds) = &wait.seconds_path {
        return format!("wait {} seconds", path(&seconds.value));
    }
    match &wait.timestamp_path {
        Some(time) => format!("wait until {}", path(&time.value)),
        None => "no time yet".to_owned(),
    }
}

fn map_line(definition: &Definition, map: &MapState) -> String {
    let items = if let Some(reader) = &map.item_reader {
        let from = reader.resource.as_ref().is_some_and(|resource| resource.value.contains("listObjects"));
        if from { "S3 object".to_owned() } else { "item of an S3 file".to_owned() }
    } else if let Some(items) = &map.items {
        match &items.value {
            Value::String(text) => format!("of {}", expression(text)),
            Value::Array(array) => format!("of {}", counted(array.len(), "item")),
            _ => "item".to_owned(),
        }
    } else {
        map.items_path.as_ref().map_or_else(|| "item".to_owned(), |items| format!("of {}", items.value))
    };
    let distributed = map.processor.is_some_and(|scope| {
        let config = definition.scope(scope).processor_config.as_ref();
        config.and_then(|config| config.mode).is_some_and(|mode| mode.value == ProcessorMode::Distributed)
    });
    let limit = match &map.max_concurrency {
        Some(Spanned { value: Setting::Value(limit), .. }) if *limit == 1.0 => ", one at a time".to_owned(),
        Some(Spanned { value: Setting::Value(limit), .. }) if *limit > 0.0 => format!(", {limit} at a time"),
        _ => String::new(),
    };
    let how = if distributed { ", distributed" } else { "" };
    format!("each {items}{limit}{how}")
}

/// Text that may be an expression.
fn plain(text: &str) -> String {
    if text.trim_start().starts_with("{%") { expression(text) } else { text.to_owned() }
}

fn counted(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

/// Seconds in the units people say: `90` is `1 min 30 s`. Written without the formatter of any number, whose code is large.
fn duration(seconds: f64) -> String {
    if seconds < 60.0 || seconds.fract() != 0.0 || seconds > 1e9 {
        let thousandths = (seconds.abs() * 1000.0).round() as u64;
        let decimals = format!("{:03}", thousandths % 1000);
        let decimals = decimals.trim_end_matches('0');
        let point = if decimals.is_empty() { "" } else { "." };
        return format!("{}{}{point}{decimals} s", if seconds < 0.0 { "-" } else { "" }, thousandths / 1000);
    }
    let mut rest = seconds as u64;
    let mut parts = Vec::new();
    for (unit, name) in [(86_400, "d"), (3_600, "h"), (60, "min"), (1, "s")] {
        if rest >= unit {
            parts.push(format!("{} {name}", rest / unit));
            rest %= unit;
        }
    }
    parts.join(" ")
}
