//! Which state of the new version is which of the old one.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use asl::definition::{State, StateId};
use asl::graph::inner_scopes;
use value::Value;

use crate::fields::Version;
use crate::likeness::likeness;

/// States are the same under another name from this likeness on.
const ENOUGH: f64 = 0.6;

/// Pairs of old and new states.
pub type Pairs = BTreeMap<StateId, StateId>;

/// Matches states by name, then those left over of the same type by how alike they are, the most alike first. What leads to them
/// and where they lead counts, too.
pub fn matched(old: Version, new: Version) -> Pairs {
    let mut pairs = Pairs::new();
    for state in &old.definition.states {
        if let Some(other) = new.definition.find(&state.name.value) {
            pairs.insert(state.id, other);
        }
    }
    let taken: BTreeSet<StateId> = pairs.values().copied().collect();
    let gone: Vec<&State> = old.definition.states.iter().filter(|state| !pairs.contains_key(&state.id)).collect();
    let fresh: Vec<&State> = new.definition.states.iter().filter(|state| !taken.contains(&state.id)).collect();
    let mut candidates = vec![];
    for before in &gone {
        for after in fresh.iter().filter(|after| after.kind.type_name() == before.kind.type_name()) {
            let score = alike(old, before, new, after, &pairs);
            if score >= ENOUGH {
                candidates.push((score, before.id, after.id));
            }
        }
    }
    candidates.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)).then(one.2.cmp(&other.2)));
    let mut used = BTreeSet::new();
    for (_, before, after) in candidates {
        if !pairs.contains_key(&before) && used.insert(after) {
            pairs.insert(before, after);
        }
    }
    pairs
}

/// The fields' likeness, drawn towards 1 by each neighbour that both have. Short states are alike soon: for them the neighbours
/// decide.
fn alike(old: Version, before: &State, new: Version, after: &State, pairs: &Pairs) -> f64 {
    let none = BTreeMap::new();
    let (left, right) = (without_targets(old.state_fields(before, &none)), without_targets(new.state_fields(after, &none)));
    let fields = likeness(&left, &right);
    let inside = inner_likeness(old, before, new, after);
    let fields = inside.map_or(fields, |inside| (fields + inside) / 2.0);
    let (lead_in, lead_on) = (neighbours(old, before), neighbours(new, after));
    let translated: BTreeSet<StateId> = lead_in.iter().filter_map(|id| pairs.get(id).copied()).collect();
    let common = translated.intersection(&lead_on).count() as f64;
    let around = common / (translated.len().max(lead_on.len()).max(1)) as f64;
    let is_short = left.as_object().is_none_or(|object| object.len() <= 2);
    if is_short { fields * 0.4 + around * 0.6 } else { fields * 0.8 + around * 0.2 }
}

/// How many names the inner states have in common.
fn inner_likeness(old: Version, before: &State, new: Version, after: &State) -> Option<f64> {
    let names = |version: Version, state: &State| -> BTreeSet<Arc<str>> {
        let scopes = inner_scopes(state).into_iter().flat_map(|scope| version.definition.scope(scope).states.clone());
        scopes.map(|id| Arc::clone(&version.definition.state(id).name.value)).collect()
    };
    let (left, right) = (names(old, before), names(new, after));
    let most = left.len().max(right.len());
    (most > 0).then(|| left.intersection(&right).count() as f64 / most as f64)
}

/// The states that lead to a state or that it leads to, and the one it is in.
fn neighbours(version: Version, state: &State) -> BTreeSet<StateId> {
    use asl::graph::{Target, slots, target};
    let definition = version.definition;
    let mut found: BTreeSet<StateId> = version.owner(state.scope).map(|owner| owner.id).into_iter().collect();
    for id in &definition.scope(state.scope).states {
        for slot in slots(definition.state(*id)) {
            if let Target::State(to) = target(definition, slot) {
                if to == state.id {
                    found.insert(*id);
                }
                if *id == state.id {
                    found.insert(to);
                }
            }
        }
    }
    found.remove(&state.id);
    found
}

/// A state's fields but for where it leads.
fn without_targets(value: Value) -> Value {
    let Some(object) = value.as_object() else { return value };
    let kept = object.iter().filter(|(name, _)| !matches!(&***name, "Next" | "End" | "Default"));
    Value::object(kept.map(|(name, value)| (name.clone(), value.clone())))
}
