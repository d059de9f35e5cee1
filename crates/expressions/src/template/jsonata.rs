//! Templates of JSONata states: `Arguments`, `Output`, `Assign` and every other field that may hold `{% … %}`.

use std::sync::Arc;

use value::Value;

use super::tree::{Reading, Tree};
use super::{TemplateError, TemplateSyntaxError};
use crate::Environment;
use crate::jsonata::{Bindings, Budget, Dialect, Error, Expression, Outcome};

/// A compiled template; cheap to clone.
#[derive(Clone, Debug)]
pub struct JsonataTemplate(Arc<Tree<Expression>>);

impl JsonataTemplate {
    /// Compiles a template, or a single field's value. Texts between `{%` and `%}` are expressions, nothing around them.
    pub fn parse(template: &Value) -> Result<Self, Vec<TemplateSyntaxError>> {
        Tree::compile(template, &|_, value| read(value)).map(|tree| Self(Arc::new(tree)))
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
        matches!(*self.0, Tree::Constant(_))
    }

    /// The expression, if the whole template is one.
    #[must_use]
    pub fn expression(&self) -> Option<&Expression> {
        match &*self.0 {
            Tree::Leaf(expression) => Some(expression),
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
        self.0.evaluate(
            &mut field.to_owned(),
            &mut |expression, field| match expression.evaluate(bindings, environment, budget) {
                Ok(Outcome::Value(value)) => Ok(value),
                Ok(Outcome::Undefined) => Err(TemplateError::undefined(field, expression.source())),
                Ok(Outcome::Function) => Err(TemplateError::unsupported_type(field, expression.source())),
                Err(error) => Err(TemplateError::thrown(field, expression.source(), error.code, &error.message)),
            },
        )
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

fn read(value: &Value) -> Reading<Expression> {
    let Some((source, start)) = value.as_str().and_then(JsonataTemplate::expression_in) else { return Reading::Plain };
    let (expression, problems) = Expression::parse(source, Dialect::StepFunctions);
    if problems.is_empty() {
        return Reading::Leaf { name: None, leaf: expression };
    }
    let error = |problem: Error| TemplateSyntaxError {
        pointer: String::new(),
        message: problem.message,
        range: problem.range.start + start..problem.range.end + start,
        code: problem.code,
    };
    Reading::Broken(problems.into_iter().map(error).collect())
}
