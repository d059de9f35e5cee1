//! Objects and groupings: `{key: value}` on its own and after a path.

use std::collections::BTreeMap;

use value::{Key, Object, Value};

use super::{Evaluated, Evaluator};
use crate::jsonata::error::{Failed, Fault};
use crate::jsonata::frame::{Env, Frame};
use crate::jsonata::item::{Item, Tuple, append};
use crate::jsonata::node::Group;

/// The items that gave one key, and which pair gave it.
struct Entry {
    key: Key,
    pair: usize,
    data: Data,
}

enum Data {
    Items(Item),
    Tuples(Vec<Tuple>),
}

impl Evaluator<'_> {
    pub(super) fn group(&mut self, group: &Group, input: Item, env: &Env) -> Evaluated {
        if !input.is_array() {
            return self.object(group, &input, env);
        }
        let mut entries: Vec<Entry> = Vec::new();
        let mut places: BTreeMap<Key, usize> = BTreeMap::new();
        if let Item::Tuples(tuples) = &input {
            for tuple in tuples.iter() {
                let own = Frame::with_bindings(env, tuple.bindings.clone());
                for (pair, (key, _)) in group.pairs.iter().enumerate() {
                    let Some(key) = self.key(group, key, &tuple.item, &own)? else { continue };
                    match find(group, &mut entries, &places, &key, pair)? {
                        Some(Entry { data: Data::Tuples(grouped), .. }) => grouped.push(tuple.clone()),
                        Some(_) => {}
                        None => {
                            places.insert(key.clone(), entries.len());
                            entries.push(Entry { key, pair, data: Data::Tuples(vec![tuple.clone()]) });
                        }
                    }
                }
            }
        } else {
            let mut items = input.into_items();
            if items.is_empty() {
                items.push(Item::Undefined);
            }
            if let [item] = &items[..] {
                return self.object(group, item, env);
            }
            for item in &items {
                for (pair, (key, _)) in group.pairs.iter().enumerate() {
                    let Some(key) = self.key(group, key, item, env)? else { continue };
                    match find(group, &mut entries, &places, &key, pair)? {
                        Some(Entry { data: Data::Items(grouped), .. }) => {
                            let known = std::mem::take(grouped);
                            *grouped = extend(known, item);
                        }
                        Some(_) => {}
                        None => {
                            places.insert(key.clone(), entries.len());
                            entries.push(Entry { key, pair, data: Data::Items(item.clone()) });
                        }
                    }
                }
            }
        }
        let mut members = Vec::with_capacity(entries.len());
        for entry in entries {
            let value = &group.pairs[entry.pair].1;
            let result = match entry.data {
                Data::Items(item) => self.evaluate(value, &item, env)?,
                Data::Tuples(tuples) => {
                    let tuple = reduce(tuples);
                    self.evaluate(value, &tuple.item, &Frame::with_bindings(env, tuple.bindings))?
                }
            };
            if !result.is_undefined() {
                members.push((entry.key, result));
            }
        }
        Ok(Item::object(members))
    }

    /// The usual case: one object from one item.
    fn object(&mut self, group: &Group, item: &Item, env: &Env) -> Evaluated {
        let mut keys: Vec<(Key, usize)> = Vec::with_capacity(group.pairs.len());
        for (pair, (key, _)) in group.pairs.iter().enumerate() {
            let Some(key) = self.key(group, key, item, env)? else { continue };
            if keys.iter().any(|(known, _)| *known == key) {
                return Err(Box::new(Fault::new("D1009").at(group.position).value(Value::String(key))));
            }
            keys.push((key, pair));
        }
        let mut object = Object::with_capacity(keys.len());
        let mut extended: Option<Vec<(Key, Item)>> = None;
        for (key, pair) in keys {
            let result = self.evaluate(&group.pairs[pair].1, item, env)?;
            if result.is_undefined() {
                continue;
            }
            if let Some(members) = &mut extended {
                members.push((key, result));
            } else if !result.is_json() {
                let mut members: Vec<(Key, Item)> =
                    std::mem::take(&mut object).into_iter().map(|(key, value)| (key, Item::Value(value))).collect();
                members.push((key, result));
                extended = Some(members);
            } else {
                object.insert(key, result.into_value());
            }
        }
        Ok(match extended {
            Some(members) => Item::object(members),
            None => Item::Value(Value::from(object)),
        })
    }

    fn key(&mut self, group: &Group, key: &super::Node, item: &Item, env: &Env) -> Result<Option<Key>, Failed> {
        match self.evaluate(key, item, env)? {
            Item::Undefined => Ok(None),
            Item::Value(Value::String(key)) => Ok(Some(key)),
            other => Err(Box::new(Fault::new("T1003").at(group.position).value(other.to_value_lossy()))),
        }
    }
}

/// The entry of a key, unless another pair gave the same key.
fn find<'g>(
    group: &Group,
    entries: &'g mut [Entry],
    places: &BTreeMap<Key, usize>,
    key: &Key,
    pair: usize,
) -> Result<Option<&'g mut Entry>, Failed> {
    let Some(place) = places.get(key) else { return Ok(None) };
    let entry = &mut entries[*place];
    if entry.pair != pair {
        return Err(Box::new(Fault::new("D1009").at(group.position).value(Value::String(key.clone()))));
    }
    Ok(Some(entry))
}

/// Appends an item to a group without copying the group each time.
fn extend(known: Item, item: &Item) -> Item {
    match known {
        Item::Value(Value::Array(mut values)) => {
            let more = std::sync::Arc::make_mut(&mut values);
            match item {
                Item::Value(Value::Array(items)) => {
                    more.extend(items.iter().cloned());
                    Item::Value(Value::Array(values))
                }
                Item::Value(value) => {
                    more.push(value.clone());
                    Item::Value(Value::Array(values))
                }
                other => append(Item::Value(Value::Array(values)), other.clone()),
            }
        }
        other => append(other, item.clone()),
    }
}

/// Joins tuples into one, each variable and the item appended.
fn reduce(tuples: Vec<Tuple>) -> Tuple {
    let mut tuples = tuples.into_iter();
    let Some(mut joined) = tuples.next() else { return Tuple::default() };
    for tuple in tuples {
        joined.item = append(std::mem::take(&mut joined.item), tuple.item);
        for (symbol, item) in tuple.bindings {
            match joined.bindings.iter_mut().find(|(name, _)| *name == symbol) {
                Some(binding) => binding.1 = append(std::mem::take(&mut binding.1), item),
                None => joined.bindings.push((symbol, item)),
            }
        }
    }
    joined
}
