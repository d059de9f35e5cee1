//! One service's file: a head, its shapes, its errors and its operations. Only the lines are found when it is read; what a
//! line says is read when somebody asks.
//!
//! `NAME|PREFIX|TITLE|UID`, a sentence about it, the numbers of shapes, of sets of errors and of operations; then a line for
//! each shape, one with the names of all errors, one for each set of them (numbers into the names), and one for each operation:
//! `ACTION INPUT OUTPUT SET SENTENCE`, `-` for no input or output, a `-` before an action that cannot be called.

use std::ops::Range;
use std::sync::Arc;

use crate::shape::{Limits, Shape, ShapeId};

/// A service's API.
#[derive(Clone, Debug, PartialEq)]
pub struct Service {
    text: Arc<str>,
    lines: Vec<Range<usize>>,
    shapes: usize,
    sets: usize,
}

/// An operation of a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Operation<'s> {
    /// The action, as a resource names it: `getItem`.
    pub action: &'s str,
    /// The parameters.
    pub input: Option<ShapeId>,
    /// The result.
    pub output: Option<ShapeId>,
    /// A sentence on what it does, without its end mark.
    pub about: &'s str,
    /// Whether Step Functions can call it, as far as is known.
    pub supported: bool,
    set: usize,
}

/// The lines before the shapes.
const HEAD: usize = 3;

impl Service {
    /// Reads a service's file; `None` if it is none.
    #[must_use]
    pub fn read(text: impl Into<Arc<str>>) -> Option<Self> {
        let text = text.into();
        let mut lines = Vec::new();
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            lines.push(start..start + line.trim_end_matches('\n').len());
            start += line.len();
        }
        let mut counts = text.get(lines.get(HEAD - 1)?.clone())?.split(' ').map(str::parse::<usize>);
        let mut count = || counts.next()?.ok();
        let (shapes, sets, operations) = (count()?, count()?, count()?);
        (lines.len() == HEAD + shapes + 1 + sets + operations).then_some(Self { text, lines, shapes, sets })
    }

    /// Step Functions' name of it, such as `dynamodb`.
    #[must_use]
    pub fn name(&self) -> &str {
        self.head(0)
    }

    /// What the names of its errors begin with, such as `DynamoDb`.
    #[must_use]
    pub fn prefix(&self) -> &str {
        self.head(1)
    }

    /// Its name in prose.
    #[must_use]
    pub fn title(&self) -> &str {
        self.head(2)
    }

    /// A sentence on what it is.
    #[must_use]
    pub fn about(&self) -> &str {
        self.line(1)
    }

    /// AWS's page on an operation.
    #[must_use]
    pub fn link(&self, action: &str) -> Option<String> {
        let uid = Some(self.head(3)).filter(|uid| !uid.is_empty())?;
        let mut letters = action.chars();
        let first = letters.next()?.to_ascii_uppercase();
        Some(format!("https://docs.aws.amazon.com/goto/WebAPI/{uid}/{first}{}", letters.as_str()))
    }

    /// Its operations by name.
    pub fn operations(&self) -> impl Iterator<Item = Operation<'_>> {
        let first = HEAD + self.shapes + 1 + self.sets;
        (first..self.lines.len()).map(|line| Operation::read(self.line(line)))
    }

    /// The operation of this action.
    #[must_use]
    pub fn operation(&self, action: &str) -> Option<Operation<'_>> {
        self.operations().find(|operation| operation.action == action)
    }

    /// What a shape is.
    #[must_use]
    pub fn shape(&self, id: ShapeId) -> Shape<'_> {
        match id {
            ShapeId::Simple(letter) => Shape::simple(letter, Limits::default()),
            ShapeId::Line(line) if (line as usize) < self.shapes => Shape::read(self.line(HEAD + line as usize)),
            ShapeId::Line(_) => Shape::Any,
        }
    }

    /// The errors of an operation, without the service's prefix.
    pub fn errors(&self, operation: Operation) -> impl Iterator<Item = &str> {
        let names: Vec<&str> = self.line(HEAD + self.shapes).split(' ').collect();
        let set = if operation.set < self.sets { self.line(HEAD + self.shapes + 1 + operation.set) } else { "" };
        set.split(' ').filter_map(move |number| names.get(number.parse::<usize>().ok()?).copied())
    }

    fn head(&self, part: usize) -> &str {
        self.line(0).split('|').nth(part).unwrap_or_default()
    }

    fn line(&self, line: usize) -> &str {
        self.lines.get(line).and_then(|range| self.text.get(range.clone())).unwrap_or_default()
    }
}

impl<'s> Operation<'s> {
    fn read(line: &'s str) -> Self {
        let mut words = line.splitn(5, ' ');
        let mut word = || words.next().unwrap_or_default();
        let (action, input, output, set, about) = (word(), word(), word(), word(), word());
        let shape = |word: &str| (word != "-").then(|| ShapeId::read(word));
        let (action, supported) = action.strip_prefix('-').map_or((action, true), |action| (action, false));
        Self { action, input: shape(input), output: shape(output), about, supported, set: set.parse().unwrap_or(usize::MAX) }
    }
}
