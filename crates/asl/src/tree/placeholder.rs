//! `${Name}` placeholders, which deployment tools replace: inside strings, and bare where a value should be.

use std::collections::BTreeMap;

use super::{Kind, Tree};
use crate::text::Span;

/// One placeholder in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placeholder {
    /// What stands between the braces.
    pub name: String,
    /// Its place, `${` and `}` included.
    pub span: Span,
    /// Whether it stands outside any string.
    pub bare: bool,
}

/// Whether the whole text is one placeholder.
#[must_use]
pub fn is_placeholder(text: &str) -> bool {
    text.strip_prefix("${").and_then(|rest| rest.strip_suffix('}')).is_some_and(is_name)
}

/// Whether a placeholder stands in the text.
#[must_use]
pub fn holds_placeholder(text: &str) -> bool {
    text.match_indices("${").any(|(at, _)| text[at + 2..].split_once('}').is_some_and(|(name, _)| is_name(name)))
}

/// Every placeholder of the text, in order. JSONata's `${…}` grouping is none: only names are.
#[must_use]
pub fn placeholders(tree: &Tree) -> Vec<Placeholder> {
    let text = tree.text();
    let nodes = tree.root().into_iter().flat_map(|root| tree.descendants(root));
    let mut bare: Vec<Span> = nodes.filter(|node| tree.kind(*node) == Kind::Placeholder).map(|node| tree.span(node)).collect();
    bare.sort_unstable();
    let mut found = Vec::new();
    for (at, _) in text.match_indices("${") {
        let Some(length) = text[at + 2..].find('}') else { break };
        let name = &text[at + 2..at + 2 + length];
        if is_name(name) {
            let span = Span::new(at as u32, (at + length + 3) as u32);
            let before = bare.partition_point(|node| node.start <= span.start);
            let bare = before.checked_sub(1).is_some_and(|index| bare[index].covers(span));
            found.push(Placeholder { name: name.to_owned(), span, bare });
        }
    }
    found
}

/// The names of the placeholders, each with its places, in alphabetical order: what somebody gives trial values to.
#[must_use]
pub fn placeholder_names(tree: &Tree) -> BTreeMap<String, Vec<Placeholder>> {
    let mut names: BTreeMap<String, Vec<Placeholder>> = BTreeMap::new();
    for placeholder in placeholders(tree) {
        names.entry(placeholder.name.clone()).or_default().push(placeholder);
    }
    names
}

fn is_name(name: &str) -> bool {
    let allowed = |character: char| character.is_alphanumeric() || matches!(character, '_' | '-' | '.' | ':' | '[' | ']' | '!');
    !name.is_empty() && name.chars().all(allowed)
}
