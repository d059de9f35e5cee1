//! A Choice that may match nothing.

use super::super::context::Context;
use super::super::rule::{Group, Rule};
use crate::definition::{Condition, Setting, StateKind};
use crate::edit::add_default;

pub const RULE: Rule = Rule {
    name: "choice-without-default",
    group: Group::Flow,
    summary: "A Choice has no `Default`, and no rule that always matches.",
    why: "If no rule matches, the execution fails with States.Runtime (\"does not point to a next state\"), which nothing can catch.",
    example: "{ \"Type\": \"Choice\", \"Choices\": [{ \"Variable\": \"$.n\", \"NumericEquals\": 1, \"Next\": \"A\" }] }",
    check,
};

fn check(context: &mut Context) {
    for state in &context.definition.states {
        let StateKind::Choice(choice) = &state.kind else { continue };
        let written =
            context.member(state.node, "Default").is_some() || context.is_misspelled(&context.object(state.id), &["Default"]);
        let always = choice
            .rules
            .iter()
            .any(|rule| matches!(&rule.condition, Some(Condition::Expression(found)) if found.value == Setting::Value(true)));
        if written
            || always
            || choice.rules.is_empty()
            || covers_all(choice.rules.iter().filter_map(|rule| rule.condition.as_ref()))
        {
            continue;
        }
        let message = "no rule may match, and there is no `Default`: the execution would fail";
        let help = "add a `Default`, for example to a Fail that says what was unexpected";
        let fix = context.large_command(|document| add_default(document, state.id, None));
        context.warning("CHOICE_WITHOUT_DEFAULT", state.node, message).span(state.name.span).help(help).fix(fix);
    }
}

/// Whether two rules test the same and its opposite.
fn covers_all<'c>(conditions: impl Iterator<Item = &'c Condition>) -> bool {
    let mut seen = Vec::new();
    for condition in conditions {
        let Condition::Comparison(comparison) = condition else { continue };
        let Some(variable) = comparison.variable.as_ref() else { continue };
        let Some(value) = comparison.operand.value.as_bool() else { continue };
        let test = (variable.value.clone(), comparison.operator.value.clone(), value);
        if seen.contains(&(test.0.clone(), test.1.clone(), !test.2)) {
            return true;
        }
        seen.push(test);
    }
    false
}
