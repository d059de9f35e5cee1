//! Objects: `$keys`, `$merge`, `$spread` and their kin.

use value::{Key, Object, Value};

use crate::jsonata::error::Failed;
use crate::jsonata::evaluate::{Evaluated, Evaluator};
use crate::jsonata::item::Item;

pub(super) fn clone(evaluator: &mut Evaluator, item: &Item) -> Evaluated {
    evaluator.check_size(item)?;
    Ok(Item::Value(item.to_value_lossy()))
}

pub(super) fn keys(evaluator: &mut Evaluator, item: &Item) -> Evaluated {
    let mut names: Vec<Key> = Vec::new();
    let mut seen = Object::new();
    gather(evaluator, item, &mut names, &mut seen, 0)?;
    Ok(Item::sequence(names.into_iter().map(|name| Item::Value(Value::String(name))).collect()))
}

fn gather(evaluator: &mut Evaluator, item: &Item, names: &mut Vec<Key>, seen: &mut Object, depth: usize) -> Result<(), Failed> {
    evaluator.spend(1)?;
    if depth > crate::limits::VALUE_DEPTH {
        return Ok(());
    }
    if let Some(elements) = item.elements() {
        for element in elements.iter() {
            gather(evaluator, &element, names, seen, depth + 1)?;
        }
    } else if let Some(members) = item.members() {
        evaluator.spend(members.len())?;
        for (name, _) in members {
            if seen.insert(name.clone(), Value::Null).is_none() {
                names.push(name);
            }
        }
    }
    Ok(())
}

pub(super) fn merge(evaluator: &mut Evaluator, item: &Item) -> Evaluated {
    let Some(elements) = item.elements() else { return Ok(Item::Undefined) };
    let mut merged = Object::with_capacity(elements.len());
    let mut members: Vec<(Key, Item)> = Vec::new();
    let mut plain = true;
    for element in elements.iter() {
        match (&element, plain) {
            (Item::Value(Value::Object(object)), true) => {
                evaluator.spend(object.len())?;
                for (key, value) in object.iter() {
                    merged.insert(key.clone(), value.clone());
                }
            }
            _ => {
                if plain {
                    members = std::mem::take(&mut merged).into_iter().map(|(key, value)| (key, Item::Value(value))).collect();
                    plain = false;
                }
                for (key, item) in element.members().unwrap_or_default() {
                    evaluator.spend(members.len())?;
                    match members.iter_mut().find(|(name, _)| *name == key) {
                        Some(member) => member.1 = item,
                        None => members.push((key, item)),
                    }
                }
            }
        }
    }
    Ok(if plain { Item::Value(Value::from(merged)) } else { Item::object(members) })
}

pub(super) fn spread(evaluator: &mut Evaluator, item: &Item) -> Evaluated {
    if let Some(elements) = item.elements() {
        let (mut result, mut built, mut appended) = (Vec::new(), 0, false);
        for element in elements.iter() {
            let spread = spread(evaluator, &element)?;
            appended |= !spread.is_undefined();
            let mut spread = spread.into_items();
            evaluator.grow(&mut built, 8 * spread.len())?;
            result.append(&mut spread);
        }
        // What has been appended to is an array, which does not unwrap.
        return Ok(if appended { Item::array(result) } else { Item::sequence(result) });
    }
    match item.members() {
        Some(members) => {
            evaluator.spend(members.len())?;
            Ok(Item::sequence(members.into_iter().map(|member| Item::object(vec![member])).collect()))
        }
        None => Ok(item.clone()),
    }
}

pub(super) fn type_of(item: &Item) -> Evaluated {
    Ok(Item::from(match item {
        Item::Undefined => return Ok(Item::Undefined),
        // As in the reference, what is not a number is an object.
        Item::Value(Value::Number(number)) if number.as_f64().is_nan() => "object",
        Item::Value(value) => value.type_name(),
        Item::Record(_) => "object",
        Item::Builtin(_) | Item::Function(_) => "function",
        _ => "array",
    }))
}
