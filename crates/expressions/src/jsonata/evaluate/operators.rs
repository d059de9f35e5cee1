//! Operators of two values, truth, and ranges.

use std::cmp::Ordering;

use value::Value;

use super::{Evaluated, Evaluator};
use crate::jsonata::error::{Failed, Fault};
use crate::jsonata::item::{Function, Item, equal};
use crate::jsonata::node::Operator;
use crate::jsonata::numbers;
use crate::limits;

impl Evaluator<'_> {
    pub(super) fn binary(&mut self, operator: Operator, left: Item, right: Item) -> Evaluated {
        if matches!(operator, Operator::Equal | Operator::NotEqual) && left.is_container() && right.is_container() {
            self.check_size(&left)?;
            self.check_size(&right)?;
        }
        match operator {
            Operator::Add | Operator::Subtract | Operator::Multiply | Operator::Divide | Operator::Modulo => {
                let (Some(left), Some(right)) = (operand(&left, "T2001")?, operand(&right, "T2002")?) else {
                    return Ok(Item::Undefined);
                };
                Ok(Item::from(match operator {
                    Operator::Add => left + right,
                    Operator::Subtract => left - right,
                    Operator::Multiply => left * right,
                    Operator::Divide => left / right,
                    _ => left % right,
                }))
            }
            Operator::Equal => Ok(Item::from(!left.is_undefined() && !right.is_undefined() && equal(&left, &right))),
            Operator::NotEqual => Ok(Item::from(!left.is_undefined() && !right.is_undefined() && !equal(&left, &right))),
            Operator::Less | Operator::AtMost | Operator::Greater | Operator::AtLeast => compare(operator, &left, &right),
            Operator::Concatenate => {
                let left = self.text_of(&left)?;
                let right = self.text_of(&right)?;
                self.reserve(left.len() + right.len())?;
                let mut text = String::with_capacity(left.len() + right.len());
                text.push_str(&left);
                text.push_str(&right);
                Ok(Item::from(text))
            }
            Operator::In => includes(&left, &right),
        }
    }

    fn text_of(&mut self, item: &Item) -> Result<std::sync::Arc<str>, Failed> {
        match item {
            Item::Undefined => Ok("".into()),
            Item::Value(Value::String(text)) => Ok(text.clone()),
            other => self.string_of(other, false).map(Into::into),
        }
    }
}

/// The number of an operand; `None` if there is none, an error if it is something else.
fn operand(item: &Item, code: &'static str) -> Result<Option<f64>, Failed> {
    match item {
        Item::Undefined => Ok(None),
        other => match number(other)? {
            Some(number) => Ok(Some(number)),
            None => Err(Box::new(Fault::new(code).value(other.to_value_lossy()))),
        },
    }
}

/// The number, if one; an infinite one is an error.
pub(in crate::jsonata) fn number(item: &Item) -> Result<Option<f64>, Failed> {
    match item.as_f64() {
        Some(number) if number.is_infinite() => Err(Box::new(Fault::new("D1001").value(item.to_value_lossy()))),
        Some(number) if number.is_nan() => Ok(None),
        number => Ok(number),
    }
}

fn compare(operator: Operator, left: &Item, right: &Item) -> Evaluated {
    let comparable = |item: &Item| matches!(item, Item::Undefined | Item::Value(Value::String(_) | Value::Number(_)));
    if !comparable(left) || !comparable(right) {
        let blamed = if matches!(left, Item::Value(Value::String(_) | Value::Number(_))) { right } else { left };
        return Err(Box::new(Fault::new("T2010").value(blamed.to_value_lossy())));
    }
    let order = match (left, right) {
        (Item::Undefined, _) | (_, Item::Undefined) => return Ok(Item::Undefined),
        (Item::Value(Value::Number(left)), Item::Value(Value::Number(right))) => left.partial_cmp(right),
        (Item::Value(Value::String(left)), Item::Value(Value::String(right))) => Some(compare_texts(left, right)),
        _ => {
            return Err(Box::new(Fault::new("T2009").value(left.to_value_lossy()).second(right.to_value_lossy())));
        }
    };
    Ok(Item::from(order.is_some_and(|order| match operator {
        Operator::Less => order.is_lt(),
        Operator::AtMost => order.is_le(),
        Operator::Greater => order.is_gt(),
        _ => order.is_ge(),
    })))
}

/// Order by UTF-16 units.
pub(in crate::jsonata) fn compare_texts(left: &str, right: &str) -> Ordering {
    // Bytes give the same order unless a character lies beyond the basic plane.
    let beyond = |text: &str| text.bytes().any(|byte| byte >= 0xf0);
    if beyond(left) || beyond(right) { left.encode_utf16().cmp(right.encode_utf16()) } else { left.cmp(right) }
}

fn includes(left: &Item, right: &Item) -> Evaluated {
    if left.is_undefined() || right.is_undefined() {
        return Ok(Item::from(false));
    }
    // Identity, not deep equality: only scalars can be the same.
    let same = |item: &Item| match (left, item) {
        (Item::Value(Value::Array(_) | Value::Object(_)), _) | (_, Item::Value(Value::Array(_) | Value::Object(_))) => {
            match (left, item) {
                (Item::Value(left), Item::Value(item)) => left.is_same(item),
                _ => false,
            }
        }
        (Item::Value(left), Item::Value(item)) => left == item,
        _ => false,
    };
    Ok(Item::from(match right.elements() {
        Some(elements) => elements.iter().any(|item| same(&item)),
        None => same(right),
    }))
}

pub(super) fn range(first: &Item, last: &Item) -> Result<Item, Failed> {
    let whole = |item: &Item, code: &'static str| match item {
        Item::Undefined => Ok(None),
        other => match other.as_f64().filter(|number| number.fract() == 0.0) {
            Some(number) => Ok(Some(number)),
            None => Err(Box::new(Fault::new(code).value(other.to_value_lossy()))),
        },
    };
    let (Some(first), Some(last)) = (whole(first, "T2003")?, whole(last, "T2004")?) else { return Ok(Item::Undefined) };
    if first > last {
        return Ok(Item::Undefined);
    }
    let size = last - first + 1.0;
    if size > limits::JSONATA_RANGE {
        return Err(Box::new(Fault::new("D2014").value(Item::from(size).to_value_lossy())));
    }
    Ok(Item::Range(first as i64, size as usize))
}

/// Whether a value counts as true; nothing does not.
pub(in crate::jsonata) fn is_true(item: &Item) -> Result<bool, Failed> {
    Ok(match item {
        Item::Undefined => false,
        // In the reference a function is an object, and a pattern is not.
        Item::Builtin(_) => true,
        Item::Function(function) => !matches!(**function, Function::Regex(_) | Function::NextMatch { .. }),
        Item::Value(value) => value_is_true(value)?,
        Item::Record(members) => !members.is_empty(),
        Item::Range(first, count) => *count > 1 || *first != 0,
        array => match array.elements() {
            Some(elements) => {
                for element in elements.iter() {
                    if is_true(&element)? {
                        return Ok(true);
                    }
                }
                false
            }
            None => false,
        },
    })
}

fn value_is_true(value: &Value) -> Result<bool, Failed> {
    Ok(match value {
        Value::Null => false,
        Value::Bool(bool) => *bool,
        Value::Number(number) => {
            let number = number.as_f64();
            if number.is_infinite() {
                return Err(Box::new(Fault::new("D1001").value(numbers::json_number(number))));
            }
            number != 0.0 && !number.is_nan()
        }
        Value::String(text) => !text.is_empty(),
        Value::Array(values) => {
            for value in values.iter() {
                if value_is_true(value)? {
                    return Ok(true);
                }
            }
            false
        }
        Value::Object(object) => !object.is_empty(),
    })
}
