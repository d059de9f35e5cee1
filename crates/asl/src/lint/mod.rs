//! The linter: what is wrong with a definition or could go wrong with it, where, why, and how to mend it.
//!
//! Each rule is one file in `rules` with its own documentation; [`RULES`] lists them. Codes, messages and locations are the
//! service's own where they are known.

mod answer;
mod context;
mod diagnostic;
mod rule;
mod rules;
mod schema;

pub use answer::answer;
pub use diagnostic::{Diagnostic, Severity};
pub use rule::{Group, Rule};
pub use rules::{MATTERS_OF_TASTE, RULES};

use std::collections::BTreeMap;
use std::sync::Arc;

use context::Context;

use crate::document::Document;

/// The two types of state machines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum WorkflowType {
    /// Up to a year, exactly once.
    #[default]
    Standard,
    /// Up to five minutes, request and response only.
    Express,
}

/// What the linter is told beside the document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The type of state machine the definition is for.
    pub workflow_type: WorkflowType,
    /// Whether to say all that the service says, in its order, also what only follows from another mistake.
    pub as_service: bool,
}

/// What the last run of a definition showed, as far as rules look at it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RunFacts {
    /// By state name the bytes of the largest payload (input, output or effective input) the state had.
    pub largest_payloads: BTreeMap<Arc<str>, usize>,
}

/// Everything there is to say about a document, in document order, errors first where they share a place.
#[must_use]
pub fn lint(document: &Document, options: Options) -> Vec<Diagnostic> {
    lint_with(document, options, &RunFacts::default())
}

/// As [`lint`], with what the last run showed.
#[must_use]
pub fn lint_with(document: &Document, options: Options, facts: &RunFacts) -> Vec<Diagnostic> {
    let mut context = Context::new(document, options, facts);
    for rule in RULES {
        context.run(rule);
    }
    context.finish()
}

#[cfg(test)]
mod tests;
