//! Which state of the new version is which of the old one.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use asl::definition::{State, StateId};
use asl::graph::inner_scopes;
use value::Value;

use crate::fields::{Placeholders, Version};
use crate::likeness::Leaves;

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
    let gone = old.definition.states.iter().filter(|state| !pairs.contains_key(&state.id)).map(|state| Candidate::of(old, state));
    let fresh = new.definition.states.iter().filter(|state| !taken.contains(&state.id)).map(|state| Candidate::of(new, state));
    let (gone, fresh): (Vec<Candidate>, Vec<Candidate>) = (gone.collect(), fresh.collect());
    let mut candidates = vec![];
    for before in &gone {
        for after in fresh.iter().filter(|after| after.state.kind.type_name() == before.state.kind.type_name()) {
            let score = alike(before, after, &pairs);
            if score >= ENOUGH {
                candidates.push((score, before.state.id, after.state.id));
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

/// A state that is looked for, with what it is told by.
struct Candidate<'a> {
    state: &'a State,
    leaves: Leaves,
    fields: usize,
    inside: BTreeSet<Arc<str>>,
    neighbours: BTreeSet<StateId>,
}

impl<'a> Candidate<'a> {
    fn of(version: Version<'a>, state: &'a State) -> Self {
        let fields = without_targets(version.state_fields(state, &BTreeMap::new(), Placeholders::Nameless));
        let scopes = inner_scopes(state).into_iter().flat_map(|scope| version.definition.scope(scope).states.clone());
        Self {
            state,
            leaves: Leaves::of(&fields),
            fields: fields.as_object().map_or(0, |object| object.len()),
            inside: scopes.map(|id| Arc::clone(&version.definition.state(id).name.value)).collect(),
            neighbours: neighbours(version, state),
        }
    }
}

/// The fields' likeness, drawn towards 1 by each neighbour that both have. Short states are alike soon: for them the neighbours
/// decide.
fn alike(before: &Candidate, after: &Candidate, pairs: &Pairs) -> f64 {
    const SHORT: usize = 2;
    let own = before.leaves.likeness(&after.leaves);
    let most = before.inside.len().max(after.inside.len());
    let inside = before.inside.intersection(&after.inside).count() as f64 / most.max(1) as f64;
    let fields = if most > 0 { (own + inside) / 2.0 } else { own };
    let translated: BTreeSet<StateId> = before.neighbours.iter().filter_map(|id| pairs.get(id).copied()).collect();
    let common = translated.intersection(&after.neighbours).count() as f64;
    let around = common / translated.len().max(after.neighbours.len()).max(1) as f64;
    if before.fields <= SHORT { fields * 0.4 + around * 0.6 } else { fields * 0.8 + around * 0.2 }
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
