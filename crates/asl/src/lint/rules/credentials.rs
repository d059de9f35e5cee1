//! Credentials of a Task.

use super::super::context::Context;
use super::super::diagnostic::Severity;
use super::super::rule::{Group, Rule};
use super::resources::is_foreign;
use crate::definition::{NodeId, QueryLanguage, Resource, StateKind};
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

const HELP: &str = "name the role that the Task takes on, by `RoleArn`; in JSONPath a computed one by `RoleArn.$`";
const ROLE: &str = "\"arn:aws:iam::123456789012:role/NAME\"";

fn check(context: &mut Context) {
    for state in &context.definition.states {
        let StateKind::Task(task) = &state.kind else { continue };
        let Some(credentials) = &task.credentials else { continue };
        let node = credentials.template.node;
        let tree = context.tree;
        let activity = |text: &str| matches!(Resource::parse(text), Resource::Activity { .. });
        if task.resource.as_ref().is_some_and(|resource| activity(&resource.value)) {
            let fix = context.removing("remove Credentials", node);
            let mark = tree.key_span(node).unwrap_or_default();
            let help = "an activity's worker brings its own";
            let message = "The field 'Credentials' is not supported for activities";
            context.schema(state.node, message).span(mark).help(help).fix(fix);
            continue;
        }
        match tree.kind(node) {
            Kind::Object => {
                let written = context.member(node, "RoleArn");
                let computed = context.member(node, "RoleArn.$").filter(|_| state.query_language == QueryLanguage::JsonPath);
                if let Some(role) = written.filter(|role| is_no_text(context, *role)) {
                    let message = format!("`RoleArn` must be a string, not {}", tree.type_name(role));
                    context.schema(role, message).help("write the role's ARN");
                } else if written.or(computed).is_none() && !context.is_open(node) {
                    let fix = context.edits("add RoleArn", vec![insert_member(tree, node, "RoleArn", ROLE, Spot::First)]);
                    let found = context.schema(node, "The field 'RoleArn' is required but was missing").help(HELP).fix(fix);
                    // The language leaves it to whoever runs the task; only Step Functions wants a role.
                    if task.resource.as_ref().is_some_and(|resource| is_foreign(&resource.value)) {
                        found.severity = Severity::Warning;
                    }
                }
            }
            Kind::Placeholder | Kind::Missing => {}
            Kind::String if tree.string(node).is_some_and(|text| text.starts_with("{%") || text.contains("${")) => {}
            _ => {
                let message = format!("`Credentials` must be an object, not {}", tree.type_name(node));
                context.schema(node, message).help(HELP);
            }
        }
    }
}

/// Whether the value is one that no role's ARN can be.
fn is_no_text(context: &Context, node: NodeId) -> bool {
    !matches!(context.tree.kind(node), Kind::String | Kind::Placeholder | Kind::Missing | Kind::Error)
        && !context
            .tree
            .children(node)
            .any(|child| context.tree.key(child).is_some_and(|key| key == "Ref" || key.starts_with("Fn::")))
}
