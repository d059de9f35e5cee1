//! Two versions of a workflow side by side: what differs, what that means, and a picture of both. Only the annex names it.

use std::sync::Arc;

use asl::document::Document;
use diagram::picture::Colours;
use simulator::scenario::{read_placeholders, read_scenarios};
use versions::{Behaviour, Comparison, behaviour, compare, details, picture, sentences};

use crate::protocol::{Definition, Versions};

/// Compares; the scenarios are those of the newer version.
pub(crate) fn versions(old: Definition, new: Definition, scenarios: &str, dark: bool) -> Versions {
    let (old, new) = (Document::of(old.read()), Document::of(new.read()));
    let comparison = compare(&old, &new);
    let groups = sentences(&comparison).into_iter().map(|(state, told)| (state.map(|state| state.to_string()), told));
    let runs = runs(&old, &new, scenarios, &comparison);
    let told = |runs: Vec<Behaviour>| runs.iter().map(|run| (run.scenario.clone(), details(run))).collect();
    let colours = if dark { Colours::DARK } else { Colours::LIGHT };
    Versions { groups: groups.collect(), runs: runs.map(told), picture: picture(&old, &new, &comparison, &colours) }
}

/// What the scenarios do on both versions; or why they cannot be run.
fn runs(old: &Document, new: &Document, scenarios: &str, comparison: &Comparison) -> Result<Vec<Behaviour>, String> {
    let file = value::parse(scenarios).map_err(|error| format!("the scenarios cannot be read: {error}"))?;
    let values = read_placeholders(&file).map_err(|error| error.to_string())?;
    let scenarios = read_scenarios(scenarios).map_err(|error| error.to_string())?;
    let program = |document: &Document, which: &str| {
        let loaded = simulator::load(&document.tree.filled(&values));
        let problem = |problem: String| format!("the {which} version cannot be run: {problem}");
        loaded.map(Arc::new).map_err(|problems| problem(problems.first().map(ToString::to_string).unwrap_or_default()))
    };
    Ok(behaviour(&program(old, "older")?, &program(new, "newer")?, &scenarios, &comparison.names))
}
