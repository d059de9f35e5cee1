//! Values that fit a field only in part: expressions in JSONPath, plain text where JSONata wants an expression.

use ::expressions::time::Timestamp;

use super::super::context::Context;
use super::super::diagnostic::Severity;
use super::super::rule::{Group, Rule};
use crate::analysis::sites::{Role, Site};
use crate::definition::QueryLanguage;
use crate::tree::Kind;

pub const RULE: Rule = Rule {
    name: "value-type",
    group: Group::Language,
    summary: "A field holds an expression where JSONPath is in force, text that is no timestamp, or text where JSONata wants an object, an array or an expression.",
    why: "Only JSONata computes `{% … %}`; a `Timestamp` is written as `2026-01-31T12:00:00Z`; `Arguments` are an object and `Items` an array or an object, or an expression that gives one.",
    example: "{ \"Type\": \"Wait\", \"Seconds\": \"{% $states.input.s %}\", \"End\": true }",
    check,
};

/// The service's sentence.
pub(super) const NO_TIMESTAMP: &str = "String does not match RFC3339 timestamp";
pub(super) const TIMESTAMP_HELP: &str = "write a date and time with its offset, such as \"2026-01-31T12:00:00Z\"";

fn check(context: &mut Context) {
    for site in context.sites.clone().iter().copied() {
        let Some(name) = context.tree.key(site.node) else { continue };
        match (site.language, &*name) {
            (QueryLanguage::JsonPath, "Error" | "Cause" | "Condition" | "ItemsPointer") => {}
            (_, "Timestamp") if site.role == Role::Setting => timestamp(context, site),
            (QueryLanguage::JsonPath, name) if site.role == Role::Setting => number(context, site, name),
            (QueryLanguage::JsonPath, "ResultSelector") => {
                let template = [Kind::Object, Kind::Array, Kind::Number, Kind::True, Kind::False];
                computed(context, site, &template, "an object");
            }
            (QueryLanguage::Jsonata, "Arguments") => computed(context, site, &[Kind::Object], "an object or an expression"),
            (QueryLanguage::Jsonata, "Items") => {
                computed(context, site, &[Kind::Array, Kind::Object], "an array, an object or an expression");
            }
            _ => {}
        }
    }
}

fn is_expression(context: &Context, site: Site) -> bool {
    context.tree.string(site.node).is_some_and(|text| text.trim_start().starts_with("{%"))
}

fn number(context: &mut Context, site: Site, name: &str) {
    if is_expression(context, site) {
        let help =
            format!("expressions are JSONata: set `QueryLanguage` to `JSONata`, or name the value's place by `{name}Path`");
        context.schema(site.node, "Expected value of type Integer").help(format!("`{name}` must be a number here: {help}"));
    }
}

fn timestamp(context: &mut Context, site: Site) {
    let Some(text) = context.tree.string(site.node) else { return };
    let computed = site.language == QueryLanguage::Jsonata && text.trim_start().starts_with("{%");
    if !computed && !text.contains("${") && Timestamp::parse(&text).is_none() {
        context.schema(site.node, NO_TIMESTAMP).help(TIMESTAMP_HELP);
    }
}

fn computed(context: &mut Context, site: Site, kinds: &[Kind], wanted: &str) {
    let kind = context.tree.kind(site.node);
    let open = matches!(kind, Kind::Placeholder | Kind::Missing | Kind::Error)
        || context.tree.string(site.node).is_some_and(|text| text.contains("${") || text.contains("{%"));
    if !open && !kinds.contains(&kind) {
        let name = context.tree.key(site.node).unwrap_or_default();
        let found = context.tree.type_name(site.node);
        let text = kind == Kind::String && name == "Items";
        let help = match site.language {
            QueryLanguage::Jsonata => "an expression is written \"{% … %}\"",
            QueryLanguage::JsonPath => "write an object; members whose names end in `.$` are computed",
        };
        let found = context.schema(site.node, format!("`{name}` must be {wanted}, not {found}")).help(help);
        // Definitions are found in which a word stands there for the tool that deploys them.
        if text {
            found.severity = Severity::Warning;
        }
    }
}
