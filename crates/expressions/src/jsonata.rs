//! JSONata 2.0.6, the query language of JSONata states: our own engine, with positions, budgets and traces.

mod error;
mod expression;

pub use error::Error;
pub use expression::{Bindings, Budget, Dialect, Expression, Outcome};
