//! Templates of JSONPath states: `Parameters`, `ResultSelector`, `ItemSelector`, `Assign` and their kin.

use std::sync::Arc;

use value::{Key, Value};

use super::tree::{Reading, Tree};
use super::{TemplateError, TemplateSyntaxError};
use crate::intrinsic::Call;
use crate::jsonpath::{Path, Root, SyntaxError};
use crate::{Environment, Scope};

/// A compiled template; cheap to clone.
#[derive(Clone, Debug)]
pub struct PathTemplate(Arc<Tree<Dynamic>>);

/// What computes the value of a member.
#[derive(Debug)]
enum Dynamic {
    /// A path, with the name of its member as errors give it.
    Path {
        field: Key,
        path: Path,
    },
    Call(Call),
}

impl PathTemplate {
    /// Compiles a template. Members named `….$` hold a path or an intrinsic function, at any depth and inside arrays.
    pub fn parse(template: &Value) -> Result<Self, Vec<TemplateSyntaxError>> {
        Tree::compile(template, &read).map(|tree| Self(Arc::new(tree)))
    }

    /// Compiles the text of one dynamic field, such as `ErrorPath`, `CausePath` or the value of a `k.$` member.
    pub fn parse_expression(field: &str, text: &str) -> Result<Self, SyntaxError> {
        dynamic(&Key::from(field), text).map(|leaf| Self(Arc::new(Tree::Leaf(leaf))))
    }

    /// Whether it holds no expression at all.
    #[must_use]
    pub fn is_constant(&self) -> bool {
        matches!(*self.0, Tree::Constant(_))
    }

    /// The payload. Every failure is `States.Runtime`.
    pub fn evaluate(&self, scope: &Scope, environment: &mut dyn Environment) -> Result<Value, TemplateError> {
        self.0.evaluate(&mut String::new(), &mut |leaf, _| match leaf {
            Dynamic::Path { field, path } => path.evaluate(scope).map_err(|error| {
                let searched = if *path.root() == Root::Context { scope.context } else { scope.input };
                TemplateError::runtime(field, error.not_found_in(field, searched))
            }),
            Dynamic::Call(call) => {
                call.evaluate(scope, environment).map_err(|error| TemplateError::runtime(call.source(), error.to_string()))
            }
        })
    }
}

fn read(key: Option<&Key>, value: &Value) -> Reading<Dynamic> {
    let Some((key, name)) = key.and_then(|key| Some((key, key.strip_suffix(".$")?))) else { return Reading::Plain };
    match dynamic_member(key, value) {
        Ok(leaf) => Reading::Leaf { name: Some(Key::from(name)), leaf },
        Err(SyntaxError { message, range }) => {
            Reading::Broken(vec![TemplateSyntaxError { pointer: String::new(), message, range, code: "" }])
        }
    }
}

fn dynamic_member(key: &Key, value: &Value) -> Result<Dynamic, SyntaxError> {
    let wanted = || format!("The value for the field '{key}' must be a valid JSONPath or a valid intrinsic function call");
    let Some(text) = value.as_str() else { return Err(SyntaxError { message: wanted(), range: 0..0 }) };
    if !text.trim_start().starts_with('$') && !Call::is_call(text) {
        return Err(SyntaxError { message: wanted(), range: 0..text.len() });
    }
    dynamic(key, text)
}

fn dynamic(field: &Key, text: &str) -> Result<Dynamic, SyntaxError> {
    if Call::is_call(text) {
        return Call::parse(text).map(Dynamic::Call);
    }
    Ok(Dynamic::Path { field: field.clone(), path: Path::parse_to_run(text)? })
}
