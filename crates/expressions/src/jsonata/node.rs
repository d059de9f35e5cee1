//! The compiled tree: paths joined, groupings and filters attached, tail calls marked.

use std::ops::Range;
use std::sync::Arc;

use value::{Key, Number, Value};

use super::catalogue::Builtin;
use super::frame::Symbol;
use super::regex::Regex;
use super::sign::Sign;
use super::signature::Signature;

/// The number of a `%`, whose label is settled when the whole expression is known.
pub(super) type Slot = usize;

#[derive(Debug)]
pub(super) struct Node {
    pub kind: Kind,
    /// The position errors name, in bytes.
    pub position: usize,
    pub range: Range<usize>,
    /// What few nodes have.
    pub extras: Option<Box<Extras>>,
}

/// Filters, grouping and bindings of a node.
#[derive(Debug, Default)]
pub(super) struct Extras {
    /// Filters of a node that is no step.
    pub predicates: Vec<Node>,
    /// Filters and positions of a step.
    pub stages: Vec<Stage>,
    pub group: Option<Group>,
    pub keep_array: bool,
    pub tuple: bool,
    pub focus: Option<Symbol>,
    /// The variable of `#`.
    pub position: Option<Symbol>,
    pub ancestor: Option<Slot>,
    pub constructs_array: bool,
    /// `%` below that look for their parent above; empty once compiled.
    pub seeking: Vec<Slot>,
}

impl Extras {
    /// The one index that is all of it: `[0]`.
    pub fn index(&self) -> Option<i64> {
        match self.stages.as_slice() {
            [Stage::Filter(Node { kind: Kind::Literal(Value::Number(Number::Int(index))), extras: None, .. })] => Some(*index),
            _ => None,
        }
    }

    /// Whether it is an index and nothing else.
    pub fn is_index(&self) -> bool {
        let marked = self.keep_array || self.tuple || self.constructs_array;
        let more = self.group.is_some() || !self.predicates.is_empty() || !self.seeking.is_empty() || self.ancestor.is_some();
        self.index().is_some() && !marked && !more && self.focus.is_none() && self.position.is_none()
    }
}

#[derive(Debug)]
pub(super) enum Stage {
    Filter(Node),
    Index(Symbol),
}

#[derive(Debug)]
pub(super) struct Group {
    pub pairs: Vec<(Node, Node)>,
    pub position: usize,
}

#[derive(Debug)]
pub(super) struct PathNode {
    pub steps: Vec<Node>,
    pub keep_singleton: bool,
    /// The leading steps that are plain names (after a leading variable), perhaps with an index: walked without making
    /// sequences.
    pub plain: usize,
}

#[derive(Debug)]
pub(super) enum Kind {
    Path(PathNode),
    Name(Key),
    /// A text, number, boolean or `null`.
    Literal(Value),
    Wildcard,
    Descendant,
    Parent(Slot),
    Variable(VariableNode),
    /// `$`.
    Context,
    Regex(Arc<Regex>),
    Binary(Operator, Box<Node>, Box<Node>),
    And(Box<Node>, Box<Node>),
    Or(Box<Node>, Box<Node>),
    /// `?:`.
    Default(Box<Node>, Box<Node>),
    /// `??`.
    Coalesce(Box<Node>, Box<Node>),
    Range(Box<Node>, Box<Node>),
    Negate(Box<Node>),
    Array(Vec<Node>),
    Object(Group),
    /// The second tells whether the block needs variables of its own.
    Block(Vec<Node>, bool),
    Bind(Symbol, Box<Node>),
    Condition(Box<Node>, Box<Node>, Option<Box<Node>>),
    Call(Arc<CallNode>),
    /// A call in tail position.
    Thunk(Arc<CallNode>),
    Partial(Arc<CallNode>),
    Apply(Box<Node>, Box<Node>),
    Lambda(Arc<LambdaNode>),
    Transform(Arc<Node>),
    /// The inside of a transform.
    TransformParts {
        pattern: Box<Node>,
        update: Box<Node>,
        delete: Option<Box<Node>>,
    },
    Sort(Vec<SortTerm>),
    /// `?` among arguments.
    Placeholder,
    /// What could not be read.
    Missing,
}

#[derive(Debug)]
pub(super) struct VariableNode {
    pub symbol: Symbol,
    pub name: Arc<str>,
    /// The function of that name.
    pub builtin: Option<Builtin>,
    /// Whether the expression itself ever binds that name; otherwise frames are not searched.
    pub bound: bool,
}

#[derive(Debug)]
pub(super) struct CallNode {
    pub procedure: Node,
    pub arguments: Vec<Node>,
    pub position: usize,
    /// The name errors give.
    pub name: Option<Arc<str>>,
}

#[derive(Debug)]
pub(super) struct LambdaNode {
    pub parameters: Vec<Symbol>,
    pub signature: Option<Arc<Signature>>,
    pub body: Node,
}

#[derive(Debug)]
pub(super) struct SortTerm {
    pub descending: bool,
    pub expression: Node,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operator {
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
    Equal,
    NotEqual,
    Less,
    AtMost,
    Greater,
    AtLeast,
    Concatenate,
    In,
}

impl Operator {
    const ALL: [(Sign, Self); 13] = [
        (Sign::Plus, Self::Add),
        (Sign::Minus, Self::Subtract),
        (Sign::Star, Self::Multiply),
        (Sign::Slash, Self::Divide),
        (Sign::Percent, Self::Modulo),
        (Sign::Equal, Self::Equal),
        (Sign::NotEqual, Self::NotEqual),
        (Sign::Less, Self::Less),
        (Sign::AtMost, Self::AtMost),
        (Sign::Greater, Self::Greater),
        (Sign::AtLeast, Self::AtLeast),
        (Sign::Ampersand, Self::Concatenate),
        (Sign::In, Self::In),
    ];

    /// The operator that a sign means.
    pub fn of(sign: Sign) -> Option<Self> {
        Self::ALL.iter().find(|(written, _)| *written == sign).map(|(_, operator)| *operator)
    }

    /// The sign as it is written.
    pub fn text(self) -> &'static str {
        Self::ALL.iter().find(|(_, operator)| *operator == self).map_or("", |(sign, _)| sign.text())
    }
}

impl Node {
    pub fn new(kind: Kind, position: usize, range: Range<usize>) -> Self {
        Self { kind, position, range, extras: None }
    }

    pub fn extras_mut(&mut self) -> &mut Extras {
        self.extras.get_or_insert_default()
    }

    /// The reference implementation's name of the kind of node.
    pub fn kind_name(&self) -> &'static str {
        match &self.kind {
            Kind::Path(_) => "path",
            Kind::Name(_) => "name",
            Kind::Literal(Value::String(_)) => "string",
            Kind::Literal(Value::Number(_)) => "number",
            Kind::Literal(_) => "value",
            Kind::Wildcard => "wildcard",
            Kind::Descendant => "descendant",
            Kind::Parent(_) => "parent",
            Kind::Variable(_) | Kind::Context => "variable",
            Kind::Regex(_) => "regex",
            Kind::Binary(..) | Kind::And(..) | Kind::Or(..) | Kind::Range(..) => "binary",
            Kind::Default(..) | Kind::Coalesce(..) | Kind::Condition(..) => "condition",
            Kind::Negate(_) | Kind::Array(_) | Kind::Object(_) => "unary",
            Kind::Block(..) => "block",
            Kind::Bind(..) => "bind",
            Kind::Call(_) | Kind::Thunk(_) => "function",
            Kind::Partial(_) => "partial",
            Kind::Apply(..) => "apply",
            Kind::Lambda(_) => "lambda",
            Kind::Transform(_) | Kind::TransformParts { .. } => "transform",
            Kind::Sort(_) => "sort",
            Kind::Placeholder => "operator",
            Kind::Missing => "error",
        }
    }
}
