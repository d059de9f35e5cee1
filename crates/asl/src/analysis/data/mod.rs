//! What data can be there at which point: shapes followed along the flow.

mod flow;
mod order;
mod reads;
mod shape;
mod variables;

pub(crate) use flow::{Flow, Place};
pub(crate) use reads::reads;
pub use reads::{Read, Source};
pub(crate) use shape::{Miss, Scalar, Shape};
pub(crate) use variables::assigned;
