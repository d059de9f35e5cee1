//! How a Task of a scenario is answered.

use expressions::jsonata::{Bindings, Budget};
use expressions::template::JsonataTemplate;
use expressions::{Environment, NoVariables};
use value::{Object, Value};

use super::delay::Delay;

/// The answers of one state's Task: by the number of the call, counted over the whole execution, retries included; or case
/// by case.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mock {
    /// The answers. The first that fits a call is given; those by calls alone are in ascending order.
    pub answers: Vec<Answer>,
}

/// One answer and when it is given.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The first call it is for, from 0.
    pub first: u32,
    /// The last; `None` for all that follow.
    pub last: Option<u32>,
    /// What else must hold for it to be given.
    pub case: Case,
    /// What comes of the task.
    pub reply: Reply,
    /// How long it takes.
    pub delay: Delay,
    /// How likely the error of a `Throw` is; without it the default answer is given.
    pub failure_rate: Option<f64>,
    /// Whether heartbeats are sent meanwhile.
    pub heartbeats: bool,
}

/// Numbers from the first to the last; open where there is none.
pub type Numbers = (u32, Option<u32>);

/// What must hold for an answer to be given, beside the number of the call. What is absent always holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Case {
    /// A JSONata condition over `$states.input`, the task's effective input, and `$states.context`.
    pub when: Option<When>,
    /// The iterations of the nearest Map around, from 0.
    pub iterations: Option<Numbers>,
    /// The attempts of a visit: 0 is the first, 1 the first retry.
    pub attempts: Option<Numbers>,
}

/// A condition on a task.
#[derive(Clone, Debug)]
pub struct When {
    /// As written.
    pub written: Value,
    /// Compiled.
    pub template: JsonataTemplate,
}

impl PartialEq for When {
    fn eq(&self, other: &Self) -> bool {
        self.written == other.written
    }
}

/// What a mock knows of a call.
pub struct Call<'a> {
    /// Its number.
    pub number: u32,
    /// The task's effective input.
    pub input: &'a Value,
    /// The context object.
    pub context: &'a Value,
    /// How often this visit was retried before.
    pub retries: u32,
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
        let (case, delay) = (Case::default(), Delay::default());
        Self { answers: vec![Answer { first: 0, last: None, case, reply, delay, failure_rate: None, heartbeats: true }] }
    }

    /// The answer for a call of which only the number is known.
    #[must_use]
    pub fn answer(&self, call: u32) -> Option<&Answer> {
        self.answers.iter().find(|answer| answer.is_for(call) && answer.case.is_empty())
    }

    /// The answer for a call, or why that cannot be told.
    pub fn choose(&self, call: &Call, chance: &mut dyn Environment) -> Result<Option<&Answer>, String> {
        for answer in self.answers.iter().filter(|answer| answer.is_for(call.number)) {
            if answer.case.holds(call, chance)? {
                return Ok(Some(answer));
            }
        }
        Ok(None)
    }

    /// Whether answers depend on the context object.
    #[must_use]
    pub fn wants_context(&self) -> bool {
        let wants = |answer: &Answer| {
            let case = &answer.case;
            matches!(answer.reply, Reply::Evaluate { .. }) || case.when.is_some() || case.iterations.is_some()
        };
        self.answers.iter().any(wants)
    }
}

impl Answer {
    fn is_for(&self, call: u32) -> bool {
        is_among((self.first, self.last), call)
    }
}

impl Case {
    /// Whether it always holds.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    fn holds(&self, call: &Call, chance: &mut dyn Environment) -> Result<bool, String> {
        let iteration = || call.context.pointer("/Map/Item/Index").and_then(Value::as_i64);
        let iteration = || iteration().and_then(|index| u32::try_from(index).ok());
        let is_iteration = self.iterations.is_none_or(|these| iteration().is_some_and(|index| is_among(these, index)));
        if !is_iteration || !self.attempts.is_none_or(|these| is_among(these, call.retries)) {
            return Ok(false);
        }
        match &self.when {
            Some(when) => Ok(evaluate(&when.template, "When", call, chance)? == Value::Bool(true)),
            None => Ok(true),
        }
    }
}

fn is_among((first, last): Numbers, number: u32) -> bool {
    first <= number && last.is_none_or(|last| number <= last)
}

/// What a template of a mock gives for a call, or what is wrong with it.
pub(super) fn evaluate(
    template: &JsonataTemplate,
    member: &str,
    call: &Call,
    chance: &mut dyn Environment,
) -> Result<Value, String> {
    let mut states = Object::with_capacity(2);
    states.insert("input", call.input.clone());
    states.insert("context", call.context.clone());
    let states = Value::from(states);
    let bindings = Bindings { input: None, states: Some(&states), variables: &NoVariables };
    template.evaluate(member, &bindings, chance, Budget::default()).map_err(|error| error.cause)
}
