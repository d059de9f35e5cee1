//! What can be wrong with a template, and what its evaluation can fail with.

use std::ops::Range;

use value::Value;

/// The error name of everything that goes wrong in JSONPath states.
pub const RUNTIME: &str = "States.Runtime";
/// The error name of everything that goes wrong in JSONata expressions.
pub const QUERY_EVALUATION_ERROR: &str = "States.QueryEvaluationError";

/// An expression of a template that cannot be compiled.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct TemplateSyntaxError {
    /// The JSON Pointer of the text within the template.
    pub pointer: String,
    /// What is wrong, lower case, without the place.
    pub message: String,
    /// The bytes of the (decoded) text it concerns.
    pub range: Range<usize>,
    /// JSONata's code (`S0201`), empty for JSONPath.
    pub code: &'static str,
}

/// Why evaluating a field failed, in the service's words. The simulator puts the state's name in front of the cause.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{cause}")]
pub struct TemplateError {
    /// `States.Runtime` or `States.QueryEvaluationError`.
    pub error: &'static str,
    /// The sentence.
    pub cause: String,
    /// The field path, such as `Output/a/b[0]` or `k.$`.
    pub field: String,
}

impl TemplateError {
    /// A JSONPath failure of a field.
    #[must_use]
    pub fn runtime(field: &str, cause: String) -> Self {
        Self { error: RUNTIME, cause, field: field.to_owned() }
    }

    fn query(field: &str, expression: &str, what: &str) -> Self {
        let cause = format!("The JSONata expression '{expression}' specified for the field '{field}' {what}");
        Self { error: QUERY_EVALUATION_ERROR, cause, field: field.to_owned() }
    }

    /// The expression found nothing.
    #[must_use]
    pub fn undefined(field: &str, expression: &str) -> Self {
        Self::query(field, expression, "returned nothing (undefined).")
    }

    /// The expression gave a function or a regular expression.
    #[must_use]
    pub fn unsupported_type(field: &str, expression: &str) -> Self {
        Self::query(field, expression, "returned an unsupported result type.")
    }

    /// The field wants another type than the expression gave: `Expected 'array', but was 'boolean' for value: true`.
    #[must_use]
    pub fn unexpected_type(field: &str, expression: &str, expected: &str, value: &Value) -> Self {
        let (actual, value) = (value.type_name(), value.to_java_json());
        Self::query(
            field,
            expression,
            &format!("returned an unexpected result type. Expected '{expected}', but was '{actual}' for value: {value}"),
        )
    }

    /// The expression failed. Errors with a code follow a full stop, limits a colon.
    #[must_use]
    pub fn thrown(field: &str, expression: &str, code: &str, message: &str) -> Self {
        let what = if code.is_empty() || code == "U1001" {
            format!("threw an error during evaluation: {message}")
        } else {
            format!("threw an error during evaluation. {code}: {message}")
        };
        Self::query(field, expression, &what)
    }
}
