//! What each function gives. An error is told without the expression, which the caller adds.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use value::{Number, Value};

use super::call::{Argument, Function, Nested};
use super::{format, jackson};
use crate::jsonpath::{Path, PathError, Root};
use crate::{Environment, Scope, hash, java, limits};

/// Why a call gives nothing.
pub(super) enum Failure {
    /// An argument's path finds nothing.
    Path(String),
    /// The arguments do not fit the function.
    Arguments(String),
}

pub(super) fn evaluate(call: &Nested, scope: &Scope, environment: &mut dyn Environment) -> Result<Value, Failure> {
    let mut arguments = Vec::with_capacity(call.arguments.len());
    for (position, (argument, _)) in call.arguments.iter().enumerate() {
        arguments.push(match argument {
            Argument::Constant(value) => value.clone(),
            // The template of Format keeps its escapes until its `{}` are filled.
            Argument::Text(raw) if call.function == Function::Format && position == 0 => Value::from(&**raw),
            Argument::Text(raw) => Value::from(format::unescape(raw)),
            Argument::Call(nested) => evaluate(&nested.0, scope, environment)?,
            Argument::Path(path) => path.evaluate(scope).map_err(|error| Failure::Path(not_found(path, error, scope)))?,
        });
    }
    apply(call.function, arguments, environment).map_err(Failure::Arguments)
}

fn not_found(path: &Path, error: PathError, scope: &Scope) -> String {
    if !error.missing || error.reason.starts_with("Filter: ") {
        return error.reason;
    }
    let field = if *path.root() == Root::Context { &path.source()[1..] } else { path.source() };
    format!("The JsonPath argument for the field '{field}' could not be found in the input '{}'", scope.input.to_java_json())
}

fn apply(function: Function, arguments: Vec<Value>, environment: &mut dyn Environment) -> Result<Value, String> {
    let name = function.name();
    let invalid = || format!("Invalid arguments in {name}");
    let (fewest, most) = function.arity();
    if !(fewest..=most).contains(&arguments.len()) {
        // `JsonToString` is recorded, its counterpart alike.
        let alone = matches!(function, Function::JsonToString | Function::StringToJson);
        return Err(if alone { format!("{}: only a single argument is allowed.", invalid()) } else { invalid() });
    }
    match function {
        Function::Format => {
            let template = arguments[0].as_str().ok_or_else(invalid)?;
            format::interpolate(template, &arguments[1..]).map(Value::from)
        }
        Function::StringToJson => string_to_json(arguments[0].as_str().ok_or_else(invalid)?).map_err(|parser| match parser {
            Some(sentence) => format!("Cannot convert String to Json in {name}, caused by: {sentence}"),
            None => invalid(),
        }),
        _ => compute(function, arguments, environment).ok_or_else(invalid),
    }
}

/// `None` as an error: JSON that is deeper than we read.
fn string_to_json(text: &str) -> Result<Value, Option<String>> {
    if text.chars().all(|char| matches!(char, ' ' | '\t' | '\n' | '\r')) {
        return Ok(Value::Null);
    }
    let end = jackson::first_value(text).map_err(Some)?;
    value::parse(&text[..end]).map(plain_zero).map_err(|_| None)
}

/// `None` means that the arguments do not fit.
fn compute(function: Function, arguments: Vec<Value>, environment: &mut dyn Environment) -> Option<Value> {
    let argument = |position: usize| arguments.get(position).unwrap_or(&Value::Null);
    let text = |position: usize| argument(position).as_str();
    let items = |position: usize| argument(position).as_array();
    Some(match function {
        Function::Array => Value::from(arguments),
        // Second-hand: the service compares the texts of the values, so that "1" is found among numbers.
        Function::ArrayContains => {
            let wanted = format::text_of(argument(1));
            Value::Bool(items(0)?.iter().any(|item| format::text_of(item) == wanted))
        }
        Function::ArrayGetItem => items(0)?.get(usize::try_from(truncated(argument(1))?).ok()?)?.clone(),
        Function::ArrayLength => Value::from(items(0)?.len() as i64),
        Function::ArrayPartition => {
            let size = usize::try_from(truncated(argument(1))?).ok().filter(|size| *size > 0)?;
            Value::array(items(0)?.chunks(size).map(|chunk| Value::from(chunk.to_vec())))
        }
        Function::ArrayRange => range(truncated(argument(0))?, truncated(argument(1))?, truncated(argument(2))?)?,
        Function::ArrayUnique => Value::from(java::hash_set(items(0)?)),
        Function::Base64Decode => Value::from(base64_decoded(short(text(0)?)?)),
        Function::Base64Encode => Value::from(STANDARD.encode(short(text(0)?)?)),
        Function::Format | Function::StringToJson => return None,
        Function::Hash => {
            let data = match argument(0) {
                Value::String(text) => text.to_string(),
                other => other.to_java_json(),
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
        Function::JsonToString => Value::from(argument(0).to_java_json()),
        Function::MathAdd => {
            let sum = rounded(argument(0))?.checked_add(rounded(argument(1))?)?;
            Value::from(i64::from(i32::try_from(sum).ok()?))
        }
        Function::MathRandom => {
            let (start, end) = (truncated(argument(0))?, truncated(argument(1))?);
            if start >= end {
                return None;
            }
            let length = i32::try_from(end - start).ok()?;
            Value::from(
                start
                    + match arguments.get(2) {
                        Some(seed) => i64::from(java::Random::new(truncated(seed)?).next_int(length)),
                        None => ((environment.random() * f64::from(length)) as i64).min(i64::from(length) - 1),
                    },
            )
        }
        Function::StringSplit => {
            let delimiters = text(1)?;
            Value::array(text(0)?.split(|char| delimiters.contains(char)).filter(|part| !part.is_empty()))
        }
        Function::Uuid => Value::from(environment.uuid()),
    })
}

/// Base64 as a lenient decoder reads it: other characters are passed over, the alphabet for URLs is understood, padding ends it.
fn base64_decoded(text: &str) -> String {
    let digits = text.bytes().take_while(|byte| *byte != b'=').filter_map(|byte| match byte {
        b'A'..=b'Z' => Some(byte - b'A'),
        b'a'..=b'z' => Some(byte - b'a' + 26),
        b'0'..=b'9' => Some(byte - b'0' + 52),
        b'+' | b'-' => Some(62),
        b'/' | b'_' => Some(63),
        _ => None,
    });
    let (mut bits, mut count, mut bytes) = (0_u32, 0, Vec::new());
    for digit in digits {
        bits = (bits << 6 | u32::from(digit)) & 0xff_ffff;
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count) as u8);
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
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

/// Minus zero reads as zero.
fn plain_zero(value: Value) -> Value {
    match value {
        Value::Number(Number::Float(0.0)) => Value::from(0),
        other => other,
    }
}
