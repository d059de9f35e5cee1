//! Data of a type that a field or comparison cannot take.

use std::rc::Rc;

use super::super::context::Context;
use super::super::rule::{Group, Rule};
use super::missing_paths::shape_before;
use crate::analysis::data::{Read, Scalar, Shape};
use crate::definition::NodeId;
use crate::language::{Operand, operand};
use crate::tree::Kind;

pub const RULE: Rule = Rule {
    name: "type-mismatch",
    group: Group::Data,
    summary: "A path names data of a type that does not fit: text as a number of seconds, a plain value as a Map's items, a number compared as text.",
    why: "The execution would fail there, or the comparison could never be true.",
    example: "{ \"Type\": \"Wait\", \"SecondsPath\": \"$.dueDate\", \"End\": true }",
    check,
};

fn check(context: &mut Context) {
    let reads = Rc::clone(&context.reads);
    for read in reads.iter().filter(|read| read.alone && read.whole) {
        let Some(Ok(shape)) = shape_before(context, read).map(|shape| shape.at(&read.steps, true)) else { continue };
        let Some(found) = shape.described() else { continue };
        let Some(name) = context.tree.key(read.node) else { continue };
        if name == "Variable" {
            comparison(context, read, &shape, found);
        } else if read.node == read.site.node
            && let Some(wanted) = wanted(&name, &shape)
        {
            let message = format!("`{name}` needs {wanted}, and this is {found} here");
            context
                .warning("TYPE_CANNOT_FIT", read.node, message)
                .help("name another place, or change what the states before leave there");
        }
    }
}

/// What a field takes, if the shape is not that.
fn wanted(field: &str, shape: &Shape) -> Option<&'static str> {
    match field {
        "SecondsPath"
        | "TimeoutSecondsPath"
        | "HeartbeatSecondsPath"
        | "MaxConcurrencyPath"
        | "ToleratedFailureCountPath"
        | "ToleratedFailurePercentagePath"
        | "Seconds"
        | "TimeoutSeconds"
        | "HeartbeatSeconds"
        | "MaxConcurrency" => (*shape != Shape::NUMBER).then_some("a number"),
        "TimestampPath" | "Timestamp" | "ErrorPath" | "CausePath" | "Error" | "Cause" => {
            (*shape != Shape::TEXT).then_some("text")
        }
        "ItemsPath" | "Items" => matches!(shape, Shape::Scalar(_)).then_some("an array"),
        "Condition" => (*shape != Shape::Scalar(Some(Scalar::Boolean))).then_some("true or false"),
        _ => None,
    }
}

/// A comparison whose operator looks for another type.
fn comparison(context: &mut Context, read: &Read, shape: &Shape, found: &str) {
    let tree = context.tree;
    let Some(rule) = tree.parent(read.node) else { return };
    let operators: Vec<(NodeId, String)> = tree
        .children(rule)
        .filter_map(|child| tree.key(child).filter(|key| operand(key).is_some()).map(|key| (child, key.into_owned())))
        .collect();
    let [(node, operator)] = operators.as_slice() else { return };
    let family = operand(operator.strip_suffix("Path").unwrap_or(operator));
    let (fits, wanted) = match family {
        Some(Operand::Number) => (*shape == Shape::NUMBER, "a number"),
        Some(Operand::String) => (*shape == Shape::TEXT, "text"),
        Some(Operand::Boolean) => (*shape == Shape::Scalar(Some(Scalar::Boolean)), "true or false"),
        Some(Operand::Timestamp) => (*shape == Shape::TEXT, "a timestamp"),
        _ => return,
    };
    if !fits && tree.kind(*node) != Kind::Placeholder {
        let message = format!("`{operator}` looks for {wanted}, and this is {found} here: it can never be true");
        context.warning("TYPE_CANNOT_FIT", read.node, message).help("use an operator for what is there, or name another place");
    }
}
