//! What the linter says, as plain data.

use asl::document::Document;
use asl::lint::{Diagnostic, Options, RunFacts, WorkflowType, lint_with};

use crate::protocol::{Finding, Fix, Severity};

/// Everything there is to say about a document.
pub(crate) fn findings(document: &Document, express: bool, payloads: Vec<(String, u32)>) -> Vec<Finding> {
    let workflow_type = if express { WorkflowType::Express } else { WorkflowType::Standard };
    let largest_payloads = payloads.into_iter().map(|(state, bytes)| (state.into(), bytes as usize)).collect();
    lint_with(document, Options { workflow_type, ..Options::default() }, &RunFacts { largest_payloads })
        .into_iter()
        .map(finding)
        .collect()
}

fn finding(diagnostic: Diagnostic) -> Finding {
    let fix = diagnostic.fix.map(|fix| {
        let edits = fix.edits.into_iter().map(|edit| (edit.span.start, edit.span.end, edit.insert));
        Fix { label: fix.label, edits: edits.collect() }
    });
    let severity = match diagnostic.severity {
        asl::lint::Severity::Error => Severity::Error,
        asl::lint::Severity::Warning => Severity::Warning,
        asl::lint::Severity::Advice => Severity::Advice,
    };
    let Diagnostic { location, span, message, help, .. } = diagnostic;
    Finding { severity, location, start: span.start, end: span.end, message, help, fix }
}
