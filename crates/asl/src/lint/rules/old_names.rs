//! Old field names of Maps.

use super::super::context::Context;
use super::super::rule::{Group, Rule};
use crate::definition::StateKind;
use crate::edit::convert_iterator;
use crate::tree::Kind;

pub const RULE: Rule = Rule {
    name: "old-name",
    group: Group::Practice,
    summary: "A Map uses `Iterator`, the old name of `ItemProcessor`.",
    why: "The old name still works, but only the new one can say how the items are processed (`ProcessorConfig`).",
    example: "{ \"Type\": \"Map\", \"Iterator\": { }, \"End\": true }",
    check,
};

fn check(context: &mut Context) {
    for state in &context.definition.states {
        let StateKind::Map(map) = &state.kind else { continue };
        let Some(span) = map.iterator_name else { continue };
        let node = context.member(state.node, "Iterator").unwrap_or(state.node);
        if context.tree.kind(node) != Kind::Object {
            continue;
        }
        let fix = context.command(|document| convert_iterator(document, state.id));
        let message = "`Iterator` is the old name of `ItemProcessor`";
        context.advice("OLD_FIELD_NAME", node, message).span(span).help("rename it; nothing else changes").fix(fix);
    }
}
