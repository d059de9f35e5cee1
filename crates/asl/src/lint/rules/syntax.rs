//! The text is no JSON, or no YAML.

use std::collections::BTreeSet;

use super::super::context::Context;
use super::super::diagnostic::Severity;
use super::super::rule::{Group, Rule};
use crate::definition::NodeId;
use crate::notation::Notation;
use crate::problem::ProblemKind;

pub const RULE: Rule = Rule {
    name: "syntax",
    group: Group::Language,
    summary: "The text is no JSON, or no YAML: a comma, colon, bracket, indent or quote is missing or too many, or something is spelled wrongly.",
    why: "Step Functions reads strict JSON: no comments, no commas after the last item, names and text in double quotes. What deployment tools turn into JSON may be YAML.",
    example: "{ \"StartAt\": \"A\" \"States\": {} }",
    check,
};

fn check(context: &mut Context) {
    let mend = match context.tree.notation() {
        Notation::Json => "mend the JSON",
        Notation::Yaml => "mend the YAML",
    };
    for problem in context.document.problems.iter().filter(|problem| problem.kind.is_syntax()) {
        let node = context.tree.at(problem.span.start).unwrap_or_default();
        let code = if problem.kind == ProblemKind::Empty { "MISSING_DESCRIPTION" } else { "INVALID_JSON_DESCRIPTION" };
        let fix = context.edits(mend, problem.fix.clone());
        let found = context.error(code, node, problem.message.clone()).span(problem.span).fix(fix);
        found.help.clone_from(&problem.help);
    }
    let states: BTreeSet<NodeId> = context.definition.states.iter().map(|state| state.node).collect();
    for problem in context.document.problems.iter().filter(|problem| problem.kind == ProblemKind::DuplicateName) {
        let node = context.tree.at(problem.span.start).unwrap_or_default();
        if !states.contains(&node) {
            let found = context.warning("DUPLICATE_NAME", node, problem.message.clone()).span(problem.span);
            found.severity = Severity::Warning;
            found.help.clone_from(&problem.help);
        }
    }
}
