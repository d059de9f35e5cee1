//! A field that is not known, or not here.

use super::super::context::Context;
use super::super::diagnostic::Severity;
use super::super::rule::{Group, Rule};
use super::super::schema::{Object, ObjectKind, Verdict, candidates, judge};
use crate::definition::{NodeId, QueryLanguage};
use crate::surgery::rename_member;
use crate::words::nearest;

pub const RULE: Rule = Rule {
    name: "unsupported-field",
    group: Group::Language,
    summary: "A field that Amazon States Language does not have, or not in this type of state or in this query language.",
    why: "Step Functions refuses unknown fields; most are slips of the keyboard or fields of the other query language.",
    example: "{ \"Type\": \"Pass\", \"ResultPaht\": \"$.x\", \"End\": true }",
    check,
};

fn check(context: &mut Context) {
    for object in context.objects.clone() {
        for member in context.tree.children(object.node).collect::<Vec<_>>() {
            let Some(name) = context.tree.key(member).map(|key| key.into_owned()) else { continue };
            if name.contains("${") {
                continue;
            }
            match judge(context.definition, &object, &name) {
                Verdict::Allowed => {}
                Verdict::OtherLanguage => other_language(context, &object, member, &name),
                Verdict::OtherType => other_type(context, &object, member, &name),
                Verdict::Unknown => unknown(context, &object, member, &name),
            }
        }
    }
}

fn other_language(context: &mut Context, object: &Object, member: NodeId, name: &str) {
    let (here, there) = match object.language {
        QueryLanguage::JsonPath => ("JSONPath", "JSONata"),
        QueryLanguage::Jsonata => ("JSONata", "JSONPath"),
    };
    let fix = context.removing(&format!("remove {name}"), member);
    let mark = context.tree.key_span(member).unwrap_or_default();
    let help = match (name, object.language) {
        ("Parameters", QueryLanguage::Jsonata) => "in JSONata it is `Arguments`, with `{% … %}` for what is computed".to_owned(),
        ("Arguments", QueryLanguage::JsonPath) => {
            "in JSONPath it is `Parameters`, with `.$` names for what is computed".to_owned()
        }
        _ => format!("`{name}` belongs to {there}, and {here} is in force here; set `QueryLanguage` or leave the field out"),
    };
    context.schema(member, format!("'{name}' is not supported in {here}")).span(mark).help(help).fix(fix);
}

fn other_type(context: &mut Context, object: &Object, member: NodeId, name: &str) {
    let ObjectKind::State(id) = object.kind else { return };
    let kind = context.definition.state(id).kind.type_name().to_owned();
    let fix = context.removing(&format!("remove {name}"), member);
    let mark = context.tree.key_span(member).unwrap_or_default();
    let help = format!("a {kind} state has no `{name}`");
    let found = context.schema(member, "Field is not supported").span(mark).help(help).fix(fix);
    // Found in machines that run: the service seems to pass over it.
    if name == "Arguments" && kind == "Map" {
        found.severity = Severity::Warning;
    }
}

fn unknown(context: &mut Context, object: &Object, member: NodeId, name: &str) {
    if object.kind == ObjectKind::InnerRule && matches!(name, "Next" | "Assign" | "Output") {
        let mark = context.tree.key_span(member).unwrap_or_default();
        let fix = context.removing(&format!("remove {name}"), member);
        let help = format!("only the outermost rule has `{name}`");
        context.schema(member, "Field is not supported").span(mark).help(help).fix(fix);
        return;
    }
    let taken = |candidate: &str| context.member(object.node, candidate).is_some();
    let candidates = candidates(context.definition, object).into_iter().filter(|candidate| !taken(candidate));
    let meant = nearest(name, candidates);
    let mark = context.tree.key_span(member).unwrap_or_default();
    let fix = match meant {
        Some(meant) => {
            context.edits(&format!("rename {name} to {meant}"), rename_member(context.tree, member, meant).into_iter().collect())
        }
        None => context.removing(&format!("remove {name}"), member),
    };
    let help = match meant {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => "leave it out, or put what it says into `Comment`".to_owned(),
    };
    context.schema(member, "Field is not supported").span(mark).help(help).fix(fix);
}
