//! Results that are shaped and then thrown away.

use super::super::context::Context;
use super::super::rule::{Group, Rule};
use crate::definition::{PathField, QueryLanguage, StateKind};

pub const RULE: Rule = Rule {
    name: "lost-result",
    group: Group::Data,
    summary: "A state shapes its result by `ResultSelector` or `Result`, and `ResultPath` throws it away.",
    why: "With `\"ResultPath\": null` the state gives its input on, whatever its result is.",
    example: "{ \"Type\": \"Pass\", \"Result\": { \"a\": 1 }, \"ResultPath\": null, \"End\": true }",
    check,
};

fn check(context: &mut Context) {
    for state in &context.definition.states {
        let dropped = state.data.result_path.as_ref().is_some_and(|path| path.value == PathField::Null);
        if !dropped || state.query_language != QueryLanguage::JsonPath || state.data.assign.is_some() {
            continue;
        }
        let shaped = match state.kind {
            StateKind::Pass => state.data.result.as_ref().map(|_| "Result"),
            _ => state.data.result_selector.as_ref().map(|_| "ResultSelector"),
        };
        let Some((name, node)) = shaped.and_then(|name| Some((name, context.member(state.node, name)?))) else { continue };
        let message = format!("`ResultPath` is null, so what `{name}` gives is thrown away");
        let help = "give `ResultPath` a place such as `$.result`, or leave the field out";
        let fix = context.removing(&format!("remove {name}"), node);
        context.warning("RESULT_THROWN_AWAY", node, message).help(help).fix(fix);
    }
}
