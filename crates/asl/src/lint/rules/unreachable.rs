//! A state that nothing leads to.

use super::super::context::Context;
use super::super::rule::{Group, Rule};
use crate::edit::delete_states;

pub const RULE: Rule = Rule {
    name: "unreachable-state",
    group: Group::Flow,
    summary: "No way leads from `StartAt` to this state.",
    why: "It can never run; most often a `Next` was forgotten or names another state. Step Functions refuses states that no transition names.",
    example: "{ \"StartAt\": \"A\", \"States\": { \"A\": { \"Type\": \"Succeed\" }, \"B\": { \"Type\": \"Succeed\" } } }",
    check,
};

fn check(context: &mut Context) {
    let definition = context.definition;
    for scope in &definition.scopes {
        let Some(start) = &scope.start_at else { continue };
        if start.value.contains("${") || definition.find_in_scope(scope.id, &start.value).is_none() {
            continue;
        }
        let lost = |id| !context.reachable.get(&scope.id).is_some_and(|reachable| reachable.contains(id));
        let open = scope.states.iter().any(|id| context.tree.source(definition.state(*id).node).contains("\"Next\": \"${"));
        if open {
            continue;
        }
        for id in scope.states.iter().filter(|id| lost(id)).collect::<Vec<_>>() {
            let name = context.name(*id);
            let fix = context.large_command(|document| delete_states(document, &[*id]));
            let span = definition.state(*id).name.span;
            let message = format!("State \"{name}\" is not reachable.");
            let help = "lead a transition to it, or delete it";
            context.error("MISSING_TRANSITION_TARGET", definition.state(*id).node, message).span(span).help(help).fix(fix);
        }
    }
}
