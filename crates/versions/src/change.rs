//! What differs between two versions.

use std::collections::BTreeMap;
use std::sync::Arc;

use value::Value;

/// One thing that differs.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// A state that only the new version has.
    Added {
        /// Its name.
        state: Arc<str>,
        /// Its type.
        kind: String,
    },
    /// A state that only the old version has.
    Removed {
        /// Its name.
        state: Arc<str>,
        /// Its type.
        kind: String,
    },
    /// A state that has another name.
    Renamed {
        /// The old name.
        from: Arc<str>,
        /// The new one.
        to: Arc<str>,
    },
    /// A state that is in another scope.
    Moved {
        /// Its name in the new version.
        state: Arc<str>,
        /// The Parallel or Map it was in; `None` for the machine.
        from: Option<Arc<str>>,
        /// The one it is in now.
        to: Option<Arc<str>>,
    },
    /// An item of a list, such as a rule or a retrier, that stands elsewhere in it.
    Reordered {
        /// The state, by its name in the new version; `None` for the machine.
        state: Option<Arc<str>>,
        /// The list's place in the state, such as `/Choices`.
        list: String,
        /// Where the item was, from 0.
        from: usize,
        /// Where it is.
        to: usize,
    },
    /// A field that differs.
    Field {
        /// The state, by its name in the new version; `None` for the machine.
        state: Option<Arc<str>>,
        /// The field's place in the state, such as `/Retry/0/MaxAttempts`.
        pointer: String,
        /// What it was; `None` where it was not there.
        old: Option<Value>,
        /// What it is.
        new: Option<Value>,
    },
}

/// Everything that differs between two versions.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Comparison {
    /// The changes: the machine's own first, then by the states of the new version, removed states last.
    pub changes: Vec<Change>,
    /// The new names of states by their old ones; those that kept theirs, too.
    pub names: BTreeMap<Arc<str>, Arc<str>>,
}

impl Comparison {
    /// Whether nothing differs.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }
}

impl Change {
    /// The state that it is about, by its name in the new version, or the old one where it is gone.
    #[must_use]
    pub fn state(&self) -> Option<&Arc<str>> {
        match self {
            Self::Added { state, .. } | Self::Removed { state, .. } | Self::Moved { state, .. } => Some(state),
            Self::Renamed { to, .. } => Some(to),
            Self::Field { state, .. } | Self::Reordered { state, .. } => state.as_ref(),
        }
    }

    /// The change in a sentence without a final stop.
    #[must_use]
    pub fn sentence(&self) -> String {
        let place =
            |scope: &Option<Arc<str>>| scope.as_ref().map_or_else(|| "the machine".to_owned(), |name| format!("`{name}`"));
        match self {
            Self::Added { state, kind } => format!("`{state}` ({kind}) is new"),
            Self::Removed { state, kind } => format!("`{state}` ({kind}) is gone"),
            Self::Renamed { from, to } => format!("`{from}` is called `{to}`"),
            Self::Moved { state, from, to } => format!("`{state}` has moved from {} to {}", place(from), place(to)),
            Self::Reordered { list, from, to, .. } => {
                let list = field_of(list);
                format!("{list}.{from} has moved to {list}.{to}")
            }
            Self::Field { pointer, old, new, .. } => {
                let field = field_of(pointer);
                match (old, new) {
                    (None, Some(new)) => format!("{field} is new: {}", shortened(new)),
                    (Some(old), None) => format!("{field} is gone: {}", shortened(old)),
                    (Some(old), Some(new)) => format!("{field}: {} → {}", shortened(old), shortened(new)),
                    (None, None) => field,
                }
            }
        }
    }
}

/// A field's place with dots.
fn field_of(pointer: &str) -> String {
    pointer.trim_start_matches('/').replace('/', ".")
}

/// A value in few characters.
pub fn shortened(value: &Value) -> String {
    const LONGEST: usize = 80;
    let text = value.to_json();
    if text.chars().count() <= LONGEST {
        return text;
    }
    text.chars().take(LONGEST - 1).chain(['…']).collect()
}
