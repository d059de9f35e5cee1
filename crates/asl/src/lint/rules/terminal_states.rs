//! A scope that cannot end.

use super::super::context::Context;
use super::super::rule::{Group, Rule};
use super::unreachable::has_open_ways;
use crate::definition::{Scope, StateId, StateKind};
use crate::graph::Target;

pub const RULE: Rule = Rule {
    name: "no-end",
    group: Group::Flow,
    summary: "The machine, a branch or a Map's processor has no state that ends it.",
    why: "Something must end it: a state with `End`, a Succeed or a Fail.",
    example: "{ \"A\": { \"Type\": \"Pass\", \"Next\": \"B\" }, \"B\": { \"Type\": \"Pass\", \"Next\": \"A\" } }",
    check,
};

fn check(context: &mut Context) {
    let definition = context.definition;
    for scope in &definition.scopes {
        let Some(states) = scope.states_node.filter(|_| !scope.states.is_empty()) else { continue };
        // Recorded: the service asks for an end even where `StartAt` is not written or a state's way on is not.
        let is_open = || has_open_ways(context, scope) && !(context.unfolded && scope.start_at.is_none());
        if has_end(context, scope) || is_open() {
            continue;
        }
        let mut ways = scope.states.iter().flat_map(|id| context.ways.of(*id));
        let astray = ways.any(|(_, target)| matches!(target, Target::Missing(_)));
        let help = "let a state end it with `\"End\": true`, or add a Succeed or a Fail";
        if scope.owner.is_none() {
            context.error("MISSING_END_STATE", states, "Workflow has no terminal state").help(help);
        } else if !astray {
            let message = "No terminal state: nothing ends this branch or iteration";
            context.error("MISSING_END_STATE", states, message).help(help);
        }
    }
}

/// Whether some state of a scope ends it.
pub(super) fn has_end(context: &Context, scope: &Scope) -> bool {
    scope.states.iter().any(|id| ends(context, *id))
}

fn ends(context: &Context, id: StateId) -> bool {
    let state = context.definition.state(id);
    matches!(state.kind, StateKind::Succeed | StateKind::Fail(_)) || context.member(state.node, "End").is_some()
}
