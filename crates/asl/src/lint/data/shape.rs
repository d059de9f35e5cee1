//! What is known of a JSON value before anything runs. Whatever is not certain is `Any`.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use ::expressions::jsonpath::Path;
use value::Value;

use crate::definition::StateId;

/// Deeper than this nothing is followed, so that loops come to rest.
const DEEPEST: usize = 6;

/// What a value can be.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// Anything.
    Any,
    /// No object and no array.
    Scalar,
    /// An array of anything.
    Array,
    /// An object.
    Object(Arc<Object>),
}

/// An object of which all members are known that can be there.
#[derive(Clone, Debug, PartialEq)]
pub struct Object {
    pub members: BTreeMap<Arc<str>, Shape>,
    /// The state that made it.
    pub maker: StateId,
}

/// Why a path cannot be there.
pub struct Miss {
    /// The bytes of the step that leads nowhere.
    pub range: Range<usize>,
    /// The object without the member, unless a plain value is asked for one.
    pub object: Option<Arc<Object>>,
}

impl Shape {
    /// An object of exactly these members.
    pub fn object(members: impl IntoIterator<Item = (Arc<str>, Shape)>, maker: StateId) -> Self {
        Self::Object(Arc::new(Object { members: members.into_iter().collect(), maker }))
    }

    /// The shape of a constant.
    pub fn of_value(value: &Value, maker: StateId, depth: usize) -> Self {
        match value {
            Value::Object(_) if depth >= DEEPEST => Self::Any,
            Value::Object(object) => {
                let members = object.iter().map(|(key, value)| (key.clone(), Self::of_value(value, maker, depth + 1)));
                Self::object(members, maker)
            }
            Value::Array(_) => Self::Array,
            _ => Self::Scalar,
        }
    }

    /// What either can be.
    pub fn join(&self, other: &Self, depth: usize) -> Self {
        match (self, other) {
            (Self::Object(a), Self::Object(b)) if depth < DEEPEST => {
                if Arc::ptr_eq(a, b) {
                    return self.clone();
                }
                let mut members = a.members.clone();
                for (key, shape) in &b.members {
                    let joined = members.get(key).map_or_else(|| shape.clone(), |own| own.join(shape, depth + 1));
                    members.insert(key.clone(), joined);
                }
                Self::object(members, a.maker)
            }
            (a, b) if a == b => a.clone(),
            _ => Self::Any,
        }
    }

    /// What a path names in it, or why it can name nothing.
    pub fn at(&self, path: &Path) -> Result<Self, Miss> {
        let mut shape = self.clone();
        for range in path.segment_ranges() {
            let Some(name) = property(path.source().get(range.clone()).unwrap_or_default()) else { return Ok(Self::Any) };
            shape = match &shape {
                Self::Any | Self::Array => return Ok(Self::Any),
                Self::Scalar => return Err(Miss { range, object: None }),
                Self::Object(object) => match object.members.get(name) {
                    Some(member) => member.clone(),
                    None => return Err(Miss { range, object: Some(Arc::clone(object)) }),
                },
            };
        }
        Ok(shape)
    }

    /// The shape with another put at a Reference Path, as `ResultPath` does.
    pub fn with(&self, path: &Path, new: Self, maker: StateId) -> Self {
        let names: Option<Vec<&str>> =
            path.segment_ranges().map(|range| property(path.source().get(range).unwrap_or_default())).collect();
        match names {
            Some(names) if names.len() <= DEEPEST => self.with_names(&names, new, maker),
            _ => Self::Any,
        }
    }

    fn with_names(&self, names: &[&str], new: Self, maker: StateId) -> Self {
        let Some((first, rest)) = names.split_first() else { return new };
        match self {
            Self::Object(object) => {
                let mut members = object.members.clone();
                let empty = Self::object([], maker);
                let inner = members.get(*first).unwrap_or(&empty).with_names(rest, new, maker);
                members.insert(Arc::from(*first), inner.limited(DEEPEST - 1));
                Self::Object(Arc::new(Object { members, maker: object.maker }))
            }
            _ => Self::Any,
        }
    }

    /// The shape with everything below this depth forgotten.
    fn limited(&self, depth: usize) -> Self {
        match self {
            Self::Object(_) if depth == 0 => Self::Any,
            Self::Object(object) => {
                let members = object.members.iter().map(|(key, shape)| (key.clone(), shape.limited(depth - 1)));
                Self::object(members, object.maker)
            }
            other => other.clone(),
        }
    }
}

/// The name that a step asks for: `.name` or `['name']`; `None` for any other step.
fn property(step: &str) -> Option<&str> {
    if let Some(name) = step.strip_prefix('.') {
        let plain = !name.is_empty() && name.chars().all(|letter| letter.is_alphanumeric() || letter == '_' || letter == '-');
        return plain.then_some(name);
    }
    let inner = step.strip_prefix('[')?.strip_suffix(']')?.trim();
    let quote = inner.chars().next().filter(|quote| matches!(quote, '\'' | '"'))?;
    let name = inner.strip_prefix(quote)?.strip_suffix(quote)?;
    (!name.contains([quote, '\\', ','])).then_some(name)
}
