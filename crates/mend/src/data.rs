//! Data that a scenario lacks.

use reach::{Completed, Lacks, Limits, Machine, complete};
use simulator::Status;
use simulator::scenario::{Scenario, write_scenario};
use value::Value;

use crate::case::{Broken, Case, Ran};
use crate::{Change, Offer};

/// So many paths are named.
const MOST_PATHS: usize = 4;
/// How far the search for data goes.
const LIMITS: Limits = Limits { runs: 300, turns: 1000, runs_an_arm: 40 };

/// An input that has what is read of it; and where that is not enough, answers of Tasks with it.
pub fn offers(case: &Case, base: &Ran) -> Result<Vec<Offer>, Broken> {
    if matches!(base.status, Status::Succeeded | Status::Waiting) {
        return Ok(vec![]);
    }
    let tree = case.filled(case.document);
    let definition = tree.root().map(|root| tree.value(root)).unwrap_or_default();
    let machine = Machine::of(&definition);
    let mut offers = vec![];
    for (lacks, kind, label) in
        [(Lacks::Input, "sample-input", "Use a sample input"), (Lacks::Data, "sample-data", "Use sample input and answers")]
    {
        let Some(completed) = complete(&base.program, &machine, &case.scenario, lacks, LIMITS) else { continue };
        if lacks == Lacks::Data && completed.answers.is_empty() {
            continue;
        }
        let ran = case.run(case.document, &completed.scenario)?;
        let outcome = ran.outcome(base);
        let done = outcome.status == Status::Succeeded;
        let change = changed(&case.scenario, &completed.scenario);
        offers.push(Offer { kind, label: label.to_owned(), detail: said(&completed), change, outcome });
        if done {
            break;
        }
    }
    // An input that does not get through is of no use beside one that does.
    if offers.len() > 1 && offers[1].outcome.status == Status::Succeeded {
        offers.remove(0);
    }
    Ok(offers)
}

/// What of a scenario is otherwise.
fn changed(before: &Scenario, after: &Scenario) -> Change {
    let written = write_scenario(after);
    let mock = |name: &str| written.get("mocks").and_then(|mocks| mocks.get(name)).cloned();
    let others = after.mocks.iter().filter(|(name, mock)| before.mocks.get(*name) != Some(mock));
    Change::Scenario {
        input: (before.input != after.input).then(|| after.input.clone()),
        mocks: others.filter_map(|(name, _)| Some((name.to_string(), mock(name)?))).collect(),
    }
}

/// What was added, in a sentence.
fn said(completed: &Completed) -> String {
    let mut parts = vec![];
    if !completed.input.is_empty() {
        let empty = Value::object::<&str, Value>([]);
        let what = if completed.scenario.input == empty { "nothing".to_owned() } else { named(&completed.input) };
        parts.push(format!("the input gets {what}"));
    }
    for (state, paths) in completed.answers.iter().take(MOST_PATHS) {
        parts.push(match paths.is_empty() {
            true => format!("`{state}` answers"),
            false => format!("`{state}` answers with {}", named(paths)),
        });
    }
    if completed.answers.len() > MOST_PATHS {
        parts.push(format!("{} more Tasks answer", completed.answers.len() - MOST_PATHS));
    }
    let sentence = parts.join("; ");
    let mut letters = sentence.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn named(paths: &[String]) -> String {
    let shown: Vec<String> = paths.iter().take(MOST_PATHS).map(|path| format!("`{path}`")).collect();
    match paths.len().saturating_sub(MOST_PATHS) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}
