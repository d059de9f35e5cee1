//! JSONPath in the dialect of Step Functions: paths and Reference Paths over the input, the Context object and variables.
//!
//! The semantics are Jayway's JsonPath over Jackson values, which the service runs: a definite path gives its value or an
//! error, an indefinite one the list of its matches, which is empty where its beginning is missing. An index that names no
//! item finds nothing.

mod error;
mod evaluate;
mod filter;
mod parser;
mod path;
mod set;

pub use error::{PathError, SyntaxError};
pub use path::{Path, Root, Step};

#[cfg(test)]
mod tests;
