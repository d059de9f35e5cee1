//! An expression taken apart: what each part of it gives on given data.

use std::ops::Range;

use expressions::intrinsic::Call;
use expressions::jsonata::{Bindings, Budget, Dialect, Expression, Outcome};
use expressions::jsonpath::Path;
use value::Value;

use crate::sight::Sight;
use crate::words;

/// So many parts are told; of more, the first and the outermost.
const MOST: usize = 200;

/// A part of an expression.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// Its bytes in the text that was given.
    pub range: Range<usize>,
    /// What it gives; an evaluation of a part that comes to nothing is `Nothing`.
    pub gives: Gives,
}

/// What a part gives.
#[derive(Clone, Debug, PartialEq)]
pub enum Gives {
    /// A value.
    Value(Value),
    /// Nothing.
    Nothing,
    /// A function.
    Function,
    /// It cannot be evaluated: a sentence.
    Error(String),
}

/// The parts of an expression, inner ones first, the whole last: JSONata in `{% … %}`, else an intrinsic call, else a path.
/// Text that is none of these has no parts.
#[must_use]
pub fn parts(text: &str, sight: &Sight) -> Vec<Part> {
    let trimmed = text.trim();
    let found = if trimmed.starts_with("{%") {
        jsonata(text, sight)
    } else if Call::is_call(trimmed) {
        intrinsic(text, sight)
    } else if trimmed.starts_with('$') {
        path(trimmed, text.len() - text.trim_start().len(), sight)
    } else {
        vec![]
    };
    unique(found)
}

fn jsonata(text: &str, sight: &Sight) -> Vec<Part> {
    let inner = words::expression(text);
    // The heart is a slice of the text.
    let offset = inner.as_ptr() as usize - text.as_ptr() as usize;
    let expression = match Expression::compile(inner, Dialect::StepFunctions) {
        Ok(expression) => expression,
        Err(error) => {
            let range = error.range.start + offset..error.range.end + offset;
            return vec![Part { range, gives: Gives::Error(error.to_string()) }];
        }
    };
    let states = sight.states();
    let bindings = Bindings { input: None, states: Some(&states), variables: &sight.variables };
    let trace = expression.evaluate_traced(&bindings, &mut sight.environment(), Budget::default());
    let mut parts: Vec<Part> = trace
        .parts
        .into_iter()
        .map(|(range, outcome)| Part { range: range.start + offset..range.end + offset, gives: gives(outcome) })
        .collect();
    let whole = match trace.result {
        Ok(outcome) => gives(outcome),
        Err(error) => {
            let range = error.range.start + offset..error.range.end + offset;
            parts.push(Part { range, gives: Gives::Error(error.to_string()) });
            return parts;
        }
    };
    parts.push(Part { range: offset..offset + inner.len(), gives: whole });
    parts
}

fn gives(outcome: Outcome) -> Gives {
    match outcome {
        Outcome::Value(value) => Gives::Value(value),
        Outcome::Undefined => Gives::Nothing,
        Outcome::Function => Gives::Function,
    }
}

/// A path's beginnings: `$`, `$.order`, `$.order.id`.
fn path(text: &str, offset: usize, sight: &Sight) -> Vec<Part> {
    let Ok(path) = Path::parse(text) else {
        return vec![Part { range: offset..offset + text.len(), gives: evaluated(text, sight) }];
    };
    let ends: Vec<usize> = path.segment_ranges().map(|range| range.end).collect();
    let root = path.segment_ranges().next().map_or(text.len(), |range| range.start);
    // A property's range may or may not hold its dot.
    let root = text.get(..root).map_or(text.len(), |start| start.trim_end_matches('.').len());
    let mut found = vec![];
    for end in std::iter::once(root).chain(ends) {
        let Some(beginning) = text.get(..end).filter(|beginning| !beginning.is_empty()) else { continue };
        found.push(Part { range: offset..offset + end, gives: evaluated(beginning, sight) });
    }
    found
}

fn evaluated(text: &str, sight: &Sight) -> Gives {
    sight.path(text).map_or_else(Gives::Error, Gives::Value)
}

fn intrinsic(text: &str, sight: &Sight) -> Vec<Part> {
    let offset = text.len() - text.trim_start().len();
    let text = text.trim();
    let call = match Call::parse(text) {
        Ok(call) => call,
        Err(error) => {
            let range = error.range.start + offset..error.range.end + offset;
            return vec![Part { range, gives: Gives::Error(error.to_string()) }];
        }
    };
    let mut found = vec![];
    for (path, range) in call.paths() {
        found.push(Part { range: range.start + offset..range.end + offset, gives: evaluated(path.source(), sight) });
    }
    // Inner calls end before outer ones.
    let mut ranges: Vec<Range<usize>> = call.calls().into_iter().map(|(_, name)| call_around(text, &name)).collect();
    ranges.sort_by_key(|range| range.end);
    for range in ranges.into_iter().filter(|range| *range != (0..text.len())) {
        let gives = text.get(range.clone()).map_or(Gives::Nothing, |inner| called(inner, sight));
        found.push(Part { range: range.start + offset..range.end + offset, gives });
    }
    found.push(Part { range: offset..offset + text.len(), gives: called(text, sight) });
    found
}

fn called(text: &str, sight: &Sight) -> Gives {
    let value = Call::parse(text)
        .map_err(|error| error.to_string())
        .and_then(|call| call.evaluate(&sight.scope(), &mut sight.environment()).map_err(|error| error.to_string()));
    value.map_or_else(Gives::Error, Gives::Value)
}

/// The bytes of a call from its name to the bracket that closes it; quoted text may hold brackets.
fn call_around(text: &str, name: &Range<usize>) -> Range<usize> {
    let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
    for (at, byte) in text.bytes().enumerate().skip(name.start) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'\'' => quoted = !quoted,
            b'(' if !quoted => depth += 1,
            b')' if !quoted => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return name.start..at + 1;
                }
            }
            _ => {}
        }
    }
    name.start..text.len()
}

/// Each place once: of a part that is evaluated several times, its first and how it ends matter less than that it is short.
fn unique(parts: Vec<Part>) -> Vec<Part> {
    let mut seen = std::collections::BTreeSet::new();
    let whole = parts.last().cloned();
    let mut kept: Vec<Part> =
        parts.into_iter().filter(|part| seen.insert((part.range.start, part.range.end))).take(MOST).collect();
    // The whole is told, whatever was cut, with its own value.
    if let Some(whole) = whole {
        kept.retain(|part| part.range != whole.range);
        kept.push(whole);
    }
    kept
}
