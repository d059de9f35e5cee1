//! The definition in the other notation: JSON as YAML, YAML as JSON. What that loses is said before it is done.

use asl::convert;
use asl::notation::Notation;
use asl::text::{Span, TextEdit, Transaction};

use crate::sheet::Sheet;

/// What the definition is wanted in the other notation for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conversion {
    /// To be the document from now on.
    Rewrite,
    /// To be copied.
    Copy,
    /// To be saved as a file.
    Download,
}

impl Conversion {
    /// Its name as a command, for this notation.
    #[must_use]
    pub fn title(self, into: Notation) -> String {
        let verb = match self {
            Self::Rewrite => "Convert to",
            Self::Copy => "Copy as",
            Self::Download => "Download as",
        };
        format!("{verb} {}", into.name())
    }
}

impl Sheet {
    /// The notation that the definition is not written in.
    #[must_use]
    pub fn other_notation(&self) -> Notation {
        self.document.tree.notation().other()
    }

    /// What the other notation cannot say, in sentences.
    #[must_use]
    pub fn losses(&self) -> Vec<String> {
        convert::losses(&self.document.tree)
    }

    /// Why there is no such text now, if there is none.
    pub(crate) fn unconvertible(&self) -> Option<String> {
        let problem = self.document.tree.problems().iter().find(|problem| problem.kind.breaks())?;
        Some(format!("Mend the definition first: {}", problem.message))
    }

    /// The definition's text in the other notation.
    pub(crate) fn converted(&self) -> String {
        match self.other_notation() {
            Notation::Yaml => convert::to_yaml(&self.document.tree),
            Notation::Json => convert::to_json(&self.document.tree),
        }
    }

    /// The edit that puts this text, in the other notation, in the place of the definition's.
    pub(crate) fn rewritten(&self, text: String) -> Transaction {
        let whole = Span::new(0, self.document.text.len() as u32);
        Transaction::new(format!("convert to {}", self.other_notation().name()), vec![TextEdit::replace(whole, text)])
    }
}
