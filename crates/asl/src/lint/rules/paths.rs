//! Paths that are none.

use expressions::intrinsic::Call;
use expressions::jsonpath::Root;

use super::super::context::Context;
use super::super::rule::{Group, Rule};
use crate::analysis::sites::{Role, Site};
use crate::definition::QueryLanguage;
use crate::language::operand;
use crate::tree::{Kind, opens_placeholder};

pub const RULE: Rule = Rule {
    name: "path",
    group: Group::Language,
    summary: "A field that takes a path holds something else, or a path that may name several values where it must name one.",
    why: "A Reference Path names exactly one place (`$.order.items[0]`): no `*`, `..`, slices or filters.",
    example: "{ \"Type\": \"Pass\", \"ResultPath\": \"$.items[*]\", \"End\": true }",
    check,
};

/// The intrinsic functions that may give an error's name or cause.
const GIVE_TEXT: &[&str] = &[
    "States.ArrayGetItem",
    "States.Base64Decode",
    "States.Base64Encode",
    "States.Format",
    "States.Hash",
    "States.JsonToString",
    "States.UUID",
];

/// Fields of Maps whose paths the service does not look up in the context object.
const OF_INPUT: &[&str] = &[
    "MaxConcurrencyPath",
    "ToleratedFailureCountPath",
    "ToleratedFailurePercentagePath",
    "MaxItemsPath",
    "MaxItemsPerBatchPath",
    "MaxInputBytesPerBatchPath",
];

fn check(context: &mut Context) {
    for site in context.sites.clone().iter().copied() {
        let checked = matches!(site.role, Role::Path | Role::ReferencePath | Role::ResultPath | Role::PathOrIntrinsic);
        if checked && site.language == QueryLanguage::JsonPath && context.tree.kind(site.node) == Kind::String {
            check_path(context, site);
        }
    }
}

fn check_path(context: &mut Context, site: Site) {
    let Some(text) = context.tree.string(site.node).filter(|text| !opens_placeholder(text)) else {
        return;
    };
    if site.role == Role::PathOrIntrinsic && Call::is_call(&text) {
        match Call::parse(&text) {
            Err(error) => {
                let span = context.within(site.node, &error.range);
                context.schema(site.node, not_valid(context, site)).span(span).help(error.message);
            }
            Ok(call) if !GIVE_TEXT.contains(&call.function().name()) => {
                let help = format!("it must be text; these functions give some: {}", GIVE_TEXT.join(", "));
                context.schema(site.node, not_valid(context, site)).help(help);
            }
            Ok(_) => {}
        }
        return;
    }
    let name = context.tree.key(site.node).unwrap_or_default();
    let compared = matches!(&*name, "Variable") || operand(&name).is_some();
    let message = match (compared || site.role == Role::ReferencePath, text.trim_start().starts_with('$')) {
        (true, false) => "Value is not a Reference Path: Reference path didn't start with '$'",
        (true, true) => "Value is not a Reference Path",
        (false, _) => "Value must be a valid JSONPath.",
    };
    let Some(path) = context.path(site.node, &text, || message.to_owned()) else { return };
    let not_one = || format!("Value is not a Reference Path: '{text}'");
    if site.role == Role::ResultPath && (!path.is_reference_path() || path.root() != &Root::Input) {
        let help =
            "`ResultPath` names one place in the input, such as `$.result`; it cannot write to the context object or a variable";
        context.schema(site.node, not_one()).help(help);
    } else if site.role == Role::ReferencePath && !path.is_definite() && name != "ItemsPath" {
        context.schema(site.node, not_one()).help(format!("`{name}` must name exactly one value"));
    } else if (compared || name == "ItemsPath") && !path.is_definite() && !text.contains("[?") {
        let help = format!("`{name}` is to name one place, without `*`, `..` or slices");
        context.warning("NOT_A_REFERENCE_PATH", site.node, not_one()).help(help);
    } else if path.root() == &Root::Context && OF_INPUT.contains(&&*name) {
        let help = format!("`{name}` reads the state's input or a variable, not the context object");
        context.schema(site.node, not_one()).help(help);
    }
}

fn not_valid(context: &Context, site: Site) -> String {
    let name = context.tree.key(site.node).unwrap_or_default();
    format!("The value for the field '{name}' must be a valid JSONPath or a valid intrinsic function call")
}
