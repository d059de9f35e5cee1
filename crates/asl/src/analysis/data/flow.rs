//! Shapes at the entry of every state, and at each stage within it.

use std::sync::Arc;

use ::expressions::intrinsic::Call;
use ::expressions::jsonpath::{Path, Root};
use value::Value;

use super::order::Agenda;
use super::reads::steps_of;
use super::shape::{Shape, Step};
use crate::definition::{Definition, PathField, ProcessorMode, QueryLanguage, ScopeId, State, StateId, StateKind, Template};
use crate::graph::{Slot, Target, Ways, inner_scopes};
use crate::text::Spanned;

/// Rounds after which a loop that does not come to rest is given up.
const MOST_ROUNDS: u8 = 40;

/// How many members of objects may be joined in one machine before nothing more is followed.
const EFFORT: usize = 500_000;

/// The data at every point of a machine.
pub struct Flow {
    /// At entry, by state; a state that nothing leads to has none.
    inputs: Vec<Option<Shape>>,
    /// How often each state was looked at.
    rounds: Vec<u8>,
    /// What may still be spent on joining shapes.
    effort: usize,
}

/// A point within a state where paths are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The state's input: `InputPath`.
    Input,
    /// After `InputPath`: `Parameters`, Choice rules, `ItemsPath`.
    Effective,
    /// The result: `ResultSelector`.
    Result,
    /// After `ResultPath`: `OutputPath`.
    Combined,
    /// What a catcher is told.
    Error,
}

impl Flow {
    /// Follows the data through a definition.
    pub fn new(definition: &Definition, ways: &Ways) -> Self {
        let count = definition.states.len();
        let mut flow = Self { inputs: vec![None; count], rounds: vec![0; count], effort: EFFORT };
        flow.scope((definition, ways), &mut Agenda::new(definition), crate::definition::MACHINE, Shape::Any);
        flow
    }

    /// The shape at a point of a state, if anything leads there.
    pub fn at(&self, state: &State, place: Place) -> Option<Shape> {
        let input = self.inputs[state.id.0 as usize].as_ref()?;
        Some(match place {
            Place::Input => input.clone(),
            Place::Effective => effective(state, input),
            Place::Result => raw_result(state, input),
            Place::Combined => combined(state, input),
            Place::Error => error(state),
        })
    }

    /// Follows one scope until nothing changes. The definition's depth bounds the recursion.
    fn scope(&mut self, (definition, ways): (&Definition, &Ways), agenda: &mut Agenda, scope: ScopeId, input: Shape) {
        if let Some(first) = agenda.begin(ways, scope) {
            self.inputs[first.0 as usize] = Some(input);
        }
        while let Some(id) = agenda.pop() {
            let rounds = &mut self.rounds[id.0 as usize];
            *rounds = rounds.saturating_add(1);
            let tired = *rounds > MOST_ROUNDS;
            let state = definition.state(id);
            let Some(input) = self.inputs[id.0 as usize].clone() else { continue };
            for (slot, target) in ways.of(id) {
                let Target::State(to) = *target else { continue };
                let leaving = if tired { Shape::Any } else { leaving(state, *slot, &input) };
                let known = &mut self.inputs[to.0 as usize];
                let joined = match known {
                    Some(known) => known.join(&leaving, &mut self.effort),
                    None => leaving,
                };
                if known.as_ref() != Some(&joined) {
                    *known = Some(joined);
                    agenda.push(to);
                }
            }
        }
        for id in &definition.scope(scope).states {
            let state = definition.state(*id);
            let Some(input) = self.inputs[id.0 as usize].clone() else { continue };
            for inner in inner_scopes(state) {
                let entering = entering(definition, state, inner, &input);
                self.scope((definition, ways), agenda, inner, entering);
            }
        }
    }
}

/// What a branch or iteration begins with.
fn entering(definition: &Definition, state: &State, inner: ScopeId, input: &Shape) -> Shape {
    match &state.kind {
        StateKind::Parallel(_) if state.query_language == QueryLanguage::JsonPath => match &state.data.parameters {
            Some(parameters) => template(state, parameters, &effective(state, input)),
            None => effective(state, input),
        },
        StateKind::Parallel(_) => {
            state.data.arguments.as_ref().map_or_else(|| input.clone(), |arguments| jsonata(state, arguments, input))
        }
        StateKind::Map(map) => {
            let config = definition.scope(inner).processor_config.as_ref().and_then(|config| config.mode);
            let distributed = config.is_some_and(|mode| mode.value == ProcessorMode::Distributed);
            let selector = map.item_selector.as_ref().or(state.data.parameters.as_ref());
            match selector {
                Some(selector) if map.item_batcher.is_none() && !distributed => {
                    if state.query_language == QueryLanguage::JsonPath {
                        template(state, selector, &effective(state, input))
                    } else {
                        jsonata(state, selector, input)
                    }
                }
                _ => Shape::Any,
            }
        }
        _ => Shape::Any,
    }
}

/// What a state gives along one of its ways.
fn leaving(state: &State, slot: Slot, input: &Shape) -> Shape {
    if let Slot::Catch(_, index) = slot {
        let error = error(state);
        let Some(catcher) = state.catch.get(index) else { return Shape::Any };
        if state.query_language == QueryLanguage::Jsonata {
            return catcher.output.as_ref().map_or(error, |output| jsonata(state, output, input));
        }
        return put(state, catcher.result_path.as_ref(), input, error);
    }
    if state.query_language == QueryLanguage::Jsonata {
        let of_rule = match (&state.kind, slot) {
            (StateKind::Choice(choice), Slot::Rule(_, index)) => choice.rules.get(index).and_then(|rule| rule.output.as_ref()),
            _ => None,
        };
        if let Some(output) = of_rule {
            return jsonata(state, output, input);
        }
        if let Some(output) = state.data.output.as_ref() {
            // A rule without an `Output` of its own may hand its input on.
            return if matches!(slot, Slot::Rule(..)) { Shape::Any } else { jsonata(state, output, input) };
        }
        return match &state.kind {
            StateKind::Task(_) => Shape::Any,
            StateKind::Parallel(_) => Shape::Array,
            StateKind::Map(_) | StateKind::Unknown(_) => Shape::Any,
            _ => input.clone(),
        };
    }
    path_field(state.data.output_path.as_ref(), &combined(state, input), state.id)
}

fn error(state: &State) -> Shape {
    Shape::object(["Error", "Cause"].map(|name| (Arc::from(name), Shape::TEXT)), state.id)
}

fn effective(state: &State, input: &Shape) -> Shape {
    match state.query_language {
        QueryLanguage::JsonPath => path_field(state.data.input_path.as_ref(), input, state.id),
        QueryLanguage::Jsonata => input.clone(),
    }
}

/// The result before `ResultSelector`.
fn raw_result(state: &State, input: &Shape) -> Shape {
    match &state.kind {
        StateKind::Pass => match (&state.data.result, &state.data.parameters) {
            (Some(result), _) => Shape::of_value(&result.value, state.id, 0),
            (None, Some(parameters)) => template(state, parameters, &effective(state, input)),
            (None, None) => effective(state, input),
        },
        StateKind::Parallel(_) => Shape::Array,
        StateKind::Task(_) | StateKind::Map(_) | StateKind::Unknown(_) => Shape::Any,
        _ => effective(state, input),
    }
}

/// The input with the result put into it.
fn combined(state: &State, input: &Shape) -> Shape {
    let raw = raw_result(state, input);
    let result = match &state.data.result_selector {
        Some(selector) => template(state, selector, &raw),
        None => raw,
    };
    match state.kind {
        StateKind::Task(_) | StateKind::Pass | StateKind::Parallel(_) | StateKind::Map(_) => {
            // The whole input, whatever `InputPath` chooses of it.
            put(state, state.data.result_path.as_ref(), input, result)
        }
        _ => result,
    }
}

fn put(state: &State, field: Option<&Spanned<PathField>>, input: &Shape, result: Shape) -> Shape {
    match field.map(|field| &field.value) {
        None => result,
        Some(PathField::Null) => input.clone(),
        Some(PathField::Path(text)) => match Path::parse(text) {
            Ok(path) if path.root() == &Root::Input => match steps_of(&path, 0) {
                (steps, true) => input.with(&steps, result, state.id),
                _ => Shape::Any,
            },
            _ => Shape::Any,
        },
    }
}

fn path_field(field: Option<&Spanned<PathField>>, input: &Shape, maker: StateId) -> Shape {
    match field.map(|field| &field.value) {
        None => input.clone(),
        Some(PathField::Null) => Shape::object([], maker),
        Some(PathField::Path(text)) => named(text, input),
    }
}

fn named(text: &str, input: &Shape) -> Shape {
    match Path::parse(text) {
        Ok(path) if path.root() == &Root::Input => {
            let (steps, whole) = steps_of(&path, 0);
            input.at(&steps, whole).unwrap_or(Shape::Any)
        }
        _ => Shape::Any,
    }
}

/// The shape a payload template gives.
fn template(state: &State, template: &Template, input: &Shape) -> Shape {
    of_template(&template.value, input, state.id, 0)
}

fn of_template(value: &Value, input: &Shape, maker: StateId, depth: usize) -> Shape {
    let Value::Object(object) = value else { return Shape::of_value(value, maker, depth) };
    if depth > 5 || object.keys().any(|key| key.contains("${")) {
        return Shape::Any;
    }
    let members = object.iter().map(|(key, value)| match (key.strip_suffix(".$"), value.as_str()) {
        (Some(name), Some(text)) if Call::is_call(text) => {
            (Arc::from(name), Call::parse(text).map_or(Shape::Any, |call| Shape::of_function(call.function())))
        }
        (Some(name), Some(text)) => (Arc::from(name), named(text, input)),
        _ => (key.clone(), of_template(value, input, maker, depth + 1)),
    });
    Shape::object(members, maker)
}

/// The shape that `Output` and the like give. An expression that is but a path gives what that names, any other anything.
fn jsonata(state: &State, template: &Template, input: &Shape) -> Shape {
    of_jsonata(&template.value, state, input, 0)
}

fn of_jsonata(value: &Value, state: &State, input: &Shape, depth: usize) -> Shape {
    match value {
        Value::String(text) if text.starts_with("{%") => plain_path(text)
            .and_then(|steps| match steps.split_first() {
                Some(((name, _), rest)) if name == "input" => input.at(rest, true).ok(),
                Some(((name, _), rest)) if name == "errorOutput" => error(state).at(rest, true).ok(),
                Some(((name, _), [])) if name == "result" && matches!(state.kind, StateKind::Parallel(_)) => Some(Shape::Array),
                _ => None,
            })
            .unwrap_or(Shape::Any),
        Value::Object(object) if depth < 5 && !object.keys().any(|key| key.contains("${")) => {
            let members = object.iter().map(|(key, value)| (key.clone(), of_jsonata(value, state, input, depth + 1)));
            Shape::object(members, state.id)
        }
        Value::Object(_) => Shape::Any,
        other => Shape::of_value(other, state.id, depth),
    }
}

/// The steps of an expression that is nothing but `$states` and names.
fn plain_path(text: &str) -> Option<Vec<Step>> {
    let inner = text.strip_prefix("{%")?.strip_suffix("%}")?.trim().strip_prefix("$states.")?;
    let plain = |name: &str| {
        !name.is_empty()
            && !name.starts_with(|first: char| first.is_ascii_digit())
            && name.chars().all(|letter| letter.is_alphanumeric() || letter == '_')
    };
    inner.split('.').map(|name| plain(name).then(|| (name.to_owned(), 0..0))).collect()
}
