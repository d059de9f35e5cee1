//! A state that nothing leads to.

use std::collections::BTreeSet;

use super::super::context::Context;
use super::super::rule::{Group, Rule};
use super::terminal_states::has_end;
use crate::definition::{Scope, StateId, StateKind};
use crate::edit::{delete_states, retarget};
use crate::graph::{Slot, Target};
use crate::tree::Kind;

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
        let lost: BTreeSet<StateId> = scope.states.iter().copied().filter(|id| !context.is_reachable(*id)).collect();
        // Where nothing ends the machine, that is the one mistake to mend.
        let endless = !context.unfolded && scope.owner.is_none() && !has_end(context, scope);
        if lost.is_empty() || endless || has_open_ways(context, scope) {
            continue;
        }
        let named: BTreeSet<StateId> = lost.iter().flat_map(|id| context.ways.onward(*id).filter(move |to| to != id)).collect();
        let heads: Vec<StateId> = lost.iter().copied().filter(|id| !named.contains(id)).collect();
        let mut told = BTreeSet::new();
        for head in heads {
            follow(context, head, &mut told);
            unnamed(context, scope, head);
        }
        for id in &lost {
            if !told.contains(id) {
                follow(context, *id, &mut told);
                let name = context.name(*id);
                let message = format!("no way leads from `StartAt` to `{name}`");
                let help =
                    "it is named only by itself, or by states that nothing leads to; lead a transition there, or delete it";
                let span = definition.state(*id).name.span;
                context.warning("UNREACHABLE_STATE", definition.state(*id).node, message).span(span).help(help);
            }
        }
    }
}

/// A state that no other names: the service refuses it.
fn unnamed(context: &mut Context, scope: &Scope, id: StateId) {
    let definition = context.definition;
    let state = definition.state(id);
    let name = context.name(id);
    let (help, fix) = match astray(context, scope) {
        Some((slot, missing)) => {
            let help = format!("a transition names `{missing}`, which is not there; perhaps it is meant to lead here");
            (help, context.command(|document| retarget(document, slot, Some(id))))
        }
        None => {
            let fix = context.large_command(|document| delete_states(document, &[id]));
            ("lead a transition to it, or delete it".to_owned(), fix)
        }
    };
    let message = format!("State \"{name}\" is not reachable.");
    context.error("MISSING_TRANSITION_TARGET", state.node, message).span(state.name.span).help(help).fix(fix);
}

/// The only transition of a scope that leads to no state, and the name it gives.
fn astray(context: &Context, scope: &Scope) -> Option<(Slot, String)> {
    let start = (Slot::StartAt(scope.id), context.ways.start(scope.id).clone());
    let all = scope.states.iter().flat_map(|id| context.ways.of(*id)).chain([&start]);
    let mut missing = all.filter_map(|(slot, target)| match target {
        Target::Missing(name) => Some((*slot, name.to_string())),
        _ => None,
    });
    missing.next().filter(|_| missing.next().is_none())
}

fn follow(context: &Context, from: StateId, told: &mut BTreeSet<StateId>) {
    let mut open = vec![from];
    while let Some(id) = open.pop() {
        if told.insert(id) {
            open.extend(context.ways.onward(id));
        }
    }
}

/// Whether ways of a scope are not known, because placeholders stand for them or something is wrong with where they are
/// written: what nothing seems to lead to may be led to by them.
pub(super) fn has_open_ways(context: &Context, scope: &Scope) -> bool {
    let tree = context.tree;
    let open_start = scope.start_at.as_ref().is_none_or(|start| start.value.contains("${"));
    if context.unfolded {
        return open_start || scope.states.iter().any(|id| has_placeholder(context, *id));
    }
    let odd_states = scope
        .states_node
        .is_none_or(|states| tree.children(states).any(|child| tree.kind(child) != Kind::Object || tree.key(child).is_none()));
    open_start || odd_states || scope.states.iter().any(|id| is_open(context, *id))
}

/// Whether a placeholder may stand for one of a state's ways.
fn has_placeholder(context: &Context, id: StateId) -> bool {
    let state = context.definition.state(id);
    let placeholder = |(_, target): &(Slot, Target)| matches!(target, Target::Missing(name) if name.contains("${"));
    context.is_open(state.node) || context.ways.of(id).iter().any(placeholder)
}

/// Whether one of a state's ways is not known.
pub(super) fn is_open(context: &Context, id: StateId) -> bool {
    let definition = context.definition;
    let (state, tree) = (definition.state(id), context.tree);
    // A list in which something is not read as an entry, or the place of one.
    let odd_list = |name: &str, read: usize| {
        context.member(state.node, name).is_some_and(|list| tree.kind(list) != Kind::Array || tree.children(list).count() != read)
    };
    let odd_kind = match &state.kind {
        StateKind::Unknown(_) => state.transition.is_none(),
        StateKind::Choice(choice) => {
            let odd_default = choice.default.is_none() && context.member(state.node, "Default").is_some();
            choice.rules.is_empty() || odd_list("Choices", choice.rules.len()) || odd_default
        }
        _ => false,
    };
    let unclear = |(_, target): &(Slot, Target)| match target {
        Target::Unset => true,
        Target::Missing(name) => name.contains("${"),
        _ => false,
    };
    odd_kind
        || odd_list("Catch", state.catch.len())
        || context.is_open(state.node)
        || context.ways.of(id).iter().any(unclear)
        || context.is_misspelled(&context.object(id), &["Next", "Default", "Choices", "Catch"])
}
