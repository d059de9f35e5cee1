//! A field that is not known, or not here.

use super::super::context::Context;
use super::super::diagnostic::{Diagnostic, Severity};
use super::super::rule::{Group, Rule};
use super::super::schema::{Object, ObjectKind, Verdict, is_known, judge, meant};
use crate::definition::{NodeId, QueryLanguage};
use crate::language::operand;
use crate::surgery::rename_member;
use crate::tree::opens_placeholder;

pub const RULE: Rule = Rule {
    name: "unsupported-field",
    group: Group::Language,
    summary: "A field that Amazon States Language does not have, or not in this type of state or in this query language.",
    why: "Step Functions refuses unknown fields; most are slips of the keyboard or fields of the other query language.",
    example: "{ \"Type\": \"Pass\", \"ResultPaht\": \"$.x\", \"End\": true }",
    check,
};

fn check(context: &mut Context) {
    for object in context.objects.clone().iter().copied() {
        for member in context.tree.children(object.node).collect::<Vec<_>>() {
            let Some(name) = context.tree.key(member) else { continue };
            if opens_placeholder(&name) {
                continue;
            }
            match judge(context.definition, &object, &name) {
                Verdict::Allowed if name == "QueryLanguage" => inner_language(context, &object, member),
                Verdict::Allowed => {}
                Verdict::OtherLanguage => other_language(context, &object, member, &name),
                Verdict::OtherType => other_type(context, &object, member, &name),
                Verdict::Unknown => unknown(context, &object, member, &name),
            }
        }
    }
}

/// Reports a field where the service does: at its object, with the field's name marked.
fn report<'c>(context: &'c mut Context, object: &Object, member: NodeId, message: String) -> &'c mut Diagnostic {
    let mark = context.tree.key_span(member).unwrap_or_default();
    context.schema(object.node, message).span(mark)
}

fn not_supported(name: &str) -> String {
    format!("Field '{name}' is not supported")
}

/// The specification speaks of the machine's and the states' query language; the service refuses it in between, as users
/// report of a Map's processor.
fn inner_language(context: &mut Context, object: &Object, member: NodeId) {
    if matches!(object.kind, ObjectKind::Branch | ObjectKind::Processor) {
        let fix = context.removing("remove QueryLanguage", member);
        let certain = object.kind == ObjectKind::Processor;
        let found = report(context, object, member, not_supported("QueryLanguage"));
        found.help("only the machine and its states say it; Step Functions refuses it here").fix(fix);
        if !certain {
            found.severity = Severity::Warning;
        }
    }
}

fn other_language(context: &mut Context, object: &Object, member: NodeId, name: &str) {
    let of_comparison =
        object.kind == ObjectKind::InnerRule || operand(name).is_some() && context.tree.member(object.node, "Variable").is_some();
    // Which of the two is meant is not known, or the rule that it belongs to is reported.
    if object.downgraded || (object.language == QueryLanguage::Jsonata && of_comparison) {
        return;
    }
    let (here, there) = match object.language {
        QueryLanguage::JsonPath => ("JSONPath", "JSONata"),
        QueryLanguage::Jsonata => ("JSONata", "JSONPath"),
    };
    let fix = context.removing(&format!("remove {name}"), member);
    let help = match (name, object.language) {
        ("Parameters", QueryLanguage::Jsonata) => "in JSONata it is `Arguments`, with `{% … %}` for what is computed".to_owned(),
        ("Arguments", QueryLanguage::JsonPath) => {
            "in JSONPath it is `Parameters`, with `.$` names for what is computed".to_owned()
        }
        ("Variable" | "And" | "Or" | "Not", QueryLanguage::Jsonata) => {
            "in JSONata a rule says its test in `Condition`, as `{% … %}`".to_owned()
        }
        _ => format!("`{name}` belongs to {there}, and {here} is in force here; set `QueryLanguage` or leave the field out"),
    };
    let message =
        format!("The QueryLanguage is set to '{here}', but field '{name}' is only supported for the '{there}' QueryLanguage");
    report(context, object, member, message).help(help).fix(fix);
}

fn other_type(context: &mut Context, object: &Object, member: NodeId, name: &str) {
    let ObjectKind::State(id) = object.kind else { return };
    let kind = context.definition.state(id).kind.type_name().to_owned();
    let fix = context.removing(&format!("remove {name}"), member);
    let found = report(context, object, member, not_supported(name)).help(format!("a {kind} state has no `{name}`")).fix(fix);
    // Found in machines that run: the service seems to pass over it.
    if name == "Arguments" && kind == "Map" {
        found.severity = Severity::Warning;
    }
}

fn unknown(context: &mut Context, object: &Object, member: NodeId, name: &str) {
    if object.kind == ObjectKind::InnerRule && matches!(name, "Next" | "Assign" | "Output") {
        let fix = context.removing(&format!("remove {name}"), member);
        let help = format!("only the outermost rule has `{name}`");
        report(context, object, member, not_supported(name)).help(help).fix(fix);
        return;
    }
    let meant = meant(context.definition, context.tree, object, name);
    let fix = match meant {
        Some(meant) => {
            context.edits(&format!("rename {name} to {meant}"), rename_member(context.tree, member, meant).into_iter().collect())
        }
        None => context.removing(&format!("remove {name}"), member),
    };
    let help = match meant {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => match (object.kind, name) {
            (ObjectKind::Rule | ObjectKind::Catcher, "End") => "lead it on by `Next`, for example to a Succeed".to_owned(),
            _ if is_known(name) => format!("`{name}` belongs elsewhere; leave it out"),
            _ => "leave it out, or put what it says into `Comment`".to_owned(),
        },
    };
    report(context, object, member, not_supported(name)).help(help).fix(fix);
}
