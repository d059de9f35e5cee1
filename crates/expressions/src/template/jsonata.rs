//! Templates of JSONata states: `Arguments`, `Output`, `Assign` and every other field that may hold `{% … %}`.

use std::fmt::Write;
use std::sync::Arc;

use value::{Key, Object, Value};

use super::{TemplateError, TemplateSyntaxError};
use crate::Environment;
use crate::jsonata::{Bindings, Budget, Dialect, Expression, Outcome};

/// A compiled template; cheap to clone.
#[derive(Clone, Debug)]
pub struct JsonataTemplate(Arc<Node>);

#[derive(Debug)]
enum Node {
    Constant(Value),
    Object(Vec<(Key, Node)>),
    Array(Vec<Node>),
    Expression(Expression),
}

impl JsonataTemplate {
    /// Compiles a template, or a single field's value. Texts between `{%` and `%}` are expressions, nothing around them.
    pub fn parse(template: &Value) -> Result<Self, Vec<TemplateSyntaxError>> {
        let mut errors = Vec::new();
        let node = compile(template, &mut String::new(), &mut errors);
        if errors.is_empty() { Ok(Self(Arc::new(node))) } else { Err(errors) }
    }

    /// The expression inside `{%` and `%}` without surrounding blanks, and the byte where it begins; `None` for plain text.
    #[must_use]
    pub fn expression_in(text: &str) -> Option<(&str, usize)> {
        let inner = text.strip_prefix("{%")?.strip_suffix("%}")?;
        let trimmed = inner.trim_start();
        Some((trimmed.trim_end(), text.len() - 2 - trimmed.len()))
    }

    /// Whether it holds no expression at all.
    #[must_use]
    pub fn is_constant(&self) -> bool {
        matches!(*self.0, Node::Constant(_))
    }

    /// The expression, if the whole template is one.
    #[must_use]
    pub fn expression(&self) -> Option<&Expression> {
        match &*self.0 {
            Node::Expression(expression) => Some(expression),
            _ => None,
        }
    }

    /// The payload. `field` is the name that errors give to the template, such as `Output` or `Choices[1]/Condition`.
    ///
    /// Every failure is `States.QueryEvaluationError`. The budget is for each expression.
    pub fn evaluate(
        &self,
        field: &str,
        bindings: &Bindings,
        environment: &mut dyn Environment,
        budget: Budget,
    ) -> Result<Value, TemplateError> {
        evaluate(&self.0, &mut field.to_owned(), bindings, environment, budget)
    }

    /// Like [`JsonataTemplate::evaluate`], for a field that wants one type (`array`, `boolean`, `number`, `string`, `object`).
    pub fn evaluate_as(
        &self,
        expected: &str,
        field: &str,
        bindings: &Bindings,
        environment: &mut dyn Environment,
        budget: Budget,
    ) -> Result<Value, TemplateError> {
        let value = self.evaluate(field, bindings, environment, budget)?;
        match self.expression() {
            Some(expression) if value.type_name() != expected => {
                Err(TemplateError::unexpected_type(field, expression.source(), expected, &value))
            }
            _ => Ok(value),
        }
    }
}

fn compile(template: &Value, pointer: &mut String, errors: &mut Vec<TemplateSyntaxError>) -> Node {
    let length = pointer.len();
    match template {
        Value::Object(object) => {
            let mut members = Vec::with_capacity(object.len());
            for (key, value) in object.iter() {
                pointer.push('/');
                pointer.push_str(&key.replace('~', "~0").replace('/', "~1"));
                members.push((key.clone(), compile(value, pointer, errors)));
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
                // Writing to a `String` cannot fail.
                let _ = write!(pointer, "/{position}");
                nodes.push(compile(item, pointer, errors));
                pointer.truncate(length);
            }
            if nodes.iter().all(|node| matches!(node, Node::Constant(_))) {
                return Node::Constant(template.clone());
            }
            Node::Array(nodes)
        }
        Value::String(text) => match JsonataTemplate::expression_in(text) {
            Some((source, start)) => {
                let (expression, problems) = Expression::parse(source, Dialect::StepFunctions);
                errors.extend(problems.into_iter().map(|problem| TemplateSyntaxError {
                    pointer: pointer.clone(),
                    message: problem.message,
                    range: problem.range.start + start..problem.range.end + start,
                    code: problem.code,
                }));
                Node::Expression(expression)
            }
            None => Node::Constant(template.clone()),
        },
        constant => Node::Constant(constant.clone()),
    }
}

fn evaluate(
    node: &Node,
    field: &mut String,
    bindings: &Bindings,
    environment: &mut dyn Environment,
    budget: Budget,
) -> Result<Value, TemplateError> {
    let length = field.len();
    Ok(match node {
        Node::Constant(value) => value.clone(),
        Node::Expression(expression) => match expression.evaluate(bindings, environment, budget) {
            Ok(Outcome::Value(value)) => value,
            Ok(Outcome::Undefined) => return Err(TemplateError::undefined(field, expression.source())),
            Ok(Outcome::Function) => return Err(TemplateError::unsupported_type(field, expression.source())),
            Err(error) => return Err(TemplateError::thrown(field, expression.source(), error.code, &error.message)),
        },
        Node::Array(nodes) => {
            let mut items = Vec::with_capacity(nodes.len());
            for (position, node) in nodes.iter().enumerate() {
                let _ = write!(field, "[{position}]");
                items.push(evaluate(node, field, bindings, environment, budget)?);
                field.truncate(length);
            }
            Value::from(items)
        }
        Node::Object(members) => {
            let mut object = Object::with_capacity(members.len());
            for (key, node) in members {
                if !matches!(node, Node::Constant(_)) {
                    field.push('/');
                    field.push_str(key);
                }
                object.insert(key.clone(), evaluate(node, field, bindings, environment, budget)?);
                field.truncate(length);
            }
            Value::from(object)
        }
    })
}
