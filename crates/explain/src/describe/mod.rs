//! What a workflow is written to do, in words: a state, a retrier, a whole definition.

pub mod retry;
mod state;
mod workflow;

pub use state::state;
pub use workflow::markdown;
