//! Variables that are read before they are set.

use std::rc::Rc;

use super::super::context::Context;
use super::super::rule::{Group, Rule};
use super::expressions::called;
use crate::analysis::data::{Source, assigned};

pub const RULE: Rule = Rule {
    name: "unset-variable",
    group: Group::Data,
    summary: "A state reads a variable that is not set on any way, or not on every way, that leads to it.",
    why: "Reading a variable that is not set fails the execution. What a state assigns is there from the next state on.",
    example: "{ \"Type\": \"Pass\", \"Parameters\": { \"n.$\": \"$count\" }, \"End\": true }",
    check,
};

fn check(context: &mut Context) {
    let reads = Rc::clone(&context.reads);
    if !reads.iter().any(|read| matches!(read.source, Source::Variable(_))) {
        return;
    }
    let assigned = assigned(context.definition, &context.ways);
    for read in reads.iter() {
        let Source::Variable(name) = &read.source else { continue };
        let Some(before) = assigned.get(&read.site.state) else { continue };
        if before.always(name) || asks_whether(context, read.node) || called(context.tree, read).is_some() {
            continue;
        }
        let (code, ways, help) = if before.sometimes(name) {
            ("VARIABLE_MAYBE_UNSET", "on every way", "set it before the ways part, or on each of them")
        } else {
            let help = "set it by `Assign` in a state before this one; what a state assigns is there from the next state on";
            ("VARIABLE_UNSET", "on any way", help)
        };
        let span = context.within(read.node, &read.range);
        context
            .warning(code, read.node, format!("the variable `${name}` is not set {ways} that leads here"))
            .span(span)
            .help(help);
    }
}

/// Whether an expression only asks whether there is something.
fn asks_whether(context: &Context, node: crate::definition::NodeId) -> bool {
    context.tree.string(node).is_some_and(|text| text.contains("$exists"))
}
