//! Edits of the chosen state or the whole machine that need no further choice.

use asl::definition::StateId;
use asl::edit::{self, Refusal, Wrapper};
use asl::text::Transaction;

use crate::message::Selected;
use crate::workbench::Workbench;

/// How states hang together, changed at one go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Structure {
    /// Puts the state into a Parallel.
    WrapInParallel,
    /// Puts the state into a Map.
    WrapInMap,
    /// Takes what is in a Parallel or Map out of it.
    Unwrap,
    /// Copies the state beside it.
    Duplicate,
    /// Adds a rule to a Choice.
    AddRule,
    /// Gives a Choice a Default.
    AddDefault,
    /// Adds a retrier.
    AddRetrier,
    /// Adds a catcher.
    AddCatcher,
    /// Turns a Map's old `Iterator` into an `ItemProcessor`.
    ModerniseMap,
    /// Turns the state from JSONPath into JSONata.
    StateToJsonata,
    /// Turns the whole machine from JSONPath into JSONata.
    MachineToJsonata,
    /// Lays the whole text out anew.
    Format,
}

impl Structure {
    /// Whether it makes a state that was not there, which is chosen afterwards.
    #[must_use]
    pub fn makes_states(self) -> bool {
        matches!(self, Self::WrapInParallel | Self::WrapInMap | Self::Duplicate)
    }
}

/// The change it comes to now, or why it can't be made.
pub fn outcome(workbench: &Workbench, structure: Structure) -> Result<Transaction, Refusal> {
    let document = &workbench.front.document;
    if structure == Structure::MachineToJsonata {
        return edit::convert_machine_to_jsonata(document);
    }
    if structure == Structure::Format {
        return edit::format_document(document);
    }
    let state: Option<StateId> = match *workbench.front.selected {
        Selected::State(key) => document.state(key),
        _ => None,
    };
    let state = state.ok_or_else(|| Refusal("choose a state first".to_owned()))?;
    match structure {
        Structure::WrapInParallel => edit::wrap_states(document, &workbench.front.chosen_ids(), Wrapper::Parallel),
        Structure::WrapInMap => edit::wrap_states(document, &workbench.front.chosen_ids(), Wrapper::Map),
        Structure::Unwrap => edit::unwrap_state(document, state),
        Structure::Duplicate => edit::duplicate_states(document, &workbench.front.chosen_ids()),
        Structure::AddRule => edit::add_rule(document, state, None),
        Structure::AddDefault => edit::add_default(document, state, None),
        Structure::AddRetrier => edit::add_retrier(document, state),
        Structure::AddCatcher => edit::add_catcher(document, state, None),
        Structure::ModerniseMap => edit::convert_iterator(document, state),
        Structure::StateToJsonata | Structure::MachineToJsonata | Structure::Format => {
            edit::convert_state_to_jsonata(document, state)
        }
    }
}
