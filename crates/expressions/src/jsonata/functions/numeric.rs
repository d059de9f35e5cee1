//! Numbers: `$sum`, `$round`, `$power` and their kin.

use value::Value;

use super::Arguments;
use crate::jsonata::catalogue::Builtin;
use crate::jsonata::error::Fault;
use crate::jsonata::evaluate::{Evaluated, Evaluator};
use crate::jsonata::item::{Elements, Item};
use crate::jsonata::numbers;

pub(super) fn aggregate(evaluator: &mut Evaluator, builtin: Builtin, arguments: &Arguments) -> Evaluated {
    let Some(elements) = arguments.get(0).elements() else { return Ok(Item::Undefined) };
    let count = elements.len();
    evaluator.spend(count / 4)?;
    if count == 0 {
        return Ok(if builtin == Builtin::Sum { Item::from(0.0) } else { Item::Undefined });
    }
    let fold = |start: f64, combine: fn(f64, f64) -> f64| match elements {
        Elements::Values(values) => values.iter().filter_map(Value::as_f64).fold(start, combine),
        _ => elements.iter().filter_map(|item| item.as_f64()).fold(start, combine),
    };
    Ok(Item::from(match builtin {
        Builtin::Max => fold(f64::NEG_INFINITY, f64::max),
        Builtin::Min => fold(f64::INFINITY, f64::min),
        Builtin::Average => fold(0.0, |sum, number| sum + number) / count as f64,
        _ => fold(0.0, |sum, number| sum + number),
    }))
}

pub(super) fn format_base(arguments: &Arguments) -> Evaluated {
    let Some(number) = arguments.number(0) else { return Ok(Item::Undefined) };
    let radix = arguments.number(1).map_or(10.0, |radix| numbers::round(radix, 0));
    if !(2.0..=36.0).contains(&radix) {
        return Err(Box::new(Fault::new("D3100").value(numbers::json_number(radix))));
    }
    Ok(Item::from(numbers::to_base(numbers::round(number, 0), radix as u32)))
}

pub(super) fn number(arguments: &Arguments) -> Evaluated {
    let argument = arguments.get(0);
    let number = match argument {
        Item::Value(Value::Number(_)) => return Ok(argument.clone()),
        Item::Value(Value::Bool(bool)) => Some(f64::from(u8::from(*bool))),
        Item::Value(Value::String(text)) => numbers::parse(text),
        _ => None,
    };
    match number {
        Some(number) => Ok(Item::from(number)),
        None => Err(Box::new(Fault::new("D3030").value(argument.to_value_lossy()).index(1))),
    }
}

pub(super) fn power(arguments: &Arguments) -> Evaluated {
    let Some(base) = arguments.number(0) else { return Ok(Item::Undefined) };
    let exponent = arguments.number(1).unwrap_or(f64::NAN);
    // Unlike IEEE 754, ECMAScript has no power of one for what is no number or infinite.
    let result = if base.abs() == 1.0 && !exponent.is_finite() { f64::NAN } else { libm::pow(base, exponent) };
    if !result.is_finite() {
        let mut fault = Fault::new("D3061").value(numbers::json_number(base)).index(1);
        fault.second = arguments.get(1).as_value().cloned();
        return Err(Box::new(fault));
    }
    Ok(Item::from(result))
}

pub(super) fn round(arguments: &Arguments) -> Evaluated {
    let precision = arguments.number(1).unwrap_or(0.0);
    if precision.fract() != 0.0 {
        return Ok(Item::from(f64::NAN));
    }
    Ok(arguments.number(0).map(|number| numbers::round(number, precision.clamp(-400.0, 400.0) as i32)).into())
}

pub(super) fn sqrt(arguments: &Arguments) -> Evaluated {
    match arguments.number(0) {
        Some(number) if number < 0.0 => Err(Box::new(Fault::new("D3060").value(numbers::json_number(number)).index(1))),
        number => Ok(number.map(f64::sqrt).into()),
    }
}
