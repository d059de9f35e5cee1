//! Which placeholder of the old version is which of the new one. A template's names are its own: that they are called otherwise
//! throughout is no change, but that one stands in the place of another is.

use std::collections::{BTreeMap, BTreeSet};

use value::Value;

use crate::fields::{Placeholders, States, Version, names_in};
use crate::matching::Pairs;

/// Names of the old version with those of the new one: where each stands always for the other, and neither version knows the
/// other's name.
pub fn renamed(old: Version, new: Version, pairs: &Pairs, states: &States) -> BTreeMap<String, String> {
    let (as_is, none) = (BTreeMap::new(), States::new());
    let named = Placeholders::Named(&as_is);
    let mut aligned = BTreeSet::new();
    let (mut before, mut after) = (BTreeSet::new(), BTreeSet::new());
    collect(&old.machine_fields(&none, named), &mut before);
    collect(&new.machine_fields(&none, named), &mut after);
    old.definition.states.iter().for_each(|state| collect(&old.state_fields(state, &none, named), &mut before));
    new.definition.states.iter().for_each(|state| collect(&new.state_fields(state, &none, named), &mut after));
    align(&old.machine_fields(states, named), &new.machine_fields(&none, named), &mut aligned);
    for (left, right) in pairs {
        let (left, right) = (old.definition.state(*left), new.definition.state(*right));
        align(&old.state_fields(left, states, named), &new.state_fields(right, &none, named), &mut aligned);
    }
    let count = |is: &dyn Fn(&(String, String)) -> bool| aligned.iter().filter(|pair| is(pair)).count();
    let always = |(from, to): &&(String, String)| count(&|pair| pair.0 == *from) == 1 && count(&|pair| pair.1 == *to) == 1;
    let fresh = |(from, to): &&(String, String)| !after.contains(from) && !before.contains(to);
    aligned.iter().filter(fresh).filter(always).cloned().collect()
}

/// Every placeholder's name in a value.
fn collect(value: &Value, names: &mut BTreeSet<String>) {
    match value {
        Value::String(text) => names.extend(names_in(text)),
        Value::Array(items) => items.iter().for_each(|item| collect(item, names)),
        Value::Object(object) => object.iter().for_each(|(key, value)| {
            names.extend(names_in(key));
            collect(value, names);
        }),
        _ => {}
    }
}

/// The names that stand in the same places of two values.
fn align(old: &Value, new: &Value, aligned: &mut BTreeSet<(String, String)>) {
    match (old, new) {
        (Value::String(before), Value::String(after)) => {
            let (before, after) = (names_in(before), names_in(after));
            if before.len() == after.len() {
                aligned.extend(before.into_iter().zip(after));
            }
        }
        (Value::Array(before), Value::Array(after)) if before.len() == after.len() => {
            before.iter().zip(after.iter()).for_each(|(before, after)| align(before, after, aligned));
        }
        (Value::Object(before), Value::Object(after)) => {
            for (key, value) in before.iter() {
                if let Some(other) = after.get(key) {
                    align(value, other, aligned);
                }
            }
        }
        _ => {}
    }
}
