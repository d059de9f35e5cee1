//! How alike two values are.

use std::collections::BTreeMap;

use value::Value;

/// From 0 for nothing in common to 1 for the same: the share of leaves, by place and value, that both have.
pub fn likeness(left: &Value, right: &Value) -> f64 {
    if left == right {
        return 1.0;
    }
    let (left, right) = (leaves(left), leaves(right));
    let total = left.values().sum::<usize>() + right.values().sum::<usize>();
    if total == 0 {
        return 0.0;
    }
    let common: usize = left.iter().map(|(leaf, count)| right.get(leaf).map_or(0, |other| *count.min(other))).sum();
    2.0 * common as f64 / total as f64
}

/// The leaves with how often they occur. Places in lists do not count.
fn leaves(value: &Value) -> BTreeMap<(String, String), usize> {
    fn walk(value: &Value, path: &str, found: &mut BTreeMap<(String, String), usize>) {
        match value {
            Value::Object(object) if !object.is_empty() => {
                object.iter().for_each(|(name, value)| walk(value, &format!("{path}/{name}"), found))
            }
            Value::Array(items) if !items.is_empty() => items.iter().for_each(|item| walk(item, path, found)),
            leaf => *found.entry((path.to_owned(), leaf.to_json())).or_default() += 1,
        }
    }
    let mut found = BTreeMap::new();
    walk(value, "", &mut found);
    found
}
