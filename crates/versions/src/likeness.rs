//! How alike two values are.

use std::collections::BTreeMap;

use value::Value;

/// A value's leaves, by place and value, with how often they occur. Places in lists do not count.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Leaves {
    counts: BTreeMap<(String, String), usize>,
    total: usize,
}

impl Leaves {
    /// The leaves of a value.
    pub fn of(value: &Value) -> Self {
        let mut counts = BTreeMap::new();
        walk(value, "", &mut counts);
        let total = counts.values().sum();
        Self { counts, total }
    }

    /// From 0 for nothing in common to 1 for the same: the share of leaves that both have.
    pub fn likeness(&self, other: &Self) -> f64 {
        if self == other {
            return 1.0;
        }
        let common: usize =
            self.counts.iter().map(|(leaf, count)| other.counts.get(leaf).map_or(0, |other| *count.min(other))).sum();
        2.0 * common as f64 / (self.total + other.total).max(1) as f64
    }
}

fn walk(value: &Value, path: &str, found: &mut BTreeMap<(String, String), usize>) {
    match value {
        Value::Object(object) if !object.is_empty() => {
            object.iter().for_each(|(name, value)| walk(value, &format!("{path}/{name}"), found));
        }
        Value::Array(items) if !items.is_empty() => items.iter().for_each(|item| walk(item, path, found)),
        leaf => *found.entry((path.to_owned(), leaf.to_json())).or_default() += 1,
    }
}
