//! The simulator: runs Amazon States Language in virtual time, event for event as the service does.
//!
//! [`compile`] makes a [`Program`] from a definition; an [`Execution`] runs it in slices with a [`host::TaskHost`] that
//! answers its Tasks; a [`recording::Recording`] is what remains, and every view of a run is a fold over it.
//! No clock, no threads, no randomness but the seed's: the same inputs give the same bytes everywhere.

pub mod accounting;
pub mod coverage;
mod data;
pub mod execution;
pub mod fold;
pub mod host;
pub mod limits;
mod program;
pub mod recording;
pub mod scenario;
mod scenario_error;
pub mod services;
mod states;
pub mod summary;
pub mod test_state;

pub use execution::{Budget, Execution, Identity, Memory, Options, Outcome, Progress, WorkflowType};
pub use program::{CompileProblem, Program, compile, load, load_tree};
pub use recording::Recording;
pub use states::comparison_holds;
pub use summary::{Status, Summary};
