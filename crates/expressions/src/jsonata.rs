//! JSONata 2.0.6, the query language of JSONata states: our own engine, with positions, budgets and traces.
//!
//! Text becomes tokens (`lexer`), a tree as written (`parser`, which never fails), and a compiled tree (`compile`) that
//! `evaluate` walks over [`value::Value`]s. Regular expressions are our own too, because every step of them is counted.

mod ancestry;
mod catalogue;
mod compile;
mod date_picture;
mod dialect;
mod error;
mod evaluate;
mod expression;
mod frame;
mod functions;
mod integer_picture;
mod item;
mod lexer;
mod measure;
mod node;
mod number_picture;
mod numbers;
mod parser;
mod regex;
mod signature;
mod syntax;

#[cfg(test)]
mod tests;

pub use catalogue::{CATALOGUE, Description};
pub use error::{Error, UNSUPPORTED};
pub use expression::{Bindings, Budget, Dialect, Expression, Outcome, Trace};
