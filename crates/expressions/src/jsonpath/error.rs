//! Why a path cannot be read or gives nothing, in the service's words.

use std::ops::Range;

use value::Value;

/// Why a text is not a path.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct SyntaxError {
    /// What is wrong, lower case, without the place.
    pub message: String,
    /// The bytes of the text it concerns.
    pub range: Range<usize>,
}

/// Why a path gives nothing, or cannot be set.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{reason}")]
pub struct PathError {
    /// The path as it was written.
    pub path: String,
    /// What the path engine says, such as `No results for path: $['X']`.
    pub reason: String,
    /// Whether what the path names is absent, rather than the path being unfit for the value.
    pub missing: bool,
}

impl PathError {
    pub(crate) fn missing(path: &str, reason: String) -> Self {
        Self { path: path.to_owned(), reason, missing: true }
    }

    pub(crate) fn unfit(path: &str, reason: String) -> Self {
        Self { path: path.to_owned(), reason, missing: false }
    }

    /// The cause that `InputPath`, `OutputPath` and the `…Path` fields give: `Invalid path '$.X' : No results for path: $['X']`.
    #[must_use]
    pub fn invalid_path(&self) -> String {
        format!("Invalid path '{}' : {}", self.path, self.reason)
    }

    /// The cause that a `k.$` member of a payload template gives. `searched` is the input, or the Context object for `$$.` paths.
    #[must_use]
    pub fn not_found_in(&self, field: &str, searched: &Value) -> String {
        format!(
            "The JSONPath '{}' specified for the field '{field}' could not be found in the input '{}'",
            self.path,
            searched.to_java_json()
        )
    }
}
