//! A field is missing that must be there.

use super::super::context::Context;
use super::super::rule::{Group, Rule};
use super::super::schema::{Object, ObjectKind};
use crate::definition::{NodeId, StateKind};
use crate::language::{Field, Holds, Need, Place, StateType, fields_of};
use crate::surgery::rename_member;
use crate::text::Transaction;
use crate::tree::Kind;
use crate::words::nearest;

pub const RULE: Rule = Rule {
    name: "required-field",
    group: Group::Language,
    summary: "A field that must be written is missing, or a list that must not be empty is.",
    why: "Step Functions refuses a definition without it.",
    example: "{ \"Type\": \"Task\", \"End\": true }",
    check,
};

fn check(context: &mut Context) {
    for object in context.objects.clone().iter().copied() {
        let fields: Vec<&'static Field> =
            strict_fields(context, &object).filter(|field| !is_met(context, &object, field)).collect();
        if fields.is_empty() {
            continue;
        }
        let absent = |name: &&str| context.member(object.node, name).is_none() && !context.is_misspelled(&object, &[*name]);
        let missing: Vec<&str> = needed(context, object.node, &fields).into_iter().filter(absent).collect();
        if !missing.is_empty() && !context.is_open(object.node) {
            let help = if missing.len() == 1 { "add it" } else { "add them" };
            let (help, fix) = match misspelled_type(context, &object) {
                Some((name, fix)) => (format!("it is there as `{name}`"), fix),
                None => (help.to_owned(), None),
            };
            context.schema(object.node, format!("These fields are required: [{}]", missing.join(", "))).help(help).fix(fix);
        }
        for field in fields.iter().filter(|field| field.filled) {
            let kind = if field.holds == Holds::Object { Kind::Object } else { Kind::Array };
            let empty = context
                .member(object.node, field.name)
                .filter(|node| context.tree.kind(*node) == kind && context.tree.children(*node).next().is_none());
            if let Some(node) = empty {
                context.schema(node, "Value cannot be empty").help(format!("`{}` needs at least one entry", field.name));
            }
        }
    }
}

/// The field that is nearly a state's `Type`: as long as the type is not known, no other name can be said to be wrong.
fn misspelled_type(context: &Context, object: &Object) -> Option<(String, Option<Transaction>)> {
    let ObjectKind::State(id) = object.kind else { return None };
    let unknown = matches!(context.definition.state(id).kind, StateKind::Unknown(None));
    let near = |child: &NodeId| context.tree.key(*child).is_some_and(|key| nearest(&key, ["Type"]).is_some());
    let found = context.tree.children(object.node).find(near).filter(|_| unknown)?;
    let name = context.tree.key(found)?.into_owned();
    let edits = rename_member(context.tree, found, "Type").into_iter().collect();
    let fix = context.edits(&format!("rename {name} to Type"), edits);
    Some((name, fix))
}

/// What must be there, in the order in which the service names it: `States` comes first.
fn needed(context: &Context, object: NodeId, fields: &[&'static Field]) -> Vec<&'static str> {
    let needed = fields.iter().filter(|field| is_needed(context, object, field.need));
    let (first, others): (Vec<_>, Vec<_>) = needed.map(|field| field.name).partition(|name| *name == "States");
    first.into_iter().chain(others).collect()
}

fn is_needed(context: &Context, object: NodeId, need: Need) -> bool {
    match need {
        Need::Never => false,
        Need::Always => true,
        Need::Without(others) => others.iter().all(|other| context.member(object, other).is_none()),
        Need::Where(field, word) => {
            context.member(object, field).and_then(|node| context.tree.string(node)).as_deref() == Some(word)
        }
    }
}

/// Whether a field is there where it must be, and holds something where it must: so most are.
fn is_met(context: &Context, object: &Object, field: &Field) -> bool {
    match context.member(object.node, field.name) {
        Some(node) => !field.filled || context.tree.children(node).next().is_some(),
        None => !is_needed(context, object.node, field.need),
    }
}

/// The fields of the object that must be there, or hold something. Of a state whose type is not known, that is the type.
fn strict_fields(context: &Context, object: &Object) -> impl Iterator<Item = &'static Field> {
    let place = object.place(context.definition);
    let language = object.language;
    let is_strict = |field: &&Field| field.need != Need::Never || field.filled;
    let is_meant = move |field: &&Field| field.languages.have(language) && (place.is_some() || field.name == "Type");
    fields_of(place.unwrap_or(Place::State(StateType::Pass))).filter(is_strict).filter(is_meant)
}
