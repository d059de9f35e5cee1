//! Why an arm is not reached.

use std::collections::BTreeSet;

use simulator::Program;
use simulator::coverage::Arm;

use crate::condition::{Formula, of_rule};
use crate::definition::{Machine, Way, Written};
use crate::solve::solve;

/// Why an arm cannot be reached, if the definition alone says so. `dead` are the arms of which that is known.
#[must_use]
pub fn dead(machine: &Machine, program: &Program, arm: Arm, dead: &BTreeSet<Arm>) -> Option<String> {
    let names = program.state_names();
    let name = names.get(arm.state() as usize)?;
    let state = machine.state(name)?;
    if !matches!(arm, Arm::State(_)) && dead.contains(&Arm::State(arm.state())) {
        return Some(format!("`{name}` is never entered"));
    }
    match arm {
        Arm::State(_) => not_entered(machine, program, name, state, dead),
        Arm::Next(_) => state.has_no_items().then(|| "its Items are written down, and are no list".to_owned()),
        Arm::Rule(_, rule) => no_way(state, Some(rule)),
        Arm::Default(_) => no_way(state, None),
        Arm::Retrier(_, retrier) => {
            if state.attempts(retrier) == 0 {
                return Some("its MaxAttempts is 0: it keeps what comes after it from retrying, and never retries".to_owned());
            }
            shadowed(state, "Retry", retrier).or_else(|| nothing_fails(machine, name, state))
        }
        Arm::Catcher(_, catcher) => shadowed(state, "Catch", catcher).or_else(|| nothing_fails(machine, name, state)),
    }
}

fn not_entered(machine: &Machine, program: &Program, name: &str, state: &Written, dead: &BTreeSet<Arm>) -> Option<String> {
    let index = |name: &str| program.state_names().iter().position(|known| **known == *name).map(|index| index as u32);
    if state.starts {
        let around = state.around.as_ref()?;
        if machine.state(around).is_some_and(Written::has_no_items) {
            return Some(format!("the Items of `{around}` are written down, and are no list"));
        }
        return dead.contains(&Arm::State(index(around)?)).then(|| format!("`{around}` around it is never entered"));
    }
    let ways = machine.leading_to(name);
    if ways.is_empty() {
        return Some("no transition leads to it".to_owned());
    }
    let is_dead = |(from, way): &(&std::sync::Arc<str>, Way)| {
        let Some(from) = index(from) else { return false };
        dead.contains(&match way {
            Way::Next if dead.contains(&Arm::State(from)) => Arm::State(from),
            Way::Next => Arm::Next(from),
            Way::Rule(rule) => Arm::Rule(from, *rule),
            Way::Default => Arm::Default(from),
            Way::Catcher(catcher) => Arm::Catcher(from, *catcher),
        })
    };
    ways.iter().all(is_dead).then(|| "nothing leads to it but what cannot be reached itself".to_owned())
}

/// Why no data leads to a rule, or to the default.
fn no_way(state: &Written, rule: Option<u16>) -> Option<String> {
    let alone = |formula: &Formula| {
        let solutions = solve(formula, &|_| None);
        solutions.complete && solutions.ways.is_empty()
    };
    if let Some(rule) = rule
        && alone(&of_rule(state.list("Choices").get(usize::from(rule))?, state.jsonata))
    {
        return Some("its condition contradicts itself".to_owned());
    }
    let why = match rule {
        Some(_) => "an earlier rule takes all that it is for",
        None => "some rule takes whatever comes",
    };
    alone(&formula(state, rule)).then(|| why.to_owned())
}

/// When a rule of a Choice is taken, or its default.
#[must_use]
pub fn formula(state: &Written, rule: Option<u16>) -> Formula {
    let rules = state.list("Choices");
    let before = rules.iter().take(rule.map_or(rules.len(), usize::from));
    let mut parts: Vec<Formula> = before.map(|rule| Formula::Not(Box::new(of_rule(rule, state.jsonata)))).collect();
    parts.extend(rule.and_then(|rule| rules.get(usize::from(rule))).map(|rule| of_rule(rule, state.jsonata)));
    Formula::All(parts)
}

/// Whether earlier ones take all errors of a retrier or catcher.
fn shadowed(state: &Written, field: &str, index: u16) -> Option<String> {
    let before: Vec<&str> = (0..index).flat_map(|before| state.errors(field, before)).collect();
    let own = state.errors(field, index);
    let takes_all = before.contains(&"States.ALL");
    let is_taken = |error: &&str| {
        let task = !matches!(*error, "States.Timeout" | "States.ALL" | "States.DataLimitExceeded" | "States.Runtime");
        before.contains(error)
            || takes_all && *error != "States.DataLimitExceeded"
            || task && before.contains(&"States.TaskFailed")
    };
    if own == ["States.Runtime"] {
        return Some("States.Runtime is never retried and never caught".to_owned());
    }
    own.iter().all(is_taken).then(|| "an earlier one takes all its errors".to_owned())
}

/// Whether nothing inside of a Parallel or Map can fail.
fn nothing_fails(machine: &Machine, name: &str, state: &Written) -> Option<String> {
    let reads = |state: &Written| !crate::repair::readings(state).is_empty();
    let is_still = |state: &Written| matches!(state.kind(), "Pass" | "Succeed" | "Wait") && !reads(state);
    let all_still = machine.within(name).into_iter().all(|inner| machine.state(inner).is_some_and(is_still));
    (state.kind() == "Parallel" && !reads(state) && all_still).then(|| "nothing inside of it can fail".to_owned())
}
