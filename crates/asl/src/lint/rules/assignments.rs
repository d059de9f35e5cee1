//! Names of variables.

use super::super::context::Context;
use super::super::rule::{Group, Rule};
use super::super::sites::Role;
use crate::definition::QueryLanguage;
use crate::tree::Kind;

pub const RULE: Rule = Rule {
    name: "variable-name",
    group: Group::Language,
    summary: "`Assign` sets something that is no variable.",
    why: "A variable's name begins with a letter or `_`, goes on with letters, digits and `_`, has at most 80 characters, and is set as a whole: `x`, not `x.y`.",
    example: "{ \"Type\": \"Pass\", \"Assign\": { \"order.id\": 1 }, \"End\": true }",
    check,
};

const LONGEST: usize = 80;

fn check(context: &mut Context) {
    for site in context.sites.clone() {
        if site.role != Role::Assign {
            continue;
        }
        if context.tree.kind(site.node) != Kind::Object {
            let fine = matches!(context.tree.kind(site.node), Kind::Placeholder | Kind::Missing);
            let open = context.tree.string(site.node).is_some_and(|text| text.contains("${"));
            if !fine && !open {
                let wrong = context.tree.type_name(site.node);
                let help = "write an object with one member for each variable; the members' values may be expressions";
                context.schema(site.node, format!("`Assign` must be an object, not {wrong}")).help(help);
            }
            continue;
        }
        for member in context.tree.children(site.node).collect::<Vec<_>>() {
            let Some(written) = context.tree.key(member).map(|key| key.into_owned()) else { continue };
            let name = match site.language {
                QueryLanguage::JsonPath => written.strip_suffix(".$").unwrap_or(&written),
                QueryLanguage::Jsonata => &written,
            };
            if let Some(reason) = fault(name).filter(|_| !written.contains("${")) {
                let mark = context.tree.key_span(member).unwrap_or_default();
                context.schema(member, format!("`{name}` cannot be a variable's name: {reason}")).span(mark);
            }
        }
    }
}

fn fault(name: &str) -> Option<&'static str> {
    let mut letters = name.chars();
    let first = letters.next().filter(|first| first.is_alphabetic() || *first == '_');
    if name == "states" {
        return Some("`$states` is reserved");
    }
    if name.chars().count() > LONGEST {
        return Some("it has more than 80 characters");
    }
    if name.contains(['.', '[']) {
        return Some("a variable is set as a whole");
    }
    (first.is_none() || !letters.all(|letter| letter.is_alphanumeric() || letter == '_')).then_some("it is no identifier")
}
