//! Arrays: `$append`, `$sort`, `$distinct` and their kin.

use value::Value;

use super::{Arguments, higher_order};
use crate::jsonata::error::Fault;
use crate::jsonata::evaluate::operators::compare_texts;
use crate::jsonata::evaluate::sort::merge_sort;
use crate::jsonata::evaluate::{Evaluated, Evaluator};
use crate::jsonata::item::{Item, append, equal, fingerprint};

pub(super) fn append_two(evaluator: &mut Evaluator, arguments: &Arguments) -> Evaluated {
    let count = |item: &Item| item.elements().map_or(1, |elements| elements.len());
    let count = count(arguments.get(0)) + count(arguments.get(1));
    evaluator.reserve(8 * count)?;
    evaluator.spend(count)?;
    Ok(append(arguments.get(0).clone(), arguments.get(1).clone()))
}

pub(super) fn distinct(evaluator: &mut Evaluator, arguments: &Arguments) -> Evaluated {
    let list = arguments.get(0);
    let Some(elements) = list.elements().filter(|elements| elements.len() > 1) else { return Ok(list.clone()) };
    evaluator.check_size(list)?;
    evaluator.spend(8 * elements.len())?;
    let items: Vec<Item> = elements.iter().collect();
    let mut places: Vec<(u64, usize)> = items.iter().enumerate().map(|(place, item)| (fingerprint(item), place)).collect();
    places.sort_unstable();
    let mut repeated = vec![false; items.len()];
    for alike in places.chunk_by(|one, other| one.0 == other.0) {
        let mut kept: Vec<usize> = Vec::new();
        for (_, place) in alike {
            // Functions are all alike, and different.
            evaluator.spend(kept.len())?;
            repeated[*place] = kept.iter().any(|known| equal(&items[*known], &items[*place]));
            if !repeated[*place] {
                kept.push(*place);
            }
        }
    }
    let kept = items.into_iter().zip(repeated).filter(|(_, repeated)| !repeated).map(|(item, _)| item).collect();
    Ok(if list.is_sequence() { Item::sequence(kept) } else { Item::array(kept) })
}

pub(super) fn reverse(evaluator: &mut Evaluator, arguments: &Arguments) -> Evaluated {
    let list = arguments.get(0);
    let Some(elements) = list.elements().filter(|elements| elements.len() > 1) else { return Ok(list.clone()) };
    evaluator.reserve(8 * elements.len())?;
    let mut items: Vec<Item> = elements.iter().collect();
    items.reverse();
    Ok(Item::array(items))
}

pub(super) fn shuffle(evaluator: &mut Evaluator, arguments: &Arguments) -> Evaluated {
    let list = arguments.get(0);
    let Some(elements) = list.elements().filter(|elements| elements.len() > 1) else { return Ok(list.clone()) };
    evaluator.reserve(8 * elements.len())?;
    let mut items: Vec<Item> = elements.iter().collect();
    for index in (1..items.len()).rev() {
        let other = (evaluator.environment.random() * (index + 1) as f64) as usize;
        items.swap(index, other.min(index));
    }
    Ok(Item::array(items))
}

pub(super) fn sort(evaluator: &mut Evaluator, arguments: &Arguments) -> Evaluated {
    let list = arguments.get(0);
    let Some(elements) = list.elements().filter(|elements| elements.len() > 1) else { return Ok(list.clone()) };
    evaluator.reserve(8 * elements.len())?;
    let comparator = arguments.get(1);
    if comparator.is_undefined() {
        let numbers = elements.all_are(|item| matches!(item, Item::Value(Value::Number(_))));
        if !numbers && !elements.all_are(|item| matches!(item, Item::Value(Value::String(_)))) {
            return Err(Box::new(Fault::new("D3070").index(1)));
        }
        let sorted = merge_sort(elements.iter().collect(), &mut |one: &Item, other: &Item| {
            evaluator.spend(1)?;
            Ok(match (one, other) {
                (Item::Value(Value::String(one)), Item::Value(Value::String(other))) => compare_texts(one, other).is_gt(),
                _ => one.as_f64() > other.as_f64(),
            })
        })?;
        return Ok(Item::array(sorted));
    }
    let sorted = merge_sort(elements.iter().collect(), &mut |one: &Item, other: &Item| {
        let swaps = higher_order::invoke(evaluator, comparator, vec![one.clone(), other.clone()])?;
        Ok(is_truthy(&swaps))
    })?;
    Ok(Item::array(sorted))
}

/// Truth as the reference's host language sees it: any array, object or function is true.
fn is_truthy(item: &Item) -> bool {
    match item {
        Item::Undefined | Item::Value(Value::Null | Value::Bool(false)) => false,
        Item::Value(Value::Number(number)) => number.as_f64() != 0.0,
        Item::Value(Value::String(text)) => !text.is_empty(),
        _ => true,
    }
}

pub(super) fn zip(evaluator: &mut Evaluator, arguments: &Arguments) -> Evaluated {
    let length = arguments.0.iter().map(|list| list.elements().map_or(0, |elements| elements.len())).min().unwrap_or(0);
    evaluator.reserve(8 * length * arguments.0.len())?;
    let row = |index: usize| {
        Item::array(
            arguments.0.iter().map(|list| list.elements().map_or(Item::Undefined, |elements| elements.get(index))).collect(),
        )
    };
    Ok(Item::array((0..length).map(row).collect()))
}
