//! The editing vocabulary: each command is a plain function from a document to a change, or to a refusal.
//!
//! A change is as small as it can be and written in the style of the text around it. Nothing is done to the document
//! here: whoever asked applies the change, keeps its inverse, and may show the refusal on a disabled button.

mod add;
mod choice;
mod copy;
mod draft;
mod duplicate;
mod extract;
mod fields;
mod format;
mod fragment;
mod group;
mod heal;
mod insert;
mod iterator;
mod jsonata;
mod lead;
mod lists;
mod names;
mod paste;
mod place;
mod remove;
mod rename;
mod several;
mod skeleton;
mod slots;
mod wrap;

pub use add::{NewState, StateType, add_state};
pub use choice::{add_catcher, add_default, add_retrier, add_rule};
pub use copy::copy_states;
pub use duplicate::duplicate_state;
pub use extract::{Extracted, extract_states};
pub use fields::{Target as FieldTarget, remove_field, rename_field, replace_state_text, set_comment, set_field, set_fields};
pub use format::format_document;
pub use iterator::convert_iterator;
pub use jsonata::{convert_machine_to_jsonata, convert_state_to_jsonata};
pub use lead::{NewWay, lead_to_new};
pub use lists::{insert_entry, move_entry, remove_entry};
pub use names::unique_name;
pub use paste::{paste, paste_is_possible};
pub use place::Place;
pub use remove::{delete_states, move_state};
pub use rename::rename_state;
pub use several::{duplicate_states, move_states, set_field_of_all, states_from};
pub use skeleton::has_parameters;
pub use slots::{clear, retarget};
pub use wrap::{Wrapper, unwrap_state, wrap_states};

use std::fmt;

/// Why a command cannot be done: a sentence for the user, without a full stop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal(pub String);

impl Refusal {
    fn new(reason: impl Into<String>) -> Self {
        Self(reason.into())
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for Refusal {}

#[cfg(test)]
mod tests;
