//! Templates of JSONPath states: `Parameters`, `ResultSelector`, `ItemSelector`, `Assign` and their kin.

use std::sync::Arc;

use value::{Key, Object, Value};

use super::{TemplateError, TemplateSyntaxError};
use crate::intrinsic::Call;
use crate::jsonpath::{Path, Root, SyntaxError};
use crate::{Environment, Scope};

/// A compiled template; cheap to clone.
#[derive(Clone, Debug)]
pub struct PathTemplate(Arc<Node>);

#[derive(Debug)]
enum Node {
    Constant(Value),
    Object(Vec<(Key, Node)>),
    Array(Vec<Node>),
    Path { field: Key, path: Path },
    Call(Call),
}

impl PathTemplate {
    /// Compiles a template. Members named `….$` hold a path or an intrinsic function, at any depth and inside arrays.
    pub fn parse(template: &Value) -> Result<Self, Vec<TemplateSyntaxError>> {
        let mut errors = Vec::new();
        let node = compile(template, &mut String::new(), &mut errors);
        if errors.is_empty() { Ok(Self(Arc::new(node))) } else { Err(errors) }
    }

    /// Compiles the text of one dynamic field, such as `ErrorPath`, `CausePath` or the value of a `k.$` member.
    pub fn parse_expression(field: &str, text: &str) -> Result<Self, SyntaxError> {
        dynamic(&Key::from(field), text).map(|node| Self(Arc::new(node)))
    }

    /// Whether it holds no expression at all.
    #[must_use]
    pub fn is_constant(&self) -> bool {
        matches!(*self.0, Node::Constant(_))
    }

    /// The payload. Every failure is `States.Runtime`.
    pub fn evaluate(&self, scope: &Scope, environment: &mut dyn Environment) -> Result<Value, TemplateError> {
        evaluate(&self.0, scope, environment)
    }
}

fn compile(template: &Value, pointer: &mut String, errors: &mut Vec<TemplateSyntaxError>) -> Node {
    let length = pointer.len();
    let node = match template {
        Value::Object(object) => {
            let mut members = Vec::with_capacity(object.len());
            for (key, value) in object.iter() {
                pointer.push('/');
                pointer.push_str(&key.replace('~', "~0").replace('/', "~1"));
                match key.strip_suffix(".$") {
                    Some(name) => match dynamic_member(key, value) {
                        Ok(node) => members.push((Key::from(name), node)),
                        Err(error) => errors.push(TemplateSyntaxError {
                            pointer: pointer.clone(),
                            message: error.message,
                            range: error.range,
                            code: "",
                        }),
                    },
                    None => members.push((key.clone(), compile(value, pointer, errors))),
                }
                pointer.truncate(length);
            }
            if members.iter().all(|(_, node)| matches!(node, Node::Constant(_))) {
                return Node::Constant(template.clone());
            }
            Node::Object(members)
        }
        Value::Array(items) => {
            let mut nodes = Vec::with_capacity(items.len());
            for (position, item) in items.iter().enumerate() {
                pointer.push_str(&format!("/{position}"));
                nodes.push(compile(item, pointer, errors));
                pointer.truncate(length);
            }
            if nodes.iter().all(|node| matches!(node, Node::Constant(_))) {
                return Node::Constant(template.clone());
            }
            Node::Array(nodes)
        }
        constant => Node::Constant(constant.clone()),
    };
    pointer.truncate(length);
    node
}

fn dynamic_member(key: &Key, value: &Value) -> Result<Node, SyntaxError> {
    let wanted = || format!("The value for the field '{key}' must be a valid JSONPath or a valid intrinsic function call");
    let Some(text) = value.as_str() else { return Err(SyntaxError { message: wanted(), range: 0..0 }) };
    if !text.starts_with('$') && !Call::is_call(text) {
        return Err(SyntaxError { message: wanted(), range: 0..text.len() });
    }
    dynamic(key, text)
}

fn dynamic(field: &Key, text: &str) -> Result<Node, SyntaxError> {
    if Call::is_call(text) {
        return Call::parse(text).map(Node::Call);
    }
    Ok(Node::Path { field: field.clone(), path: Path::parse(text)? })
}

fn evaluate(node: &Node, scope: &Scope, environment: &mut dyn Environment) -> Result<Value, TemplateError> {
    Ok(match node {
        Node::Constant(value) => value.clone(),
        Node::Path { field, path } => path.evaluate(scope).map_err(|error| {
            let searched = if *path.root() == Root::Context { scope.context } else { scope.input };
            TemplateError::runtime(field, error.not_found_in(field, searched))
        })?,
        Node::Call(call) => {
            call.evaluate(scope, environment).map_err(|error| TemplateError::runtime(call.source(), error.to_string()))?
        }
        Node::Array(nodes) => {
            let mut items = Vec::with_capacity(nodes.len());
            for node in nodes {
                items.push(evaluate(node, scope, environment)?);
            }
            Value::from(items)
        }
        Node::Object(members) => {
            let mut object = Object::with_capacity(members.len());
            for (key, node) in members {
                object.insert(key.clone(), evaluate(node, scope, environment)?);
            }
            Value::from(object)
        }
    })
}
