//! What is wrong with a text as JSON or as a definition's shape, found while reading it.

use crate::text::{Span, TextEdit};
use crate::tree::NodeId;

/// One thing that is wrong, where, and how to mend it.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// Which kind of thing.
    pub kind: ProblemKind,
    /// Where in the text.
    pub span: Span,
    /// The node it concerns, if there is one.
    pub node: Option<NodeId>,
    /// What is wrong, in words, with what is written in backticks.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// Edits that mend it, where that can be said for certain or nearly so.
    pub fix: Vec<TextEdit>,
}

/// The kinds of problems that reading finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProblemKind {
    /// There is no text.
    Empty,
    /// A comma, colon, bracket, quote or value is missing.
    Missing,
    /// Text that belongs nowhere.
    Unexpected,
    /// A comma before a closing bracket.
    TrailingComma,
    /// A comment, which JSON does not have.
    Comment,
    /// A member name that stands twice in its object.
    DuplicateName,
    /// A number, string or word not spelled as JSON wants it.
    Spelling,
    /// Brackets nested deeper than anything sensible.
    TooDeep,
    /// A value of a JSON type that its field does not take.
    WrongType,
    /// A word where one of a few others is wanted.
    WrongWord,
}

impl ProblemKind {
    /// Whether the shape of the text is in doubt, so that a picture drawn from it could mislead.
    #[must_use]
    pub fn breaks(self) -> bool {
        matches!(self, Self::Missing | Self::Unexpected | Self::TooDeep)
    }

    /// Whether the text is not JSON because of it.
    #[must_use]
    pub fn is_syntax(self) -> bool {
        !matches!(self, Self::WrongType | Self::WrongWord | Self::DuplicateName)
    }
}

impl Problem {
    /// A problem without help or fix.
    pub fn new(kind: ProblemKind, span: Span, message: impl Into<String>) -> Self {
        Self { kind, span, node: None, message: message.into(), help: None, fix: Vec::new() }
    }

    /// With a sentence on what to do.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// With an edit that mends it.
    #[must_use]
    pub fn with_fix(mut self, edit: TextEdit) -> Self {
        self.fix.push(edit);
        self
    }

    /// About this node.
    #[must_use]
    pub fn on(mut self, node: NodeId) -> Self {
        self.node = Some(node);
        self
    }
}

/// Puts problems in order, equal ones as they were found. It is compiled once for all orders.
pub(crate) fn sort(problems: &mut [Problem], key: fn(&Problem) -> (u32, u32)) {
    problems.sort_by_key(key);
}

/// The type as the service calls it: `Integer` for all whole numbers is measured (cdk-preflight, September 2026), the others follow
/// the same sentence.
pub(crate) fn service_type(field: &str, wanted: &str) -> Option<&'static str> {
    Some(match wanted {
        "a number" if field == "BackoffRate" => "Number",
        "a number" => "Integer",
        "a string" | "a path or null" => "String",
        "true" => "Boolean",
        "an array" => "Array",
        "an object" | "a state, which is an object" => "Object",
        _ => return None,
    })
}
