//! The functions that Step Functions adds. Numbers that are not whole are cut towards zero, as the service does.

use super::Arguments;
use crate::hash::digest;
use crate::java::Random;
use crate::jsonata::error::Fault;
use crate::jsonata::evaluate::{Evaluated, Evaluator, limit};
use crate::jsonata::item::Item;
use crate::limits;

pub(super) fn hash(arguments: &Arguments) -> Evaluated {
    let (Some(text), Some(algorithm)) = (arguments.text(0), arguments.text(1)) else { return Ok(Item::Undefined) };
    match digest(text, algorithm) {
        Some(digest) => Ok(Item::from(digest)),
        None => Err(Box::new(Fault::new("T0410").value(algorithm).index(2))),
    }
}

pub(super) fn parse(arguments: &Arguments) -> Evaluated {
    let Some(text) = arguments.text(0) else { return Ok(Item::Undefined) };
    match value::parse(text) {
        Ok(value) => Ok(Item::Value(value)),
        Err(error) => Err(limit(&format!("Unable to parse the text as JSON: {error}"))),
    }
}

pub(super) fn partition(evaluator: &mut Evaluator, arguments: &Arguments) -> Evaluated {
    let (Some(elements), Some(size)) = (arguments.get(0).elements(), arguments.number(1)) else { return Ok(Item::Undefined) };
    let size = size.trunc();
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
