//! `| pattern | update, delete |`: a copy of a value with its matches changed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use value::{Object, Value};

use super::{Evaluated, Evaluator, limit};
use crate::jsonata::error::{Failed, Fault};
use crate::jsonata::frame::Env;
use crate::jsonata::item::Item;
use crate::jsonata::node::{Kind, Node};
use crate::jsonata::numbers;
use crate::limits;

/// The objects changed so far. An object is known by its address; those built while evaluating stand for the one they show.
#[derive(Default)]
struct Changes {
    /// What an object has become; the original is kept so that its address stays its own.
    members: BTreeMap<usize, (Arc<Object>, Object)>,
    /// Built objects, by their address, with the address of the one each shows.
    shown: BTreeMap<usize, (Arc<Object>, usize)>,
    /// The addresses of the copy's objects: what a pattern finds elsewhere keeps its members.
    inside: BTreeSet<usize>,
}

impl Changes {
    fn identity(&self, object: &Arc<Object>) -> usize {
        let address = Arc::as_ptr(object) as usize;
        self.shown.get(&address).map_or(address, |(_, identity)| *identity)
    }
}

impl Evaluator<'_> {
    pub(super) fn transform(&mut self, node: &Node, target: Item, env: &Env) -> Evaluated {
        let Kind::TransformParts { pattern, update, delete } = &node.kind else { return Ok(Item::Undefined) };
        if target.is_undefined() {
            return Ok(Item::Undefined);
        }
        // A copy in which no two objects are the same one, so that an address means one place.
        self.check_size(&target)?;
        let mut changes = Changes::default();
        let copy = self.copied(&target.to_value_lossy(), &mut changes.inside, 0)?;
        let matches = self.evaluate(pattern, &Item::Value(copy.clone()), env)?;
        for found in matches.into_items() {
            // The copy is JSON, so nothing but JSON goes into it.
            let Value::Object(original) = &found.into_value() else { continue };
            let identity = changes.identity(original);
            let is_inside = changes.inside.contains(&identity);
            let current = self.changed(&Value::Object(original.clone()), &mut changes, 0)?;
            let mut object = match changes.members.get(&identity) {
                Some((_, object)) => object.clone(),
                None => (**original).clone(),
            };
            match self.evaluate(update, &Item::Value(current), env)? {
                Item::Undefined => {}
                update @ (Item::Value(Value::Object(_)) | Item::Record(_)) => {
                    let Value::Object(members) = update.into_value() else { continue };
                    for (key, value) in members.iter() {
                        object.insert(key.clone(), value.clone());
                    }
                }
                other => {
                    return Err(Box::new(Fault::new("T2011").at(update.position).value(other.to_value_lossy())));
                }
            }
            if is_inside {
                changes.members.insert(identity, (original.clone(), object));
            }
            if let Some(delete) = delete {
                let after = self.changed(&Value::Object(original.clone()), &mut changes, 0)?;
                let names = self.evaluate(delete, &Item::Value(after), env)?;
                let blamed = names.clone();
                for name in names.into_items() {
                    let Some(name) = name.as_str() else {
                        return Err(Box::new(Fault::new("T2012").at(delete.position).value(blamed.to_value_lossy())));
                    };
                    if let Some((_, object)) = changes.members.get_mut(&identity) {
                        object.remove(name);
                    }
                }
            }
        }
        Ok(Item::Value(self.changed(&copy, &mut changes, 0)?))
    }

    fn copied(&mut self, value: &Value, places: &mut BTreeSet<usize>, depth: usize) -> Result<Value, Failed> {
        self.spend(1)?;
        if depth > limits::VALUE_DEPTH {
            return Err(limit("The value nests too deeply"));
        }
        Ok(match value {
            Value::Array(items) => {
                let mut copy = Vec::with_capacity(items.len());
                for item in items.iter() {
                    copy.push(self.copied(item, places, depth + 1)?);
                }
                Value::from(copy)
            }
            Value::Object(object) => {
                let mut copy = Object::with_capacity(object.len());
                for (key, member) in object.iter() {
                    copy.insert(key.clone(), self.copied(member, places, depth + 1)?);
                }
                let copy = Arc::new(copy);
                places.insert(Arc::as_ptr(&copy) as usize);
                Value::Object(copy)
            }
            Value::Number(number) => Value::Number(numbers::rounded_number(*number)),
            scalar => scalar.clone(),
        })
    }

    /// A value with all changes so far, wherever a changed object appears in it; what did not change is shared.
    fn changed(&mut self, value: &Value, changes: &mut Changes, depth: usize) -> Result<Value, Failed> {
        if changes.members.is_empty() {
            return Ok(value.clone());
        }
        self.spend(1)?;
        if depth > limits::VALUE_DEPTH {
            return Err(limit("The value nests too deeply"));
        }
        Ok(match value {
            Value::Array(items) => {
                let mut copy = Vec::with_capacity(items.len());
                let mut same = true;
                for item in items.iter() {
                    let changed = self.changed(item, changes, depth + 1)?;
                    same &= changed.is_same(item);
                    copy.push(changed);
                }
                if same { value.clone() } else { Value::from(copy) }
            }
            Value::Object(shown) => {
                let identity = changes.identity(shown);
                let object = match changes.members.get(&identity) {
                    Some((_, object)) => object.clone(),
                    None => (**shown).clone(),
                };
                let mut copy = Object::with_capacity(object.len());
                let mut same = !changes.members.contains_key(&identity);
                for (key, member) in object.iter() {
                    let changed = self.changed(member, changes, depth + 1)?;
                    same &= changed.is_same(member);
                    copy.insert(key.clone(), changed);
                }
                if same {
                    return Ok(value.clone());
                }
                let copy = Arc::new(copy);
                changes.shown.insert(Arc::as_ptr(&copy) as usize, (copy.clone(), identity));
                Value::Object(copy)
            }
            scalar => scalar.clone(),
        })
    }
}
