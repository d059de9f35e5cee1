//! The compiled path.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use value::{Key, Value};

use super::filter::Filter;
use super::{PathError, SyntaxError, evaluate, parser, set};
use crate::Scope;

/// What a path starts from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Root {
    /// `$`.
    Input,
    /// `$$`, the Context object.
    Context,
    /// `$name`, a workflow variable; the name without `$`.
    Variable(Arc<str>),
}

/// A compiled path; cheap to clone.
#[derive(Clone)]
pub struct Path(Arc<Compiled>);

pub(super) struct Compiled {
    pub source: Box<str>,
    pub root: Root,
    pub segments: Vec<Segment>,
    pub definite: bool,
}

/// What one step of a path asks for, for those who write paths otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// A member.
    Name(Key),
    /// An item, counted from the start.
    Item(usize),
    /// An item, counted from the end: 1 is the last.
    FromEnd(usize),
    /// Several, or what cannot be.
    Other,
}

/// One step of a path.
#[derive(Clone, Debug)]
pub(super) struct Segment {
    pub kind: SegmentKind,
    pub range: Range<usize>,
}

#[derive(Clone, Debug)]
pub(super) enum SegmentKind {
    /// `.name` or `['name']`.
    Property(Key),
    /// `['a', 'b']`.
    Properties(Vec<Key>),
    /// `.*` or `[*]`.
    Wildcard,
    /// `[0]`.
    Index(i64),
    /// `[(@.length-1)]`: so many places before the end.
    FromEnd(usize),
    /// `[0, 2]`.
    Indices(Vec<i64>),
    /// `[from:to:step]`.
    Slice { from: Option<i64>, to: Option<i64>, step: i64 },
    /// `[?(…)]`.
    Filter(Arc<Filter>),
    /// `..`: the node and everything below it.
    Descend,
    /// `.length()` and the like, which the service does not run: always a miss.
    Function(Arc<str>),
}

impl Path {
    /// Compiles a path. The error's range is in bytes of `text`.
    pub fn parse(text: &str) -> Result<Self, SyntaxError> {
        let (root, segments) = parser::parse(text, false)?;
        Ok(Self::of(text, root, segments))
    }

    /// Compiles a path as the service does: blanks around it are passed over, and a filter is looked into when it runs. A
    /// word without quotes is a text there, and a filter that cannot be read finds nothing.
    pub fn parse_to_run(text: &str) -> Result<Self, SyntaxError> {
        match parser::parse(text.trim(), true) {
            Ok((root, segments)) => Ok(Self::of(text, root, segments)),
            Err(error) => {
                let before = text.trim().get(..error.range.start).and_then(|before| before.split_once("[?")).ok_or(error)?.0;
                let (root, mut segments) = parser::parse(before, true)?;
                segments.push(Segment { kind: SegmentKind::Function("filter".into()), range: before.len()..text.len() });
                Ok(Self::of(text, root, segments))
            }
        }
    }

    fn of(text: &str, root: Root, segments: Vec<Segment>) -> Self {
        let last = segments.len().saturating_sub(1);
        let definite = segments.iter().enumerate().all(|(position, segment)| match &segment.kind {
            SegmentKind::Property(_) | SegmentKind::Index(_) | SegmentKind::FromEnd(_) | SegmentKind::Function(_) => true,
            SegmentKind::Properties(_) => position == last,
            _ => false,
        });
        Self(Arc::new(Compiled { source: text.into(), root, segments, definite }))
    }

    /// The text it was compiled from.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.0.source
    }

    /// What it starts from.
    #[must_use]
    pub fn root(&self) -> &Root {
        &self.0.root
    }

    /// Whether it names at most one value, so that finding none is an error; otherwise the result is a list.
    #[must_use]
    pub fn is_definite(&self) -> bool {
        self.0.definite
    }

    /// Whether it is a Reference Path: only names and single indices, from `$`.
    #[must_use]
    pub fn is_reference_path(&self) -> bool {
        let simple = |segment: &Segment| match segment.kind {
            SegmentKind::Property(_) => true,
            SegmentKind::Index(index) => index >= 0,
            _ => false,
        };
        self.0.root == Root::Input && self.0.segments.iter().all(simple)
    }

    /// Whether it is nothing but its root (`$`, `$$` or `$name`).
    #[must_use]
    pub fn is_root(&self) -> bool {
        self.0.segments.is_empty()
    }

    /// The bytes of each step, for editors.
    pub fn segment_ranges(&self) -> impl Iterator<Item = Range<usize>> + '_ {
        self.0.segments.iter().map(|segment| segment.range.clone())
    }

    /// What each step asks for.
    pub fn steps(&self) -> impl Iterator<Item = Step> + '_ {
        self.0.segments.iter().map(|segment| match &segment.kind {
            SegmentKind::Property(name) => Step::Name(name.clone()),
            SegmentKind::Index(index) => usize::try_from(*index).map_or(Step::Other, Step::Item),
            SegmentKind::FromEnd(back) => Step::FromEnd(*back),
            _ => Step::Other,
        })
    }

    /// The name of the first step, when it is a property: `a` in `$.a[0]`.
    #[must_use]
    pub fn first_property(&self) -> Option<&str> {
        match &self.0.segments.first()?.kind {
            SegmentKind::Property(name) => Some(name),
            _ => None,
        }
    }

    /// The value the path names, sharing it with the scope.
    pub fn evaluate(&self, scope: &Scope) -> Result<Value, PathError> {
        match &self.0.root {
            Root::Input => self.evaluate_on(scope.input),
            Root::Context => self.evaluate_on(scope.context),
            Root::Variable(name) => match scope.variables.get(name) {
                Some(value) => self.evaluate_on(&value),
                None => Err(PathError::missing(self.source(), format!("No results for path: ${name}"))),
            },
        }
    }

    /// The value the path names below `root`, whatever its own root is.
    pub fn evaluate_on(&self, root: &Value) -> Result<Value, PathError> {
        evaluate::evaluate(&self.0, root)
    }

    /// A copy of `target` with `new` at the path, as ResultPath does: missing members are made, only the spine is copied.
    ///
    /// An array index must exist or be the next one. The path must be a Reference Path.
    pub fn set(&self, target: &Value, new: Value) -> Result<Value, PathError> {
        set::set(&self.0, target, new)
    }
}

impl fmt::Debug for Path {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Path({})", self.source())
    }
}

impl fmt::Display for Path {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.source())
    }
}

impl PartialEq for Path {
    fn eq(&self, other: &Self) -> bool {
        self.source() == other.source()
    }
}
