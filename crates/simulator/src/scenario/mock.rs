//! How a Task of a scenario is answered.

use expressions::template::JsonataTemplate;
use value::Value;

/// The answers of one state's Task: by the number of the call, counted over the whole execution, retries included.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mock {
    /// Answers by the calls they are for, in ascending order.
    pub answers: Vec<Answer>,
}

/// One answer and the calls it is for.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The first call it is for, from 0.
    pub first: u32,
    /// The last; `None` for all that follow.
    pub last: Option<u32>,
    /// What comes of the task.
    pub reply: Reply,
    /// How long it takes, in virtual milliseconds.
    pub delay_millis: u64,
    /// How likely the error of a `Throw` is; without it the default answer is given.
    pub failure_rate: Option<f64>,
    /// Whether heartbeats are sent meanwhile.
    pub heartbeats: bool,
}

/// What comes of a mocked task.
#[derive(Clone, Debug)]
pub enum Reply {
    /// The task's raw result.
    Return(Value),
    /// An error.
    Throw {
        /// Its name; a callback's failure may leave it out.
        error: Option<String>,
        /// Its cause; the same.
        cause: Option<String>,
    },
    /// A JSONata template over `$states.input`, the task's effective input, and `$states.context`.
    Evaluate {
        /// As written.
        written: Value,
        /// Compiled.
        template: JsonataTemplate,
    },
    /// Somebody reports by hand.
    Await,
}

impl PartialEq for Reply {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Return(a), Self::Return(b)) => a == b,
            (Self::Throw { error: a, cause: b }, Self::Throw { error: c, cause: d }) => (a, b) == (c, d),
            (Self::Evaluate { written: a, .. }, Self::Evaluate { written: b, .. }) => a == b,
            (Self::Await, Self::Await) => true,
            _ => false,
        }
    }
}

impl Mock {
    /// A mock that always answers the same.
    #[must_use]
    pub fn always(reply: Reply) -> Self {
        Self { answers: vec![Answer { first: 0, last: None, reply, delay_millis: 0, failure_rate: None, heartbeats: true }] }
    }

    /// The answer for a call.
    #[must_use]
    pub fn answer(&self, call: u32) -> Option<&Answer> {
        self.answers.iter().find(|answer| answer.first <= call && answer.last.is_none_or(|last| call <= last))
    }
}
