//! Loops that nothing slows down or bounds.

use std::collections::BTreeSet;

use super::super::context::Context;
use super::super::rule::{Group, Rule};
use super::terminal_states::has_end;
use super::unreachable::is_open;
use crate::definition::{State, StateId, StateKind};
use crate::graph::Target;

pub const RULE: Rule = Rule {
    name: "tight-loop",
    group: Group::Flow,
    summary: "States form a loop without a Wait, or one that no way leads out of.",
    why: "Each round costs state transitions and up to a dozen of the 25,000 events an execution may have; a polling loop without a Wait reaches that within minutes.",
    example: "{ \"Check\": { \"Type\": \"Choice\", \"Choices\": [{ \"Variable\": \"$.done\", \"BooleanEquals\": true, \"Next\": \"Done\" }], \"Default\": \"Check\" } }",
    check,
};

fn check(context: &mut Context) {
    let definition = context.definition;
    let exits: Vec<Vec<Option<StateId>>> = definition.states.iter().map(|state| exits(context, state)).collect();
    for round in circles(&exits) {
        let scope = round.iter().next().map(|id| definition.state(*id).scope);
        let runs = round.iter().all(|id| context.is_reachable(*id));
        // That nothing ends the scope is said of the whole; and where a way is not known, it may lead out.
        let ended = scope.is_some_and(|scope| has_end(context, definition.scope(scope)));
        if runs && ended && !round.iter().any(|id| is_open(context, *id)) {
            report(context, &round, &exits);
        }
    }
}

fn report(context: &mut Context, round: &BTreeSet<StateId>, exits: &[Vec<Option<StateId>>]) {
    let definition = context.definition;
    let Some(first) = round.iter().next().map(|id| definition.state(*id)) else { return };
    let leaves = round.iter().flat_map(|id| &exits[id.0 as usize]).any(|to| to.is_none_or(|to| !round.contains(&to)));
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

/// The groups of states that all lead to each other (Tarjan's algorithm, with a stack of its own).
fn circles(exits: &[Vec<Option<StateId>>]) -> Vec<BTreeSet<StateId>> {
    const UNSEEN: u32 = u32::MAX;
    let mut number = vec![UNSEEN; exits.len()];
    let mut low = vec![0; exits.len()];
    let mut on_path = vec![false; exits.len()];
    let (mut path, mut found, mut next) = (Vec::new(), Vec::new(), 0);
    for root in 0..exits.len() {
        let mut open = if number[root] == UNSEEN { vec![(root, 0)] } else { vec![] };
        while let Some((at, way)) = open.pop() {
            if way == 0 {
                (number[at], low[at], on_path[at]) = (next, next, true);
                next += 1;
                path.push(at);
            }
            match exits[at].get(way) {
                Some(Some(to)) => {
                    let to = to.0 as usize;
                    open.push((at, way + 1));
                    if number[to] == UNSEEN {
                        open.push((to, 0));
                    } else if on_path[to] {
                        low[at] = low[at].min(number[to]);
                    }
                }
                Some(None) => open.push((at, way + 1)),
                None => {
                    if let Some((before, _)) = open.last() {
                        low[*before] = low[*before].min(low[at]);
                    }
                    if low[at] == number[at] {
                        let start = path.iter().rposition(|state| *state == at).unwrap_or_default();
                        let group: BTreeSet<StateId> = path.drain(start..).map(|state| StateId(state as u32)).collect();
                        group.iter().for_each(|state| on_path[state.0 as usize] = false);
                        if group.len() > 1 || exits[at].contains(&Some(StateId(at as u32))) {
                            found.push(group);
                        }
                    }
                }
            }
        }
    }
    found
}

/// Where a state leads; `None` for an end.
fn exits(context: &Context, state: &State) -> Vec<Option<StateId>> {
    let ends = matches!(state.kind, StateKind::Succeed | StateKind::Fail(_));
    let ways = context.ways.of(state.id).iter().map(|(_, target)| match target {
        Target::State(to) => Some(*to),
        _ => None,
    });
    ways.chain(ends.then_some(None)).collect()
}
