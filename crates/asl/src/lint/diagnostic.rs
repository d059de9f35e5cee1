//! One finding.

use crate::text::{Span, Transaction};

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The service would refuse the definition.
    Error,
    /// It would be accepted, and likely go wrong.
    Warning,
    /// It could be better.
    Advice,
}

/// What is wrong, where, why, and how to mend it.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// The service's code where it has one, else our own in the same manner.
    pub code: &'static str,
    /// The rule's name, which is also the name of its page.
    pub rule: &'static str,
    /// Where, as the service writes it: `/States/X/Field`, `/` for the whole.
    pub location: String,
    /// Where in the text.
    pub span: Span,
    /// What is wrong: the service's sentence where it has one.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// An edit that mends it.
    pub fix: Option<Transaction>,
}

impl Severity {
    /// The name the service uses; advice is a warning there.
    #[must_use]
    pub fn service_name(self) -> &'static str {
        match self {
            Self::Error => "ERROR",
            Self::Warning | Self::Advice => "WARNING",
        }
    }
}

impl Diagnostic {
    /// With a sentence on what to do.
    pub(super) fn help(&mut self, help: impl Into<String>) -> &mut Self {
        self.help = Some(help.into());
        self
    }

    /// With an edit that mends it; nothing if there is none.
    pub(super) fn fix(&mut self, fix: Option<Transaction>) -> &mut Self {
        self.fix = fix.filter(|fix| !fix.is_empty());
        self
    }

    /// At this place in the text, more exactly than its node.
    pub(super) fn span(&mut self, span: Span) -> &mut Self {
        self.span = span;
        self
    }
}
