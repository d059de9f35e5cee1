//! A state, and the types that need no file of their own.

use std::sync::Arc;

use value::Value;

use super::{Catcher, DataFields, MapState, NodeId, QueryLanguage, Retrier, ScopeId, Setting, StateId, Task, Template};
use crate::text::{Span, Spanned};

/// One state.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// This state.
    pub id: StateId,
    /// The scope it is in.
    pub scope: ScopeId,
    /// Its name, placed at the member name in `States`.
    pub name: Spanned<Arc<str>>,
    /// Its object.
    pub node: NodeId,
    /// That object's place.
    pub span: Span,
    /// `Comment`.
    pub comment: Option<Spanned<Arc<str>>>,
    /// `QueryLanguage` as written.
    pub written_query_language: Option<Spanned<QueryLanguage>>,
    /// The query language in force here.
    pub query_language: QueryLanguage,
    /// `Next` or `End`; `None` where neither is written, as in a Choice.
    pub transition: Option<Transition>,
    /// Data fields.
    pub data: DataFields,
    /// `Retry`, in order.
    pub retry: Vec<Retrier>,
    /// `Catch`, in order.
    pub catch: Vec<Catcher>,
    /// What sets its type apart.
    pub kind: StateKind,
}

/// Where a state goes when it is done.
#[derive(Clone, Debug, PartialEq)]
pub enum Transition {
    /// `Next`.
    Next(Spanned<Arc<str>>),
    /// `End: true`.
    End(Span),
}

/// The eight state types.
#[derive(Clone, Debug, PartialEq)]
pub enum StateKind {
    /// Does work through a resource.
    Task(Box<Task>),
    /// Passes its input on, changed or not.
    Pass,
    /// Goes where its rules say.
    Choice(Box<Choice>),
    /// Lets time pass.
    Wait(Box<Wait>),
    /// Ends its scope well.
    Succeed,
    /// Ends the execution with an error.
    Fail(Box<Fail>),
    /// Runs branches side by side.
    Parallel(Box<Parallel>),
    /// Runs a processor for each item.
    Map(Box<MapState>),
    /// `Type` is absent or names none of the eight; holds what is written.
    Unknown(Option<Arc<str>>),
}

impl StateKind {
    /// The eight types as `Type` names them.
    pub const TYPES: [&'static str; 8] = ["Task", "Wait", "Pass", "Succeed", "Fail", "Choice", "Parallel", "Map"];

    /// The type as `Type` names it; what is written there, or nothing, for an unknown one.
    #[must_use]
    pub fn type_name(&self) -> &str {
        match self {
            Self::Task(_) => "Task",
            Self::Pass => "Pass",
            Self::Choice(_) => "Choice",
            Self::Wait(_) => "Wait",
            Self::Succeed => "Succeed",
            Self::Fail(_) => "Fail",
            Self::Parallel(_) => "Parallel",
            Self::Map(_) => "Map",
            Self::Unknown(written) => written.as_deref().unwrap_or_default(),
        }
    }
}

/// A Choice.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Choice {
    /// `Choices`, in order.
    pub rules: Vec<ChoiceRule>,
    /// `Default`.
    pub default: Option<Spanned<Arc<str>>>,
}

/// One rule of a Choice.
#[derive(Clone, Debug, PartialEq)]
pub struct ChoiceRule {
    /// The rule's node.
    pub node: NodeId,
    /// The rule's place.
    pub span: Span,
    /// `Comment`.
    pub comment: Option<Spanned<Arc<str>>>,
    /// When it matches; `None` where nothing usable is written.
    pub condition: Option<Condition>,
    /// `Next`.
    pub next: Option<Spanned<Arc<str>>>,
    /// `Assign`, instead of the state's.
    pub assign: Option<Template>,
    /// `Output`, instead of the state's (JSONata).
    pub output: Option<Template>,
}

/// What a rule tests.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// `And`.
    And(Vec<Condition>),
    /// `Or`.
    Or(Vec<Condition>),
    /// `Not`.
    Not(Box<Condition>),
    /// `Variable` with one operator (JSONPath).
    Comparison(Comparison),
    /// `Condition` (JSONata): a boolean or a `{% … %}` string.
    Expression(Spanned<Setting<bool>>),
}

/// One comparison of a JSONPath rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// The object that holds it.
    pub node: NodeId,
    /// `Variable`.
    pub variable: Option<Spanned<Arc<str>>>,
    /// The operator's name as written, such as `NumericGreaterThanEqualsPath`.
    pub operator: Spanned<Arc<str>>,
    /// The operand as written; a path's text where the operator ends in `Path`.
    pub operand: Spanned<Value>,
}

/// A Wait: one of the four is written in a right definition.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Wait {
    /// `Seconds`.
    pub seconds: Option<Spanned<Setting<f64>>>,
    /// `Timestamp`: the text, or an expression.
    pub timestamp: Option<Spanned<Setting<Arc<str>>>>,
    /// `SecondsPath` (JSONPath).
    pub seconds_path: Option<Spanned<Arc<str>>>,
    /// `TimestampPath` (JSONPath).
    pub timestamp_path: Option<Spanned<Arc<str>>>,
}

/// A Fail.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fail {
    /// `Error`: text or, in JSONata, an expression.
    pub error: Option<Spanned<Arc<str>>>,
    /// `Cause`: text or, in JSONata, an expression.
    pub cause: Option<Spanned<Arc<str>>>,
    /// `ErrorPath` (JSONPath).
    pub error_path: Option<Spanned<Arc<str>>>,
    /// `CausePath` (JSONPath).
    pub cause_path: Option<Spanned<Arc<str>>>,
}

/// A Parallel.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parallel {
    /// `Branches`, in order.
    pub branches: Vec<ScopeId>,
    /// The `Branches` array's node, if written.
    pub branches_node: Option<NodeId>,
}
