//! How often each state was visited and how its visits stand, and which ways the run went, counted visit by visit.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::visits::VisitStatus;
use crate::recording::StepId;

/// A state over all its visits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StateView {
    /// The latest visit.
    pub step: Option<StepId>,
    /// That visit's status.
    pub latest: Option<VisitStatus>,
    /// How often it was entered.
    pub visits: u32,
    /// How many visits are at work.
    pub running: u32,
    /// How many wait to be tried again.
    pub retrying: u32,
    /// How many visits succeeded.
    pub succeeded: u32,
    /// How many were caught.
    pub caught: u32,
    /// How many failed or timed out, without those whose Parallel or Map has begun anew since.
    pub failed: u32,
    /// How many were aborted, without the same.
    pub aborted: u32,
    /// How often its work was begun again.
    pub retries: u32,
}

impl StateView {
    /// The state's status: a visit that goes on before all others, else its latest; `None` while it was never entered.
    #[must_use]
    pub fn status(&self) -> Option<VisitStatus> {
        match self {
            Self { running: 1.., .. } => Some(VisitStatus::Running),
            Self { retrying: 1.., .. } => Some(VisitStatus::Retrying),
            _ => self.latest,
        }
    }

    /// The same over several branches or iterations: of those that have ended, the worst.
    #[must_use]
    pub fn worst(&self) -> Option<VisitStatus> {
        match self {
            Self { running: 1.., .. } => Some(VisitStatus::Running),
            Self { retrying: 1.., .. } => Some(VisitStatus::Retrying),
            Self { failed: 1.., .. } => Some(VisitStatus::Failed),
            Self { caught: 1.., .. } => Some(VisitStatus::Caught),
            Self { succeeded: 1.., .. } => Some(VisitStatus::Succeeded),
            _ => self.latest,
        }
    }

    pub(super) fn count_mut(&mut self, status: VisitStatus) -> &mut u32 {
        match status {
            VisitStatus::Running => &mut self.running,
            VisitStatus::Retrying => &mut self.retrying,
            VisitStatus::Succeeded => &mut self.succeeded,
            VisitStatus::Caught => &mut self.caught,
            VisitStatus::Failed | VisitStatus::TimedOut => &mut self.failed,
            VisitStatus::Aborted => &mut self.aborted,
        }
    }
}

/// How branches or iterations stand: how many of them in each way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// At work.
    pub running: u32,
    /// To be tried again.
    pub retrying: u32,
    /// Ended well.
    pub succeeded: u32,
    /// Ended well after an error was caught.
    pub caught: u32,
    /// Failed or timed out.
    pub failed: u32,
    /// Ended from outside.
    pub aborted: u32,
}

impl Tally {
    /// How many have begun.
    #[must_use]
    pub fn begun(&self) -> u32 {
        self.running + self.retrying + self.succeeded + self.caught + self.failed + self.aborted
    }

    pub(super) fn count_mut(&mut self, status: VisitStatus) -> &mut u32 {
        match status {
            VisitStatus::Running => &mut self.running,
            VisitStatus::Retrying => &mut self.retrying,
            VisitStatus::Succeeded => &mut self.succeeded,
            VisitStatus::Caught => &mut self.caught,
            VisitStatus::Failed | VisitStatus::TimedOut => &mut self.failed,
            VisitStatus::Aborted => &mut self.aborted,
        }
    }
}

/// A part of the way of a run, by states and scopes of its definition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Leg {
    /// From a scope's start to its first state.
    Start {
        /// The scope.
        scope: u32,
    },
    /// From one state to another.
    Between {
        /// The state that was left.
        from: u32,
        /// The state that was entered.
        to: u32,
        /// Whether a catcher led there.
        caught: bool,
    },
    /// From a state to its scope's end.
    End {
        /// The state.
        from: u32,
    },
}

/// How often each part of the way was taken.
#[derive(Clone, Debug, Default)]
pub(super) struct Legs(HashMap<Leg, u32>);

impl Legs {
    pub fn add(&mut self, leg: Leg) {
        *self.0.entry(leg).or_default() += 1;
    }

    pub fn take_back(&mut self, leg: Leg) {
        if let Some(count) = self.0.get_mut(&leg) {
            *count -= 1;
            if *count == 0 {
                self.0.remove(&leg);
            }
        }
    }

    pub fn count(&self, leg: Leg) -> u32 {
        self.0.get(&leg).copied().unwrap_or_default()
    }
}
