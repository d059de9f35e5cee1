//! What the linter says, at the field that it is about.

use std::collections::BTreeMap;

use asl::document::StateKey;
use asl::text::Span;

use super::{Form, form};
use crate::problems::{Diagnostic, Severity};
use crate::sheet::Sheet;

/// Something that is wrong with a field.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldProblem {
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: String,
    /// What mends it: its place in the list of problems, and what it does.
    pub fix: Option<(usize, String)>,
}

/// The problems of a state, by the pointers of its fields.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FieldProblems {
    fields: BTreeMap<String, Vec<FieldProblem>>,
    /// What is about no field that is shown.
    pub rest: Vec<FieldProblem>,
}

impl FieldProblems {
    /// What is wrong with a field.
    #[must_use]
    pub fn of(&self, pointer: &str) -> Vec<FieldProblem> {
        self.fields.get(pointer).cloned().unwrap_or_default()
    }
}

impl Sheet {
    /// The problems of a state at its fields; none while the text is broken and places are in doubt.
    #[must_use]
    pub fn field_problems(&self, key: StateKey) -> FieldProblems {
        let mut found = FieldProblems::default();
        let Some(id) = self.document.state(key).filter(|_| !self.is_stale()) else { return found };
        let own: Vec<(usize, &Diagnostic)> =
            self.diagnostics.iter().enumerate().filter(|(_, problem)| self.state_at(problem.span.start) == Some(id)).collect();
        if own.is_empty() {
            return found;
        }
        let Some(form) = form(&self.document, key) else { return found };
        let places = self.places(&form);
        for (index, diagnostic) in own {
            let problem = FieldProblem {
                severity: diagnostic.severity,
                message: diagnostic.message.clone(),
                help: diagnostic.help.clone().unwrap_or_default(),
                fix: diagnostic.fix.as_ref().filter(|_| self.is_linted()).map(|fix| (index, fix.label.clone())),
            };
            let around = |span: &Span| span.start <= diagnostic.span.start && diagnostic.span.end <= span.end;
            let innermost = places.iter().filter(|(_, span)| around(span)).min_by_key(|(_, span)| span.end - span.start);
            match innermost {
                Some((pointer, _)) => found.fields.entry((*pointer).to_owned()).or_default().push(problem),
                None => found.rest.push(problem),
            }
        }
        found
    }

    /// Where the fields of a form are in the text.
    fn places<'f>(&self, form: &'f Form) -> Vec<(&'f str, Span)> {
        let tree = &self.document.tree;
        let Some(id) = self.document.state(form.key) else { return Vec::new() };
        let base = tree.pointer(self.document.definition.state(id).node);
        let place = |pointer: &'f str| Some((pointer, tree.member_span(tree.find(&format!("{base}{pointer}"))?)));
        form.fields().filter_map(|field| place(&field.pointer)).collect()
    }
}
