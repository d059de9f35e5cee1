//! Finding on the diagram: states by their names, fields and expressions.

use std::collections::BTreeSet;
use std::sync::Arc;

use asl::document::StateKey;

use crate::sheet::Sheet;

/// So much text is shown around what was found.
const AROUND: usize = 28;

/// A search, and what it found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Find {
    /// What is looked for.
    pub wanted: String,
    /// The states that hold it, those that are called so first.
    pub hits: Arc<Vec<Hit>>,
    /// Which of them is looked at.
    pub at: usize,
}

/// A state that holds what is looked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// The state.
    pub state: StateKey,
    /// What stands around it in the text.
    pub around: String,
}

impl Find {
    /// The one that is looked at.
    #[must_use]
    pub fn current(&self) -> Option<&Hit> {
        self.hits.get(self.at)
    }
}

/// The states of a sheet that hold a text, in any case, each once: first those that are called so, the nearest name before the
/// others, then those that hold it elsewhere, in the order of the text.
#[must_use]
pub fn find(sheet: &Sheet, wanted: &str) -> Vec<Hit> {
    let wanted = wanted.trim().to_lowercase();
    if wanted.is_empty() || sheet.is_stale() {
        return Vec::new();
    }
    let mut hits = named(sheet, &wanted);
    let mut seen: BTreeSet<StateKey> = hits.iter().map(|hit| hit.state).collect();
    let text = &*sheet.document.text;
    // Where lower case takes other room, places would be wrong: such texts are searched as they are.
    let lower = text.to_lowercase();
    let searched = if lower.len() == text.len() { lower.as_str() } else { text };
    for (at, _) in searched.match_indices(&wanted) {
        let Some(id) = sheet.state_at(at as u32) else { continue };
        let state = sheet.document.key(id);
        if seen.insert(state) {
            hits.push(Hit { state, around: around(text, at, wanted.len()) });
        }
    }
    hits
}

/// The states whose names hold a text, which is in lower case.
fn named(sheet: &Sheet, wanted: &str) -> Vec<Hit> {
    let rank = |name: &str| match name.to_lowercase() {
        name if name == wanted => Some(0),
        name if name.starts_with(wanted) => Some(1),
        name if name.contains(wanted) => Some(2),
        _ => None,
    };
    let states = sheet.document.definition.states.iter();
    let mut found: Vec<(u8, Hit)> = states
        .filter_map(|state| {
            let rank = rank(&state.name.value)?;
            Some((
                rank,
                Hit { state: sheet.document.key(state.id), around: crate::scene::text::visible(&state.name.value).to_string() },
            ))
        })
        .collect();
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, hit)| hit).collect()
}

fn around(text: &str, at: usize, length: usize) -> String {
    let line_start = text[..at].rfind('\n').map_or(0, |start| start + 1);
    let mut from = line_start.max(at.saturating_sub(AROUND));
    while !text.is_char_boundary(from) {
        from -= 1;
    }
    let line_end = text[at..].find('\n').map_or(text.len(), |end| at + end);
    let mut to = line_end.min(at + length + AROUND).min(text.len());
    while !text.is_char_boundary(to) {
        to += 1;
    }
    text[from..to].trim().to_owned()
}
