//! The intrinsic functions of JSONPath states: `States.Format('{}', $.name)` and its seventeen siblings.

mod call;
mod catalogue;
mod evaluate;
mod format;
mod jackson;
mod parser;

pub use call::{Argument, Call, Function, IntrinsicError, NestedCall};
pub use catalogue::{CATALOGUE, Description};

#[cfg(test)]
mod tests;
