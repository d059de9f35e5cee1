//! JSONata expressions that cannot be parsed.

use std::collections::BTreeSet;
use std::rc::Rc;

use ::expressions::jsonata::{CATALOGUE, Dialect, Error, Expression};
use ::expressions::template::JsonataTemplate;

use super::super::context::Context;
use super::super::rule::{Group, Rule};
use crate::analysis::data::{Read, Source};
use crate::analysis::sites::{Role, Site};
use crate::analysis::variables::assigned;
use crate::definition::{NodeId, QueryLanguage};
use crate::tree::{Kind, Tree};
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
    for site in context.sites.clone().iter().copied() {
        let looked_at = matches!(site.role, Role::Template | Role::Assign | Role::Setting);
        if !looked_at || site.language != QueryLanguage::Jsonata {
            continue;
        }
        for node in context.tree.descendants(site.node).collect::<Vec<_>>() {
            if context.tree.kind(node) == Kind::String {
                check_string(context, node, node == site.node && takes_no_text(context, &site));
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

/// Whether a field takes an expression but no other text.
fn takes_no_text(context: &Context, site: &Site) -> bool {
    let name = context.tree.key(site.node);
    match site.role {
        Role::Setting => !matches!(name.as_deref(), Some("Error" | "Cause" | "Timestamp" | "ItemsPointer")),
        Role::Template => name.as_deref() == Some("Arguments"),
        _ => false,
    }
}

fn check_string(context: &mut Context, node: NodeId, no_text: bool) {
    let Some(text) = context.tree.string(node) else { return };
    let Some((expression, start)) = JsonataTemplate::expression_in(&text) else {
        marks(context, node, &text, no_text);
        return;
    };
    // A placeholder in an expression may bring anything.
    if crate::tree::holds_placeholder(&text) {
        return;
    }
    let (_, errors) = Expression::parse(expression, Dialect::StepFunctions);
    let refused = |error: &Error| error.code == UNSUPPORTED;
    let broken = errors.iter().find(|error| !refused(error)).cloned();
    if let Some(error) = broken {
        let span = context.within(node, &(start + error.range.start..start + error.range.end));
        let found = context.error("INVALID_JSONATA_EXPRESSION", node, error.message);
        found.span(span).help(format!("the JSONata expression cannot be parsed here ({})", error.code));
        return;
    }
    // The service tells each name once.
    let mut told = BTreeSet::new();
    for error in errors {
        if told.insert(error.message.clone()) {
            let span = context.within(node, &(start + error.range.start..start + error.range.end));
            let help = "there is no data at the top level; begin with `$states.input`, or with a variable's `$`";
            context.error(UNSUPPORTED, node, error.message).span(span).help(help);
        }
    }
}

/// What is refused although it can be parsed.
const UNSUPPORTED: &str = "UNSUPPORTED_JSONATA_EXPRESSION";

/// Text with a mark of an expression at one end only, or with something around it.
fn marks(context: &mut Context, node: NodeId, text: &str, no_text: bool) {
    let (begins, ends) = (text.trim_start().starts_with("{%"), text.trim_end().ends_with("%}"));
    if !begins && !ends {
        return;
    }
    let fix = (begins && ends).then(|| crate::tree::quote(text.trim()));
    let fix = fix.and_then(|json| context.replacing("take away the spaces", node, &json));
    let help = "an expression begins with `{%` and ends with `%}`, with nothing before or after";
    if text.starts_with("{%") || (no_text && begins) {
        context.schema(node, "JSONata string must start with {% and end with %}").help(help).fix(fix);
    } else {
        let message = "this looks like a JSONata expression, but is taken as plain text";
        context.warning("NO_EXPRESSION", node, message).help(help).fix(fix);
    }
}
