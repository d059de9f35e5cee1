//! Paths to what cannot be there.

use ::expressions::intrinsic::Call;
use ::expressions::jsonpath::{Path, Root};

use super::super::context::Context;
use super::super::data::{Flow, Miss, Place, Shape};
use super::super::rule::{Group, Rule};
use super::super::sites::{Role, Site};
use crate::definition::{NodeId, QueryLanguage, StateKind};

pub const RULE: Rule = Rule {
    name: "path-to-nothing",
    group: Group::Data,
    summary: "A path names something that cannot be in the data at this point, because a state before it left only other members.",
    why: "The execution would fail there with States.Runtime. Often a `ResultPath` is missing, so that a result replaced the input.",
    example: "{ \"Type\": \"Pass\", \"Result\": { \"id\": 1 }, \"Next\": \"reads $.order\" }",
    check,
};

fn check(context: &mut Context) {
    let flow = Flow::new(context.definition);
    for site in context.sites.clone() {
        let Some(place) = place(context, &site) else { continue };
        let Some(shape) = flow.at(context.definition.state(site.state), place) else { continue };
        if shape == Shape::Any {
            continue;
        }
        for node in context.tree.descendants(site.node).collect::<Vec<_>>() {
            let template = matches!(site.role, Role::Template | Role::Assign);
            if template && !context.tree.key(node).is_some_and(|key| key.ends_with(".$")) {
                continue;
            }
            let Some(text) = context.tree.string(node).map(|text| text.into_owned()) else { continue };
            for (path, offset) in paths(&text) {
                if let (Root::Input, Err(miss)) = (path.root(), shape.at(&path)) {
                    report(context, node, &path, offset, &miss);
                }
            }
        }
    }
}

/// At which point of its state a field is read; `None` for fields that are not followed.
fn place(context: &Context, site: &Site) -> Option<Place> {
    if site.language != QueryLanguage::JsonPath || site.role == Role::ResultPath {
        return None;
    }
    let name = context.tree.key(site.node)?;
    let direct = context.tree.parent(site.node) == Some(context.definition.state(site.state).node);
    let state = context.definition.state(site.state);
    match &*name {
        "InputPath" => Some(Place::Input),
        "OutputPath" => Some(Place::Combined),
        "ResultSelector" => Some(Place::Result),
        "Parameters" if direct && !matches!(state.kind, StateKind::Map(_)) => Some(Place::Effective),
        "Assign" if direct => match state.kind {
            StateKind::Choice(_) | StateKind::Wait(_) => Some(Place::Effective),
            _ => Some(Place::Result),
        },
        "Variable" if !tests_presence(context, site.node) => Some(Place::Effective),
        "ItemsPath" | "SecondsPath" | "TimestampPath" | "ErrorPath" | "CausePath" => Some(Place::Effective),
        "TimeoutSecondsPath" | "HeartbeatSecondsPath" => Some(Place::Effective),
        _ => None,
    }
}

/// Whether a comparison asks whether its variable is there, or stands beside one that does.
fn tests_presence(context: &Context, variable: NodeId) -> bool {
    let mut around = context.tree.parent(variable);
    while let Some(node) = around {
        if context.tree.source(node).contains("\"IsPresent\"") {
            return true;
        }
        let within = context.tree.parent(node).and_then(|parent| context.tree.key(parent));
        if within.as_deref() == Some("Choices") {
            return false;
        }
        around = context.tree.parent(node);
    }
    false
}

/// The paths of a text, with where each begins.
fn paths(text: &str) -> Vec<(Path, usize)> {
    if Call::is_call(text) {
        let call = Call::parse(text);
        return call.map(|call| call.paths().into_iter().map(|(path, range)| (path, range.start)).collect()).unwrap_or_default();
    }
    Path::parse(text).map(|path| (path, 0)).into_iter().collect()
}

fn report(context: &mut Context, node: NodeId, path: &Path, offset: usize, miss: &Miss) {
    let span = context.within(node, &(offset + miss.range.start..offset + miss.range.end));
    let message = format!("`{}` cannot be there", path.source());
    let help = match &miss.object {
        Some(object) => {
            let maker = context.name(object.maker);
            let names: Vec<String> = object.members.keys().take(6).map(|name| format!("`{name}`")).collect();
            let left = if names.is_empty() { "nothing".to_owned() } else { format!("only {}", names.join(", ")) };
            format!("`{maker}` leaves {left} here; a `ResultPath` there would keep the input beside its result")
        }
        None => "a plain value has no members".to_owned(),
    };
    context.warning("PATH_TO_NOTHING", node, message).span(span).help(help);
}
