//! The events of an execution history, with AWS's names, in a few bytes each: texts and payloads are referred to by id.

use std::num::NonZeroU32;

use serde::{Deserialize, Serialize};

/// Numbers the events of one history from 1, as `id` and `previousEventId` do; 0 stands for none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct EventId(pub u32);

/// A text of the recording: a state's name, a resource, an error, a cause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct TextId(pub NonZeroU32);

/// A JSON value of the recording, shared by all events that carry it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PayloadId(pub u32);

/// A task's call, once for each attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct CallId(pub u32);

/// One visit of a state, from its entry to its exit, retries included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct StepId(pub u32);

impl TextId {
    /// The id of the text at `index`.
    #[must_use]
    pub fn from_index(index: usize) -> Self {
        Self(NonZeroU32::MIN.saturating_add(index as u32))
    }

    /// Its index in the recording's texts.
    #[must_use]
    pub fn index(self) -> usize {
        self.0.get() as usize - 1
    }
}

impl EventId {
    /// The event's index in its history.
    #[must_use]
    pub fn index(self) -> usize {
        self.0.saturating_sub(1) as usize
    }
}

/// One event of a history.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// When it happened: virtual milliseconds since the recording's start.
    pub at: u64,
    /// `previousEventId`.
    pub previous: EventId,
    /// The visit it belongs to; `None` for events of the execution as a whole.
    pub step: Option<NonZeroU32>,
    /// `type`.
    pub kind: EventType,
    /// What its `…EventDetails` hold.
    pub details: Details,
}

impl Event {
    /// The visit it belongs to; `None` for events of the execution as a whole.
    #[must_use]
    pub fn step(&self) -> Option<StepId> {
        self.step.map(|step| StepId(step.get() - 1))
    }
}

/// What an event carries; the event's type tells under which name it is printed.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Details {
    /// Nothing.
    None,
    /// A state's name and input.
    Entered {
        /// The state's name.
        name: TextId,
        /// Its raw input.
        input: PayloadId,
    },
    /// A state's name, output and assigned variables.
    Exited {
        /// The state's name.
        name: TextId,
        /// Its output.
        output: PayloadId,
        /// The variables it assigned.
        assigned: AssignedRange,
    },
    /// An execution's input.
    Input(PayloadId),
    /// An output.
    Output(PayloadId),
    /// An error and its cause.
    Failure {
        /// The error's name.
        error: Option<TextId>,
        /// The cause.
        cause: Option<TextId>,
    },
    /// A call to a resource: scheduled or started.
    Call(CallId),
    /// What a call gave.
    CallOutput {
        /// The call.
        call: CallId,
        /// What it gave.
        output: PayloadId,
    },
    /// How a call failed.
    CallFailure {
        /// The call.
        call: CallId,
        /// The error's name.
        error: Option<TextId>,
        /// The cause.
        cause: Option<TextId>,
    },
    /// How many items a Map has.
    Length(u32),
    /// An iteration of a Map.
    Iteration {
        /// The Map's name.
        name: TextId,
        /// The iteration, from 0.
        index: u32,
    },
    /// A Map Run's ARN.
    MapRun(TextId),
    /// A Map Run's ARN, and how often it was redriven.
    MapRunRedriven(TextId, u32),
    /// A failed evaluation, by its place in the recording's evaluations.
    Evaluation(u32),
    /// The name of an activity's worker, if it gave one.
    Worker(Option<TextId>),
    /// How often the execution was redriven.
    Redrive(u32),
}

/// The variables that one exit assigned: a range of the recording's assignments.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssignedRange {
    /// The first.
    pub start: u32,
    /// How many.
    pub count: u16,
}

macro_rules! event_types {
    ($($name:ident)*) => {
        /// `HistoryEventType`: every type the service knows.
        #[allow(missing_docs, reason = "the names are the service's own")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[repr(u8)]
        pub enum EventType { $($name),* }

        impl EventType {
            /// Every type, in the order of the service's model.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The type's name, such as `TaskStateEntered`.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$name => stringify!($name)),* }
            }
        }
    };
}

event_types! {
    ActivityFailed ActivityScheduled ActivityScheduleFailed ActivityStarted ActivitySucceeded ActivityTimedOut
    ChoiceStateEntered ChoiceStateExited
    ExecutionAborted ExecutionFailed ExecutionStarted ExecutionSucceeded ExecutionTimedOut
    FailStateEntered
    LambdaFunctionFailed LambdaFunctionScheduled LambdaFunctionScheduleFailed LambdaFunctionStarted
    LambdaFunctionStartFailed LambdaFunctionSucceeded LambdaFunctionTimedOut
    MapIterationAborted MapIterationFailed MapIterationStarted MapIterationSucceeded
    MapStateAborted MapStateEntered MapStateExited MapStateFailed MapStateStarted MapStateSucceeded
    ParallelStateAborted ParallelStateEntered ParallelStateExited ParallelStateFailed ParallelStateStarted ParallelStateSucceeded
    PassStateEntered PassStateExited
    SucceedStateEntered SucceedStateExited
    TaskFailed TaskScheduled TaskStarted TaskStartFailed TaskStateAborted TaskStateEntered TaskStateExited
    TaskSubmitFailed TaskSubmitted TaskSucceeded TaskTimedOut
    WaitStateAborted WaitStateEntered WaitStateExited
    MapRunAborted MapRunFailed MapRunStarted MapRunSucceeded
    ExecutionRedriven MapRunRedriven
    EvaluationFailed
}

impl EventType {
    /// The type with this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.name() == name)
    }

    /// Whether it is some `…StateEntered`: one state transition of the bill.
    #[must_use]
    pub fn is_state_entered(self) -> bool {
        self.name().ends_with("StateEntered")
    }

    /// Whether it is some `…StateExited`.
    #[must_use]
    pub fn is_state_exited(self) -> bool {
        self.name().ends_with("StateExited")
    }

    /// The member that holds its details, such as `stateEnteredEventDetails`.
    #[must_use]
    pub fn details_member(self) -> String {
        let stem = match self {
            _ if self.is_state_entered() => "StateEntered",
            _ if self.is_state_exited() => "StateExited",
            _ => self.name(),
        };
        let (first, rest) = stem.split_at(1);
        format!("{}{rest}EventDetails", first.to_ascii_lowercase())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_all_the_types_of_the_service_and_an_event_stays_small() {
        assert_eq!(EventType::ALL.len(), 62);
        assert!(EventType::ALL.iter().all(|kind| EventType::from_name(kind.name()) == Some(*kind)));
        assert!(size_of::<Event>() <= 40, "an event takes {} bytes", size_of::<Event>());
    }

    #[test]
    fn details_are_named_as_in_the_service_s_model() {
        for (kind, member) in [
            (EventType::TaskStateEntered, "stateEnteredEventDetails"),
            (EventType::MapStateExited, "stateExitedEventDetails"),
            (EventType::LambdaFunctionScheduled, "lambdaFunctionScheduledEventDetails"),
            (EventType::MapIterationStarted, "mapIterationStartedEventDetails"),
        ] {
            assert_eq!(kind.details_member(), member);
        }
    }
}
