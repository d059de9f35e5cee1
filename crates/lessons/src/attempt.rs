//! Judging definitions: by what they do in every scenario of the task, never by their text.

use crate::trial::{Refusal, Trial, Tried};
use crate::{Score, Task, Verdict};

/// So many sentences of the linter are told at once.
const MOST_REFUSALS: usize = 3;

/// Judges a definition against a task.
#[must_use]
pub fn attempt(task: &Task, text: &str) -> Verdict {
    match Trial::new(task, text) {
        Ok(trial) => tried(task, &trial),
        Err(refusals) => refused(task, &refusals),
    }
}

/// The verdict on a definition that can be run.
fn tried(task: &Task, trial: &Trial) -> Verdict {
    let tried: Vec<Tried> = task.checks.iter().map(|check| trial.of(check)).collect();
    let passed = tried.iter().all(|tried| tried.checked.passed);
    let runs = tried.iter().filter(|tried| tried.checked.scenario.is_some()).count();
    let transitions = tried.iter().map(|tried| tried.transitions).sum();
    Verdict {
        passed,
        explanation: if passed { String::new() } else { foreseen(task, |text| resembles(task, text, &tried)) },
        refused: Vec::new(),
        doubts: trial.doubts().to_vec(),
        score: passed.then(|| Score::of(trial.definition(), transitions, runs)),
        checks: tried.into_iter().map(|tried| tried.checked).collect(),
    }
}

/// The verdict on a definition that cannot.
fn refused(task: &Task, refusals: &[Refusal]) -> Verdict {
    let all_alike = |others: &[Refusal]| {
        others.len() == refusals.len() && others.iter().zip(refusals).all(|(other, refusal)| other.resembles(refusal))
    };
    let same = |text: &str| Trial::new(task, text).is_err_and(|others| all_alike(&others));
    Verdict {
        explanation: foreseen(task, same),
        refused: refusals.iter().take(MOST_REFUSALS).map(|refusal| refusal.sentence.clone()).collect(),
        ..Verdict::default()
    }
}

/// What the lesson says to a mistake that it has foreseen.
fn foreseen(task: &Task, is_the_same: impl Fn(&str) -> bool) -> String {
    let known = task.wrong.iter().find(|wrong| is_the_same(&wrong.definition.text));
    known.map_or_else(String::new, |known| known.says.clone())
}

/// Whether a definition fails in the same way: the same runs come to the same, and the same checks are not passed.
fn resembles(task: &Task, text: &str, tried: &[Tried]) -> bool {
    // At the first check that comes out otherwise it is another mistake, and the rest need not be run.
    let same = |trial: Trial| task.checks.iter().zip(tried).all(|(check, tried)| trial.of(check).resembles(tried));
    Trial::new(task, text).is_ok_and(same)
}
