//! The start does not pass and solutions do; what is called wrong is wrong, and known; every check that is shown can fail.

use std::collections::BTreeSet;
use std::sync::Arc;

use value::Value;

use super::{Findings, definitions};
use crate::{Lesson, Task, Verdict, attempt, pieces};

pub(super) fn review(place: &str, lesson: &Lesson, task: &Task, found: &mut Findings) {
    found.check(task.hints.len() >= 2, place, || "at least two hints are needed, each naming the next small thing".to_owned());
    let hidden = task.checks.iter().filter(|check| check.hidden).count();
    found.check(hidden > 0, place, || "no check is hidden: somebody may build for the shown inputs alone".to_owned());
    found.check(hidden < task.checks.len(), place, || "all checks are hidden: what is to be reached?".to_owned());
    if task.start != lesson.workflow {
        definitions::review(&format!("{place}.start"), &task.start, Some(task), found);
    }
    let start = attempt(task, &task.start.text);
    found.check(!start.passed, &format!("{place}.start"), || "it passes every check already".to_owned());
    solutions(place, task, found);
    let wrong = attempts(place, task, found);
    every_check_can_fail(place, task, &start, &wrong, found);
    distractors(place, task, found);
}

fn solutions(place: &str, task: &Task, found: &mut Findings) {
    let others = task.others.iter().enumerate().map(|(index, other)| (format!("{place}.others[{index}]"), &other.definition));
    let mut texts = BTreeSet::new();
    for (place, solution) in [(format!("{place}.solution"), &task.solution)].into_iter().chain(others) {
        definitions::review(&place, solution, Some(task), found);
        let verdict = attempt(task, &solution.text);
        found.check(verdict.passed, &place, || format!("it does not pass: {}", verdict.told()));
        found.check(texts.insert(&solution.text), &place, || "it is the same as another solution".to_owned());
    }
}

/// The verdicts on what is called wrong.
fn attempts(place: &str, task: &Task, found: &mut Findings) -> Vec<Verdict> {
    let mut said = BTreeSet::new();
    let mut verdicts = Vec::new();
    for (index, wrong) in task.wrong.iter().enumerate() {
        let place = format!("{place}.wrong[{index}]");
        definitions::review(&place, &wrong.definition, Some(task), found);
        let verdict = attempt(task, &wrong.definition.text);
        found.check(!verdict.passed, &place, || "it passes every check".to_owned());
        found.check(verdict.passed || verdict.explanation == wrong.says, &place, || {
            format!("no check tells it from another mistake, so it is told: {}", verdict.explanation)
        });
        found.check(said.insert(&wrong.says), &place, || "it is told what another one is".to_owned());
        verdicts.push(verdict);
    }
    verdicts
}

/// A check that nothing fails checks nothing, as far as the lesson knows.
fn every_check_can_fail(place: &str, task: &Task, start: &Verdict, wrong: &[Verdict], found: &mut Findings) {
    for (index, check) in task.checks.iter().enumerate().filter(|(_, check)| !check.hidden) {
        let fails = |verdict: &Verdict| verdict.checks.get(index).is_none_or(|checked| !checked.passed);
        found.check(wrong.iter().chain([start]).any(fails), &format!("{place}.checks[{index}]"), || {
            format!("neither the start nor any wrong attempt fails “{}”: hide it, or list a mistake that does", check.says)
        });
    }
}

/// A piece that does not fit must not do as well as the state of its name.
fn distractors(place: &str, task: &Task, found: &mut Findings) {
    let Ok(solution) = value::parse(&task.solution.text) else { return };
    for piece in pieces(task).iter().filter(|piece| !piece.fits) {
        let Some(replaced) = with_state(&solution, &piece.name, &piece.state) else { continue };
        let passes = attempt(task, &replaced).passed;
        let message = || format!("with `{}` as {} the workflow passes every check", piece.name, piece.state.to_json());
        found.check(!passes, &format!("{place}.distractors"), message);
    }
}

/// The solution with another state in the place of one, going where that went; `None` if it has no such state.
fn with_state(solution: &Value, name: &str, state: &Value) -> Option<String> {
    let mut members = (**solution.as_object()?).clone();
    let mut states = (**members.get("States")?.as_object()?).clone();
    let own = states.get(name)?.clone();
    let mut state = (**state.as_object()?).clone();
    for way in ["Next", "End"] {
        if let Some(target) = own.get(way) {
            state.insert(way, target.clone());
        }
    }
    states.insert(name, state);
    members.insert("States", states);
    Some(Value::Object(Arc::new(members)).to_json())
}
