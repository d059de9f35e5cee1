//! Texts: `$string`, `$substring`, `$pad` and their kin.

use value::Value;

use super::Arguments;
use crate::jsonata::error::{Failed, Fault};
use crate::jsonata::evaluate::{Evaluated, Evaluator};
use crate::jsonata::item::Item;
use crate::jsonata::numbers;

impl Evaluator<'_> {
    /// A value as `$string` writes it; functions are empty, nothing is empty.
    pub(in crate::jsonata) fn string_of(&mut self, item: &Item, pretty: bool) -> Result<String, Failed> {
        match item {
            Item::Value(Value::String(text)) => return Ok(text.to_string()),
            Item::Value(Value::Number(number)) => {
                let number = number.as_f64();
                if !number.is_finite() {
                    return Err(Box::new(Fault::new("D3001").value(numbers::json_number(number))));
                }
            }
            Item::Undefined | Item::Builtin(_) | Item::Function(_) => return Ok(String::new()),
            _ => {}
        }
        self.check_size(item)?;
        let value = match item {
            Item::List(list) if list.outer => list.items.first().cloned().unwrap_or_default().to_value_lossy(),
            other => other.to_value_lossy(),
        };
        if let Some(infinite) = infinite_in(&value, 0) {
            return Err(Box::new(Fault::new("D1001").value(numbers::json_number(infinite))));
        }
        let mut text = String::new();
        numbers::write_json(&value, pretty.then_some(2), 0, true, &mut text);
        self.reserve(text.len())?;
        Ok(text)
    }
}

fn infinite_in(value: &Value, depth: usize) -> Option<f64> {
    if depth > crate::limits::VALUE_DEPTH {
        return None;
    }
    match value {
        Value::Number(number) => Some(number.as_f64()).filter(|number| number.is_infinite()),
        Value::Array(items) => items.iter().find_map(|item| infinite_in(item, depth + 1)),
        Value::Object(object) => object.values().find_map(|member| infinite_in(member, depth + 1)),
        _ => None,
    }
}

pub(super) fn join(evaluator: &mut Evaluator, arguments: &Arguments) -> Evaluated {
    let Some(elements) = arguments.get(0).elements() else { return Ok(Item::Undefined) };
    let separator = arguments.text(1).unwrap_or("");
    let size: usize = elements.iter().map(|item| item.as_str().map_or(0, str::len) + separator.len()).sum();
    evaluator.reserve(size)?;
    let mut text = String::with_capacity(size);
    for (position, item) in elements.iter().enumerate() {
        if position > 0 {
            text.push_str(separator);
        }
        text.push_str(item.as_str().unwrap_or(""));
    }
    Ok(Item::from(text))
}

pub(super) fn pad(evaluator: &mut Evaluator, arguments: &Arguments) -> Evaluated {
    let Some(text) = arguments.text(0) else { return Ok(Item::Undefined) };
    let Some(width) = arguments.number(1) else { return Ok(arguments.get(0).clone()) };
    let filler: Vec<char> = arguments.text(2).filter(|text| !text.is_empty()).unwrap_or(" ").chars().collect();
    let missing = (width.trunc().abs() - text.chars().count() as f64).clamp(0.0, 1e9) as usize;
    evaluator.reserve(missing + text.len())?;
    let padding: String = filler.iter().cycle().take(missing).collect();
    Ok(Item::from(if width > 0.0 { format!("{text}{padding}") } else { format!("{padding}{text}") }))
}

pub(super) fn substring(arguments: &Arguments) -> Evaluated {
    let Some(text) = arguments.text(0) else { return Ok(Item::Undefined) };
    let count = text.chars().count() as f64;
    let mut start = arguments.number(1).unwrap_or(0.0);
    if count + start < 0.0 {
        start = 0.0;
    }
    let place = |bound: f64| {
        let bound = bound.trunc();
        (if bound < 0.0 { (count + bound).max(0.0) } else { bound.min(count) }) as usize
    };
    let (from, to) = match arguments.number(2) {
        Some(length) if length <= 0.0 || arguments.get(1).is_undefined() => return Ok(Item::from("")),
        Some(length) => (place(start), place(if start >= 0.0 { start + length } else { count + start + length })),
        None => (place(start), count as usize),
    };
    Ok(Item::from(text.chars().skip(from).take(to.saturating_sub(from)).collect::<String>()))
}

pub(super) fn substring_before(arguments: &Arguments) -> Evaluated {
    let Some(text) = arguments.text(0) else { return Ok(Item::Undefined) };
    let found = arguments.text(1).and_then(|chars| text.find(chars));
    Ok(found.map_or_else(|| arguments.get(0).clone(), |at| Item::from(&text[..at])))
}

pub(super) fn substring_after(arguments: &Arguments) -> Evaluated {
    let Some(text) = arguments.text(0) else { return Ok(Item::Undefined) };
    let found = arguments.text(1).and_then(|chars| text.find(chars).map(|at| at + chars.len()));
    Ok(found.map_or_else(|| arguments.get(0).clone(), |at| Item::from(&text[at..])))
}

/// Blanks at the ends dropped, blanks inside made one each.
pub(super) fn trim(text: &str) -> String {
    let blank = |char: char| matches!(char, ' ' | '\t' | '\n' | '\r');
    text.split(blank).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}
