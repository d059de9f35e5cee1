//! Operands of comparisons.

use ::expressions::time::Timestamp;

use super::super::context::Context;
use super::super::rule::{Group, Rule};
use super::super::schema::ObjectKind;
use super::value_types::{NO_TIMESTAMP, TIMESTAMP_HELP};
use crate::definition::{NodeId, QueryLanguage};
use crate::language::{Operand, operand};
use crate::tree::{Kind, is_placeholder};

pub const RULE: Rule = Rule {
    name: "comparison",
    group: Group::Language,
    summary: "A comparison is made with a value of another type than its operator's.",
    why: "`NumericEquals` compares with a number, `StringEquals` with text, `…Path` operators with a path, `Is…` with true or false.",
    example: "{ \"Variable\": \"$.n\", \"NumericEquals\": \"5\", \"Next\": \"A\" }",
    check,
};

fn check(context: &mut Context) {
    for object in context.objects.clone().iter().copied() {
        let rule = matches!(object.kind, ObjectKind::Rule | ObjectKind::InnerRule);
        if !rule || object.language != QueryLanguage::JsonPath {
            continue;
        }
        for member in context.tree.children(object.node).collect::<Vec<_>>() {
            let name = context.tree.key(member).unwrap_or_default();
            if let Some(operand) = operand(&name) {
                check_operand(context, member, &name, operand);
            }
        }
    }
}

fn check_operand(context: &mut Context, node: NodeId, name: &str, operand: Operand) {
    let tree = context.tree;
    let kind = tree.kind(node);
    let text = tree.string(node);
    if kind == Kind::Placeholder || kind == Kind::Missing || text.as_deref().is_some_and(is_placeholder) {
        return;
    }
    let boolean = matches!(kind, Kind::True | Kind::False);
    let (right, wanted) = match operand {
        Operand::String => (kind == Kind::String, "a string"),
        Operand::Number => (kind == Kind::Number, "a number"),
        Operand::Boolean | Operand::Test => (boolean, "true or false"),
        Operand::Timestamp => {
            let time = text.as_deref().is_some_and(|text| text.contains("${") || Timestamp::parse(text).is_some());
            (time, "a timestamp such as \"2026-01-31T12:00:00Z\"")
        }
        // What is wrong with a path is said where paths are looked at.
        Operand::Path => (text.is_some(), "a path such as \"$.limit\""),
    };
    if right {
        return;
    }
    let meant = match (operand, text.as_deref()) {
        (Operand::Number, Some(text)) if text.trim().parse::<f64>().is_ok() => Some(text.trim().to_owned()),
        (Operand::Boolean | Operand::Test, Some("true" | "false")) => text.as_deref().map(str::to_owned),
        (Operand::String, None) if matches!(kind, Kind::Number | Kind::True | Kind::False) => {
            Some(format!("\"{}\"", tree.source(node)))
        }
        _ => None,
    };
    let fix = meant.and_then(|json| context.replacing("mend the value", node, &json));
    if operand == Operand::Timestamp && kind == Kind::String {
        context.schema(node, NO_TIMESTAMP).help(TIMESTAMP_HELP);
        return;
    }
    let found = context.tree.type_name(node);
    context.schema(node, format!("`{name}` compares with {wanted}, not {found}")).help(format!("write {wanted}")).fix(fix);
}
