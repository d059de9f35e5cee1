//! Credentials of a Task.

use super::super::context::Context;
use super::super::diagnostic::Severity;
use super::super::rule::{Group, Rule};
use super::resources::is_foreign;
use crate::definition::StateKind;
use crate::surgery::{Spot, insert_member};
use crate::tree::Kind;

pub const RULE: Rule = Rule {
    name: "credentials",
    group: Group::Language,
    summary: "`Credentials` names no role.",
    why: "It says which role of another account the Task takes on, by `RoleArn` or `RoleArn.$`.",
    example: "{ \"Type\": \"Task\", \"Resource\": \"arn:aws:states:::lambda:invoke\", \"Credentials\": {}, \"End\": true }",
    check,
};

const ROLE: &str = "\"arn:aws:iam::123456789012:role/NAME\"";

fn check(context: &mut Context) {
    for state in &context.definition.states {
        let StateKind::Task(task) = &state.kind else { continue };
        let Some(credentials) = &task.credentials else { continue };
        let node = credentials.template.node;
        let tree = context.tree;
        match tree.kind(node) {
            Kind::Object => {
                let role = context.member(node, "RoleArn").or(context.member(node, "RoleArn.$"));
                let open = tree.children(node).any(|child| tree.key(child).is_none_or(|key| key.contains("${")));
                if role.is_none() && !open {
                    let fix = context.edits("add RoleArn", vec![insert_member(tree, node, "RoleArn", ROLE, Spot::First)]);
                    let help = "name the role that the Task takes on, by `RoleArn` or, if it is computed, `RoleArn.$`";
                    let found = context.schema(node, "The field 'RoleArn' is required but was missing").help(help).fix(fix);
                    // The language leaves it to whoever runs the task; only Step Functions wants a role.
                    if task.resource.as_ref().is_some_and(|resource| is_foreign(&resource.value)) {
                        found.severity = Severity::Warning;
                    }
                }
            }
            Kind::Placeholder | Kind::Missing => {}
            Kind::String if tree.string(node).is_some_and(|text| text.starts_with("{%") || text.contains("${")) => {}
            _ => {
                context.schema(node, format!("`Credentials` must be an object, not {}", tree.type_name(node)));
            }
        }
    }
}
