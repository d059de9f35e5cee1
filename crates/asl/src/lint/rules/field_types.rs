//! A field's value has the wrong JSON type.

use super::super::context::Context;
use super::super::rule::{Group, Rule};
use crate::definition::NodeId;
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
        let node = problem.node.unwrap_or_default();
        let sentence = problem.help.as_deref().filter(|help| help.contains("must be ")).unwrap_or(&problem.message);
        let plain = unquoted(context, node, sentence);
        let quoted = plain.is_some();
        let fix = match plain {
            Some(value) => context.replacing("take away the quotes", node, &value),
            None => context.edits("mend the field", problem.fix.clone()),
        };
        let help = match (&problem.help, problem.kind) {
            (None, ProblemKind::WrongWord) => Some("write one of these words".to_owned()),
            (Some(help), ProblemKind::WrongType) if quoted => Some(format!("{help}: write it without quotes")),
            (None, _) => problem
                .message
                .split_once("must be ")
                .and_then(|(_, wanted)| Some(format!("write {}", wanted.split(", not").next()?))),
            (help, _) => help.clone(),
        };
        let found = context.schema(node, problem.message.clone()).span(problem.span).fix(fix);
        found.help = help;
    }
}

/// A number or truth value that is written in quotes, where one is wanted.
fn unquoted(context: &Context, node: NodeId, sentence: &str) -> Option<String> {
    let text = context.tree.string(node)?;
    let number = sentence.contains("must be a number") && text.parse::<f64>().is_ok_and(f64::is_finite);
    let plain = text.starts_with(|first: char| first.is_ascii_digit() || first == '-') && !text.ends_with('.');
    let truth = sentence.contains("must be true") && text == "true";
    ((number && plain) || truth).then(|| text.into_owned())
}
