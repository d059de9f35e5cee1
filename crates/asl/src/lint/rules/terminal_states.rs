//! A scope that cannot end.

use super::super::context::Context;
use super::super::rule::{Group, Rule};
use crate::definition::{StateKind, Transition};
use crate::graph::{Target, slots, target};

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
        let ends = scope.states.iter().any(|id| {
            let state = definition.state(*id);
            let open = matches!(state.kind, StateKind::Unknown(_)) || context.member(state.node, "End").is_some();
            matches!(state.kind, StateKind::Succeed | StateKind::Fail(_))
                || matches!(state.transition, Some(Transition::End(_)))
                || open
        });
        let forgotten = scope.states.iter().any(|id| {
            let state = definition.state(*id);
            state.transition.is_none() && !matches!(state.kind, StateKind::Choice(_))
        });
        let astray = scope
            .states
            .iter()
            .flat_map(|id| slots(definition.state(*id)))
            .any(|slot| matches!(target(definition, slot), Target::Missing(_)));
        if let Some(states) = scope.states_node.filter(|_| !ends && !forgotten && !astray && !scope.states.is_empty()) {
            let help = "let a state end it with `\"End\": true`, or add a Succeed or a Fail";
            context.error("MISSING_END_STATE", states, "No terminal state: nothing ends this flow").help(help);
        }
    }
}
