//! Retriers and catchers: their errors and numbers.

use super::super::context::Context;
use super::super::rule::{Group, Rule};
use crate::definition::NodeId;
use crate::text::Spanned;

pub const RULE: Rule = Rule {
    name: "retry-and-catch",
    group: Group::Language,
    summary: "`States.ALL` is not alone in its entry, or its entry is not the last.",
    why: "`States.ALL` matches what comes after it too, so Step Functions wants it alone in its entry and the entry last.",
    example: "[{ \"ErrorEquals\": [\"States.ALL\"] }, { \"ErrorEquals\": [\"States.Timeout\"] }]",
    check,
};

fn check(context: &mut Context) {
    for state in &context.definition.states {
        let retriers = state.retry.iter().map(|retrier| (retrier.node, &retrier.error_equals)).collect::<Vec<_>>();
        wildcard(context, &retriers);
        let catchers = state.catch.iter().map(|catcher| (catcher.node, &catcher.error_equals)).collect::<Vec<_>>();
        wildcard(context, &catchers);
    }
}

fn wildcard(context: &mut Context, entries: &[(NodeId, &Vec<Spanned<std::sync::Arc<str>>>)]) {
    for (index, (node, errors)) in entries.iter().enumerate() {
        let Some(all) = errors.iter().find(|error| &*error.value == "States.ALL") else { continue };
        let list = context.member(*node, "ErrorEquals").unwrap_or(*node);
        let alone = errors.len() == 1;
        let last = index + 1 == entries.len();
        if !alone || !last {
            let fix = (!alone).then(|| context.replacing("keep States.ALL alone", list, "[\"States.ALL\"]"));
            let help = match (alone, last) {
                (true, _) => "what comes after this entry is never looked at; move it to the end",
                (false, true) => "it matches the other errors too",
                (false, false) => "it matches the other errors too, and what comes after this entry; move it to the end",
            };
            let message = "States.ALL must appear alone and at end of list";
            context.schema(list, message).span(all.span).help(help).fix(fix.flatten());
        }
    }
}
