//! Names in the Context object.

use std::ops::Range;
use std::rc::Rc;

use super::super::context::Context;
use super::super::rule::{Group, Rule};
use crate::analysis::data::Source;
use crate::definition::NodeId;
use crate::words::nearest;

pub const RULE: Rule = Rule {
    name: "context-object",
    group: Group::Data,
    summary: "A path into the Context object names something that is not in it.",
    why: "The Context object holds `Execution`, `State`, `StateMachine`, `Task` and, in a Map, `Map`; a path to anything else fails the execution.",
    example: "{ \"Type\": \"Pass\", \"Parameters\": { \"id.$\": \"$$.Execution.ID\" }, \"End\": true }",
    check,
};

/// What is in the Context object; the members of what is not listed are free.
const MEMBERS: &[(&str, &[&str])] = &[
    ("", &["Execution", "State", "StateMachine", "Task", "Map"]),
    ("Execution", &["Id", "Input", "Name", "RoleArn", "StartTime", "RedriveCount", "RedriveTime"]),
    ("State", &["EnteredTime", "Name", "RetryCount"]),
    ("StateMachine", &["Id", "Name"]),
    ("Task", &["Token"]),
    ("Map", &["Item"]),
    ("Item", &["Index", "Value", "Key", "Source"]),
];

fn check(context: &mut Context) {
    let reads = Rc::clone(&context.reads);
    for read in reads.iter().filter(|read| read.source == Source::Context) {
        let mut within = "";
        for (name, range) in &read.steps {
            let Some((_, members)) = MEMBERS.iter().find(|(object, _)| *object == within) else { break };
            let Some(known) = members.iter().find(|member| *member == name) else {
                report(context, read.node, range, name, within, members);
                break;
            };
            within = known;
        }
    }
}

fn report(context: &mut Context, node: NodeId, range: &Range<usize>, name: &str, within: &str, members: &[&str]) {
    let whole = if within.is_empty() { "the Context object".to_owned() } else { format!("`{within}`") };
    let help = match nearest(name, members.iter().copied()) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => format!("there is {}", members.join(", ")),
    };
    let span = context.within(node, range);
    context.warning("UNKNOWN_CONTEXT_FIELD", node, format!("there is no `{name}` in {whole}")).span(span).help(help);
}
