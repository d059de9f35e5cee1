//! The tree as it was written, before paths are joined and scopes resolved.

use std::ops::Range;
use std::sync::Arc;

use value::Value;

use super::regex::Regex;
use super::sign::Sign;
use super::signature::Signature;

/// One written construct.
#[derive(Debug)]
pub(super) struct Syntax {
    pub kind: SyntaxKind,
    /// Where the reference implementation says it is: the byte after its first token, or after its operator.
    pub position: usize,
    /// All its bytes.
    pub range: Range<usize>,
    /// Whether `[]` follows.
    pub keep_array: bool,
    /// How high the tree below is, this node included.
    pub height: usize,
}

#[derive(Debug)]
pub(super) enum SyntaxKind {
    Name(Arc<str>),
    Variable(Arc<str>),
    Text(Arc<str>),
    Number(f64),
    Literal(Value),
    Regex(Arc<Regex>),
    Wildcard,
    Descendant,
    Parent,
    /// `?` among arguments.
    Placeholder,
    Negate(Box<Syntax>),
    Array(Vec<Syntax>),
    Object(Vec<(Syntax, Syntax)>),
    Block(Vec<Syntax>),
    /// `lhs operator rhs`, the dot and `~>` and `..` among them.
    Binary(Sign, Box<Syntax>, Box<Syntax>),
    Predicate(Box<Syntax>, Box<Syntax>),
    Group(Box<Syntax>, Vec<(Syntax, Syntax)>),
    OrderBy(Box<Syntax>, Vec<Term>),
    Bind(Arc<str>, Box<Syntax>),
    Focus(Box<Syntax>, Arc<str>),
    Index(Box<Syntax>, Arc<str>),
    Condition(Box<Syntax>, Box<Syntax>, Option<Box<Syntax>>),
    Call {
        procedure: Box<Syntax>,
        arguments: Vec<Syntax>,
        partial: bool,
    },
    Lambda {
        parameters: Vec<Arc<str>>,
        signature: Option<Arc<Signature>>,
        body: Box<Syntax>,
    },
    Transform {
        pattern: Box<Syntax>,
        update: Box<Syntax>,
        delete: Option<Box<Syntax>>,
    },
    /// What could not be read; an error says why.
    Missing,
}

/// One term of an order-by.
#[derive(Debug)]
pub(super) struct Term {
    pub descending: bool,
    pub expression: Syntax,
}

impl Syntax {
    pub fn new(kind: SyntaxKind, position: usize, range: Range<usize>) -> Self {
        let below = |nodes: &[Syntax]| nodes.iter().map(|node| node.height).max().unwrap_or(0);
        let pairs = |pairs: &[(Syntax, Syntax)]| pairs.iter().map(|(key, value)| key.height.max(value.height)).max().unwrap_or(0);
        let height = match &kind {
            SyntaxKind::Negate(one) | SyntaxKind::Bind(_, one) | SyntaxKind::Focus(one, _) | SyntaxKind::Index(one, _) => {
                one.height
            }
            SyntaxKind::Array(items) | SyntaxKind::Block(items) => below(items),
            SyntaxKind::Object(members) => pairs(members),
            SyntaxKind::Binary(_, lhs, rhs) | SyntaxKind::Predicate(lhs, rhs) => lhs.height.max(rhs.height),
            SyntaxKind::Group(lhs, members) => lhs.height.max(pairs(members)),
            SyntaxKind::OrderBy(lhs, terms) => terms.iter().map(|term| term.expression.height).max().unwrap_or(0).max(lhs.height),
            SyntaxKind::Condition(condition, then, otherwise) => {
                condition.height.max(then.height).max(otherwise.as_ref().map_or(0, |node| node.height))
            }
            SyntaxKind::Call { procedure, arguments, .. } => procedure.height.max(below(arguments)),
            SyntaxKind::Lambda { body, .. } => body.height,
            SyntaxKind::Transform { pattern, update, delete } => {
                pattern.height.max(update.height).max(delete.as_ref().map_or(0, |node| node.height))
            }
            _ => 0,
        };
        Self { kind, position, range, keep_array: false, height: height + 1 }
    }
}
