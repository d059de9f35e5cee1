//! Labels of distributed Maps.

use std::collections::BTreeSet;

use super::super::context::Context;
use super::super::rule::{Group, Rule};
use crate::definition::StateKind;

pub const RULE: Rule = Rule {
    name: "map-label",
    group: Group::Language,
    summary: "A Map's `Label` is too long, holds a character it may not, or stands twice.",
    why: "The label becomes a part of the Map Run's ARN: at most 40 characters, no spaces, wildcards, brackets or control characters.",
    example: "{ \"Type\": \"Map\", \"Label\": \"my label\" }",
    check,
};

const LONGEST: usize = 40;

fn check(context: &mut Context) {
    let mut seen = BTreeSet::new();
    for state in &context.definition.states {
        let StateKind::Map(map) = &state.kind else { continue };
        let Some(label) = &map.label else { continue };
        let node = context.member(state.node, "Label").unwrap_or(state.node);
        let text = &*label.value;
        if text.contains("${") {
            continue;
        }
        if text.is_empty() {
            context.error("INVALID_LABEL_NAME", node, "Label cannot be empty").help("leave it out to have one made");
        } else if text.chars().count() > LONGEST {
            context
                .error("INVALID_LABEL_NAME", node, "Label cannot exceed 40 characters")
                .help("shorten it, or leave it out to have one made");
        } else if let Some(bad) = text.chars().find(|character| is_forbidden(*character)) {
            context
                .error("INVALID_LABEL_NAME", node, format!("Label contains invalid character: '{}'", bad.escape_debug()))
                .help("letters, digits, `-` and `_` are safe");
        }
        if !seen.insert(text) {
            context
                .error("DUPLICATE_LABEL_NAME", node, format!("Duplicate Label name: {text}"))
                .help("give each Map a label of its own");
        }
    }
}

fn is_forbidden(character: char) -> bool {
    character.is_whitespace() || character.is_control() || "?*<>{}[]:;,\\|^~$#%&`\"".contains(character)
}
