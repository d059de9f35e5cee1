//! A field's value has the wrong JSON type.

use super::super::context::Context;
use super::super::rule::{Group, Rule};
use crate::problem::ProblemKind;

pub const RULE: Rule = Rule {
    name: "field-type",
    group: Group::Language,
    summary: "A field holds a JSON type, or a word, that it does not take.",
    why: "Step Functions refuses such a definition when it is created.",
    example: "{ \"Type\": \"Wait\", \"Seconds\": \"5\", \"End\": true }",
    check,
};

fn check(context: &mut Context) {
    let problems = context.document.problems.iter();
    for problem in problems.filter(|problem| matches!(problem.kind, ProblemKind::WrongType | ProblemKind::WrongWord)) {
        let fix = context.edits("mend the field", problem.fix.clone());
        let found = context.schema(problem.node.unwrap_or_default(), problem.message.clone()).span(problem.span).fix(fix);
        found.help.clone_from(&problem.help);
    }
}
