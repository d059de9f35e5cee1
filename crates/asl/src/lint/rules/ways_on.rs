//! A state with neither Next nor End.

use super::super::context::Context;
use super::super::rule::{Group, Rule};
use super::exclusive_fields::none_of;
use crate::definition::StateKind;
use crate::edit::set_field;
use crate::problem::ProblemKind;

pub const RULE: Rule = Rule {
    name: "no-way-on",
    group: Group::Flow,
    summary: "A state says neither what comes next nor that the flow ends.",
    why: "Every Task, Pass, Wait, Parallel and Map needs `Next` or `\"End\": true`.",
    example: "{ \"Type\": \"Map\", \"ItemProcessor\": { } }",
    check,
};

const WAYS: &[&str] = &["Next", "End"];

fn check(context: &mut Context) {
    for state in &context.definition.states {
        let needs = !matches!(state.kind, StateKind::Choice(_) | StateKind::Succeed | StateKind::Fail(_) | StateKind::Unknown(_));
        let tree = context.tree;
        if !needs || state.transition.is_some() || context.is_open(state.node) {
            continue;
        }
        if context.is_misspelled(&context.object(state.id), WAYS) {
            continue;
        }
        let written = context.member(state.node, "End").or(context.member(state.node, "Next"));
        if let Some(node) = written {
            let reported =
                |kind| context.document.problems.iter().any(|problem| problem.kind == kind && problem.node == Some(node));
            let placeholder = tree.kind(node) == crate::tree::Kind::Placeholder || tree.source(node).contains("${");
            if reported(ProblemKind::WrongType) || placeholder {
                continue;
            }
        }
        let fix = context.command(|document| set_field(document, Some(state.id), "/End", "true"));
        let help = "add `Next` with the name of the state that follows, or `\"End\": true`";
        context.schema(state.node, none_of(WAYS)).span(state.name.span).help(help).fix(fix);
    }
}
