//! JSONata expressions that cannot be parsed.

use ::expressions::jsonata::{Dialect, Expression};
use ::expressions::template::JsonataTemplate;

use super::super::context::Context;
use super::super::rule::{Group, Rule};
use super::super::sites::Role;
use crate::definition::{NodeId, QueryLanguage};
use crate::tree::Kind;

pub const RULE: Rule = Rule {
    name: "jsonata",
    group: Group::Language,
    summary: "A `{% … %}` string holds something that is no JSONata, or the marks are not at its very ends.",
    why: "Step Functions parses expressions when the definition is created. Text around the marks makes the whole string plain text.",
    example: "{ \"Type\": \"Pass\", \"QueryLanguage\": \"JSONata\", \"Output\": \"{% $states.input.( %}\", \"End\": true }",
    check,
};

fn check(context: &mut Context) {
    for site in context.sites.clone() {
        let looked_at = matches!(site.role, Role::Template | Role::Assign | Role::Setting);
        if !looked_at || site.language != QueryLanguage::Jsonata {
            continue;
        }
        for node in context.tree.descendants(site.node).collect::<Vec<_>>() {
            if context.tree.kind(node) == Kind::String {
                check_string(context, node);
            }
        }
    }
}

fn check_string(context: &mut Context, node: NodeId) {
    let Some(text) = context.tree.string(node).map(|text| text.into_owned()) else { return };
    let marks = (text.trim_start().starts_with("{%"), text.trim_end().ends_with("%}"));
    let Some((expression, start)) = JsonataTemplate::expression_in(&text) else {
        if marks.0 || marks.1 {
            let help = "an expression begins with `{%` and ends with `%}`, with nothing before or after";
            let fix = (marks == (true, true)).then(|| crate::tree::quote(text.trim()));
            let fix = fix.and_then(|json| context.replacing("take away the spaces", node, &json));
            let message = "this looks like a JSONata expression, but is taken as plain text";
            context.warning("NO_EXPRESSION", node, message).help(help).fix(fix);
        }
        return;
    };
    // A placeholder in an expression may bring anything.
    if crate::tree::holds_placeholder(&text) {
        return;
    }
    let (_, errors) = Expression::parse(expression, Dialect::StepFunctions);
    if let Some(error) = errors.into_iter().next() {
        let range = start + error.range.start..start + error.range.end;
        let span = context.within(node, &range);
        let message = format!("The JSONata expression cannot be parsed: {}", error.message);
        context.schema(node, message).span(span).help(format!("JSONata error {}", error.code));
    }
}
