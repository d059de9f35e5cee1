//! `| pattern | update, delete |`: a copy of a value with its matches changed.

use std::collections::BTreeMap;
use std::sync::Arc;

use value::{Object, Value};

use super::{Evaluated, Evaluator, limit};
use crate::jsonata::error::{Failed, Fault};
use crate::jsonata::frame::Env;
use crate::jsonata::item::Item;
use crate::jsonata::node::{Kind, Node};
use crate::limits;

/// The objects changed so far, by the address of the one they replace.
type Changes = BTreeMap<usize, (Arc<Object>, Object)>;

impl Evaluator<'_> {
    pub(super) fn transform(&mut self, node: &Node, target: Item, env: &Env) -> Evaluated {
        let Kind::TransformParts { pattern, update, delete } = &node.kind else { return Ok(Item::Undefined) };
        if target.is_undefined() {
            return Ok(Item::Undefined);
        }
        // A copy in which no two objects are the same one, so that an address means one place.
        let copy = self.copied(&target.to_value_lossy(), 0)?;
        let matches = self.evaluate(pattern, &Item::Value(copy.clone()), env)?;
        let mut changes = Changes::new();
        for found in matches.into_items() {
            let Item::Value(Value::Object(original)) = &found else { continue };
            let address = Arc::as_ptr(original) as usize;
            let current = Item::Value(self.changed(&found.to_value_lossy(), &changes, 0)?);
            let mut object = match changes.get(&address) {
                Some((_, object)) => object.clone(),
                None => (**original).clone(),
            };
            match self.evaluate(update, &current, env)? {
                Item::Undefined => {}
                Item::Value(Value::Object(members)) => {
                    for (key, value) in members.iter() {
                        object.insert(key.clone(), value.clone());
                    }
                }
                other => {
                    return Err(Box::new(Fault::new("T2011").at(update.position).value(other.to_value_lossy())));
                }
            }
            if let Some(delete) = delete {
                let after = Item::Value(self.changed(&Value::from(object.clone()), &changes, 0)?);
                let names = self.evaluate(delete, &after, env)?;
                let blamed = names.clone();
                for name in names.into_items() {
                    let Some(name) = name.as_str() else {
                        return Err(Box::new(Fault::new("T2012").at(delete.position).value(blamed.to_value_lossy())));
                    };
                    object.remove(name);
                }
            }
            changes.insert(address, (original.clone(), object));
        }
        Ok(Item::Value(self.changed(&copy, &changes, 0)?))
    }

    fn copied(&mut self, value: &Value, depth: usize) -> Result<Value, Failed> {
        self.spend(1)?;
        if depth > limits::VALUE_DEPTH {
            return Err(limit("The value nests too deeply"));
        }
        Ok(match value {
            Value::Array(items) => {
                let mut copy = Vec::with_capacity(items.len());
                for item in items.iter() {
                    copy.push(self.copied(item, depth + 1)?);
                }
                Value::from(copy)
            }
            Value::Object(object) => {
                let mut copy = Object::with_capacity(object.len());
                for (key, member) in object.iter() {
                    copy.insert(key.clone(), self.copied(member, depth + 1)?);
                }
                Value::from(copy)
            }
            scalar => scalar.clone(),
        })
    }

    /// A value with all changes so far, wherever a changed object appears in it.
    fn changed(&mut self, value: &Value, changes: &Changes, depth: usize) -> Result<Value, Failed> {
        if changes.is_empty() {
            return Ok(value.clone());
        }
        self.spend(1)?;
        if depth > limits::VALUE_DEPTH {
            return Err(limit("The value nests too deeply"));
        }
        Ok(match value {
            Value::Array(items) => {
                let mut copy = Vec::with_capacity(items.len());
                for item in items.iter() {
                    copy.push(self.changed(item, changes, depth + 1)?);
                }
                Value::from(copy)
            }
            Value::Object(original) => {
                let object = changes.get(&(Arc::as_ptr(original) as usize)).map_or(&**original, |(_, object)| object);
                let mut copy = Object::with_capacity(object.len());
                for (key, member) in object.iter() {
                    copy.insert(key.clone(), self.changed(member, changes, depth + 1)?);
                }
                Value::from(copy)
            }
            scalar => scalar.clone(),
        })
    }
}
