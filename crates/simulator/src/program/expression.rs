//! Compiled fields in both query languages.

use std::sync::Arc;

use expressions::jsonpath::Path;
use expressions::template::{JsonataTemplate, PathTemplate};

use super::ConstantIndex;

pub(crate) use asl::definition::QueryLanguage as Language;

/// `InputPath` or `OutputPath`.
#[derive(Debug, Default)]
pub(crate) enum PathStage {
    /// Absent or `$`: data goes through as it is.
    #[default]
    Whole,
    /// `null`: an empty object instead.
    Nothing,
    Path(Path),
}

/// `ResultPath`.
#[derive(Debug, Default)]
pub(crate) enum ResultPathStage {
    /// Absent or `$`: the result replaces the input.
    #[default]
    Replace,
    /// `null`: the input stays.
    Discard,
    Set(Path),
}

/// A template: a constant that is shared by all runs, or something to evaluate.
#[derive(Debug)]
pub(crate) enum Compiled {
    Constant(ConstantIndex),
    Path(PathTemplate),
    Jsonata(Jsonata),
}

/// A JSONata template with the name that errors give to its field.
#[derive(Clone, Debug)]
pub(crate) struct Jsonata {
    pub template: JsonataTemplate,
    pub field: Arc<str>,
}

/// A number that may be computed.
#[derive(Debug)]
pub(crate) enum Number {
    Fixed(f64),
    /// A `…Path` field, with its name.
    Path {
        field: &'static str,
        path: Path,
    },
    Jsonata(Jsonata),
}

/// A text that may be computed.
#[derive(Debug)]
pub(crate) enum TextField {
    Text(Arc<str>),
    /// A path or an intrinsic function, with the field's name and the text as written.
    Path {
        field: &'static str,
        template: PathTemplate,
    },
    Jsonata(Jsonata),
}
