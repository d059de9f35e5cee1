//! What is known of a JSON value before anything runs. Whatever is not certain is `Any`.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use ::expressions::intrinsic::Function;
use value::Value;

use crate::definition::StateId;

/// Objects nested deeper than this are not followed, so that loops come to rest.
const DEEPEST: usize = 6;

/// Objects of more members than this are not followed.
const WIDEST: usize = 64;

/// A step of a path: a member's name, and its bytes in the text that holds the path.
pub type Step = (String, Range<usize>);

/// What a value can be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Anything.
    Any,
    /// No object and no array; of this kind, if that is known.
    Scalar(Option<Scalar>),
    /// An array of anything.
    Array,
    /// An object.
    Object(Arc<Object>),
}

/// The kinds of plain values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scalar {
    Null,
    Boolean,
    Number,
    Text,
}

/// An object of which all members are known that can be there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Object {
    pub members: BTreeMap<Arc<str>, Shape>,
    /// The state that made it.
    pub maker: StateId,
    /// How many levels of objects it has.
    height: usize,
}

/// Why a path cannot be there.
pub struct Miss {
    /// The bytes of the step that leads nowhere.
    pub range: Range<usize>,
    /// The object without the member, unless a plain value is asked for one.
    pub object: Option<Arc<Object>>,
}

impl Shape {
    /// Text.
    pub const TEXT: Self = Self::Scalar(Some(Scalar::Text));
    /// A number.
    pub const NUMBER: Self = Self::Scalar(Some(Scalar::Number));

    /// An object of exactly these members.
    pub fn object(members: impl IntoIterator<Item = (Arc<str>, Shape)>, maker: StateId) -> Self {
        Self::of_members(members.into_iter().collect(), maker)
    }

    fn of_members(mut members: BTreeMap<Arc<str>, Shape>, maker: StateId) -> Self {
        if members.len() > WIDEST {
            return Self::Any;
        }
        let mut height = 0;
        for member in members.values_mut() {
            if let Self::Object(object) = member {
                if object.height >= DEEPEST {
                    *member = Self::Any;
                } else {
                    height = height.max(object.height);
                }
            }
        }
        Self::Object(Arc::new(Object { members, maker, height: height + 1 }))
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
            Value::Null => Self::Scalar(Some(Scalar::Null)),
            Value::Bool(_) => Self::Scalar(Some(Scalar::Boolean)),
            Value::Number(_) => Self::NUMBER,
            // A placeholder may bring anything.
            Value::String(text) if text.contains("${") => Self::Any,
            Value::String(_) => Self::TEXT,
        }
    }

    /// What an intrinsic function gives.
    pub fn of_function(function: Function) -> Self {
        match function {
            Function::Array | Function::ArrayPartition | Function::ArrayRange | Function::ArrayUnique | Function::StringSplit => {
                Self::Array
            }
            Function::ArrayContains => Self::Scalar(Some(Scalar::Boolean)),
            Function::ArrayLength | Function::MathAdd | Function::MathRandom => Self::NUMBER,
            Function::Base64Decode
            | Function::Base64Encode
            | Function::Format
            | Function::Hash
            | Function::JsonToString
            | Function::Uuid => Self::TEXT,
            Function::ArrayGetItem | Function::JsonMerge | Function::StringToJson => Self::Any,
        }
    }

    /// What either can be; `effort` is what may still be spent on it.
    pub fn join(&self, other: &Self, effort: &mut usize) -> Self {
        match (self, other) {
            (a, b) if a == b => a.clone(),
            (Self::Scalar(_), Self::Scalar(_)) => Self::Scalar(None),
            (Self::Object(a), Self::Object(b)) if *effort > b.members.len() => {
                *effort -= b.members.len();
                let mut members = a.members.clone();
                for (key, shape) in &b.members {
                    let joined = members.get(key).map_or_else(|| shape.clone(), |own| own.join(shape, effort));
                    members.insert(key.clone(), joined);
                }
                Self::of_members(members, a.maker)
            }
            _ => Self::Any,
        }
    }

    /// What the path names in it, or why it can name nothing. `whole` tells that the path has no further steps.
    pub fn at(&self, steps: &[Step], whole: bool) -> Result<Self, Miss> {
        let mut shape = self.clone();
        for (name, range) in steps {
            shape = match &shape {
                Self::Any | Self::Array => return Ok(Self::Any),
                Self::Scalar(_) => return Err(Miss { range: range.clone(), object: None }),
                Self::Object(object) => match object.members.get(&**name) {
                    Some(member) => member.clone(),
                    None => return Err(Miss { range: range.clone(), object: Some(Arc::clone(object)) }),
                },
            };
        }
        Ok(if whole { shape } else { Self::Any })
    }

    /// The shape with another put at a Reference Path, as `ResultPath` does.
    pub fn with(&self, steps: &[Step], new: Self, maker: StateId) -> Self {
        let Some(((first, _), rest)) = steps.split_first() else { return new };
        match self {
            Self::Object(object) if steps.len() <= DEEPEST => {
                let mut members = object.members.clone();
                let empty = Self::object([], maker);
                let inner = members.get(&**first).unwrap_or(&empty).with(rest, new, maker);
                members.insert(Arc::from(&**first), inner);
                Self::of_members(members, object.maker)
            }
            _ => Self::Any,
        }
    }

    /// In words, with an article; `None` where anything can be.
    pub fn described(&self) -> Option<&'static str> {
        Some(match self {
            Self::Any | Self::Scalar(None) => return None,
            Self::Scalar(Some(Scalar::Null)) => "null",
            Self::Scalar(Some(Scalar::Boolean)) => "true or false",
            Self::Scalar(Some(Scalar::Number)) => "a number",
            Self::Scalar(Some(Scalar::Text)) => "text",
            Self::Array => "an array",
            Self::Object(_) => "an object",
        })
    }
}
