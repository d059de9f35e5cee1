//! Payload templates: `.$` members must hold a path or an intrinsic function call.

use expressions::intrinsic::Call;

use super::super::context::Context;
use super::super::rule::{Group, Rule};
use crate::analysis::sites::Role;
use crate::definition::{NodeId, QueryLanguage};
use crate::tree::{Kind, opens_placeholder};

pub const RULE: Rule = Rule {
    name: "payload-template",
    group: Group::Language,
    summary: "A member whose name ends in `.$` holds neither a JSONPath nor an intrinsic function call, or one with a mistake in it.",
    why: "The name's `.$` says that the value is computed. Step Functions checks it when the definition is created.",
    example: "{ \"Type\": \"Pass\", \"Parameters\": { \"total.$\": \"States.Formt('{}', $.n)\" }, \"End\": true }",
    check,
};

fn check(context: &mut Context) {
    for site in context.sites.clone().iter().copied() {
        let template = matches!(site.role, Role::Template | Role::Assign) && site.language == QueryLanguage::JsonPath;
        if !template {
            continue;
        }
        for node in context.tree.descendants(site.node).skip(1).collect::<Vec<_>>() {
            let Some(name) = context.tree.key(node).filter(|name| name.ends_with(".$")) else {
                continue;
            };
            check_member(context, node, &name);
            if let Some(twin) = twin(context, node, &name) {
                let bare = name.trim_end_matches(".$");
                let fix = context.removing(&format!("remove {bare}"), twin);
                let message = format!("`{bare}` is set twice: as it stands and by `{name}`");
                context.schema(node, message).help("keep one of the two").fix(fix);
            }
        }
    }
}

/// The member that has the same name once the `.$` is taken off.
fn twin(context: &Context, node: NodeId, name: &str) -> Option<NodeId> {
    context.member(context.tree.parent(node)?, name.strip_suffix(".$")?)
}

fn check_member(context: &mut Context, node: NodeId, name: &str) {
    let message = || format!("The value for the field '{name}' must be a valid JSONPath or a valid intrinsic function call");
    let Some(text) = context.tree.string(node) else {
        if !matches!(context.tree.kind(node), Kind::Placeholder | Kind::Missing | Kind::Error) {
            let fix = crate::surgery::rename_member(context.tree, node, name.trim_end_matches(".$"));
            let fix = context.edits("take it as it stands", fix.into_iter().collect());
            context.schema(node, message()).help("leave the `.$` out of the name to pass the value as it stands").fix(fix);
        }
        return;
    };
    if opens_placeholder(&text) {
        return;
    }
    if text.starts_with(char::is_whitespace) && Call::is_call(&text) {
        let fix = context.replacing("take away the blanks", node, &crate::tree::quote(text.trim()));
        context.schema(node, message()).help("a call begins with `States.`, without blanks before it").fix(fix);
    } else if !Call::is_call(&text) {
        context.path(node, &text, message);
    } else if let Err(error) = Call::parse(&text) {
        let span = context.within(node, &error.range);
        context.schema(node, message()).span(span).help(error.message);
    }
}
