//! Two versions of a workflow compared: not by lines but by states and fields, and by what they do.
//!
//! States are matched first (`matching`), by name and then by likeness, so that a rename is no removal. What is left are
//! [`Change`]s. Order of members, white space, notation and the names of placeholders say nothing. The same scenarios run on
//! both show what the changes come to ([`behaviour`]).

mod behaviour;
mod change;
mod compare;
mod fields;
mod likeness;
mod matching;
mod meaning;
mod placeholders;
mod print;
mod union;

pub use behaviour::{Behaviour, Difference, Run, behaviour};
pub use change::{Change, Comparison};
pub use compare::compare;
pub use print::{details, json, markdown, mermaid, picture, sentences, svg, text};
