//! JSON objects in the order they were written, fast for few members and for many.

use std::sync::Arc;

use crate::{ShortMap, Value};

/// A member name; shared between the objects that a template or a CSV file makes.
pub type Key = Arc<str>;

/// Up to this many members a scan is faster than hashing.
const INDEX_FROM: usize = 16;

/// An ordered JSON object. A member set twice keeps its first place and its last value.
#[derive(Clone, Debug, Default)]
pub struct Object {
    entries: Vec<(Key, Value)>,
    index: Option<Box<Index>>,
}

type Index = ShortMap<Key, usize>;

impl Object {
    /// An empty object.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// An empty object with room for `capacity` members.
    #[must_use]
    pub fn with_capacity(capacity: usize) -> Self {
        Self { entries: Vec::with_capacity(capacity), index: None }
    }

    /// How many members there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is no member.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The value of member `key`.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.position(key).map(|position| &self.entries[position].1)
    }

    /// The value of member `key`, to be changed in place.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Value> {
        self.position(key).map(|position| &mut self.entries[position].1)
    }

    /// Whether there is a member `key`.
    #[must_use]
    pub fn contains_key(&self, key: &str) -> bool {
        self.position(key).is_some()
    }

    /// Sets a member; a new one goes last. Returns the value it replaces.
    pub fn insert(&mut self, key: impl Into<Key>, value: impl Into<Value>) -> Option<Value> {
        let key = key.into();
        if let Some(position) = self.position(&key) {
            return Some(std::mem::replace(&mut self.entries[position].1, value.into()));
        }
        if let Some(index) = &mut self.index {
            index.insert(key.clone(), self.entries.len());
        }
        self.entries.push((key, value.into()));
        if self.index.is_none() && self.entries.len() > INDEX_FROM {
            self.rebuild_index();
        }
        None
    }

    /// Takes member `key` out, keeping the order of the others.
    pub fn remove(&mut self, key: &str) -> Option<Value> {
        let position = self.position(key)?;
        let (_, value) = self.entries.remove(position);
        if self.index.is_some() {
            self.rebuild_index();
        }
        Some(value)
    }

    /// Members in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&Key, &Value)> + ExactSizeIterator {
        self.entries.iter().map(|(key, value)| (key, value))
    }

    /// Names in order.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &Key> + ExactSizeIterator {
        self.entries.iter().map(|(key, _)| key)
    }

    /// Values in order.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &Value> + ExactSizeIterator {
        self.entries.iter().map(|(_, value)| value)
    }

    fn position(&self, key: &str) -> Option<usize> {
        match &self.index {
            Some(index) => index.get(key).copied(),
            None => self.entries.iter().position(|(name, _)| &**name == key),
        }
    }

    fn rebuild_index(&mut self) {
        self.index = (self.entries.len() > INDEX_FROM)
            .then(|| Box::new(self.entries.iter().enumerate().map(|(position, (key, _))| (key.clone(), position)).collect()));
    }
}

impl PartialEq for Object {
    /// Equal members in any order, as JSON objects are unordered.
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().all(|(key, value)| other.get(key) == Some(value))
    }
}

impl<K: Into<Key>, V: Into<Value>> FromIterator<(K, V)> for Object {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(members: I) -> Self {
        let members = members.into_iter();
        let mut object = Self::with_capacity(members.size_hint().0);
        for (key, value) in members {
            object.insert(key, value);
        }
        object
    }
}

impl IntoIterator for Object {
    type Item = (Key, Value);
    type IntoIter = std::vec::IntoIter<(Key, Value)>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.into_iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_keep_their_order_and_are_found_among_few_and_many() {
        for count in [1, INDEX_FROM, INDEX_FROM + 1, 1000] {
            let mut object: Object = (0..count).map(|n| (format!("k{n}"), Value::from(n as i64))).collect();
            assert!(object.keys().enumerate().all(|(n, key)| **key == format!("k{n}")));
            assert_eq!(object.get(&format!("k{}", count - 1)), Some(&Value::from(count as i64 - 1)));
            assert_eq!(object.insert("k0", Value::Null), Some(Value::from(0)));
            assert_eq!(object.remove("k0"), Some(Value::Null));
            assert_eq!(object.len(), count - 1);
            assert_eq!(object.get("k0"), None);
            if count > 1 {
                assert_eq!(object.get("k1"), Some(&Value::from(1)));
            }
        }
    }

    #[test]
    fn equality_ignores_order() {
        let forwards: Object = [("a", 1), ("b", 2)].into_iter().collect();
        let backwards: Object = [("b", 2), ("a", 1)].into_iter().collect();
        assert_eq!(forwards, backwards);
    }
}
