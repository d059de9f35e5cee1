//! What the linter says, as rows for the eye, and notices.

use std::sync::Arc;

use asl::problem::Problem;
use asl::text::{Side, Span, TextEdit, Transaction};
use engine::Finding;
pub use engine::Severity;

use crate::message::{FileMessage, Message};
use crate::shelf::ShelfMessage;

/// What is wrong, where, and how to mend it.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// Where, as AWS writes it.
    pub location: String,
    /// Where in the text.
    pub span: Span,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// An edit that mends it.
    pub fix: Option<Transaction>,
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
    /// What can be done about it at once.
    pub offer: Option<Offer>,
}

/// Something to do that a notice offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Offer {
    /// Brings back the workflow that was deleted.
    BringBack,
    /// Saves the definition as a file.
    Download,
}

impl Offer {
    /// What its button says.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::BringBack => "Bring it back",
            Self::Download => "Download definition",
        }
    }

    /// What it stands for.
    #[must_use]
    pub fn message(self) -> Message {
        match self {
            Self::BringBack => Message::Shelf(ShelfMessage::BringBack),
            Self::Download => Message::File(FileMessage::Download),
        }
    }
}

impl Notice {
    /// A notice of this severity.
    pub fn new(severity: Severity, text: impl Into<Arc<str>>) -> Self {
        Self { severity, text: text.into(), offer: None }
    }
}

impl Diagnostic {
    /// The same in the text after a change; its fix holds for the text before.
    pub(crate) fn follow(&mut self, change: &Transaction) {
        let start = change.map(self.span.start, Side::After);
        self.span = Span::new(start, change.map(self.span.end, Side::Before).max(start));
    }
}

impl From<Finding> for Diagnostic {
    fn from(finding: Finding) -> Self {
        let Finding { severity, location, start, end, message, help, fix } = finding;
        let edit = |(start, end, insert): (u32, u32, String)| TextEdit::replace(Span::new(start, end), insert);
        let fix = fix.map(|fix| Transaction { label: fix.label, edits: fix.edits.into_iter().map(edit).collect() });
        Self { severity, location, span: Span::new(start, end), message, help, fix }
    }
}

impl From<&Problem> for Diagnostic {
    fn from(problem: &Problem) -> Self {
        Self {
            severity: Severity::Error,
            location: "/".to_owned(),
            span: problem.span,
            message: problem.message.clone(),
            help: problem.help.clone(),
            fix: None,
        }
    }
}
