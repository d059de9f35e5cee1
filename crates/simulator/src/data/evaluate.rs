//! Evaluating templates, numbers and texts in the state's query language.

use std::sync::Arc;

use expressions::Scope;
use expressions::jsonata::{Bindings, Budget};
use value::{Object, Value};

use crate::execution::{Failure, Turn};
use crate::program::{Compiled, ConstantIndex, Jsonata, Number, TextField};
use crate::recording::PayloadId;

/// What an expression sees of the state's data.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sight {
    /// What `$` means in JSONPath.
    pub root: PayloadId,
    /// `$states.result`.
    pub result: Option<PayloadId>,
    /// `$states.errorOutput`.
    pub error: Option<PayloadId>,
}

impl Sight {
    /// The sight of an expression that is evaluated before the work.
    pub fn of(root: PayloadId) -> Self {
        Self { root, result: None, error: None }
    }
}

impl Turn<'_> {
    /// The payload that a template gives.
    pub fn evaluate(&mut self, compiled: &Compiled, sight: Sight) -> Result<PayloadId, Failure> {
        match compiled {
            Compiled::Constant(index) => Ok(self.constant(*index)),
            other => {
                let value = self.evaluate_value(other, sight)?;
                Ok(self.recording.payloads.add(value))
            }
        }
    }

    /// The value that a template gives.
    pub fn evaluate_value(&mut self, compiled: &Compiled, sight: Sight) -> Result<Value, Failure> {
        match compiled {
            Compiled::Constant(index) => Ok(self.program.constant(*index).clone()),
            Compiled::Path(template) => {
                let context = self.context_if_used();
                let scope = Scope {
                    input: self.recording.payloads.value(sight.root),
                    context: &context,
                    variables: &self.machine.frames[self.key].variables,
                };
                Ok(template.evaluate(&scope, &mut self.machine.chance)?)
            }
            Compiled::Jsonata(jsonata) => self.jsonata(jsonata, sight, None),
        }
    }

    /// The value of a JSONata template; with a type, that it must be of.
    pub fn jsonata(&mut self, jsonata: &Jsonata, sight: Sight, expected: Option<&str>) -> Result<Value, Failure> {
        let states = self.states(sight);
        let bindings = Bindings { input: None, states: Some(&states), variables: &self.machine.frames[self.key].variables };
        let (field, chance, budget) = (&jsonata.field, &mut self.machine.chance, Budget::default());
        let value = match expected {
            Some(expected) => jsonata.template.evaluate_as(expected, field, &bindings, chance, budget),
            None => jsonata.template.evaluate(field, &bindings, chance, budget),
        };
        Ok(value?)
    }

    /// Where a constant of the program is in the recording.
    pub fn constant(&mut self, index: ConstantIndex) -> PayloadId {
        if let Some(id) = self.machine.constants[index.0 as usize] {
            return id;
        }
        let id = self.recording.payloads.add(self.program.constant(index).clone());
        self.machine.constants[index.0 as usize] = Some(id);
        id
    }

    /// A number; fields that count seconds or items want whole ones.
    pub fn number(&mut self, number: &Number, root: PayloadId, kind: NumberKind) -> Result<f64, Failure> {
        match number {
            Number::Fixed(number) => Ok(*number),
            Number::Jsonata(jsonata) => {
                let value = self.jsonata(jsonata, Sight::of(root), Some("number"))?;
                Ok(value.as_f64().unwrap_or_default())
            }
            Number::Path { field, path } => {
                let value = self.path_value(path, root)?;
                let text = value.as_str().and_then(|text| text.trim().parse::<f64>().ok());
                let number = value.as_f64().or(text);
                match number {
                    Some(number) if kind == NumberKind::Float || number.fract() == 0.0 => Ok(number),
                    _ => Err(Failure::runtime(format!(
                        "The {field} field refers to value \"{}\" which is not a valid {}: {}",
                        value.as_str().map_or_else(|| value.to_java_json(), str::to_owned),
                        kind.name(),
                        path.source(),
                    ))),
                }
            }
        }
    }

    /// Checks what an expression gave for a field that counts: whole numbers from 0 on.
    pub fn within_range(&self, number: &Number, field: &str, given: f64, most: f64) -> Result<(), Failure> {
        let Number::Jsonata(jsonata) = number else { return Ok(()) };
        if given >= 0.0 && given.fract() == 0.0 && given <= most {
            return Ok(());
        }
        let expression = jsonata.template.expression().map_or("", |expression| expression.source());
        let cause = format!(
            "The JSONata expression '{expression}' specified for the field '{field}' returned a value outside of the acceptable \
             range: {given}"
        );
        Err(Failure::evaluation(cause, Some(field)))
    }

    /// A text, or what it is instead.
    pub fn text(&mut self, field: &TextField, root: PayloadId) -> Result<Result<Arc<str>, Value>, Failure> {
        let value = match field {
            TextField::Text(text) => return Ok(Ok(text.clone())),
            TextField::Jsonata(jsonata) => self.jsonata(jsonata, Sight::of(root), Some("string"))?,
            TextField::Path { template, .. } => {
                let context = self.context_if_used();
                let scope = Scope {
                    input: self.recording.payloads.value(root),
                    context: &context,
                    variables: &self.machine.frames[self.key].variables,
                };
                template.evaluate(&scope, &mut self.machine.chance)?
            }
        };
        match value {
            Value::String(text) => Ok(Ok(text)),
            other => Ok(Err(other)),
        }
    }

    /// The context object, or `null` for states that never look at it.
    fn context_if_used(&mut self) -> Value {
        if self.state().uses_context { self.context() } else { Value::Null }
    }

    /// `$states`.
    fn states(&mut self, sight: Sight) -> Value {
        let mut states = Object::with_capacity(4);
        let payloads = &self.recording.payloads;
        states.insert("input", payloads.value(self.visit().input).clone());
        if let Some(result) = sight.result {
            states.insert("result", payloads.value(result).clone());
        }
        if let Some(error) = sight.error {
            states.insert("errorOutput", payloads.value(error).clone());
        }
        if self.state().uses_context {
            states.insert("context", self.context());
        }
        Value::from(states)
    }
}

/// What kind of number a field wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NumberKind {
    Integer,
    Float,
}

impl NumberKind {
    fn name(self) -> &'static str {
        match self {
            Self::Integer => "integer",
            Self::Float => "float",
        }
    }
}
