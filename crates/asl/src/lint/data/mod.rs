//! What data can be there at which point: shapes followed along the flow.

mod flow;
mod order;
mod reads;
mod shape;
mod variables;

pub(super) use flow::{Flow, Place};
pub(super) use reads::Read;
pub(crate) use reads::{Source, reads};
pub(super) use shape::{Miss, Scalar, Shape};
pub(super) use variables::assigned;
