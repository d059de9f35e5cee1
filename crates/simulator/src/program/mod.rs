//! A definition compiled for running: every expression parsed once, every name resolved to a number, constants shared.

mod choice;
mod compile;
mod expression;
mod load;
mod map;
mod task;

use std::sync::Arc;

use asl::definition::RetryPlan;
use expressions::jsonpath::Path;
use value::Value;

pub(crate) use choice::{Comparator, Condition, Operand, Rule, matches_pattern};
pub use compile::{CompileProblem, compile};
pub(crate) use expression::{Compiled, Jsonata, Language, Number, PathStage, ResultPathStage, TextField};
pub use load::{load, load_tree};
pub(crate) use map::{
    BatcherProgram, InputType, Manifest, MapProgram, ReaderProgram, ReaderSource, WriterProgram, WriterTransformation,
};
pub(crate) use task::{Integration, TaskProgram};

use crate::recording::TextId;

/// A compiled state machine. It depends on nothing but the definition, and is shared by all its executions.
#[derive(Debug)]
pub struct Program {
    /// Texts that every recording begins with: state names first, in definition order, then variables and resources.
    pub(crate) texts: Vec<Arc<str>>,
    /// States, in definition order.
    pub(crate) states: Vec<StateProgram>,
    /// Scopes, in definition order; the machine's is the first.
    pub(crate) scopes: Vec<ScopeProgram>,
    /// Values that templates and results hold as they are.
    pub(crate) constants: Vec<Value>,
    /// `TimeoutSeconds` of the machine.
    pub(crate) timeout_seconds: Option<f64>,
}

/// A compiled scope.
#[derive(Debug)]
pub(crate) struct ScopeProgram {
    /// The state it begins with.
    pub start: StateIndex,
}

/// A state of a program, by its place in the definition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct StateIndex(pub u32);

/// A constant of a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ConstantIndex(pub u32);

/// A compiled state.
#[derive(Debug)]
pub(crate) struct StateProgram {
    pub name: TextId,
    pub language: Language,
    pub next: Next,
    pub data: DataProgram,
    pub retry: Vec<RetrierProgram>,
    pub catch: Vec<CatcherProgram>,
    pub kind: KindProgram,
    /// Whether any of its expressions looks at the context object, so that it must be made.
    pub uses_context: bool,
}

/// Where a state goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Next {
    /// To a state of the same scope.
    State(StateIndex),
    /// The scope ends with it.
    End,
}

/// What a state does with its data.
#[derive(Debug, Default)]
pub(crate) struct DataProgram {
    pub input_path: PathStage,
    /// `Parameters` or `Arguments`; on a Map the item selector is kept apart.
    pub parameters: Option<Compiled>,
    pub result: Option<ConstantIndex>,
    pub result_selector: Option<Compiled>,
    pub result_path: ResultPathStage,
    pub output_path: PathStage,
    pub output: Option<Compiled>,
    pub assign: Option<AssignProgram>,
}

/// `Assign`: the variables' names in the order they are written, and the template that gives an object of them.
#[derive(Debug)]
pub(crate) struct AssignProgram {
    pub variables: Vec<(Arc<str>, TextId)>,
    pub template: Compiled,
}

/// What sets a state's type apart.
#[derive(Debug)]
pub(crate) enum KindProgram {
    Pass,
    Succeed,
    Task(Box<TaskProgram>),
    Choice(ChoiceProgram),
    Wait(WaitProgram),
    Fail(FailProgram),
    Parallel(Vec<u32>),
    Map(Box<MapProgram>),
}

#[derive(Debug)]
pub(crate) struct ChoiceProgram {
    pub rules: Vec<Rule>,
    pub default: Option<StateIndex>,
}

#[derive(Debug)]
pub(crate) enum WaitProgram {
    Seconds(Number),
    Timestamp(TextField),
    SecondsPath(Path),
    TimestampPath(Path),
}

#[derive(Debug)]
pub(crate) struct FailProgram {
    pub error: Option<TextField>,
    pub cause: Option<TextField>,
}

/// One entry of `Retry`, defaults filled in.
#[derive(Clone, Debug)]
pub(crate) struct RetrierProgram {
    pub errors: Vec<Arc<str>>,
    pub plan: RetryPlan,
}

/// One entry of `Catch`.
#[derive(Debug)]
pub(crate) struct CatcherProgram {
    pub errors: Vec<Arc<str>>,
    pub next: StateIndex,
    pub result_path: ResultPathStage,
    pub output: Option<Compiled>,
    pub assign: Option<AssignProgram>,
}

impl Program {
    /// Whether any of its Tasks starts an execution of another workflow.
    #[must_use]
    pub fn starts_executions(&self) -> bool {
        let tasks = self.states.iter().filter_map(|state| match &state.kind {
            KindProgram::Task(task) => Some(self.text(task.resource)),
            _ => None,
        });
        tasks
            .map(|resource| &**resource)
            .any(|resource| resource.contains(":startExecution") || resource.contains(":startSyncExecution"))
    }

    /// The names of the states, in definition order.
    #[must_use]
    pub fn state_names(&self) -> &[Arc<str>] {
        &self.texts[..self.states.len()]
    }

    /// The text that an id of this program's recordings stands for.
    pub(crate) fn text(&self, id: TextId) -> &Arc<str> {
        &self.texts[id.index()]
    }

    pub(crate) fn state(&self, index: StateIndex) -> &StateProgram {
        &self.states[index.0 as usize]
    }

    pub(crate) fn constant(&self, index: ConstantIndex) -> &Value {
        &self.constants[index.0 as usize]
    }
}
