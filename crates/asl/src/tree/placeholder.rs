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

/// Whether a placeholder may begin in the text: as `contains`, but quick for what is short.
pub(crate) fn opens_placeholder(text: &str) -> bool {
    text.as_bytes().windows(2).any(|pair| pair == b"${")
}

/// Whether a placeholder stands in the text.
#[must_use]
pub fn holds_placeholder(text: &str) -> bool {
    text.match_indices("${").any(|(at, _)| text[at + 2..].split_once('}').is_some_and(|(name, _)| is_name(name)))
}

/// Every placeholder of the text, in order. JSONata's `${…}` grouping is none: only names are. A tag of a deployment
/// template is one, too: `!Ref Table` by the name `Table`, `!GetAtt Function.Arn` by `Function.Arn`, others as written.
#[must_use]
pub fn placeholders(tree: &Tree) -> Vec<Placeholder> {
    let text = tree.text();
    let nodes = tree.root().into_iter().flat_map(|root| tree.descendants(root));
    let nodes: Vec<_> = nodes.filter(|node| tree.kind(*node) == Kind::Placeholder).collect();
    let mut bare: Vec<Span> = nodes.iter().map(|node| tree.span(*node)).collect();
    bare.sort_unstable();
    let within = |spans: &[Span], span: Span| {
        let before = spans.partition_point(|node| node.start <= span.start);
        before.checked_sub(1).is_some_and(|index| spans[index].covers(span))
    };
    let mut found: Vec<Placeholder> = vec![];
    let mut passed = tree.comments().to_vec();
    for node in nodes {
        let span = tree.span(node);
        // Where an alias stands for it, there is nothing to fill in.
        if let Some(name) = tag_name(tree.spelling(node)).filter(|_| !tree.source(node).starts_with('*')) {
            found.push(Placeholder { name, span, bare: true });
            passed.push(span);
        }
    }
    passed.sort_unstable();
    found.dedup_by_key(|placeholder| placeholder.span);
    for (at, _) in text.match_indices("${") {
        let Some(length) = text[at + 2..].find('}') else { break };
        let name = &text[at + 2..at + 2 + length];
        let span = Span::new(at as u32, (at + length + 3) as u32);
        if is_name(name) && !within(&passed, span) {
            found.push(Placeholder { name: name.to_owned(), span, bare: within(&bare, span) });
        }
    }
    found.sort_by_key(|placeholder| placeholder.span);
    found
}

/// The name that a tagged value has as a placeholder.
fn tag_name(written: &str) -> Option<String> {
    let (tag, value) = written.strip_prefix('!')?.split_once(char::is_whitespace).unwrap_or((&written[1..], ""));
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let unquoted = |text: &str| text.trim().trim_matches(['"', '\'']).to_owned();
    let plain = !value.trim_start().starts_with(['[', '{', '-', '|', '>']) && !value.contains('\n');
    Some(match tag {
        "Ref" | "GetAtt" if plain => unquoted(value),
        "GetAtt" => {
            let parts = value.trim().trim_matches(['[', ']']).split([',', '\n']);
            parts.map(|part| unquoted(part.trim().trim_start_matches("- "))).collect::<Vec<_>>().join(".")
        }
        _ => words(written),
    })
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
