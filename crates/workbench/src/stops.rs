//! The breakpoints of a sheet: as rows, at what is chosen, and as they are kept.

use asl::document::{Document, StateKey};
use value::Value;

use crate::message::Selected;
use crate::run::{BreakRow, Breakpoint, Run};
use crate::scene::NodeKey;
use crate::sheet::Sheet;

impl Sheet {
    /// The breakpoints as rows.
    #[must_use]
    pub fn break_rows(&self) -> Vec<BreakRow> {
        self.run.break_rows(|key| name_of(&self.document, key))
    }

    /// Why playing stopped at the present moment, in a sentence; names stand in backticks.
    #[must_use]
    pub fn stop_words(&self) -> Option<String> {
        self.run.stop_words(|key| name_of(&self.document, key))
    }

    /// A breakpoint on what is chosen: a state, or a line between two.
    #[must_use]
    pub fn breakpoint_here(&self) -> Option<Breakpoint> {
        match *self.selected {
            Selected::State(key) => Some(Breakpoint::State(key)),
            Selected::Transition(slot) => {
                let edge = self.scene.edges.iter().find(|edge| edge.slot == slot)?;
                match (edge.key.from, edge.to?) {
                    (NodeKey::State(from), NodeKey::State(to)) => Some(Breakpoint::Transition(from, to)),
                    (_, NodeKey::State(to)) => Some(Breakpoint::State(to)),
                    _ => None,
                }
            }
            Selected::Machine => None,
        }
    }

    /// Whether playing stops at what is chosen.
    #[must_use]
    pub fn stops_here(&self) -> bool {
        self.breakpoint_here().is_some_and(|here| self.run.all_breakpoints().any(|(what, _)| *what == here))
    }
}

fn name_of(document: &Document, key: StateKey) -> Option<String> {
    document.state(key).map(|id| document.definition.state(id).name.value.to_string())
}

/// The breakpoints as they are kept: each as a list of words, states by their names.
pub(crate) fn written(run: &Run, document: &Document) -> Vec<Value> {
    let name = |key: StateKey| name_of(document, key);
    let words = |what: &Breakpoint| {
        Some(match what {
            Breakpoint::State(key) => vec!["state".to_owned(), name(*key)?],
            Breakpoint::Transition(from, to) => vec!["transition".to_owned(), name(*from)?, name(*to)?],
            Breakpoint::Error(error) => vec!["error".to_owned(), error.clone()],
            Breakpoint::Condition(condition) => vec!["condition".to_owned(), condition.clone()],
        })
    };
    let row = |(what, on): (&Breakpoint, bool)| {
        let words = words(what)?.into_iter().map(|word| Value::from(word.as_str()));
        Some(Value::array([Value::from(on)].into_iter().chain(words)))
    };
    run.all_breakpoints().filter_map(row).collect()
}

/// Puts back breakpoints that were kept; those of states that are not there are left.
pub(crate) fn restore(run: &mut Run, document: &Document, kept: &[Value]) {
    for row in kept {
        let word = |index: usize| row.as_array().and_then(|words| words.get(index)).and_then(Value::as_str);
        let on = row.as_array().and_then(|words| words.first()).and_then(Value::as_bool).unwrap_or(true);
        let state = |index: usize| Some(document.key(document.definition.find(word(index)?)?));
        let what = match word(1) {
            Some("state") => state(2).map(Breakpoint::State),
            Some("transition") => state(2).zip(state(3)).map(|(from, to)| Breakpoint::Transition(from, to)),
            Some("error") => word(2).map(|error| Breakpoint::Error(error.to_owned())),
            Some("condition") => word(2).map(|condition| Breakpoint::Condition(condition.to_owned())),
            _ => None,
        };
        if let Some(what) = what {
            run.restore_breakpoint(what, on);
        }
    }
}
