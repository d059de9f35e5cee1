//! The real service, or whatever speaks its API, through AWS's own SDK.
//!
//! [`Service`] is asked and answers; all waiting is inside of it. What the service says is handed on as it says it, as JSON.
//! Credentials come from the SDK's chain (environment, profiles, SSO, processes, roles) and stay in it; nothing is stored or logged.

mod answer;
mod connection;
mod deployment;
mod error;
mod execution;
mod machine;
mod test_state;

pub use connection::{Place, Service};
pub use deployment::{Deployed, Deployment};
pub use error::RemoteError;
pub use execution::{Ended, Started};
pub use machine::Machine;
