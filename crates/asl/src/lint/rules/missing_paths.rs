//! Paths to what cannot be there.

use std::rc::Rc;

use super::super::context::Context;
use super::super::rule::{Group, Rule};
use crate::analysis::data::{Miss, Place, Read, Shape, Source};
use crate::analysis::sites::Site;
use crate::definition::{NodeId, QueryLanguage, StateKind};

pub const RULE: Rule = Rule {
    name: "path-to-nothing",
    group: Group::Data,
    summary: "A path names something that cannot be in the data at this point, because a state before it left only other members.",
    why: "The execution would fail there. Often a `ResultPath` is missing, so that a result replaced the input, or an `Output` leaves out what a later state reads.",
    example: "{ \"Type\": \"Pass\", \"Result\": { \"id\": 1 }, \"Next\": \"reads $.order\" }",
    check,
};

fn check(context: &mut Context) {
    let reads = Rc::clone(&context.reads);
    for read in reads.iter() {
        if let Some(Err(miss)) = shape_before(context, read).map(|shape| shape.at(&read.steps, read.whole))
            && !asks_whether(context, read)
        {
            report(context, read, &miss);
        }
    }
}

/// The shape that a path's steps are taken in, where it is known.
pub(super) fn shape_before(context: &Context, read: &Read) -> Option<Shape> {
    let place = match (&read.source, read.site.language) {
        (Source::Input, QueryLanguage::JsonPath) => place(context, &read.site)?,
        (Source::Input, QueryLanguage::Jsonata) => Place::Input,
        (Source::Result, _) => Place::Result,
        (Source::ErrorOutput, _) => Place::Error,
        _ => return None,
    };
    context.flow.at(context.definition.state(read.site.state), place).filter(|shape| *shape != Shape::Any)
}

/// At which point of its state a field is read; `None` for fields that are not followed.
fn place(context: &Context, site: &Site) -> Option<Place> {
    let name = context.tree.key(site.node)?;
    let state = context.definition.state(site.state);
    let parent = context.tree.parent(site.node);
    let direct = parent == Some(state.node);
    let caught = state.catch.iter().any(|catcher| parent == Some(catcher.node));
    match &*name {
        "InputPath" => Some(Place::Input),
        "OutputPath" => Some(Place::Combined),
        "ResultSelector" => Some(Place::Result),
        // An item's own value is in the context object; `$` is what the Map got.
        "Parameters" | "ItemSelector" if direct => Some(Place::Effective),
        "BatchInput" => Some(Place::Effective),
        "Assign" if caught => Some(Place::Error),
        "Assign" => match state.kind {
            StateKind::Choice(_) | StateKind::Wait(_) => Some(Place::Effective),
            _ if direct => Some(Place::Result),
            _ => None,
        },
        "ItemsPath" | "SecondsPath" | "TimestampPath" | "ErrorPath" | "CausePath" => Some(Place::Effective),
        "TimeoutSecondsPath" | "HeartbeatSecondsPath" | "MaxConcurrencyPath" => Some(Place::Effective),
        "ToleratedFailureCountPath" | "ToleratedFailurePercentagePath" => Some(Place::Effective),
        "Variable" => Some(Place::Effective),
        name if matches!(state.kind, StateKind::Choice(_)) && name.ends_with("Path") => Some(Place::Effective),
        _ => None,
    }
}

/// Whether the data is only asked whether it is there: by a comparison, or in an expression.
fn asks_whether(context: &Context, read: &Read) -> bool {
    match read.site.language {
        QueryLanguage::JsonPath => tests_presence(context, read.site.node),
        QueryLanguage::Jsonata => context
            .tree
            .string(read.node)
            .is_some_and(|text| ["$exists", "?", "$boolean", "$not", "$type"].iter().any(|ask| text.contains(ask))),
    }
}

/// Whether a comparison asks whether its variable is there, or stands beside one that does.
fn tests_presence(context: &Context, variable: NodeId) -> bool {
    let tree = context.tree;
    let mut around = tree.parent(variable);
    while let Some(node) = around {
        if tree.descendants(node).any(|inner| tree.key(inner).as_deref() == Some("IsPresent")) {
            return true;
        }
        let within = tree.parent(node).and_then(|parent| tree.key(parent));
        if matches!(within.as_deref(), None | Some("Choices" | "States")) {
            return false;
        }
        around = tree.parent(node);
    }
    false
}

fn report(context: &mut Context, read: &Read, miss: &Miss) {
    let text = context.tree.string(read.node).unwrap_or_default();
    let path = text.get(read.range.clone()).unwrap_or_default().to_owned();
    let span = context.within(read.node, &miss.range);
    let message = format!("`{path}` cannot be there");
    let help = match &miss.object {
        Some(object) => {
            let maker = context.definition.state(object.maker);
            let names: Vec<String> = object.members.keys().take(6).map(|name| format!("`{name}`")).collect();
            let left = if names.is_empty() { "nothing".to_owned() } else { format!("only {}", names.join(", ")) };
            let mend = match maker.query_language {
                QueryLanguage::JsonPath => "a `ResultPath` there would keep the input beside its result",
                QueryLanguage::Jsonata => "put what is needed into its `Output`, for example by `$merge([$states.input, …])`",
            };
            format!("`{}` leaves {left} here; {mend}", maker.name.value)
        }
        None => "a plain value has no members".to_owned(),
    };
    context.warning("PATH_TO_NOTHING", read.node, message).span(span).help(help);
}
