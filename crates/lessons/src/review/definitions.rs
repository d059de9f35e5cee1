//! Definitions lint clean, unless they are meant to be faulty.

use asl::document::Document;
use asl::lint::{MATTERS_OF_TASTE, Options, lint};

use super::Findings;
use crate::trial::workflow_type;
use crate::{Definition, Task};

/// Reviews a definition; `task` is the one that it belongs to.
pub(super) fn review(place: &str, definition: &Definition, task: Option<&Task>, found: &mut Findings) {
    let options = Options { workflow_type: task.map(workflow_type).unwrap_or_default(), ..Options::default() };
    let mut findings = lint(&Document::new(&*definition.text), options);
    findings.retain(|finding| !MATTERS_OF_TASTE.contains(&finding.rule));
    if definition.faulty {
        let message = || "it is marked `faulty`, but the linter finds nothing: take the mark out".to_owned();
        return found.check(!findings.is_empty(), place, message);
    }
    for finding in findings {
        let (rule, location, message) = (finding.rule, finding.location, finding.message);
        found.add(place, format!("the linter says ({rule}) {location}: {message}; mend it, or, where it is meant to be so, say `\"faulty\": true` in the lesson’s file"));
    }
}

/// The names of all states.
pub(super) fn state_names(definition: &Definition) -> Vec<String> {
    let document = Document::new(&*definition.text);
    document.definition.states.iter().map(|state| state.name.value.to_string()).collect()
}
