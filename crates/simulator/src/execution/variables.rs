//! Workflow variables: each scope has its own and sees those of the scopes around it.

use std::sync::Arc;

use value::Value;

/// The variables that a scope sees. Cloning shares them; inner scopes read the outer ones but never write them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Variables {
    own: Arc<Vec<(Arc<str>, Value)>>,
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
    pub fn assign(&mut self, name: &Arc<str>, value: Value) {
        let own = Arc::make_mut(&mut self.own);
        match own.iter_mut().find(|(known, _)| known == name) {
            Some((_, known)) => *known = value,
            None => own.push((name.clone(), value)),
        }
    }

    /// Every variable that can be seen, inner ones first.
    pub fn iter(&self) -> impl Iterator<Item = (&Arc<str>, &Value)> {
        let outer: Box<dyn Iterator<Item = _>> = match &self.outer {
            Some(outer) => Box::new(outer.iter()),
            None => Box::new(std::iter::empty()),
        };
        self.own.iter().map(|(name, value)| (name, value)).chain(outer)
    }

    fn find(&self, name: &str) -> Option<&Value> {
        let own = self.own.iter().find(|(known, _)| **known == *name);
        own.map(|(_, value)| value).or_else(|| self.outer.as_ref()?.find(name))
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
        outer.assign(&"x".into(), Value::from(1));
        let mut inner = outer.inner();
        inner.assign(&"y".into(), Value::from(2));
        assert_eq!(inner.get("x"), Some(Value::from(1)));
        assert_eq!(inner.inner().get("y"), Some(Value::from(2)));
        assert_eq!(outer.get("y"), None);
        assert_eq!(inner.names(), ["x".into(), "y".into()]);
    }
}
