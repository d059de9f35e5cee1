//! Names of variables.

use super::super::context::Context;
use super::super::rule::{Group, Rule};
use crate::analysis::sites::Role;
use crate::definition::QueryLanguage;
use crate::tree::Kind;

pub const RULE: Rule = Rule {
    name: "variable-name",
    group: Group::Language,
    summary: "`Assign` sets something that is no variable.",
    why: "A variable's name begins with a letter, goes on with letters, digits and `_`, has at most 80 characters, and is set as a whole: `x`, not `x.y`.",
    example: "{ \"Type\": \"Pass\", \"Assign\": { \"order.id\": 1 }, \"End\": true }",
    check,
};

const LONGEST: usize = 80;

fn check(context: &mut Context) {
    for site in context.sites.clone().iter().copied() {
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
            let Some(written) = context.tree.key(member) else { continue };
            let name = match site.language {
                QueryLanguage::JsonPath => written.strip_suffix(".$").unwrap_or(&written),
                QueryLanguage::Jsonata => &written,
            };
            if written.contains("${") {
                continue;
            }
            let mark = context.tree.key_span(member).unwrap_or_default();
            if name == "states" {
                let message = "Cannot assign to reserved variable '$states'.";
                context.error("RESERVED_VARIABLE_NAME", member, message).span(mark).help("give the variable another name");
            } else if let Some((reason, help)) = fault(name) {
                let message = format!("Invalid variable name '{name}': {reason}");
                context.error("INVALID_VARIABLE_NAME", member, message).span(mark).help(help);
            }
        }
    }
}

/// Why a name cannot be a variable's, with what to do about it.
fn fault(name: &str) -> Option<(&'static str, &'static str)> {
    const CHARACTERS: &str = "the variable name contains invalid characters.";
    const IDENTIFIER: &str = "a name begins with a letter and goes on with letters, digits and `_`";
    if name.chars().count() > LONGEST {
        return Some(("the variable name exceeds 80 characters.", "shorten it"));
    }
    if name.ends_with(".$") {
        return Some((CHARACTERS, "in JSONata a name says nothing of its value; write what is computed as `{% … %}`"));
    }
    if name.contains(['.', '[']) {
        return Some((CHARACTERS, "a variable is set as a whole, not a part of it"));
    }
    let mut letters = name.chars();
    let identifier =
        letters.next().is_some_and(char::is_alphabetic) && letters.all(|letter| letter.is_alphanumeric() || letter == '_');
    (!identifier).then_some((CHARACTERS, IDENTIFIER))
}
