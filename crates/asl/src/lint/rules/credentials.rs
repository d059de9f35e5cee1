//! Credentials of a Task.

use super::super::context::Context;
use super::super::rule::{Group, Rule};
use crate::definition::StateKind;
use crate::tree::Kind;

pub const RULE: Rule = Rule {
    name: "credentials",
    group: Group::Language,
    summary: "`Credentials` names no role.",
    why: "It says which role of another account the Task takes on, by `RoleArn` or `RoleArn.$`.",
    example: "{ \"Type\": \"Task\", \"Resource\": \"arn:aws:states:::lambda:invoke\", \"Credentials\": {}, \"End\": true }",
    check,
};

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
                    context.schema(node, "The field 'RoleArn' is required but was missing");
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
