//! JSONata expressions that cannot be parsed.

use std::rc::Rc;

use ::expressions::jsonata::{CATALOGUE, Dialect, Expression};
use ::expressions::template::JsonataTemplate;

use super::super::context::Context;
use super::super::data::{Read, Source};
use super::super::rule::{Group, Rule};
use super::super::sites::Role;
use crate::definition::{NodeId, QueryLanguage};
use crate::tree::{Kind, Tree};
use crate::variables::assigned;
use crate::words::nearest;

pub const RULE: Rule = Rule {
    name: "jsonata",
    group: Group::Language,
    summary: "A `{% … %}` string holds something that is no JSONata, calls a function that there is not, or the marks are not at its very ends.",
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
    unknown_functions(context);
}

/// Calls of functions that there are not.
fn unknown_functions(context: &mut Context) {
    let reads = Rc::clone(&context.reads);
    let own = assigned(context.definition);
    for read in reads.iter().filter(|read| read.site.language == QueryLanguage::Jsonata) {
        let Some(name) = called(context.tree, read) else { continue };
        if own.contains(name) {
            continue;
        }
        let meant = nearest(name, CATALOGUE.iter().map(|function| function.name));
        let help = match (name, meant) {
            ("eval", _) => "Step Functions leaves `$eval` out; use `$parse` for JSON in a text".to_owned(),
            (_, Some(meant)) => format!("did you mean `${meant}`?"),
            _ => "a function of your own is bound in the expression itself: `( $f := function($x) { … }; $f(1) )`".to_owned(),
        };
        let span = context.within(read.node, &read.range);
        let message = format!("there is no function `${name}`");
        context.warning("UNKNOWN_FUNCTION", read.node, message).span(span).help(help);
    }
}

/// The name of a variable that is called as a function.
pub(super) fn called<'r>(tree: &Tree, read: &'r Read) -> Option<&'r str> {
    let Source::Variable(name) = &read.source else { return None };
    let text = tree.string(read.node)?;
    text.get(read.range.end..)?.trim_start().starts_with('(').then_some(name)
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
