//! Why an arm is not reached.

use std::collections::{BTreeMap, BTreeSet};

use simulator::Program;
use simulator::coverage::{Arm, Coverage};

use crate::condition::{Formula, of_rule};
use crate::definition::{Machine, Way, Written};
use crate::solve::solve;

/// The arms that no input and no answer reaches, as far as the definition alone tells it, with why.
#[must_use]
pub fn dead(machine: &Machine, program: &Program) -> BTreeMap<Arm, String> {
    let arms: Vec<Arm> = Coverage::of(program).arms().iter().map(|(arm, _)| *arm).collect();
    let name = |arm: Arm| program.state_names().get(arm.state() as usize).map_or("", |name| name);
    let by_itself = arms.iter().filter_map(|arm| {
        let state = machine.state(name(*arm))?;
        Some((*arm, by_itself(machine, name(*arm), state, *arm)?))
    });
    let mut dead: BTreeMap<Arm, String> = by_itself.collect();
    let entered = entered(machine, program, &dead);
    for arm in arms.into_iter().filter(|arm| !entered.contains(name(*arm))) {
        let why = || match arm {
            Arm::State(_) => not_entered(machine, name(arm)),
            _ => format!("`{}` is never entered", name(arm)),
        };
        dead.entry(arm).or_insert_with(why);
    }
    dead
}

/// Why an arm cannot be taken even where its state is entered.
fn by_itself(machine: &Machine, name: &str, state: &Written, arm: Arm) -> Option<String> {
    match arm {
        Arm::State(_) => None,
        Arm::Next(_) => state.has_no_items().then(|| "its Items are written down, and are no list".to_owned()),
        Arm::Rule(_, rule) => no_way(state, Some(rule)),
        Arm::Default(_) => no_way(state, None),
        Arm::Retrier(_, retrier) if state.attempts(retrier) == 0 => {
            Some("its MaxAttempts is 0: it keeps what comes after it from retrying, and never retries".to_owned())
        }
        Arm::Retrier(_, retrier) => shadowed(state, "Retry", retrier).or_else(|| nothing_fails(machine, name, state)),
        Arm::Catcher(_, catcher) => shadowed(state, "Catch", catcher).or_else(|| nothing_fails(machine, name, state)),
    }
}

/// The states that some way leads to.
fn entered<'a>(machine: &'a Machine, program: &'a Program, dead: &BTreeMap<Arm, String>) -> BTreeSet<&'a str> {
    let names = program.state_names();
    let index: BTreeMap<&str, u32> = names.iter().enumerate().map(|(index, name)| (&**name, index as u32)).collect();
    let mut entered: BTreeSet<&str> = BTreeSet::new();
    loop {
        let is_open = |from: &str, way: &Way| {
            let Some(from) = index.get(from).copied().filter(|_| entered.contains(from)) else { return false };
            !dead.contains_key(&match way {
                Way::Next => Arm::Next(from),
                Way::Rule(rule) => Arm::Rule(from, *rule),
                Way::Default => Arm::Default(from),
                Way::Catcher(catcher) => Arm::Catcher(from, *catcher),
            })
        };
        let begins = |state: &Written| match &state.around {
            None => state.starts,
            Some(around) => {
                let runs = machine.state(around).is_some_and(|around| !around.has_no_items());
                state.starts && runs && entered.contains(&**around)
            }
        };
        let is_entered = |name: &str| {
            let ways = machine.leading_to(name);
            machine.state(name).is_some_and(begins) || ways.iter().any(|(from, way)| is_open(from, way))
        };
        let new = names.iter().map(|name| &**name).filter(|name| !entered.contains(name) && is_entered(name));
        let new: Vec<&str> = new.collect();
        if new.is_empty() {
            return entered;
        }
        entered.extend(new);
    }
}

fn not_entered(machine: &Machine, name: &str) -> String {
    let around = machine.state(name).filter(|state| state.starts).and_then(|state| state.around.as_ref());
    match around {
        Some(around) if machine.state(around).is_some_and(Written::has_no_items) => {
            format!("the Items of `{around}` are written down, and are no list")
        }
        Some(around) => format!("`{around}` around it is never entered"),
        None if machine.leading_to(name).is_empty() => "no transition leads to it".to_owned(),
        None => "nothing leads to it but what cannot be reached itself".to_owned(),
    }
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
