//! Calls of intrinsic functions that can only fail.

use expressions::intrinsic::Call;

use super::super::context::Context;
use super::super::rule::{Group, Rule};
use crate::analysis::sites::{Role, Site};
use crate::definition::{NodeId, QueryLanguage};

pub const RULE: Rule = Rule {
    name: "intrinsic-arguments",
    group: Group::Language,
    summary: "An intrinsic function is called with a wrong number of arguments, or a template of States.Format does not fit them.",
    why: "Step Functions takes such a definition, and the state fails with States.Runtime, which nothing catches, whenever it runs.",
    example: "{ \"Type\": \"Pass\", \"Parameters\": { \"ids.$\": \"States.ArrayRange(1, 5)\" }, \"End\": true }",
    check,
};

fn check(context: &mut Context) {
    for site in context.sites.clone().iter().copied() {
        if site.language != QueryLanguage::JsonPath {
            continue;
        }
        for node in computed(context, &site) {
            let text = context.tree.string(node).unwrap_or_default();
            if !Call::is_call(&text) || text.contains("${") {
                continue;
            }
            for (range, sentence) in Call::parse(&text).map(|call| call.misfits()).unwrap_or_default() {
                let span = context.within(node, &range);
                let message = format!("this fails whenever it runs: {sentence}");
                context.warning("INTRINSIC_FAILS", node, message).span(span);
            }
        }
    }
}

/// The texts of a field that may be calls.
fn computed(context: &Context, site: &Site) -> Vec<NodeId> {
    match site.role {
        Role::PathOrIntrinsic => vec![site.node],
        Role::Template | Role::Assign => {
            let named = |node: &NodeId| context.tree.key(*node).is_some_and(|key| key.ends_with(".$"));
            context.tree.descendants(site.node).skip(1).filter(named).collect()
        }
        _ => vec![],
    }
}
