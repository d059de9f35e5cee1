//! What the linter says, as rows for the eye, and notices.

use std::sync::Arc;

use asl::lint::Diagnostic;

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// AWS would refuse the definition.
    Error,
    /// It would be accepted, and likely go wrong.
    Warning,
    /// It could be better.
    Advice,
}

impl Severity {
    /// The name style sheets and screen readers use.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Advice => "advice",
        }
    }
}

/// A problem, ready to be shown.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ProblemRow {
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: String,
    /// Where, as AWS writes it.
    pub location: String,
    /// The line, from 1.
    pub line: usize,
    /// What the fix does, if there is one.
    pub fix: Option<String>,
}

/// A short word to the user; never the only place of something that needs doing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// How bad it is.
    pub severity: Severity,
    /// What it says.
    pub text: Arc<str>,
}

impl Notice {
    /// A notice of this severity.
    pub fn new(severity: Severity, text: impl Into<Arc<str>>) -> Self {
        Self { severity, text: text.into() }
    }
}

/// The severity of a diagnostic.
#[must_use]
pub fn severity(diagnostic: &Diagnostic) -> Severity {
    match diagnostic.severity {
        asl::lint::Severity::Error => Severity::Error,
        asl::lint::Severity::Warning => Severity::Warning,
        asl::lint::Severity::Advice => Severity::Advice,
    }
}
