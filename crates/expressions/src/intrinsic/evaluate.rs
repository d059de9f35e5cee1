//! What each function gives. An error is the reason alone; the caller adds the expression.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use value::{Number, Value};

use super::call::{Argument, Function, Nested};
use super::format;
use crate::environment::{split_mix, unit_interval};
use crate::jsonpath::Root;
use crate::{Environment, Scope, hash, limits};

pub(super) fn evaluate(call: &Nested, scope: &Scope, environment: &mut dyn Environment) -> Result<Value, String> {
    let mut arguments = Vec::with_capacity(call.arguments.len());
    for (position, (argument, _)) in call.arguments.iter().enumerate() {
        arguments.push(match argument {
            Argument::Constant(value) => value.clone(),
            // The template of Format keeps its escapes until its `{}` are filled.
            Argument::Text(raw) if call.function == Function::Format && position == 0 => Value::from(&**raw),
            Argument::Text(raw) => Value::from(format::unescape(raw)),
            Argument::Call(nested) => evaluate(&nested.0, scope, environment)?,
            Argument::Path(path) => path.evaluate_strictly(scope).map_err(|error| {
                if !error.missing || error.reason.starts_with("Filter: ") {
                    return error.reason;
                }
                let field = if *path.root() == Root::Context { &path.source()[1..] } else { path.source() };
                format!(
                    "The JsonPath argument for the field '{field}' could not be found in the input '{}'",
                    scope.input.to_json()
                )
            })?,
        });
    }
    let name = call.function.name();
    if call.function == Function::Format {
        let invalid = || format!("Invalid arguments in {name}");
        let template = arguments[0].as_str().ok_or_else(invalid)?;
        return format::interpolate(template, &arguments[1..])
            .map(Value::from)
            .ok_or_else(|| format!("{}: number of arguments do not match the occurrences of {{}}.", invalid()));
    }
    apply(call.function, arguments, environment).ok_or_else(|| format!("Invalid arguments in {name}"))
}

/// `None` means that the arguments do not fit.
fn apply(function: Function, arguments: Vec<Value>, environment: &mut dyn Environment) -> Option<Value> {
    let argument = |position: usize| arguments.get(position).unwrap_or(&Value::Null);
    let text = |position: usize| argument(position).as_str();
    let items = |position: usize| argument(position).as_array();
    Some(match function {
        Function::Array => Value::from(arguments),
        Function::ArrayContains => Value::Bool(items(0)?.contains(argument(1))),
        Function::ArrayGetItem => items(0)?.get(usize::try_from(truncated(argument(1))?).ok()?)?.clone(),
        Function::ArrayLength => Value::from(items(0)?.len() as i64),
        Function::ArrayPartition => {
            let size = usize::try_from(truncated(argument(1))?).ok().filter(|size| *size > 0)?;
            Value::array(items(0)?.chunks(size).map(|chunk| Value::from(chunk.to_vec())))
        }
        Function::ArrayRange => range(truncated(argument(0))?, truncated(argument(1))?, truncated(argument(2))?)?,
        Function::ArrayUnique => unique(items(0)?),
        Function::Base64Decode => {
            let bytes = STANDARD.decode(short(text(0)?)?).ok()?;
            Value::from(String::from_utf8(bytes).ok()?)
        }
        Function::Base64Encode => Value::from(STANDARD.encode(short(text(0)?)?)),
        Function::Format => return None,
        Function::Hash => {
            let data = match argument(0) {
                Value::String(text) => text.to_string(),
                other => other.to_json(),
            };
            Value::from(hash::digest(short(&data)?, text(1)?)?)
        }
        Function::JsonMerge => {
            // Only the shallow mode exists.
            if *argument(2) != Value::Bool(false) {
                return None;
            }
            let mut merged = (**argument(0).as_object()?).clone();
            for (key, value) in argument(1).as_object()?.iter() {
                merged.insert(key.clone(), value.clone());
            }
            Value::from(merged)
        }
        Function::JsonToString => Value::from(argument(0).to_json()),
        Function::MathAdd => {
            let sum = rounded(argument(0))?.checked_add(rounded(argument(1))?)?;
            Value::from(i64::from(i32::try_from(sum).ok()?))
        }
        Function::MathRandom => {
            let (start, end) = (truncated(argument(0))?, truncated(argument(1))?);
            if start >= end {
                return None;
            }
            let chance = match arguments.get(2) {
                Some(seed) => unit_interval(split_mix(&mut (truncated(seed)? as u64))),
                None => environment.random(),
            };
            Value::from((start + (chance * (end - start) as f64) as i64).min(end - 1))
        }
        Function::StringSplit => {
            let delimiters = text(1)?;
            Value::array(text(0)?.split(|char| delimiters.contains(char)).filter(|part| !part.is_empty()))
        }
        Function::StringToJson => match text(0)?.trim() {
            "" => Value::Null,
            json => plain_zero(value::parse(json).ok()?),
        },
        Function::Uuid => Value::from(environment.uuid()),
    })
}

/// The text, if within the length these functions take.
fn short(text: &str) -> Option<&str> {
    (text.chars().count() <= limits::INTRINSIC_TEXT).then_some(text)
}

/// A number within 32 bits, its fraction dropped.
fn truncated(value: &Value) -> Option<i64> {
    whole(value.as_f64()?.trunc())
}

/// A number within 32 bits, rounded to the nearest whole one, halves upwards.
fn rounded(value: &Value) -> Option<i64> {
    whole((value.as_f64()? + 0.5).floor())
}

fn whole(number: f64) -> Option<i64> {
    (f64::from(i32::MIN)..=f64::from(i32::MAX)).contains(&number).then_some(number as i64)
}

fn range(first: i64, last: i64, step: i64) -> Option<Value> {
    if step == 0 {
        return None;
    }
    let mut items = Vec::new();
    let mut next = first;
    while if step > 0 { next <= last } else { next >= last } {
        if items.len() == limits::RANGE_ITEMS {
            return None;
        }
        items.push(Value::from(next));
        next += step;
    }
    Some(Value::from(items))
}

fn unique(items: &[Value]) -> Value {
    let mut seen: Vec<Value> = Vec::new();
    for item in items {
        if !seen.contains(item) {
            seen.push(item.clone());
        }
    }
    Value::from(seen)
}

/// Minus zero reads as zero.
fn plain_zero(value: Value) -> Value {
    match value {
        Value::Number(Number::Float(0.0)) => Value::from(0),
        other => other,
    }
}
