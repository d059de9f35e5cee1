//! Errors of parsing and evaluation, with the reference implementation's codes and messages.

use std::ops::Range;

use value::Value;

/// Why an expression cannot be parsed or evaluated.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{code}: {message}")]
pub struct Error {
    /// The reference implementation's code, such as `T2001`; `U1001` when a limit ended the evaluation.
    pub code: &'static str,
    /// The sentence, with its values filled in.
    pub message: String,
    /// The reference implementation's position: the character after the token it blames.
    pub position: usize,
    /// The bytes of the expression it concerns.
    pub range: Range<usize>,
    /// The token, operator or function name it blames.
    pub token: Option<String>,
    /// The value it blames.
    pub value: Option<Value>,
}
