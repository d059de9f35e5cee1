//! Fields of which only one may be there.

use super::super::context::Context;
use super::super::rule::{Group, Rule};
use super::super::schema::{Object, ObjectKind, Verdict, judge};
use crate::definition::{NodeId, QueryLanguage, StateKind};
use crate::language::{operand, operator_names};

pub const RULE: Rule = Rule {
    name: "exclusive-fields",
    group: Group::Language,
    summary: "Of some fields exactly one, or at most one, may be written: `Next` or `End`, `Seconds` or `SecondsPath`, one operator in a rule.",
    why: "With two of them it is not clear which one holds, and Step Functions refuses the definition.",
    example: "{ \"Type\": \"Wait\", \"Seconds\": 5, \"SecondsPath\": \"$.s\", \"End\": true }",
    check,
};

fn check(context: &mut Context) {
    for object in context.objects.clone().iter().copied() {
        match object.kind {
            ObjectKind::State(id) => match context.definition.state(id).kind {
                StateKind::Task(_) => {
                    at_most_one(context, &object, &["TimeoutSeconds", "TimeoutSecondsPath"]);
                    at_most_one(context, &object, &["HeartbeatSeconds", "HeartbeatSecondsPath"]);
                    at_most_one(context, &object, &["Next", "End"]);
                }
                StateKind::Wait(_) => {
                    let jsonata = object.language == QueryLanguage::Jsonata;
                    let all: &[&str] = if jsonata {
                        &["Seconds", "Timestamp"]
                    } else {
                        &["SecondsPath", "Seconds", "TimestampPath", "Timestamp"]
                    };
                    exactly_one(context, &object, all);
                    at_most_one(context, &object, &["Next", "End"]);
                }
                StateKind::Fail(_) => {
                    at_most_one(context, &object, &["Error", "ErrorPath"]);
                    at_most_one(context, &object, &["Cause", "CausePath"]);
                }
                StateKind::Map(_) => {
                    for names in [
                        ["MaxConcurrency", "MaxConcurrencyPath"],
                        ["ToleratedFailureCount", "ToleratedFailureCountPath"],
                        ["ToleratedFailurePercentage", "ToleratedFailurePercentagePath"],
                        ["ItemSelector", "Parameters"],
                        ["Next", "End"],
                    ] {
                        at_most_one(context, &object, &names);
                    }
                    exactly_one(context, &object, &["ItemProcessor", "Iterator"]);
                }
                StateKind::Pass | StateKind::Parallel(_) => at_most_one(context, &object, &["Next", "End"]),
                _ => {}
            },
            ObjectKind::ItemBatcher => {
                at_most_one(context, &object, &["MaxItemsPerBatch", "MaxItemsPerBatchPath"]);
                at_most_one(context, &object, &["MaxInputBytesPerBatch", "MaxInputBytesPerBatchPath"]);
            }
            ObjectKind::ReaderConfig => at_most_one(context, &object, &["MaxItems", "MaxItemsPath"]),
            ObjectKind::Rule | ObjectKind::InnerRule if object.language == QueryLanguage::JsonPath => {
                operators(context, &object);
            }
            _ => {}
        }
    }
}

fn at_most_one(context: &mut Context, object: &Object, names: &[&str]) {
    let mut written = names.iter().filter_map(|name| context.member(object.node, name));
    let language = |name: &&str| judge(context.definition, object, name) == Verdict::OtherLanguage;
    if let Some(extra) = written.nth(1)
        && !names.iter().any(language)
    {
        let fix = context.removing("remove the second", extra);
        let mark = context.tree.key_span(extra).unwrap_or_default();
        let help = "keep one of them";
        context.schema(object.node, two_of(names)).span(mark).help(help).fix(fix);
    }
}

/// The service's sentence where there are two.
fn two_of(names: &[&str]) -> String {
    format!("There should only be one of the following fields: [{}]", names.join(", "))
}

/// The service's sentence where there is none.
pub(super) fn none_of(names: &[&str]) -> String {
    format!("This object should have only one of the following fields: [{}]", names.join(", "))
}

fn exactly_one(context: &mut Context, object: &Object, names: &[&str]) {
    at_most_one(context, object, names);
    let missing = names.iter().all(|name| context.member(object.node, name).is_none());
    // What is written in the other query language, or misspelled, is reported as that.
    let written = ["SecondsPath", "TimestampPath"].iter().any(|name| context.member(object.node, name).is_some());
    if missing && !written && !context.is_open(object.node) && !context.is_misspelled(object, names) {
        context.schema(object.node, none_of(names)).help(format!("add one of them, for example `{}`", names[0]));
    }
}

/// Of these a rule in JSONPath has one.
const TESTS: [&str; 5] = ["And", "Or", "Not", "Variable", "Condition"];

/// A rule in JSONPath: `And`, `Or`, `Not`, or `Variable` with one operator.
fn operators(context: &mut Context, object: &Object) {
    let tree = context.tree;
    let rule = object.node;
    let named = |node: NodeId| tree.key(node).unwrap_or_default();
    let tests: Vec<NodeId> = tree.children(rule).filter(|child| TESTS.contains(&&*named(*child))).collect();
    let operators: Vec<NodeId> = tree.children(rule).filter(|child| operand(&named(*child)).is_some()).collect();
    let unknown = |node: NodeId| judge(context.definition, object, &named(node)) == Verdict::Unknown;
    if object.downgraded || context.is_open(rule) || tests.iter().any(|test| named(*test) == "Condition") {
        return;
    }
    let one_of = format!("The object must have only one of the following fields, [{}]", TESTS.join(", "));
    match (tests.as_slice(), operators.as_slice()) {
        ([_, extra, ..], _) => {
            let fix = context.removing(&format!("remove {}", named(*extra)), *extra);
            let mark = tree.key_span(*extra).unwrap_or_default();
            context.schema(rule, one_of).span(mark).help("put several tests into `And` or `Or`").fix(fix);
        }
        ([], []) if !tree.children(rule).any(unknown) => {
            context.schema(rule, one_of).help("write what is tested: `Variable` with an operator such as `StringEquals`");
        }
        ([], [_, ..]) if !context.is_misspelled(object, &["Variable"]) => {
            context.schema(rule, one_of).help("name what is compared by `Variable`");
        }
        ([test], [operator, ..]) if named(*test) != "Variable" => {
            let fix = context.removing(&format!("remove {}", named(*operator)), *operator);
            let mark = tree.key_span(*operator).unwrap_or_default();
            let help = format!("`{}` stands alone; the comparison belongs into it", named(*test));
            context.schema(rule, one_of).span(mark).help(help).fix(fix);
        }
        ([_], [_, extra, ..]) => {
            let fix = context.removing(&format!("remove {}", named(*extra)), *extra);
            let mark = tree.key_span(*extra).unwrap_or_default();
            context
                .schema(rule, two_of(&operator_names().collect::<Vec<_>>()))
                .span(mark)
                .help("put several comparisons into `And` or `Or`")
                .fix(fix);
        }
        ([test], []) if named(*test) == "Variable" && !tree.children(rule).any(unknown) => {
            context
                .schema(rule, none_of(&operator_names().collect::<Vec<_>>()))
                .help("add an operator such as `StringEquals` beside `Variable`");
        }
        _ => {}
    }
}
