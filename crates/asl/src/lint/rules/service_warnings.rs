//! What the service itself warns of: values that look like paths where they are none.

use ::expressions::intrinsic::Call;
use ::expressions::jsonpath::Path;

use super::super::context::Context;
use super::super::rule::{Group, Rule};
use crate::analysis::sites::Role;
use crate::definition::{NodeId, QueryLanguage, StateKind};
use crate::surgery::rename_member;
use crate::tree::Kind;

pub const RULE: Rule = Rule {
    name: "looks-like-a-path",
    group: Group::Data,
    summary: "A value looks like a path or an intrinsic function call, but is taken as plain text.",
    why: "In a payload template only members whose name ends in `.$` are computed; a Pass's `Result` never is.",
    example: "{ \"Type\": \"Pass\", \"Parameters\": { \"id\": \"$.id\" }, \"End\": true }",
    check,
};

fn check(context: &mut Context) {
    for site in context.sites.clone().iter().copied() {
        if !matches!(site.role, Role::Template | Role::Assign) {
            continue;
        }
        if site.language == QueryLanguage::Jsonata {
            if site.role == Role::Template {
                in_jsonata(context, site.node);
            }
            continue;
        }
        if looks_computed(context, site.node) {
            let message = "this looks like a JSONPath or an intrinsic function call, but is taken as plain text";
            let help = "write an object; members whose names end in `.$` are computed";
            context.warning("NO_DOLLAR", site.node, message).help(help);
        }
        for node in context.tree.descendants(site.node).skip(1).collect::<Vec<_>>() {
            let Some(name) = context.tree.key(node).filter(|name| !name.ends_with(".$")) else {
                continue;
            };
            if looks_computed(context, node) {
                let text = context.tree.string(node).unwrap_or_default();
                let computable = if Call::is_call(&text) { Call::parse(&text).is_ok() } else { Path::parse(&text).is_ok() };
                let fix = rename_member(context.tree, node, &format!("{name}.$")).filter(|_| computable);
                let fix = context.edits(&format!("compute {name}"), fix.into_iter().collect());
                let message =
                    format!("`{name}` looks like a JSONPath or an intrinsic function call, but its name does not end in `.$`");
                let help = format!("name it `{name}.$` to have it computed");
                context.warning("NO_DOLLAR", node, message).help(help).fix(fix);
            }
        }
    }
    for state in &context.definition.states {
        if !matches!(state.kind, StateKind::Pass) || state.query_language != QueryLanguage::JsonPath {
            continue;
        }
        let Some(result) = &state.data.result else { continue };
        for node in context.tree.descendants(result.node).collect::<Vec<_>>() {
            let named = context.tree.key(node).is_some_and(|key| key.ends_with(".$"));
            if named || looks_computed(context, node) {
                let help = "use `Parameters` instead of `Result` to have it computed";
                context.warning("PASS_RESULT_IS_STATIC", node, "`Result` is taken as it stands, paths in it too").help(help);
                break;
            }
        }
    }
}

/// In JSONata a name that ends in `.$` is but a name.
fn in_jsonata(context: &mut Context, template: NodeId) {
    for node in context.tree.descendants(template).skip(1).collect::<Vec<_>>() {
        let dollar = context.tree.key(node).is_some_and(|key| key.ends_with(".$"));
        if dollar && looks_computed(context, node) {
            let message = "JSONata is in force here: this JSONPath or intrinsic function call is taken as plain text";
            let help = "leave the `.$` out of the name and write `{% … %}`, for example `{% $states.input.x %}`";
            context.warning("JSONPATH_IN_JSONATA", node, message).help(help);
        }
    }
}

fn looks_computed(context: &Context, node: NodeId) -> bool {
    if context.tree.kind(node) != Kind::String {
        return false;
    }
    let text = context.tree.string(node).unwrap_or_default();
    let call = text.strip_prefix("States.").is_some_and(|rest| rest.ends_with(')') && rest.contains('('));
    text.starts_with("$.") || text.starts_with("$$.") || call
}
