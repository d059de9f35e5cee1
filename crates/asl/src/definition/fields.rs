//! Fields that several state types share.

use std::sync::Arc;

use value::Value;

use super::NodeId;
use crate::text::{Span, Spanned};

/// The language of a state's expressions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum QueryLanguage {
    /// `JSONPath`, the default.
    #[default]
    JsonPath,
    /// `JSONata`.
    Jsonata,
}

/// A scalar field that may be written as a value or as a `{% … %}` expression.
#[derive(Clone, Debug, PartialEq)]
pub enum Setting<T> {
    /// The value itself.
    Value(T),
    /// The whole string of a JSONata expression, `{%` and `%}` included.
    Expression(Arc<str>),
}

/// A path field that may be `null`, such as `InputPath` and `ResultPath`.
#[derive(Clone, Debug, PartialEq)]
pub enum PathField {
    /// `null`: nothing goes through.
    Null,
    /// The path's text.
    Path(Arc<str>),
}

/// A JSON value that may hold `.$` members (JSONPath) or `{% … %}` strings (JSONata), such as `Parameters` and `Output`.
#[derive(Clone, Debug, PartialEq)]
pub struct Template {
    /// The value as written.
    pub value: Value,
    /// Its node, for places inside it.
    pub node: NodeId,
    /// Its place.
    pub span: Span,
}

/// What a state does with its data, in both query languages.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DataFields {
    /// `InputPath` (JSONPath).
    pub input_path: Option<Spanned<PathField>>,
    /// `Parameters` (JSONPath); on a Map the old name of `ItemSelector`.
    pub parameters: Option<Template>,
    /// `ResultSelector` (JSONPath).
    pub result_selector: Option<Template>,
    /// `ResultPath` (JSONPath).
    pub result_path: Option<Spanned<PathField>>,
    /// `OutputPath` (JSONPath).
    pub output_path: Option<Spanned<PathField>>,
    /// `Result` of a Pass (JSONPath).
    pub result: Option<Template>,
    /// `Arguments` (JSONata).
    pub arguments: Option<Template>,
    /// `Output` (JSONata).
    pub output: Option<Template>,
    /// `Assign` (both).
    pub assign: Option<Template>,
}

/// One entry of `Retry`. `None` means the field is not written; the defaults are the simulator's.
#[derive(Clone, Debug, PartialEq)]
pub struct Retrier {
    /// The entry's node.
    pub node: NodeId,
    /// The entry's place.
    pub span: Span,
    /// `Comment`.
    pub comment: Option<Spanned<Arc<str>>>,
    /// `ErrorEquals`.
    pub error_equals: Vec<Spanned<Arc<str>>>,
    /// `IntervalSeconds`, 1 if absent.
    pub interval_seconds: Option<Spanned<f64>>,
    /// `MaxAttempts`, 3 if absent; 0 means never.
    pub max_attempts: Option<Spanned<f64>>,
    /// `BackoffRate`, 2.0 if absent.
    pub backoff_rate: Option<Spanned<f64>>,
    /// `MaxDelaySeconds`, no cap if absent.
    pub max_delay_seconds: Option<Spanned<f64>>,
    /// `JitterStrategy`, none if absent.
    pub jitter_strategy: Option<Spanned<JitterStrategy>>,
}

/// How retry intervals are spread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JitterStrategy {
    /// `FULL`: anywhere between 0 and the interval.
    Full,
    /// `NONE`.
    None,
}

/// One entry of `Catch`.
#[derive(Clone, Debug, PartialEq)]
pub struct Catcher {
    /// The entry's node.
    pub node: NodeId,
    /// The entry's place.
    pub span: Span,
    /// `Comment`.
    pub comment: Option<Spanned<Arc<str>>>,
    /// `ErrorEquals`.
    pub error_equals: Vec<Spanned<Arc<str>>>,
    /// `Next`.
    pub next: Option<Spanned<Arc<str>>>,
    /// `ResultPath` (JSONPath).
    pub result_path: Option<Spanned<PathField>>,
    /// `Assign` (both).
    pub assign: Option<Template>,
    /// `Output` (JSONata).
    pub output: Option<Template>,
}
