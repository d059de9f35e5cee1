//! How a YAML text is written: indents, dashes, quotes.

use super::block::extent;
use crate::tree::NodeId;
use crate::tree::{Kind, Tree};

/// Nodes looked at to learn the habits.
const SAMPLE: usize = 400;

/// The habits of one YAML text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Habits {
    /// By how many columns members stand deeper than the name of their object.
    pub unit: usize,
    /// By how many columns dashes stand deeper than the name of their list.
    pub dash: usize,
    /// The quotes around a text that needs some.
    pub quote: char,
    /// Texts are in quotes even where they need none.
    pub quotes_values: bool,
    /// Names are in quotes even where they need none.
    pub quotes_names: bool,
}

impl Default for Habits {
    fn default() -> Self {
        Self { unit: 2, dash: 2, quote: '"', quotes_values: false, quotes_names: false }
    }
}

impl Habits {
    /// Learns the habits of a text from its first nodes.
    pub fn of(tree: &Tree) -> Self {
        let (mut unit, mut dash) = (None, None);
        let (mut plain, mut quoted, mut single, mut double) = (0, 0, 0, 0);
        let (mut plain_names, mut quoted_names) = (0, 0);
        for node in (0..tree.len().min(SAMPLE) as u32).map(NodeId) {
            if let Some(name) = tree.key_span(node) {
                let is_quoted = name.of(tree.text()).starts_with(['"', '\'']);
                let needs = tree.key(node).is_some_and(|name| !super::block::is_plain(&name));
                quoted_names += usize::from(is_quoted && !needs);
                plain_names += usize::from(!is_quoted);
            }
            match tree.kind(node) {
                Kind::String => {
                    let needs = tree.string(node).is_some_and(|text| !super::block::is_plain(&text));
                    match extent::without_properties(tree.source(node)).as_bytes().first() {
                        Some(b'\'') => (single, quoted) = (single + 1, quoted + usize::from(!needs)),
                        Some(b'"') => (double, quoted) = (double + 1, quoted + usize::from(!needs)),
                        Some(b'|' | b'>') => {}
                        _ => plain += usize::from(!needs),
                    }
                }
                kind @ (Kind::Object | Kind::Array) if (unit.is_none() || dash.is_none()) && tree.key_span(node).is_some() => {
                    let child = tree.children(node).next().filter(|_| !extent::in_brackets(tree, node));
                    let column = |node| extent::column(tree.text(), extent::start(tree, node));
                    let deeper = child.and_then(|child| column(child).checked_sub(column(node)));
                    match kind {
                        Kind::Object => unit = unit.or(deeper.filter(|deeper| *deeper > 0)),
                        _ => dash = dash.or(deeper),
                    }
                }
                _ => {}
            }
        }
        let unit = unit.unwrap_or(2);
        Self {
            unit,
            dash: dash.unwrap_or(unit),
            quote: if single > double { '\'' } else { '"' },
            quotes_values: quoted > plain,
            quotes_names: quoted_names > plain_names,
        }
    }
}
