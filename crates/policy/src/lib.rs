//! What a workflow's execution role must be allowed: derived from the definition alone.
//!
//! `derive` turns every Task, distributed Map, ItemReader and ResultWriter into [`Grant`]s (an action on a resource, for a
//! state, for a reason), and those into the fewest statements. Which actions an integration needs is data
//! (`data/integrations.txt`, `data/iam.txt`), what a resource is called is worked out from the Task's parameters as far as
//! the definition says it (`known`). This crate runs nothing and knows nothing of files that hold definitions.

mod calls;
mod check;
mod derive;
mod explain;
mod export;
mod grant;
mod integrations;
mod known;
mod maps;
mod pattern;
mod print;
mod resources;
mod statement;
mod table;

pub use check::{Finding, Given, check};
pub use derive::{Assumed, Derived, derive};
pub use explain::explain;
pub use export::{cloudformation, sam, terraform};
pub use grant::{Condition, Grant, Note};
pub use pattern::{Pattern, Piece, Style};
pub use print::value;
pub use statement::{Statement, policy_document, statements, trust_policy};
pub use table::{Table, table};

/// What the definition does not say of the machine and its surroundings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The state machine's name, for what it may do to itself.
    pub name: Option<String>,
    /// Whether its executions are logged to CloudWatch Logs.
    pub logging: bool,
    /// Whether its executions are traced with X-Ray.
    pub tracing: bool,
    /// The ARN of the customer managed key that its data is encrypted with.
    pub kms_key: Option<String>,
}
