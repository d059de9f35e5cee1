//! The types of states.

use crate::definition::StateKind;

/// The eight types of states.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StateType {
    /// Does work through a resource.
    Task,
    /// Passes its input on, changed or not.
    Pass,
    /// Goes where its rules say.
    Choice,
    /// Lets time pass.
    Wait,
    /// Ends its scope well.
    Succeed,
    /// Ends the execution with an error.
    Fail,
    /// Runs branches side by side.
    Parallel,
    /// Runs a processor for each item.
    Map,
}

impl StateType {
    /// Every type.
    pub const ALL: [Self; 8] =
        [Self::Task, Self::Pass, Self::Choice, Self::Wait, Self::Succeed, Self::Fail, Self::Parallel, Self::Map];

    /// The type as `Type` names it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Task => "Task",
            Self::Pass => "Pass",
            Self::Choice => "Choice",
            Self::Wait => "Wait",
            Self::Succeed => "Succeed",
            Self::Fail => "Fail",
            Self::Parallel => "Parallel",
            Self::Map => "Map",
        }
    }

    /// The type of a state that is read; `None` where its `Type` names none.
    #[must_use]
    pub fn of(kind: &StateKind) -> Option<Self> {
        Some(match kind {
            StateKind::Task(_) => Self::Task,
            StateKind::Pass => Self::Pass,
            StateKind::Choice(_) => Self::Choice,
            StateKind::Wait(_) => Self::Wait,
            StateKind::Succeed => Self::Succeed,
            StateKind::Fail(_) => Self::Fail,
            StateKind::Parallel(_) => Self::Parallel,
            StateKind::Map(_) => Self::Map,
            StateKind::Unknown(_) => return None,
        })
    }
}
