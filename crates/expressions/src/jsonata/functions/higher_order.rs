//! Functions that call functions: `$map`, `$filter`, `$reduce` and their kin.

use value::Key;

use super::Arguments;
use crate::jsonata::error::Fault;
use crate::jsonata::evaluate::operators::is_true;
use crate::jsonata::evaluate::{Evaluated, Evaluator, call};
use crate::jsonata::item::{Elements, Item};

/// Calls a function given as an argument.
pub(super) fn invoke(evaluator: &mut Evaluator, function: &Item, arguments: Vec<Item>) -> Evaluated {
    evaluator.spend(1)?;
    evaluator.apply(function, arguments, &call::NULL)
}

/// Calls with the item, then its place and the whole, if the function declares parameters for them.
fn visit(
    evaluator: &mut Evaluator,
    function: &Item,
    arity: usize,
    item: Item,
    place: impl FnOnce() -> Item,
    whole: &Item,
) -> Evaluated {
    let mut arguments = Vec::with_capacity(arity.clamp(1, 3));
    arguments.push(item);
    if arity >= 2 {
        arguments.push(place());
    }
    if arity >= 3 {
        arguments.push(whole.clone());
    }
    invoke(evaluator, function, arguments)
}

fn elements<'a>(arguments: &Arguments<'a>) -> Elements<'a> {
    arguments.get(0).elements().unwrap_or(Elements::Items(&[]))
}

pub(super) fn map(evaluator: &mut Evaluator, arguments: &Arguments) -> Evaluated {
    let (list, function) = (elements(arguments), arguments.get(1));
    let arity = call::arity(function);
    let (mut results, mut built) = (Vec::with_capacity(list.len().min(4096)), 0);
    for (index, item) in list.iter().enumerate() {
        let result = visit(evaluator, function, arity, item, || Item::from(index), arguments.get(0))?;
        if !result.is_undefined() {
            // Larger values are measured now and then, and as a whole in the end.
            evaluator.grow(&mut built, result.as_str().map_or(8, str::len))?;
            results.push(result);
        }
    }
    Ok(Item::sequence(results))
}

pub(super) fn filter(evaluator: &mut Evaluator, arguments: &Arguments) -> Evaluated {
    let (list, function) = (elements(arguments), arguments.get(1));
    let arity = call::arity(function);
    let mut results = Vec::new();
    for (index, item) in list.iter().enumerate() {
        let result = visit(evaluator, function, arity, item.clone(), || Item::from(index), arguments.get(0))?;
        if is_true(&result)? {
            results.push(item);
        }
    }
    evaluator.reserve(8 * results.len())?;
    Ok(Item::sequence(results))
}

pub(super) fn single(evaluator: &mut Evaluator, arguments: &Arguments) -> Evaluated {
    let (list, function) = (elements(arguments), arguments.get(1));
    let arity = call::arity(function);
    let mut found = None;
    for (index, item) in list.iter().enumerate() {
        let fits = function.is_undefined()
            || is_true(&visit(evaluator, function, arity, item.clone(), || Item::from(index), arguments.get(0))?)?;
        if fits && found.replace(item).is_some() {
            return Err(Box::new(Fault::new("D3138").index(index)));
        }
    }
    found.ok_or_else(|| Box::new(Fault::new("D3139")))
}

pub(super) fn reduce(evaluator: &mut Evaluator, arguments: &Arguments) -> Evaluated {
    let (list, function) = (elements(arguments), arguments.get(1));
    let arity = call::arity(function);
    if arity < 2 {
        return Err(Box::new(Fault::new("D3050").index(1)));
    }
    let mut items = list.iter().enumerate();
    let mut result = match arguments.get(2) {
        Item::Undefined => items.next().map(|(_, item)| item).unwrap_or_default(),
        init => init.clone(),
    };
    for (index, item) in items {
        let mut given = vec![result, item];
        if arity >= 3 {
            given.push(Item::from(index));
        }
        if arity >= 4 {
            given.push(arguments.get(0).clone());
        }
        result = invoke(evaluator, function, given)?;
    }
    Ok(result)
}

pub(super) fn each(evaluator: &mut Evaluator, arguments: &Arguments) -> Evaluated {
    let function = arguments.get(1);
    let arity = call::arity(function);
    let mut results = Vec::new();
    for (key, item) in arguments.get(0).members().unwrap_or_default() {
        let result = visit(evaluator, function, arity, item, || key_item(&key), arguments.get(0))?;
        if !result.is_undefined() {
            results.push(result);
        }
    }
    Ok(Item::sequence(results))
}

pub(super) fn sift(evaluator: &mut Evaluator, arguments: &Arguments) -> Evaluated {
    let function = arguments.get(1);
    let arity = call::arity(function);
    let mut kept = Vec::new();
    for (key, item) in arguments.get(0).members().unwrap_or_default() {
        let result = visit(evaluator, function, arity, item.clone(), || key_item(&key), arguments.get(0))?;
        if is_true(&result)? {
            kept.push((key, item));
        }
    }
    Ok(if kept.is_empty() { Item::Undefined } else { Item::object(kept) })
}

fn key_item(key: &Key) -> Item {
    Item::Value(value::Value::String(key.clone()))
}
