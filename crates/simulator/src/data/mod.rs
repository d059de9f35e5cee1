//! The stages of a state's data processing, one file each.
//!
//! JSONPath: InputPath → Parameters → work → ResultSelector → ResultPath → OutputPath, with Assign beside.
//! JSONata: Arguments → work → Output, with Assign beside.

mod assign;
mod context;
mod evaluate;
mod finish;
mod paths;

pub(crate) use evaluate::{NumberKind, Sight};
