//! Fields of which only one may be there.

use super::super::context::Context;
use super::super::rule::{Group, Rule};
use super::super::schema::{ObjectKind, operand};
use crate::definition::{NodeId, QueryLanguage, StateKind};

pub const RULE: Rule = Rule {
    name: "exclusive-fields",
    group: Group::Language,
    summary: "Of some fields exactly one, or at most one, may be written: `Next` or `End`, `Seconds` or `SecondsPath`, one operator in a rule.",
    why: "With two of them it is not clear which one holds, and Step Functions refuses the definition.",
    example: "{ \"Type\": \"Wait\", \"Seconds\": 5, \"SecondsPath\": \"$.s\", \"End\": true }",
    check,
};

fn check(context: &mut Context) {
    for object in context.objects.clone() {
        match object.kind {
            ObjectKind::State(id) => match context.definition.state(id).kind {
                StateKind::Task(_) => {
                    at_most_one(context, object.node, &["TimeoutSeconds", "TimeoutSecondsPath"]);
                    at_most_one(context, object.node, &["HeartbeatSeconds", "HeartbeatSecondsPath"]);
                    at_most_one(context, object.node, &["Next", "End"]);
                }
                StateKind::Wait(_) => {
                    let jsonata = object.language == QueryLanguage::Jsonata;
                    let all = ["Seconds", "Timestamp", "SecondsPath", "TimestampPath"];
                    exactly_one(context, object.node, if jsonata { &all[..2] } else { &all });
                    at_most_one(context, object.node, &["Next", "End"]);
                }
                StateKind::Fail(_) => {
                    at_most_one(context, object.node, &["Error", "ErrorPath"]);
                    at_most_one(context, object.node, &["Cause", "CausePath"]);
                }
                StateKind::Map(_) => {
                    for names in [
                        ["MaxConcurrency", "MaxConcurrencyPath"],
                        ["ToleratedFailureCount", "ToleratedFailureCountPath"],
                        ["ToleratedFailurePercentage", "ToleratedFailurePercentagePath"],
                        ["ItemSelector", "Parameters"],
                        ["Next", "End"],
                    ] {
                        at_most_one(context, object.node, &names);
                    }
                    exactly_one(context, object.node, &["ItemProcessor", "Iterator"]);
                }
                StateKind::Pass | StateKind::Parallel(_) => at_most_one(context, object.node, &["Next", "End"]),
                _ => {}
            },
            ObjectKind::ItemBatcher => {
                at_most_one(context, object.node, &["MaxItemsPerBatch", "MaxItemsPerBatchPath"]);
                at_most_one(context, object.node, &["MaxInputBytesPerBatch", "MaxInputBytesPerBatchPath"]);
            }
            ObjectKind::ReaderConfig => at_most_one(context, object.node, &["MaxItems", "MaxItemsPath"]),
            ObjectKind::Rule | ObjectKind::InnerRule if object.language == QueryLanguage::JsonPath => {
                operators(context, object.node)
            }
            _ => {}
        }
    }
}

fn at_most_one(context: &mut Context, object: NodeId, names: &[&str]) {
    let written: Vec<NodeId> = names.iter().filter_map(|name| context.member(object, name)).collect();
    if let [_, extra, ..] = written.as_slice() {
        let fix = context.removing("remove the second", *extra);
        let mark = context.tree.key_span(*extra).unwrap_or_default();
        context.schema(*extra, format!("Only one of these fields may be used: [{}]", names.join(", "))).span(mark).fix(fix);
    }
}

fn exactly_one(context: &mut Context, object: NodeId, names: &[&str]) {
    at_most_one(context, object, names);
    if names.iter().all(|name| context.member(object, name).is_none()) {
        let open = context.tree.children(object).any(|child| context.tree.key(child).is_none_or(|key| key.contains("${")));
        if !open {
            context.schema(object, format!("One of these fields is required: [{}]", names.join(", ")));
        }
    }
}

/// A rule in JSONPath: `And`, `Or`, `Not`, or `Variable` with one operator.
fn operators(context: &mut Context, rule: NodeId) {
    let tree = context.tree;
    let tests: Vec<NodeId> = tree
        .children(rule)
        .filter(|child| tree.key(*child).is_some_and(|key| matches!(&*key, "And" | "Or" | "Not") || operand(&key).is_some()))
        .collect();
    let open = tree.children(rule).any(|child| tree.key(child).is_none_or(|key| key.contains("${") || key == "Condition"));
    match tests.as_slice() {
        [] if !open => {
            context.schema(rule, "A rule needs one comparison").help("add an operator such as `StringEquals` to `Variable`");
        }
        [_, extra, ..] => {
            let fix = context.removing("remove the second", *extra);
            let mark = tree.key_span(*extra).unwrap_or_default();
            let help = "put several comparisons into `And` or `Or`";
            context.schema(*extra, "A rule has only one comparison").span(mark).help(help).fix(fix);
        }
        [test] if tree.key(*test).is_some_and(|key| operand(&key).is_some()) && context.member(rule, "Variable").is_none() => {
            context.schema(rule, "These fields are required: [Variable]");
        }
        _ => {}
    }
}
