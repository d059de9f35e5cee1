//! A field is missing that must be there.

use super::super::context::Context;
use super::super::rule::{Group, Rule};
use super::super::schema::{Object, ObjectKind};
use crate::definition::{NodeId, QueryLanguage, StateKind};
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
    for object in context.objects.clone() {
        let absent = |name: &&str| context.member(object.node, name).is_none() && !context.is_misspelled(&object, &[*name]);
        let missing: Vec<&str> = required(context, &object).iter().copied().filter(absent).collect();
        if !missing.is_empty() && !context.is_open(object.node) {
            let help = if missing.len() == 1 { "add it" } else { "add them" };
            let (help, fix) = match misspelled_type(context, &object) {
                Some((name, fix)) => (format!("it is there as `{name}`"), fix),
                None => (help.to_owned(), None),
            };
            context.schema(object.node, format!("These fields are required: [{}]", missing.join(", "))).help(help).fix(fix);
        }
        for name in filled(&object, context) {
            let kind = if matches!(*name, "States" | "ItemBatcher") { Kind::Object } else { Kind::Array };
            let empty = context
                .member(object.node, name)
                .filter(|node| context.tree.kind(*node) == kind && context.tree.children(*node).next().is_none());
            if let Some(node) = empty {
                context.schema(node, "Value cannot be empty").help(format!("`{name}` needs at least one entry"));
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

fn required(context: &Context, object: &Object) -> &'static [&'static str] {
    match object.kind {
        // In the order in which the service names them.
        ObjectKind::Machine | ObjectKind::Branch | ObjectKind::Processor => &["States", "StartAt"],
        ObjectKind::Retrier => &["ErrorEquals"],
        ObjectKind::Catcher => &["ErrorEquals", "Next"],
        ObjectKind::Rule if object.language == QueryLanguage::Jsonata && !is_comparison(context, object.node) => {
            &["Condition", "Next"]
        }
        ObjectKind::Rule => &["Next"],
        ObjectKind::ItemReader => &["Resource"],
        ObjectKind::ResultWriter if context.member(object.node, "WriterConfig").is_none() => &["Resource"],
        ObjectKind::WriterConfig => &["OutputType"],
        ObjectKind::ProcessorConfig if is_distributed(context, object.node) => &["ExecutionType"],
        ObjectKind::State(id) => match context.definition.state(id).kind {
            StateKind::Unknown(None) => &["Type"],
            StateKind::Task(_) => &["Resource"],
            StateKind::Choice(_) => &["Choices"],
            StateKind::Parallel(_) => &["Branches"],
            _ => &[],
        },
        _ => &[],
    }
}

fn is_distributed(context: &Context, config: NodeId) -> bool {
    context.member(config, "Mode").and_then(|mode| context.tree.string(mode)).as_deref() == Some("DISTRIBUTED")
}

/// Lists and objects that must hold something.
fn filled(object: &Object, context: &Context) -> &'static [&'static str] {
    match object.kind {
        ObjectKind::Machine | ObjectKind::Branch | ObjectKind::Processor => &["States"],
        ObjectKind::Retrier | ObjectKind::Catcher => &["ErrorEquals"],
        ObjectKind::InnerRule | ObjectKind::Rule => &["And", "Or"],
        ObjectKind::State(id) => match context.definition.state(id).kind {
            StateKind::Choice(_) => &["Choices"],
            StateKind::Parallel(_) => &["Branches"],
            StateKind::Map(_) => &["ItemBatcher"],
            _ => &[],
        },
        _ => &[],
    }
}

/// Whether a rule is written as JSONPath has them, which is reported as that.
fn is_comparison(context: &Context, rule: NodeId) -> bool {
    ["Variable", "And", "Or", "Not"].iter().any(|name| context.member(rule, name).is_some())
}
