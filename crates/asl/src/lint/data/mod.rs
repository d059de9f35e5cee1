//! What data can be there at which point: shapes followed along the flow.

mod flow;
mod shape;
mod variables;

pub(super) use flow::{Flow, Place};
pub(super) use shape::{Miss, Shape};
pub(super) use variables::assigned;
