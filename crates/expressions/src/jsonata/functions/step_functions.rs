//! The functions that Step Functions adds. Numbers that are not whole are cut towards zero, as the service does.

use super::{Arguments, urls};
use crate::hash::digest;
use crate::java::Random;
use crate::jsonata::error::{Failed, Fault};
use crate::jsonata::evaluate::{Evaluated, Evaluator, limit};
use crate::jsonata::item::Item;
use crate::limits;

/// The service decodes as Java does, which takes no other characters.
pub(super) fn base64_decode(arguments: &Arguments) -> Evaluated {
    let Some(text) = arguments.text(0) else { return Ok(Item::Undefined) };
    let body = text.trim_end_matches('=');
    if let Some(other) = body.chars().find(|char| !char.is_ascii_alphanumeric() && !matches!(char, '+' | '/')) {
        return Err(limit(&format!("Illegal base64 character {:x}", other as u32)));
    }
    let padding = text.len() - body.len();
    if body.len() % 4 == 1 || padding > 2 || (padding > 0 && text.len() % 4 != 0) {
        return Err(limit("Input byte array has wrong 4-byte ending unit"));
    }
    Ok(Item::from(urls::base64_decode(text)))
}

pub(super) fn hash(arguments: &Arguments) -> Evaluated {
    let (Some(text), Some(algorithm)) = (arguments.text(0), arguments.text(1)) else { return Ok(Item::Undefined) };
    match digest(text, algorithm) {
        Some(digest) => Ok(Item::from(digest)),
        // As recorded, the names in this order.
        None => Err(refused(format!("Hash algorithm '{algorithm}' must be one of SHA-1, SHA-384, SHA-256, SHA-512, MD5"))),
    }
}

pub(super) fn parse(arguments: &Arguments) -> Evaluated {
    let Some(text) = arguments.text(0) else { return Ok(Item::Undefined) };
    value::parse(text).map(Item::Value).map_err(|_| refused("Invalid JSON".to_owned()))
}

/// The code with which the service's own functions fail, that of `$error`.
fn refused(message: String) -> Failed {
    Box::new(Fault::new("D3137").note(message))
}

/// Without a size, all items are one part (recorded).
pub(super) fn partition(evaluator: &mut Evaluator, arguments: &Arguments) -> Evaluated {
    let array = arguments.get(0);
    let Some(elements) = array.elements() else {
        return Err(Box::new(Fault::new("T0412").value(array.to_value_lossy()).index(1)));
    };
    let size = arguments.number(1).map_or(f64::INFINITY, f64::trunc);
    if size < 0.0 {
        return Err(refused("Second argument must be zero or greater".to_owned()));
    }
    if size < 1.0 || elements.len() == 0 {
        return Ok(Item::Undefined);
    }
    evaluator.reserve(8 * elements.len())?;
    let items: Vec<Item> = elements.iter().collect();
    let size = size.min(items.len() as f64) as usize;
    Ok(Item::array(items.chunks(size).map(|chunk| Item::array(chunk.to_vec())).collect()))
}

pub(super) fn random(evaluator: &mut Evaluator, arguments: &Arguments) -> Item {
    Item::from(match arguments.number(0) {
        Some(seed) => Random::new(seed.trunc() as i64).next_double(),
        None => evaluator.environment.random(),
    })
}

pub(super) fn range(evaluator: &mut Evaluator, arguments: &Arguments) -> Evaluated {
    let (Some(first), Some(last), Some(step)) = (arguments.number(0), arguments.number(1), arguments.number(2)) else {
        return Ok(Item::Undefined);
    };
    let (first, last, step) = (first.trunc(), last.trunc(), step.trunc());
    if step == 0.0 || (last - first) * step < 0.0 {
        return Ok(Item::Undefined);
    }
    let count = ((last - first) / step).floor() + 1.0;
    evaluator.reserve(if count > limits::STEP_FUNCTIONS_RANGE { usize::MAX } else { 8 * count as usize })?;
    let items: Vec<Item> = (0..count as usize).map(|index| Item::from(first + index as f64 * step)).collect();
    Ok(if items.len() == 1 { items.into_iter().next().unwrap_or_default() } else { Item::array(items) })
}
