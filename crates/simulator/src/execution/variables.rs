//! Workflow variables: each scope has its own and sees those of the scopes around it.

use std::sync::Arc;

use value::Value;

/// The variables that a scope sees. Cloning shares them; inner scopes read the outer ones but never write them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Variables {
    /// Names, values, and how many bytes the values have.
    own: Arc<Vec<(Arc<str>, Value, u32)>>,
    outer: Option<Arc<Variables>>,
}

impl Variables {
    /// The variables of a scope inside this one.
    pub fn inner(&self) -> Self {
        if self.own.is_empty() {
            return Self { own: Arc::default(), outer: self.outer.clone() };
        }
        Self { own: Arc::default(), outer: Some(Arc::new(self.clone())) }
    }

    /// Sets a variable of this scope.
    pub fn assign(&mut self, name: &Arc<str>, value: Value, bytes: u32) {
        let own = Arc::make_mut(&mut self.own);
        match own.iter_mut().find(|(known, ..)| known == name) {
            Some(known) => (known.1, known.2) = (value, bytes),
            None => own.push((name.clone(), value, bytes)),
        }
    }

    /// How many bytes this scope's variables have, those around not counted.
    pub fn own_bytes(&self) -> u64 {
        self.own.iter().map(|(.., bytes)| u64::from(*bytes)).sum()
    }

    /// How many bytes a variable of this scope has.
    pub fn bytes_of(&self, name: &str) -> u64 {
        self.own.iter().find(|(known, ..)| **known == *name).map_or(0, |(.., bytes)| u64::from(*bytes))
    }

    /// Every variable that can be seen, inner ones first.
    pub fn iter(&self) -> impl Iterator<Item = (&Arc<str>, &Value)> {
        let outer: Box<dyn Iterator<Item = _>> = match &self.outer {
            Some(outer) => Box::new(outer.iter()),
            None => Box::new(std::iter::empty()),
        };
        self.own.iter().map(|(name, value, _)| (name, value)).chain(outer)
    }

    fn find(&self, name: &str) -> Option<&Value> {
        let own = self.own.iter().find(|(known, ..)| **known == *name);
        own.map(|(_, value, _)| value).or_else(|| self.outer.as_ref()?.find(name))
    }
}

impl expressions::Variables for Variables {
    fn get(&self, name: &str) -> Option<Value> {
        self.find(name).cloned()
    }

    fn names(&self) -> Vec<Arc<str>> {
        let mut names: Vec<_> = self.iter().map(|(name, _)| name.clone()).collect();
        names.sort();
        names.dedup();
        names
    }
}

#[cfg(test)]
mod tests {
    use expressions::Variables as _;

    use super::*;

    #[test]
    fn inner_scopes_read_outer_variables_and_do_not_write_them() {
        let mut outer = Variables::default();
        outer.assign(&"x".into(), Value::from(1), 1);
        let mut inner = outer.inner();
        inner.assign(&"y".into(), Value::from(2), 1);
        assert_eq!(inner.get("x"), Some(Value::from(1)));
        assert_eq!(inner.inner().get("y"), Some(Value::from(2)));
        assert_eq!(outer.get("y"), None);
        assert_eq!(inner.names(), ["x".into(), "y".into()]);
    }
}
