//! The data that a state's expressions see, and what they give on it.

use asl::definition::QueryLanguage;
use expressions::jsonata::{Bindings, Budget, Dialect, Expression, Outcome};
use expressions::jsonpath::Path;
use expressions::{Scope, SeededEnvironment};
use simulator::fold::{StepView, context_at, variables_at};
use simulator::recording::{Recording, Stage};
use value::{Object, Value};

/// The data that a state's expressions see.
#[derive(Clone, Debug, Default)]
pub struct Sight {
    /// The state's input.
    pub input: Value,
    /// The same after `InputPath`: what `$` means in JSONPath.
    pub effective: Value,
    /// The variables, as an object.
    pub variables: Object,
    /// The context object.
    pub context: Value,
    /// The raw result of the state's work, once it is there.
    pub result: Option<Value>,
    /// When it is, in milliseconds since 1970.
    pub now_millis: i64,
}

impl Sight {
    /// What a step saw.
    #[must_use]
    pub fn of(recording: &Recording, view: &StepView) -> Self {
        let stage = |wanted: Stage| view.stages.iter().find(|(stage, _)| *stage == wanted);
        let value = |(_, payload): &(Stage, _)| recording.payloads.value(*payload).clone();
        let input = recording.payloads.value(view.visit.input).clone();
        Self {
            effective: stage(Stage::InputPath).map_or_else(|| input.clone(), value),
            input,
            variables: variables_at(recording, view.visit.step),
            context: context_at(recording, view.visit.step),
            result: stage(Stage::Result).map(value),
            now_millis: recording.start_millis.saturating_add(i64::try_from(view.visit.entered_at).unwrap_or(i64::MAX)),
        }
    }

    /// What a path gives, or why it gives nothing.
    pub fn path(&self, text: &str) -> Result<Value, String> {
        let path = Path::parse(text).map_err(|error| error.to_string())?;
        path.evaluate(&self.scope()).map_err(|error| error.to_string())
    }

    /// What a JSONata expression gives; `None` for nothing. The text may stand in `{% … %}`.
    pub fn jsonata(&self, text: &str) -> Result<Option<Value>, String> {
        let expression =
            Expression::compile(crate::words::expression(text), Dialect::StepFunctions).map_err(|error| error.to_string())?;
        let states = self.states();
        let bindings = Bindings { input: None, states: Some(&states), variables: &self.variables };
        match expression.evaluate(&bindings, &mut self.environment(), Budget::default()) {
            Ok(Outcome::Value(value)) => Ok(Some(value)),
            Ok(Outcome::Undefined) => Ok(None),
            Ok(Outcome::Function) => Err("it gives a function".to_owned()),
            Err(error) => Err(error.to_string()),
        }
    }

    /// What a text gives that may be computed in a state's language: a path or an expression.
    pub fn computed(&self, language: QueryLanguage, text: &str) -> Result<Option<Value>, String> {
        match language {
            QueryLanguage::JsonPath => self.path(text).map(Some),
            QueryLanguage::Jsonata => self.jsonata(text),
        }
    }

    pub(crate) fn scope(&self) -> Scope<'_> {
        Scope { input: &self.effective, context: &self.context, variables: &self.variables }
    }

    pub(crate) fn environment(&self) -> SeededEnvironment {
        SeededEnvironment::new(self.now_millis, 1)
    }

    /// `$states`.
    pub(crate) fn states(&self) -> Value {
        let mut states = Object::new();
        states.insert("input", self.input.clone());
        states.insert("context", self.context.clone());
        if let Some(result) = &self.result {
            states.insert("result", result.clone());
        }
        Value::from(states)
    }
}
