//! The comparison of two definitions.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use asl::definition::State;
use asl::document::Document;
use asl::tree::escape_token;
use value::Value;

use crate::change::{Change, Comparison};
use crate::fields::{Placeholders, States, Version, bare_names};
use crate::matching::{Pairs, matched};
use crate::meaning::meaning;
use crate::placeholders::renamed;

/// Everything that differs between two versions of a definition.
#[must_use]
pub fn compare(old: &Document, new: &Document) -> Comparison {
    let (bare, other) = (bare_names(&old.tree), bare_names(&new.tree));
    let old = Version { definition: &old.definition, tree: &old.tree, bare: &bare };
    let new = Version { definition: &new.definition, tree: &new.tree, bare: &other };
    let pairs = matched(old, new);
    let states: States =
        pairs.iter().map(|(before, after)| (name(old.definition.state(*before)), name(new.definition.state(*after)))).collect();
    let placeholders = renamed(old, new, &pairs, &states);
    let both = Both { old, new, pairs, states, placeholders };
    let changes = both.changes();
    Comparison { changes, names: both.states }
}

/// Two versions, with what of one is what of the other.
struct Both<'a> {
    old: Version<'a>,
    new: Version<'a>,
    pairs: Pairs,
    states: States,
    placeholders: BTreeMap<String, String>,
}

impl Both<'_> {
    fn changes(&self) -> Vec<Change> {
        let mut changes = vec![];
        let (of_old, as_is) = (Placeholders::Named(&self.placeholders), BTreeMap::new());
        let (before, none) = (self.old.machine_fields(&self.states, of_old), States::new());
        fields(&mut changes, None, &before, &self.new.machine_fields(&none, Placeholders::Named(&as_is)));
        let back: BTreeMap<_, _> = self.pairs.iter().map(|(before, after)| (*after, *before)).collect();
        for state in &self.new.definition.states {
            match back.get(&state.id) {
                Some(before) => self.paired(&mut changes, self.old.definition.state(*before), state),
                None => changes.push(Change::Added { state: name(state), kind: state.kind.type_name().to_owned() }),
            }
        }
        for state in self.old.definition.states.iter().filter(|state| !self.pairs.contains_key(&state.id)) {
            changes.push(Change::Removed { state: name(state), kind: state.kind.type_name().to_owned() });
        }
        changes
    }

    fn paired(&self, changes: &mut Vec<Change>, before: &State, after: &State) {
        if before.name.value != after.name.value {
            changes.push(Change::Renamed { from: name(before), to: name(after) });
        }
        let (from, to) = (self.old.owner(before.scope), self.new.owner(after.scope));
        let owner = from.and_then(|from| self.pairs.get(&from.id).copied());
        if owner != to.map(|to| to.id) || from.is_some() != to.is_some() {
            changes.push(Change::Moved { state: name(after), from: from.map(name), to: to.map(name) });
        }
        let old = self.old.state_fields(before, &self.states, Placeholders::Named(&self.placeholders));
        let new = self.new.state_fields(after, &States::new(), Placeholders::Named(&BTreeMap::new()));
        fields(changes, Some(name(after)), &old, &new);
    }
}

fn name(state: &State) -> Arc<str> {
    Arc::clone(&state.name.value)
}

/// The fields in which two objects differ, one change each.
fn fields(changes: &mut Vec<Change>, state: Option<Arc<str>>, old: &Value, new: &Value) {
    let mut found = vec![];
    differences(old, new, "", &mut found);
    changes.extend(found.into_iter().map(|difference| match difference {
        Difference::Field(pointer, old, new) => Change::Field { state: state.clone(), pointer, old, new },
        Difference::Place(list, from, to) => Change::Reordered { state: state.clone(), list, from, to },
    }));
}

enum Difference {
    /// A place with what it held and holds.
    Field(String, Option<Value>, Option<Value>),
    /// A list of which an item stands elsewhere.
    Place(String, usize, usize),
}

type Found = Vec<Difference>;

fn differences(old: &Value, new: &Value, pointer: &str, found: &mut Found) {
    if old == new || meaning(old) == meaning(new) {
        return;
    }
    match (old, new) {
        (Value::Object(before), Value::Object(after)) => {
            let inside = |name: &str| format!("{pointer}/{}", escape_token(name));
            for (name, value) in before.iter() {
                match after.get(name) {
                    Some(other) => differences(value, other, &inside(name), found),
                    None => found.push(Difference::Field(inside(name), Some(value.clone()), None)),
                }
            }
            let added = after.iter().filter(|(name, _)| !before.contains_key(name));
            found.extend(added.map(|(name, value)| Difference::Field(inside(name), None, Some(value.clone()))));
        }
        (Value::Array(before), Value::Array(after)) => list(before, after, pointer, found),
        _ => found.push(Difference::Field(pointer.to_owned(), Some(old.clone()), Some(new.clone()))),
    }
}

/// Items that are the same are left out, in order; those that stand elsewhere have moved; of the rest between them each is
/// compared with the one in its place.
fn list(old: &[Value], new: &[Value], pointer: &str, found: &mut Found) {
    let (left, right): (Vec<Value>, Vec<Value>) = (old.iter().map(meaning).collect(), new.iter().map(meaning).collect());
    let kept = common(&left, &right);
    let moved = moved(&left, &right, &kept);
    found.extend(moved.iter().map(|(from, to)| Difference::Place(pointer.to_owned(), *from, *to)));
    let (mut before, mut after) = (0, 0);
    for (left, right) in kept.into_iter().chain([(old.len(), new.len())]) {
        let items = (before..left).filter(|at| !moved.iter().any(|(from, _)| from == at)).collect::<Vec<_>>();
        let others = (after..right).filter(|at| !moved.iter().any(|(_, to)| to == at)).collect::<Vec<_>>();
        for offset in 0..items.len().max(others.len()) {
            let (item, other) = (items.get(offset), others.get(offset));
            let at = format!("{pointer}/{}", other.or(item).copied().unwrap_or_default());
            match (item.map(|at| &old[*at]), other.map(|at| &new[*at])) {
                (Some(item), Some(other)) => differences(item, other, &at, found),
                (item, other) => found.push(Difference::Field(at, item.cloned(), other.cloned())),
            }
        }
        (before, after) = (left + 1, right + 1);
    }
}

/// Of the items that are not kept in order, those that both lists have: their places.
fn moved(old: &[Value], new: &[Value], kept: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let stays: BTreeSet<usize> = kept.iter().map(|(_, to)| *to).collect();
    let mut used = stays;
    let gone = (0..old.len()).filter(|from| !kept.iter().any(|(kept, _)| kept == from));
    let mut found = vec![];
    for from in gone {
        if let Some(to) = (0..new.len()).find(|to| !used.contains(to) && new[*to] == old[from]) {
            used.insert(to);
            found.push((from, to));
        }
    }
    found
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
