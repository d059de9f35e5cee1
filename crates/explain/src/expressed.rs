//! The expressions of a state on the data of one of its visits: what each part of them gives, and what of a path is not there.

use asl::analysis::{Read, Site, Source, expressions_of, reads_of};
use asl::definition::{NodeId, QueryLanguage, State};
use asl::document::Document;
use simulator::fold::{Replay, StepView, VisitStatus, events_at, step_of};
use simulator::recording::{EventId, Recording, Stage, StepId};
use value::Value;

use crate::parts::{Part, parts};
use crate::sight::Sight;
use crate::words;

/// So many expressions of a state are told.
const MOST: usize = 60;
/// So many names of an object are told.
const MOST_NAMES: usize = 6;

/// An expression of a state, with what its parts give.
#[derive(Clone, Debug, PartialEq)]
pub struct Expressed {
    /// Where it stands, from the state on: `Parameters.id.$`.
    pub place: String,
    /// Its text.
    pub text: String,
    /// Its parts, inner ones first, the whole last.
    pub parts: Vec<Part>,
}

/// A part of a path that is not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lack {
    /// Where it is read, from the state on.
    pub place: String,
    /// The same as a JSON Pointer from the state's object.
    pub pointer: String,
    /// The whole path as it is written: `$.order.customer.email`.
    pub path: String,
    /// What is read from.
    pub source: Source,
    /// The names that it asks for, one after the other.
    pub names: Vec<String>,
    /// Whether the path is all that stands there.
    pub alone: bool,
    /// What is there, and what is not, as a sentence.
    pub sentence: String,
}

/// The data that the expressions of a step see; `None` where it has not begun.
#[must_use]
pub fn sight_of(recording: &Recording, step: StepId, moment: EventId) -> Option<Sight> {
    let replay = Replay::at(recording, moment);
    let view = step_of(recording, replay.index(), replay.visit(step)?.clone(), moment);
    Some(Sight::of(recording, &view))
}

/// The expressions of a step's state on its data, as far as that was there by the moment.
#[must_use]
pub fn expressions(document: &Document, recording: &Recording, step: StepId, moment: EventId) -> Vec<Expressed> {
    let Some((view, state)) = seen(document, recording, step, moment) else { return vec![] };
    let found = expressions_of(&document.definition, &document.tree, state.id);
    let expressed = found.into_iter().filter_map(|(site, node)| {
        let sight = sight_at(document, recording, &view, state, &site)?;
        let text = document.tree.string(node)?.to_string();
        let parts = parts(&text, &sight);
        (!parts.is_empty()).then(|| Expressed { place: place(document, state, node), text, parts })
    });
    expressed.take(MOST).collect()
}

/// What a step that failed reads and does not find.
#[must_use]
pub fn lacking(document: &Document, recording: &Recording, step: StepId, moment: EventId) -> Vec<Lack> {
    let Some((view, state)) = seen(document, recording, step, moment) else { return vec![] };
    let failed = matches!(view.visit.status, VisitStatus::Failed | VisitStatus::Caught | VisitStatus::Retrying);
    let by_itself = view.error.is_none_or(|error| is_of_data(recording.text(error)));
    if !failed || !by_itself {
        return vec![];
    }
    let mut lacks: Vec<Lack> = vec![];
    for read in reads_of(&document.definition, &document.tree, state.id) {
        let Some(sight) = sight_at(document, recording, &view, state, &read.site) else { continue };
        if asks_whether(document, state, &read) {
            continue;
        }
        if let Some(lack) = lack_of(document, state, &read, &sight)
            && !lacks.iter().any(|known| known.path == lack.path && known.place == lack.place)
        {
            lacks.push(lack);
        }
    }
    // Rules after the one that cannot be decided were not looked at.
    let rule = lacks.first().and_then(|lack| lack.place.split_once(']')).map(|(rule, _)| rule.to_owned());
    if let Some(rule) = rule.filter(|rule| rule.starts_with("Choices[")) {
        lacks.retain(|lack| lack.place.starts_with(&rule));
    }
    lacks.truncate(MOST);
    lacks
}

/// Whether an error may come of data that is not there.
fn is_of_data(error: &str) -> bool {
    error.starts_with("States.") && !matches!(error, "States.Timeout" | "States.TaskFailed" | "States.HeartbeatTimeout")
}

fn seen<'a>(document: &'a Document, recording: &Recording, step: StepId, moment: EventId) -> Option<(StepView, &'a State)> {
    let replay = Replay::at(recording, moment);
    let visit = replay.visit(step)?.clone();
    let state = document.definition.states.get(visit.state as usize)?;
    let until = events_at(recording, visit.history as usize, moment);
    if until == 0 {
        return None;
    }
    Some((step_of(recording, replay.index(), visit, moment), state))
}

/// What a field sees; `None` where that was not there yet, or is not known.
fn sight_at(document: &Document, recording: &Recording, view: &StepView, state: &State, site: &Site) -> Option<Sight> {
    let sight = Sight::of(recording, view);
    let tree = &document.tree;
    let within = tree.pointer(site.node);
    let field = within.strip_prefix(&tree.pointer(state.node)).unwrap_or_default();
    let stage = |wanted: Stage| {
        let found = view.stages.iter().rev().find(|(stage, _)| *stage == wanted);
        found.map(|(_, payload)| recording.payloads.value(*payload).clone())
    };
    // What a catcher sees is known only where one was taken.
    if field.starts_with("/Catch") {
        return None;
    }
    let first = field.split('/').nth(1).unwrap_or_default();
    if site.language == QueryLanguage::Jsonata {
        let is_pass = matches!(state.kind, asl::definition::StateKind::Pass);
        let of_result = matches!(first, "Output" | "Assign") && works(state) && !is_pass;
        return (!of_result || sight.result.is_some()).then_some(sight);
    }
    let effective = match first {
        "InputPath" => sight.input.clone(),
        "ResultSelector" => sight.result.clone()?,
        "Assign" if works(state) => stage(Stage::ResultSelector).or_else(|| sight.result.clone())?,
        "OutputPath" if works(state) => {
            stage(Stage::ResultPath).or_else(|| stage(Stage::ResultSelector)).or(sight.result.clone())?
        }
        _ => sight.effective.clone(),
    };
    Some(Sight { effective, ..sight })
}

fn works(state: &State) -> bool {
    use asl::definition::StateKind as Kind;
    matches!(state.kind, Kind::Task(_) | Kind::Map(_) | Kind::Parallel(_) | Kind::Pass)
}

/// Where a node stands, from the state on.
fn place(document: &Document, state: &State, node: NodeId) -> String {
    let mut place = String::new();
    for step in pointer(document, state, node).split('/').filter(|step| !step.is_empty()) {
        let step = step.replace("~1", "/").replace("~0", "~");
        match step.parse::<usize>() {
            Ok(index) => place.push_str(&format!("[{index}]")),
            Err(_) if place.is_empty() => place.push_str(&step),
            Err(_) => {
                place.push('.');
                place.push_str(&step);
            }
        }
    }
    place
}

fn pointer(document: &Document, state: &State, node: NodeId) -> String {
    let whole = document.tree.pointer(node);
    whole.strip_prefix(&document.tree.pointer(state.node)).unwrap_or(&whole).to_owned()
}

/// Whether the data is only asked whether it is there.
fn asks_whether(document: &Document, state: &State, read: &Read) -> bool {
    let tree = &document.tree;
    if read.site.language == QueryLanguage::Jsonata {
        let asks = ["$exists", "?", "$boolean", "$not", "$type"];
        return tree.string(read.node).is_some_and(|text| asks.iter().any(|ask| text.contains(ask)));
    }
    let mut around = tree.parent(read.site.node);
    while let Some(node) = around.filter(|node| *node != state.node) {
        let is_rule = tree.member(node, "Next").is_some();
        if tree.descendants(node).any(|inner| tree.key(inner).as_deref() == Some("IsPresent")) {
            return true;
        }
        if is_rule {
            return false;
        }
        around = tree.parent(node);
    }
    false
}

fn lack_of(document: &Document, state: &State, read: &Read, sight: &Sight) -> Option<Lack> {
    let text = document.tree.string(read.node)?;
    let path = text.get(read.range.clone())?.to_owned();
    let (root, mut at) = match (&read.source, read.site.language) {
        (Source::Input, QueryLanguage::JsonPath) => ("$".to_owned(), sight.effective.clone()),
        (Source::Input, QueryLanguage::Jsonata) => ("$states.input".to_owned(), sight.input.clone()),
        (Source::Result, _) => ("$states.result".to_owned(), sight.result.clone()?),
        (Source::Context, language) => {
            let root = if language == QueryLanguage::JsonPath { "$$" } else { "$states.context" };
            // An item is known to its iteration only.
            if read.steps.first().is_some_and(|(name, _)| matches!(name.as_str(), "Map" | "Task")) {
                return None;
            }
            (root.to_owned(), sight.context.clone())
        }
        (Source::Variable(name), _) => (format!("${name}"), sight.variables.get(name).cloned()?),
        (Source::ErrorOutput | Source::States, _) => return None,
    };
    let mut there = root;
    for (name, _) in &read.steps {
        // In JSONata a step goes into every element of a list.
        if read.site.language == QueryLanguage::Jsonata && at.as_array().is_some() {
            return None;
        }
        match at.get(name).cloned() {
            Some(inner) => {
                there = format!("{there}.{name}");
                at = inner;
            }
            None => {
                return Some(Lack {
                    place: place(document, state, read.node),
                    pointer: pointer(document, state, read.node),
                    path,
                    source: read.source.clone(),
                    names: read.steps.iter().map(|(name, _)| name.clone()).collect(),
                    alone: read.alone && read.whole,
                    sentence: sentence(&there, &at, name),
                });
            }
        }
    }
    None
}

/// What is there of a value, and that a name is not among it.
fn sentence(there: &str, value: &Value, lacks: &str) -> String {
    match value {
        Value::Object(members) if members.is_empty() => format!("`{there}` is empty, it has no `{lacks}`"),
        Value::Object(members) => {
            let more = members.len().saturating_sub(MOST_NAMES);
            let names = words::names(members.keys().map(|name| &**name).take(MOST_NAMES), if more == 0 { "and" } else { "," });
            let more = if more == 0 { String::new() } else { format!(" and {more} more") };
            format!("`{there}` has {names}{more}, but no `{lacks}`{}", nearest(members.keys().map(|name| &**name), lacks))
        }
        Value::Array(items) => {
            format!("`{there}` is a list of {}, which has no `{lacks}`", words::counted(items.len(), "item"))
        }
        other => format!("`{there}` is `{}`, which has no `{lacks}`", words::short(other)),
    }
}

/// A name that may have been meant.
fn nearest<'a>(names: impl Iterator<Item = &'a str>, lacks: &str) -> String {
    let plain = |name: &str| name.to_lowercase().replace(['_', '-'], "");
    let mut names = names.filter(|name| plain(name) == plain(lacks));
    names.next().map_or_else(String::new, |name| format!(" (is `{name}` meant?)"))
}

impl Lack {
    /// The sentence on it, with the path that is read.
    #[must_use]
    pub fn words(&self) -> String {
        format!("`{}` is not there: {}", self.path, self.sentence)
    }
}
