//! JSONata 2.0.6, the query language of JSONata states: our own engine, with positions, budgets and traces.
//!
//! Text becomes tokens (`lexer`), a tree as written (`parser`, which never fails), and a compiled tree (`compile`) that
//! `evaluate` walks over [`value::Value`]s. Regular expressions are our own too, because every step of them is counted.
//! For editors: [`Expression::parse`] lists every error with its place, [`references`] finds variables, [`cursor`] tells what
//! may be written somewhere, [`CATALOGUE`] describes the functions, [`Expression::evaluate_traced`] what each part gave.

mod ancestry;
mod catalogue;
mod compile;
mod cursor;
mod date_picture;
mod dialect;
mod error;
mod evaluate;
mod expression;
mod frame;
mod functions;
mod haystack;
mod integer_picture;
mod item;
mod lexer;
mod measure;
mod node;
mod number_picture;
mod numbers;
mod parser;
mod references;
mod regex;
mod shades;
mod sign;
mod signature;
mod syntax;

#[cfg(test)]
mod tests;

pub use catalogue::{CATALOGUE, Description};
pub use cursor::{Cursor, Wants, cursor, function_at};
pub use error::{Error, UNSUPPORTED};
pub use expression::{Bindings, Budget, Dialect, Expression, Outcome, Trace};
pub use references::{Meaning, Reference, references};
pub use shades::{Shade, shades};
