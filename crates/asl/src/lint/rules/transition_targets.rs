//! A transition to a state that is not there.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::super::context::Context;
use super::super::rule::{Group, Rule};
use crate::definition::{NodeId, ScopeId};
use crate::edit::retarget;
use crate::graph::{Slot, Target};
use crate::words::nearest;

pub const RULE: Rule = Rule {
    name: "missing-target",
    group: Group::Flow,
    summary: "A transition names a state that is not in its scope.",
    why: "A transition leads to a state of the same `States` object: not to one that is missing, and not into or out of a branch or a Map.",
    example: "{ \"Type\": \"Pass\", \"Next\": \"Nowhere\" }",
    check,
};

fn check(context: &mut Context) {
    let definition = context.definition;
    let astray = astray(context);
    if astray.is_empty() {
        return;
    }
    let everywhere: BTreeSet<&str> = definition.states.iter().map(|state| &*state.name.value).collect();
    for (slot, scope, name) in astray {
        let Some(node) = node(context, slot).filter(|_| !name.contains("${")) else { continue };
        let here = &definition.scope(scope).states;
        // A state of that name that is no object is reported as that.
        let odd = definition.scope(scope).states_node.is_some_and(|states| context.member(states, &name).is_some());
        if here.is_empty() || odd {
            continue;
        }
        let meant = context.spend(here.len() * 64).and_then(|()| nearest(&name, here.iter().map(|id| context.name(*id))));
        let elsewhere = everywhere.contains(&*name);
        let to = meant.and_then(|meant| definition.find_in_scope(scope, meant));
        let fix = to.and_then(|to| context.command(|document| retarget(document, slot, Some(to))));
        let found = context.error("MISSING_TRANSITION_TARGET", node, format!("Missing 'Next' target: {name}")).fix(fix);
        if elsewhere {
            found.help("a state of this name is in another branch; no transition leads into or out of a branch or a Map");
        } else if let Some(meant) = meant {
            found.help(format!("did you mean `{meant}`?"));
        } else {
            found.help("add a state of this name, or lead this to another one");
        }
    }
}

/// The slots that name what is not there, with their scopes and these names.
fn astray(context: &Context) -> Vec<(Slot, ScopeId, Arc<str>)> {
    let starts = context.definition.scopes.iter().map(|scope| (Slot::StartAt(scope.id), scope.id, context.ways.start(scope.id)));
    let states = context.definition.states.iter();
    let ways = states.flat_map(|state| context.ways.of(state.id).iter().map(|(slot, target)| (*slot, state.scope, target)));
    let missing = starts.chain(ways).filter_map(|(slot, scope, target)| match target {
        Target::Missing(name) => Some((slot, scope, Arc::clone(name))),
        _ => None,
    });
    missing.collect()
}

/// The node that names a slot's target.
pub(super) fn node(context: &Context, slot: Slot) -> Option<NodeId> {
    let definition = context.definition;
    match slot {
        Slot::StartAt(scope) => context.member(definition.scope(scope).node, "StartAt"),
        Slot::Next(state) => context.member(definition.state(state).node, "Next"),
        Slot::Default(state) => context.member(definition.state(state).node, "Default"),
        Slot::Rule(state, index) => {
            let list = context.member(definition.state(state).node, "Choices")?;
            let rules = context.tree.children(list).filter(|rule| context.tree.kind(*rule) == crate::tree::Kind::Object);
            context.member(rules.into_iter().nth(index)?, "Next")
        }
        Slot::Catch(state, index) => context.member(definition.state(state).catch.get(index)?.node, "Next"),
    }
}
