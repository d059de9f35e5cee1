//! Which arm of a state was taken: histories of the service do not say it, and where two arms lead to one state nobody
//! could tell.

use serde::{Deserialize, Serialize};

use super::{EventId, StepId};

/// What was decided, by the arm's place in the definition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Decision {
    /// A Choice's rule holds.
    Rule(u16),
    /// No rule holds, and there is a default.
    Default,
    /// No rule holds, and there is no default.
    NoMatch,
    /// A retrier takes the error.
    Retry {
        /// The retrier.
        retrier: u16,
        /// How often it has retried before.
        used: u32,
        /// How long it waits, in virtual milliseconds.
        delay_millis: u64,
    },
    /// The retrier that the error is for has used up its attempts.
    Exhausted(u16),
    /// A catcher takes the error.
    Catch(u16),
    /// Nothing takes the error.
    Uncaught,
}

/// A decision of a visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecisionRecord {
    /// The visit.
    pub step: StepId,
    /// How many events its history had when it was made.
    pub after: EventId,
    /// What was decided.
    pub made: Decision,
}
