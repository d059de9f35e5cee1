//! What a node of a diagram is.

use asl::definition::{State, StateKind};

/// What a card looks like: the eight state types, what is none of them, and the pills.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A Task.
    Task,
    /// A Choice.
    Choice,
    /// A Parallel.
    Parallel,
    /// A Map.
    Map,
    /// A Wait.
    Wait,
    /// A Pass.
    Pass,
    /// A Succeed.
    Succeed,
    /// A Fail.
    Fail,
    /// A state without a known type.
    Unknown,
    /// Where a scope begins.
    Start,
    /// Where a scope ends.
    End,
    /// Where a transition leads nowhere.
    Loose,
}

impl Kind {
    /// The kind of a state.
    #[must_use]
    pub fn of(state: &State) -> Self {
        match &state.kind {
            StateKind::Task(_) => Self::Task,
            StateKind::Pass => Self::Pass,
            StateKind::Choice(_) => Self::Choice,
            StateKind::Wait(_) => Self::Wait,
            StateKind::Succeed => Self::Succeed,
            StateKind::Fail(_) => Self::Fail,
            StateKind::Parallel(_) => Self::Parallel,
            StateKind::Map(_) => Self::Map,
            StateKind::Unknown(_) => Self::Unknown,
        }
    }

    /// The name style sheets use.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Task => "task",
            Self::Choice => "choice",
            Self::Parallel => "parallel",
            Self::Map => "map",
            Self::Wait => "wait",
            Self::Pass => "pass",
            Self::Succeed => "succeed",
            Self::Fail => "fail",
            Self::Unknown => "unknown",
            Self::Start => "start",
            Self::End => "end",
            Self::Loose => "loose",
        }
    }

    /// The name AWS gives the type.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Task => "Task",
            Self::Choice => "Choice",
            Self::Parallel => "Parallel",
            Self::Map => "Map",
            Self::Wait => "Wait",
            Self::Pass => "Pass",
            Self::Succeed => "Succeed",
            Self::Fail => "Fail",
            Self::Unknown => "State without a type",
            Self::Start => "Start",
            Self::End => "End",
            Self::Loose => "Nowhere",
        }
    }
}
