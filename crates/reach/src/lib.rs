//! Scenarios that reach what none has reached: states, transitions, rules, retriers and catchers.
//!
//! [`generate`] runs the scenarios there are, and looks at each arm that is missing where a run came near to it. A rule is
//! *solved* backwards: its condition becomes wishes about values (`condition`, `solve`), each wish is followed back through the
//! run to where its value came from (`origin`), and the scenario is edited there (`edit`). Errors are thrown where a retrier or
//! catcher waits for them (`failures`), data that a state lacks is put where it would come from (`repair`). What cannot be
//! solved is searched among the values that the definition speaks of. Every candidate is run; only what reached something new
//! is kept. Nothing is random, and everything is bounded.

mod arm;
mod condition;
mod definition;
mod edit;
mod failures;
mod filter;
mod jsonata;
mod likely;
mod origin;
mod pattern;
mod place;
mod reason;
mod repair;
mod search;
mod solve;
mod template;
mod trial;

pub use arm::label;
pub use definition::Machine;
pub use search::{Completed, Generated, Generation, Lacks, Limits, Missing, New, complete, generate, without_data};
