//! A compiled expression.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use value::{Number, Value};

use super::catalogue::Library;
use super::compile::compile;
use super::error::{Error, Failed};
use super::evaluate::Evaluator;
use super::frame::Symbol;
use super::item::Item;
use super::node::Node;
use super::parser::Parsed;
use super::{dialect, parser};
use crate::{Environment, Variables, limits};

/// Which JSONata.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// Version 2.0.6 with all its functions but `$eval`.
    Standard,
    /// The same with the operators `?:` and `??` of version 2.1.
    Extended,
    /// With the functions of Step Functions and a context as well, for trying expressions out.
    Trial,
    /// As Step Functions runs it: no top-level context, six more functions.
    StepFunctions,
}

impl Dialect {
    fn library(self) -> Library {
        match self {
            Self::Standard | Self::Extended => Library::Standard,
            Self::Trial | Self::StepFunctions => Library::StepFunctions,
        }
    }
}

/// What an expression can see.
#[derive(Clone, Copy)]
pub struct Bindings<'a> {
    /// The context item, `$`; `None` in Step Functions.
    pub input: Option<&'a Value>,
    /// `$states`, when there is one.
    pub states: Option<&'a Value>,
    /// All other variables.
    pub variables: &'a dyn Variables,
}

/// How much one evaluation may compute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    /// Steps: roughly one for each part of the expression, each item and each character looked at.
    pub steps: u64,
    /// How deep evaluation may nest: one for each part of the expression and each call.
    pub depth: usize,
    /// The greatest value that may be built: one for each character, eight for each item.
    pub memory: usize,
}

impl Default for Budget {
    /// What Step Functions allows.
    fn default() -> Self {
        Self { steps: limits::JSONATA_STEPS, depth: limits::JSONATA_DEPTH, memory: limits::JSONATA_MEMORY }
    }
}

/// What an expression gives.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// Nothing.
    Undefined,
    /// A value.
    Value(Value),
    /// A function or regular expression, which is no JSON.
    Function,
}

/// What every part of an expression gave, in the order it was evaluated.
#[derive(Clone, Debug, PartialEq)]
pub struct Trace {
    /// The result of the whole.
    pub result: Result<Outcome, Error>,
    /// Each part's bytes and value, inner parts first; a part evaluated several times appears several times.
    pub parts: Vec<(Range<usize>, Outcome)>,
}

/// A compiled expression; cheap to clone.
#[derive(Clone)]
pub struct Expression(Arc<Compiled>);

struct Compiled {
    source: Box<str>,
    dialect: Dialect,
    root: Node,
    labels: Vec<Symbol>,
    names: Vec<Arc<str>>,
}

impl Expression {
    /// Compiles an expression and lists everything that is wrong with it; evaluating a broken one is error `S0500`.
    #[must_use]
    pub fn parse(text: &str, dialect: Dialect) -> (Self, Vec<Error>) {
        let Parsed { tree, mut faults, bound } = parser::parse(text, dialect != Dialect::Standard);
        if dialect == Dialect::StepFunctions {
            faults.extend(dialect::refusals(&tree));
        }
        let library = dialect.library();
        let broken = !faults.is_empty();
        let compiled = compile(tree, bound, library);
        faults.extend(compiled.faults);
        let root =
            if broken || !faults.is_empty() { Node::new(super::node::Kind::Missing, 0, 0..text.len()) } else { compiled.root };
        let errors = faults.into_iter().map(|fault| fault.finish(text)).collect();
        let compiled = Compiled { source: text.into(), dialect, root, labels: compiled.labels, names: compiled.names };
        (Self(Arc::new(compiled)), errors)
    }

    /// Compiles an expression, or gives its first error.
    pub fn compile(text: &str, dialect: Dialect) -> Result<Self, Error> {
        let (expression, errors) = Self::parse(text, dialect);
        match errors.into_iter().next() {
            Some(error) => Err(error),
            None => Ok(expression),
        }
    }

    /// The text it was compiled from.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.0.source
    }

    /// The names of all variables and functions it mentions or binds, without `$`.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.names.iter().map(|name| &**name)
    }

    /// The value of the expression.
    pub fn evaluate(&self, bindings: &Bindings, environment: &mut dyn Environment, budget: Budget) -> Result<Outcome, Error> {
        let mut evaluator = self.evaluator(bindings, environment, budget);
        let result = evaluator.run(&self.0.root);
        self.finish(result, evaluator.infinite)
    }

    /// Like [`Expression::evaluate`], remembering what every part gave.
    pub fn evaluate_traced(&self, bindings: &Bindings, environment: &mut dyn Environment, budget: Budget) -> Trace {
        let mut evaluator = self.evaluator(bindings, environment, budget);
        evaluator.trace = Some(Vec::new());
        let result = evaluator.run(&self.0.root);
        let parts = evaluator.trace.take().unwrap_or_default();
        let infinite = |item: &Item| evaluator.check_size(item).unwrap_or(false);
        let parts = parts.into_iter().map(|(range, item)| (range, self.outcome(infinite(&item), item))).collect();
        Trace { result: self.finish(result, evaluator.infinite), parts }
    }

    fn evaluator<'e>(
        &'e self,
        bindings: &'e Bindings<'e>,
        environment: &'e mut dyn Environment,
        budget: Budget,
    ) -> Evaluator<'e> {
        let library = self.0.dialect.library();
        Evaluator::new(bindings, environment, library, budget, &self.0.labels)
    }

    fn finish(&self, result: Result<Item, Failed>, infinite: bool) -> Result<Outcome, Error> {
        match result {
            Ok(item) => Ok(self.outcome(infinite, item)),
            Err(fault) => Err(fault.finish(self.source())),
        }
    }

    fn outcome(&self, infinite: bool, item: Item) -> Outcome {
        match item {
            Item::Undefined => Outcome::Undefined,
            Item::Builtin(_) | Item::Function(_) => Outcome::Function,
            item if infinite && self.0.dialect == Dialect::StepFunctions => Outcome::Value(spelled(&item.into_value())),
            item => Outcome::Value(item.into_value()),
        }
    }
}

/// Infinite numbers as texts, the way the service writes them.
fn spelled(value: &Value) -> Value {
    match value {
        Value::Number(Number::Float(float)) if !float.is_finite() => Value::from(super::numbers::to_text(*float)),
        Value::Array(items) => Value::from(items.iter().map(spelled).collect::<Vec<_>>()),
        Value::Object(object) => Value::object(object.iter().map(|(key, member)| (key.clone(), spelled(member)))),
        other => other.clone(),
    }
}

impl fmt::Debug for Expression {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Expression({})", self.source())
    }
}
