//! The comparison of two definitions.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use asl::definition::State;
use asl::document::Document;
use asl::tree::escape_token;
use value::Value;

use crate::change::{Change, Comparison};
use crate::fields::Version;
use crate::matching::{Pairs, matched};

/// Everything that differs between two versions of a definition.
#[must_use]
pub fn compare(old: &Document, new: &Document) -> Comparison {
    let old = Version { definition: &old.definition, tree: &old.tree };
    let new = Version { definition: &new.definition, tree: &new.tree };
    let pairs = matched(old, new);
    let names: BTreeMap<Arc<str>, Arc<str>> =
        pairs.iter().map(|(before, after)| (name(old.definition.state(*before)), name(new.definition.state(*after)))).collect();
    let mut changes = vec![];
    let none = BTreeMap::new();
    fields(&mut changes, None, &old.machine_fields(&names), &new.machine_fields(&none));
    let back: BTreeMap<_, _> = pairs.iter().map(|(before, after)| (*after, *before)).collect();
    for state in &new.definition.states {
        match back.get(&state.id) {
            Some(before) => paired(&mut changes, old, old.definition.state(*before), new, state, &names, &pairs),
            None => changes.push(Change::Added { state: name(state), kind: state.kind.type_name().to_owned() }),
        }
    }
    for state in old.definition.states.iter().filter(|state| !pairs.contains_key(&state.id)) {
        changes.push(Change::Removed { state: name(state), kind: state.kind.type_name().to_owned() });
    }
    Comparison { changes, names }
}

fn name(state: &State) -> Arc<str> {
    Arc::clone(&state.name.value)
}

fn paired(
    changes: &mut Vec<Change>,
    old: Version,
    before: &State,
    new: Version,
    after: &State,
    names: &BTreeMap<Arc<str>, Arc<str>>,
    pairs: &Pairs,
) {
    if before.name.value != after.name.value {
        changes.push(Change::Renamed { from: name(before), to: name(after) });
    }
    let (from, to) = (old.owner(before.scope), new.owner(after.scope));
    let stayed = from.and_then(|from| pairs.get(&from.id).copied()) == to.map(|to| to.id) && from.is_some() == to.is_some();
    if !stayed {
        changes.push(Change::Moved { state: name(after), from: from.map(name), to: to.map(name) });
    }
    fields(changes, Some(name(after)), &old.state_fields(before, names), &new.state_fields(after, &BTreeMap::new()));
}

/// The fields in which two objects differ, one change each.
fn fields(changes: &mut Vec<Change>, state: Option<Arc<str>>, old: &Value, new: &Value) {
    let mut found = vec![];
    differences(old, new, "", &mut found);
    changes.extend(found.into_iter().map(|(pointer, old, new)| Change::Field { state: state.clone(), pointer, old, new }));
}

type Found = Vec<(String, Option<Value>, Option<Value>)>;

fn differences(old: &Value, new: &Value, pointer: &str, found: &mut Found) {
    if old == new {
        return;
    }
    match (old, new) {
        (Value::Object(before), Value::Object(after)) => {
            let inside = |name: &str| format!("{pointer}/{}", escape_token(name));
            for (name, value) in before.iter() {
                match after.get(name) {
                    Some(other) => differences(value, other, &inside(name), found),
                    None => found.push((inside(name), Some(value.clone()), None)),
                }
            }
            let added = after.iter().filter(|(name, _)| !before.contains_key(name));
            found.extend(added.map(|(name, value)| (inside(name), None, Some(value.clone()))));
        }
        (Value::Array(before), Value::Array(after)) => list(before, after, pointer, found),
        _ => found.push((pointer.to_owned(), Some(old.clone()), Some(new.clone()))),
    }
}

/// Items that are the same are left out, in order; of those between them each is compared with the one in its place.
fn list(old: &[Value], new: &[Value], pointer: &str, found: &mut Found) {
    let kept = common(old, new);
    let (mut before, mut after) = (0, 0);
    for (left, right) in kept.into_iter().chain([(old.len(), new.len())]) {
        let between = (left - before).max(right - after);
        for offset in 0..between {
            let item = old.get(before + offset).filter(|_| before + offset < left);
            let other = new.get(after + offset).filter(|_| after + offset < right);
            let at = format!("{pointer}/{}", if other.is_some() { after + offset } else { before + offset });
            match (item, other) {
                (Some(item), Some(other)) => differences(item, other, &at, found),
                (item, other) => found.push((at, item.cloned(), other.cloned())),
            }
        }
        (before, after) = (left + 1, right + 1);
    }
}

/// The places of a longest common run of items. Lists beyond a size are compared place by place.
fn common(old: &[Value], new: &[Value]) -> Vec<(usize, usize)> {
    const MOST: usize = 1_000_000;
    if old.len().saturating_mul(new.len()) > MOST {
        return (0..old.len().min(new.len())).filter(|at| old[*at] == new[*at]).map(|at| (at, at)).collect();
    }
    let mut lengths = vec![vec![0_usize; new.len() + 1]; old.len() + 1];
    for left in (0..old.len()).rev() {
        for right in (0..new.len()).rev() {
            lengths[left][right] = if old[left] == new[right] {
                lengths[left + 1][right + 1] + 1
            } else {
                lengths[left + 1][right].max(lengths[left][right + 1])
            };
        }
    }
    let (mut left, mut right, mut kept) = (0, 0, vec![]);
    while left < old.len() && right < new.len() {
        if old[left] == new[right] {
            kept.push((left, right));
            (left, right) = (left + 1, right + 1);
        } else if lengths[left + 1][right] >= lengths[left][right + 1] {
            left += 1;
        } else {
            right += 1;
        }
    }
    kept
}

/// The names of the states that a comparison says something of.
pub fn touched(comparison: &Comparison) -> BTreeSet<Arc<str>> {
    comparison.changes.iter().filter_map(Change::state).cloned().collect()
}
