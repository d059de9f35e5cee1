//! The policy written for the tools that deploy it.

mod templates;
mod terraform;

pub use templates::{cloudformation, sam};
pub use terraform::terraform;
