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
        let members = other_members(&case.scenario, &completed.scenario);
        if lacks == Lacks::Data && completed.answers.is_empty() && members.is_empty() {
            continue;
        }
        let ran = case.run(case.document, &completed.scenario)?;
        let outcome = ran.outcome(base);
        let done = outcome.status == Status::Succeeded;
        let detail = said(&completed, &members);
        let change = changed(&case.scenario, &completed.scenario, members);
        offers.push(Offer { kind, label: label.to_owned(), detail, change, outcome });
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
fn changed(before: &Scenario, after: &Scenario, members: Vec<(String, Value)>) -> Change {
    let written = write_scenario(after);
    let mock = |name: &str| written.get("mocks").and_then(|mocks| mocks.get(name)).cloned();
    let others = after.mocks.iter().filter(|(name, mock)| before.mocks.get(*name) != Some(mock));
    Change::Scenario {
        input: (before.input != after.input).then(|| after.input.clone()),
        mocks: others.filter_map(|(name, _)| Some((name.to_string(), mock(name)?))).collect(),
        members,
    }
}

/// What else of a scenario is otherwise: what services hold, and the kind of workflow.
fn other_members(before: &Scenario, after: &Scenario) -> Vec<(String, Value)> {
    let (before, after) = (write_scenario(before), write_scenario(after));
    let member = |name: &str| after.get(name).filter(|value| before.get(name) != Some(value)).cloned();
    ["type", "services"].into_iter().filter_map(|name| Some((name.to_owned(), member(name)?))).collect()
}

/// What was added, in a sentence.
fn said(completed: &Completed, members: &[(String, Value)]) -> String {
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
    for (name, value) in members {
        match (name.as_str(), value.as_str()) {
            ("type", Some(kind)) => parts.push(format!("it runs as {kind}")),
            _ => parts.push(format!("S3 holds {}", named(&objects(value)))),
        }
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

/// The objects that S3 holds.
fn objects(services: &Value) -> Vec<String> {
    let buckets = services.get("s3").and_then(Value::as_object);
    let buckets = buckets.into_iter().flat_map(|buckets| buckets.iter());
    let keys = buckets.flat_map(|(bucket, held)| {
        let keys = held.as_object().into_iter().flat_map(|held| held.keys());
        keys.map(move |key| format!("{bucket}/{key}")).collect::<Vec<_>>()
    });
    keys.collect()
}
