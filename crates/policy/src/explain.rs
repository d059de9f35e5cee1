//! The policy in words: state by state, what is allowed on what, and why.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::derive::Derived;
use crate::grant::{Grant, Note};
use crate::pattern::Style;

/// A text of many lines, without a line end at its end.
#[must_use]
pub fn explain(derived: &Derived, style: &Style) -> String {
    let mut lines = vec![];
    if derived.grants.is_empty() {
        lines.push("The role needs no permission.".to_owned());
    }
    add_grants(&mut lines, &derived.grants, style);
    for assumed in &derived.assumed {
        lines.push(format!("\nThe role {} needs, in its own account:", assumed.role.write(style)));
        add_grants(&mut lines, &assumed.grants, style);
    }
    if !derived.notes.is_empty() {
        lines.push("\nTo know:".to_owned());
        lines.extend(derived.notes.iter().map(note));
    }
    lines.join("\n")
}

fn add_grants(lines: &mut Vec<String>, grants: &[Grant], style: &Style) {
    let mut states: Vec<&Option<Arc<str>>> = vec![];
    for grant in grants {
        if !states.contains(&&grant.state) {
            states.push(&grant.state);
        }
    }
    for state in states {
        lines.push(state.as_ref().map_or_else(|| "The machine".to_owned(), |state| format!("`{state}`")));
        let of_state: Vec<&Grant> = grants.iter().filter(|grant| grant.state == *state).collect();
        let mut reasons: Vec<&str> = of_state.iter().map(|grant| grant.reason.as_str()).collect();
        reasons.dedup();
        for reason in reasons {
            let of_reason: Vec<&Grant> = of_state.iter().copied().filter(|grant| grant.reason == reason).collect();
            lines.push(format!("  {reason}:"));
            lines.extend(actions(&of_reason, style));
        }
    }
}

/// One line for the actions on the same resources.
fn actions(grants: &[&Grant], style: &Style) -> Vec<String> {
    let mut together: BTreeMap<Vec<String>, Vec<&str>> = BTreeMap::new();
    for grant in grants {
        let of_action = grants.iter().filter(|other| other.action == grant.action);
        let resources: Vec<String> = of_action.map(|grant| grant.resource.write(style)).collect();
        let actions = together.entry(resources).or_default();
        if !actions.contains(&grant.action.as_str()) {
            actions.push(&grant.action);
        }
    }
    together.into_iter().map(|(resources, actions)| format!("    {} on {}", actions.join(", "), resources.join(", "))).collect()
}

fn note(note: &Note) -> String {
    match &note.state {
        Some(state) => format!("  `{state}`: {}", note.text),
        None => format!("  {}", note.text),
    }
}
