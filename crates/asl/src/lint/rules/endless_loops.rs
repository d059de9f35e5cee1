//! Loops that nothing slows down or bounds.

use std::collections::BTreeSet;

use super::super::context::Context;
use super::super::rule::{Group, Rule};
use crate::definition::{Definition, StateId, StateKind};
use crate::graph::{Slot, Target, slots, target};

pub const RULE: Rule = Rule {
    name: "tight-loop",
    group: Group::Flow,
    summary: "States form a loop without a Wait, or one that no way leads out of.",
    why: "Each round costs state transitions and up to a dozen of the 25,000 events an execution may have; a polling loop without a Wait reaches that within minutes.",
    example: "",
    check,
};

fn check(context: &mut Context) {
    let definition = context.definition;
    for scope in &definition.scopes {
        let mut left: BTreeSet<StateId> = context.reachable.get(&scope.id).cloned().unwrap_or_default();
        while let Some(state) = left.iter().next().copied() {
            let round = circle(definition, state);
            left.remove(&state);
            if round.is_empty() {
                continue;
            }
            left.retain(|id| !round.contains(id));
            report(context, &round);
        }
    }
}

fn report(context: &mut Context, round: &BTreeSet<StateId>) {
    let definition = context.definition;
    let Some(first) = round.iter().next().map(|id| definition.state(*id)) else { return };
    let leaves = round.iter().flat_map(|id| exits(definition, *id)).any(|to| to.is_none_or(|to| !round.contains(&to)));
    let names: Vec<String> = round.iter().map(|id| format!("`{}`", context.name(*id))).collect();
    let names =
        if names.len() > 4 { format!("{} and {} more", names[..3].join(", "), names.len() - 3) } else { names.join(", ") };
    if !leaves {
        let help = "lead one of them out, for example by a Choice";
        context
            .warning("ENDLESS_LOOP", first.node, format!("no way leads out of this loop: {names}"))
            .span(first.name.span)
            .help(help);
        return;
    }
    let slow = |id: &StateId| match &definition.state(*id).kind {
        StateKind::Wait(_) => true,
        StateKind::Task(task) => task.resource.as_ref().is_some_and(|resource| {
            resource.value.contains(".waitForTaskToken")
                || resource.value.contains(".sync")
                || resource.value.contains(":activity:")
        }),
        _ => false,
    };
    if !round.iter().any(slow) {
        let help = "put a Wait into it, or count the rounds and leave after some; 25,000 events end the execution";
        context
            .advice("LOOP_WITHOUT_WAIT", first.node, format!("this loop has no Wait: {names}"))
            .span(first.name.span)
            .help(help);
    }
}

/// The states that `state` leads to and that lead back to it, itself included; none if it is in no loop.
fn circle(definition: &Definition, state: StateId) -> BTreeSet<StateId> {
    let onwards = walk(state, |id| exits(definition, id).into_iter().flatten().collect());
    let mut back: BTreeSet<StateId> = onwards.iter().copied().filter(|id| *id == state).collect();
    if back.is_empty() {
        return back;
    }
    let mut grown = true;
    while grown {
        let more: Vec<StateId> = onwards
            .iter()
            .copied()
            .filter(|id| !back.contains(id) && exits(definition, *id).into_iter().flatten().any(|to| back.contains(&to)))
            .collect();
        grown = !more.is_empty();
        back.extend(more);
    }
    back
}

fn walk(from: StateId, next: impl Fn(StateId) -> Vec<StateId>) -> BTreeSet<StateId> {
    let mut found = BTreeSet::new();
    let mut open = next(from);
    while let Some(id) = open.pop() {
        if found.insert(id) {
            open.extend(next(id));
        }
    }
    found
}

/// Where a state leads; `None` for an end.
fn exits(definition: &Definition, state: StateId) -> Vec<Option<StateId>> {
    let holder = definition.state(state);
    let ends = matches!(holder.kind, StateKind::Succeed | StateKind::Fail(_));
    let ways = slots(holder).into_iter().filter(|slot| !matches!(slot, Slot::StartAt(_)));
    let ways = ways.map(|slot| match target(definition, slot) {
        Target::State(to) => Some(to),
        _ => None,
    });
    ways.chain(ends.then_some(None)).collect()
}
