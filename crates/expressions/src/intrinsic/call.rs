//! A compiled call.

use std::ops::Range;
use std::sync::Arc;

use value::Value;

use super::evaluate::Failure;
use super::{evaluate, format, parser};
use crate::jsonpath::{Path, SyntaxError};
use crate::{Environment, Scope};

/// A compiled call of an intrinsic function with everything nested in it; cheap to clone.
#[derive(Clone, Debug)]
pub struct Call(Arc<Compiled>);

#[derive(Debug)]
pub(super) struct Compiled {
    pub source: Box<str>,
    pub root: Nested,
}

/// One call within the text.
#[derive(Clone, Debug)]
pub(super) struct Nested {
    pub function: Function,
    pub arguments: Vec<(Argument, Range<usize>)>,
    pub range: Range<usize>,
}

/// What stands in the place of an argument.
#[derive(Clone, Debug)]
pub enum Argument {
    /// A path.
    Path(Path),
    /// `'text'`, as written between the quotes, escapes (of `'`, `{`, `}` and `\\`) included.
    Text(Box<str>),
    /// A number, `true`, `false` or `null`.
    Constant(Value),
    /// A call.
    Call(Box<NestedCall>),
}

/// A call that is the argument of another one.
#[derive(Clone, Debug)]
pub struct NestedCall(pub(super) Nested);

macro_rules! functions {
    ($($variant:ident $name:literal),* $(,)?) => {
        /// The eighteen functions.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[allow(missing_docs)]
        pub enum Function { $($variant),* }

        impl Function {
            /// All functions, in alphabetical order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The full name, such as `States.Format`.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => concat!("States.", $name)),* }
            }
        }
    };
}

functions! {
    Array "Array", ArrayContains "ArrayContains", ArrayGetItem "ArrayGetItem", ArrayLength "ArrayLength",
    ArrayPartition "ArrayPartition", ArrayRange "ArrayRange", ArrayUnique "ArrayUnique", Base64Decode "Base64Decode",
    Base64Encode "Base64Encode", Format "Format", Hash "Hash", JsonMerge "JsonMerge", JsonToString "JsonToString",
    MathAdd "MathAdd", MathRandom "MathRandom", StringSplit "StringSplit", StringToJson "StringToJson", Uuid "UUID",
}

impl Function {
    /// The fewest and the most arguments it takes. The service counts them when it calls, not when it reads a definition.
    #[must_use]
    pub fn arity(self) -> (usize, usize) {
        match self {
            Self::Array => (0, usize::MAX),
            Self::Format => (1, usize::MAX),
            Self::Uuid => (0, 0),
            Self::ArrayLength
            | Self::ArrayUnique
            | Self::Base64Decode
            | Self::Base64Encode
            | Self::JsonToString
            | Self::StringToJson => (1, 1),
            Self::ArrayContains | Self::ArrayGetItem | Self::ArrayPartition | Self::Hash | Self::MathAdd | Self::StringSplit => {
                (2, 2)
            }
            Self::MathRandom => (2, 3),
            Self::ArrayRange | Self::JsonMerge => (3, 3),
        }
    }
}

/// Why a call gives nothing; the text is the cause that the service reports with `States.Runtime`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IntrinsicError {
    /// The path of an argument finds nothing.
    #[error("The function '{source_text}' had the following error: {reason}")]
    Path {
        /// The whole expression as it was written.
        source_text: String,
        /// What the path lacks.
        reason: String,
    },
    /// The arguments do not fit.
    #[error("There was an error while evaluating the intrinsic function: {source_text}. {reason}")]
    Arguments {
        /// The whole expression as it was written.
        source_text: String,
        /// What went wrong, such as `Invalid arguments in States.MathAdd`.
        reason: String,
    },
}

impl IntrinsicError {
    /// What went wrong, without the expression.
    #[must_use]
    pub fn reason(&self) -> &str {
        let (Self::Path { reason, .. } | Self::Arguments { reason, .. }) = self;
        reason
    }
}

impl Call {
    /// Whether a text looks like a call rather than a path.
    #[must_use]
    pub fn is_call(text: &str) -> bool {
        text.trim_start().starts_with("States.")
    }

    /// Compiles a call. Unknown functions and nesting beyond ten are errors here; a wrong number of arguments is one of the call.
    pub fn parse(text: &str) -> Result<Self, SyntaxError> {
        let root = parser::parse(text)?;
        Ok(Self(Arc::new(Compiled { source: text.into(), root })))
    }

    /// The text it was compiled from.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.0.source
    }

    /// The outermost function.
    #[must_use]
    pub fn function(&self) -> Function {
        self.0.root.function
    }

    /// Every path among the arguments, nested calls included, with its bytes in the source.
    #[must_use]
    pub fn paths(&self) -> Vec<(Path, Range<usize>)> {
        let mut paths = Vec::new();
        gather(&self.0.root, &mut paths);
        paths
    }

    /// Every call, the outermost first, with the bytes of its name and arguments.
    #[must_use]
    pub fn calls(&self) -> Vec<(Function, Range<usize>)> {
        let mut calls = Vec::new();
        let mut pending = vec![&self.0.root];
        while let Some(call) = pending.pop() {
            calls.push((call.function, call.range.clone()));
            for (argument, _) in call.arguments.iter().rev() {
                if let Argument::Call(nested) = argument {
                    pending.push(&nested.0);
                }
            }
        }
        calls
    }

    /// What will fail whatever the data is: calls with a wrong number of arguments, templates of `States.Format` that are
    /// none. Each with its bytes.
    #[must_use]
    pub fn misfits(&self) -> Vec<(Range<usize>, String)> {
        let mut pending = vec![&self.0.root];
        let mut found = Vec::new();
        while let Some(call) = pending.pop() {
            found.extend(misfit(call).map(|sentence| (call.range.clone(), sentence)));
            for (argument, _) in call.arguments.iter().rev() {
                if let Argument::Call(nested) = argument {
                    pending.push(&nested.0);
                }
            }
        }
        found
    }

    /// The value of the call.
    pub fn evaluate(&self, scope: &Scope, environment: &mut dyn Environment) -> Result<Value, IntrinsicError> {
        evaluate::evaluate(&self.0.root, scope, environment).map_err(|failure| {
            let source_text = self.source().to_owned();
            match failure {
                Failure::Path(reason) => IntrinsicError::Path { source_text, reason },
                Failure::Arguments(reason) => IntrinsicError::Arguments { source_text, reason },
            }
        })
    }
}

fn misfit(call: &Nested) -> Option<String> {
    let (fewest, most) = call.function.arity();
    let given = call.arguments.len();
    if given < fewest || given > most {
        let wanted = match (fewest, most) {
            (fewest, usize::MAX) => format!("at least {fewest}"),
            (fewest, most) if fewest == most => fewest.to_string(),
            (fewest, most) => format!("{fewest} to {most}"),
        };
        let s = if wanted.ends_with('1') { "" } else { "s" };
        return Some(format!("`{}` takes {wanted} argument{s}, not {given}", call.function.name()));
    }
    match call.arguments.first() {
        Some((Argument::Text(template), _)) if call.function == Function::Format => {
            format::interpolate(template, &vec![Value::Null; given - 1]).err()
        }
        _ => None,
    }
}

fn gather(call: &Nested, paths: &mut Vec<(Path, Range<usize>)>) {
    for (argument, range) in &call.arguments {
        match argument {
            Argument::Path(path) => paths.push((path.clone(), range.clone())),
            Argument::Call(nested) => gather(&nested.0, paths),
            Argument::Text(_) | Argument::Constant(_) => {}
        }
    }
}
