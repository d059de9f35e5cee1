//! As text for a terminal, and as Markdown for a pull request.

use std::sync::Arc;

use crate::behaviour::{Behaviour, Difference, Run};
use crate::change::{Change, Comparison, shortened};

/// The comparison as text, one change a line.
#[must_use]
pub fn text(comparison: &Comparison, behaviour: &[Behaviour]) -> String {
    let mut lines = vec![];
    if comparison.is_empty() {
        lines.push("The definitions mean the same.".to_owned());
    }
    for (state, changes) in grouped(comparison) {
        match state {
            Some(state) if changes.iter().any(|change| matches!(change, Change::Field { .. } | Change::Reordered { .. })) => {
                lines.push(format!("`{state}`"));
                lines.extend(changes.iter().map(|change| format!("  {}", change.sentence())));
            }
            _ => lines.extend(changes.iter().map(|change| change.sentence())),
        }
    }
    for run in behaviour {
        lines.push(format!("scenario `{}`: {}", run.scenario, verdict(run)));
        lines.extend(details(run).into_iter().map(|line| format!("  {line}")));
    }
    lines.join("\n") + "\n"
}

/// The comparison as Markdown.
#[must_use]
pub fn markdown(comparison: &Comparison, behaviour: &[Behaviour]) -> String {
    let mut lines = vec!["### Workflow".to_owned(), String::new()];
    if comparison.is_empty() {
        lines.push("The definitions mean the same.".to_owned());
    } else {
        lines.extend(["| state | change |".to_owned(), "|---|---|".to_owned()]);
        for (state, changes) in grouped(comparison) {
            let name = state.map_or_else(|| "*the machine*".to_owned(), |state| format!("`{}`", cell(&state)));
            lines.extend(changes.iter().map(|change| format!("| {name} | {} |", cell(&change.sentence()))));
        }
    }
    if !behaviour.is_empty() {
        lines.extend(["", "| scenario | before | after | what it means |", "|---|---|---|---|"].map(str::to_owned));
        for run in behaviour {
            let short = |run: &Run| format!("{} in {} transitions", run.status, run.transitions);
            let meaning = if run.differences.is_empty() { "the same".to_owned() } else { details(run).join("; ") };
            lines.push(format!("| {} | {} | {} | {} |", cell(&run.scenario), short(&run.old), short(&run.new), cell(&meaning)));
        }
    }
    lines.join("\n") + "\n"
}

/// The changes in sentences, by the states that they are about, in their order; `None` for the machine.
#[must_use]
pub fn sentences(comparison: &Comparison) -> Vec<(Option<Arc<str>>, Vec<String>)> {
    let told = |changes: Vec<&Change>| changes.into_iter().map(Change::sentence).collect();
    grouped(comparison).into_iter().map(|(state, changes)| (state, told(changes))).collect()
}

/// The changes by state, in their order.
fn grouped(comparison: &Comparison) -> Vec<(Option<Arc<str>>, Vec<&Change>)> {
    let mut groups: Vec<(Option<Arc<str>>, Vec<&Change>)> = vec![];
    for change in &comparison.changes {
        let state = change.state().cloned();
        match groups.iter_mut().find(|(other, _)| *other == state) {
            Some((_, changes)) => changes.push(change),
            None => groups.push((state, vec![change])),
        }
    }
    groups
}

fn verdict(run: &Behaviour) -> &'static str {
    if run.differences.is_empty() { "the same" } else { "differs" }
}

/// What a scenario does otherwise, each in a few words; nothing where both versions do the same.
#[must_use]
pub fn details(run: &Behaviour) -> Vec<String> {
    run.differences.iter().map(|difference| detail(*difference, &run.old, &run.new)).collect()
}

fn detail(difference: Difference, old: &Run, new: &Run) -> String {
    match difference {
        Difference::Status => format!("status: {} → {}", old.status, new.status),
        Difference::Result => format!("result: {} → {}", shortened(&old.result), shortened(&new.result)),
        Difference::Path => format!("path: {} → {}", old.path.join(", "), new.path.join(", ")),
        Difference::Cost => format!(
            "transitions: {} → {} (${:.2} → ${:.2} a million runs)",
            old.transitions, new.transitions, old.dollars_per_million, new.dollars_per_million
        ),
        Difference::Duration => format!("duration: {} s → {} s", seconds(old.millis), seconds(new.millis)),
    }
}

fn seconds(millis: u64) -> f64 {
    millis as f64 / 1000.0
}

/// A text within a cell of a table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace(['\n', '\r'], " ")
}
