//! What a run left on the states of a picture.

use std::collections::{HashMap, HashSet};

use super::pen::{Badge, Tone};
use crate::{EdgeKey, NodeKey};

/// How a state stands after a run, or in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// At work.
    Running,
    /// It will be tried again.
    Waiting,
    /// It ended well.
    Succeeded,
    /// Its error was caught.
    Caught,
    /// It failed.
    Failed,
    /// It was ended from outside.
    Aborted,
}

/// What a run left: a status, and perhaps a count, on each state that it reached, and the transitions that it took.
#[derive(Clone, Debug, Default)]
pub struct RunMarks {
    /// The states.
    pub states: HashMap<NodeKey, (Status, Option<String>)>,
    /// The transitions.
    pub taken: HashSet<EdgeKey>,
}

impl Status {
    /// The colours that say it.
    #[must_use]
    pub fn tone(self) -> Tone {
        match self {
            Self::Running => Tone::Busy,
            Self::Waiting | Self::Caught => Tone::Warn,
            Self::Succeeded => Tone::Good,
            Self::Failed => Tone::Bad,
            Self::Aborted => Tone::Gone,
        }
    }

    /// The sign that says it.
    #[must_use]
    pub fn badge(self, count: Option<String>) -> Badge {
        let shape = match self {
            Self::Running => r#"<path d="M5 5a2 2 0 0 1 3.008-1.728l11.997 6.998a2 2 0 0 1 .003 3.458l-12 7A2 2 0 0 1 5 19z"/>"#,
            Self::Waiting => r#"<path d="M10 2h4M12 14l3-3M4 14a8 8 0 1 0 16 0a8 8 0 1 0 -16 0z"/>"#,
            Self::Succeeded => r#"<path d="M20 6 9 17l-5-5"/>"#,
            Self::Caught => {
                r#"<path d="M20 13c0 5-3.5 7.5-7.66 8.95a1 1 0 0 1-.67-.01C7.5 20.5 4 18 4 13V6a1 1 0 0 1 1-1c2 0 4.5-1.2 6.24-2.72a1.17 1.17 0 0 1 1.52 0C14.51 3.81 17 5 19 5a1 1 0 0 1 1 1z"/>"#
            }
            Self::Failed => r#"<path d="M18 6 6 18M6 6l12 12"/>"#,
            Self::Aborted => r#"<path d="M5 12h14"/>"#,
        };
        Badge { shape, count }
    }
}
