//! What an expression can see: the input (`$`), the Context object (`$$`) and the workflow variables (`$name`).

use std::collections::BTreeMap;
use std::sync::Arc;

use value::{Object, Value};

/// Workflow variables by name, without the `$`.
pub trait Variables {
    /// The value of variable `name` as the current scope sees it.
    fn get(&self, name: &str) -> Option<Value>;

    /// All names that can be seen, sorted; for messages and completion.
    fn names(&self) -> Vec<Arc<str>>;
}

/// What one expression can see.
#[derive(Clone, Copy)]
pub struct Scope<'a> {
    /// What `$` means: the effective input, or the result in fields that are evaluated after the task.
    pub input: &'a Value,
    /// What `$$` means: the Context object.
    pub context: &'a Value,
    /// What `$name` means.
    pub variables: &'a dyn Variables,
}

impl<'a> Scope<'a> {
    /// A scope with an input and nothing else.
    #[must_use]
    pub fn of_input(input: &'a Value) -> Self {
        Self { input, context: &Value::Null, variables: &NoVariables }
    }
}

/// No variables at all.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoVariables;

impl Variables for NoVariables {
    fn get(&self, _name: &str) -> Option<Value> {
        None
    }

    fn names(&self) -> Vec<Arc<str>> {
        Vec::new()
    }
}

impl Variables for Object {
    fn get(&self, name: &str) -> Option<Value> {
        Object::get(self, name).cloned()
    }

    fn names(&self) -> Vec<Arc<str>> {
        let mut names: Vec<_> = self.keys().cloned().collect();
        names.sort();
        names
    }
}

impl Variables for BTreeMap<Arc<str>, Value> {
    fn get(&self, name: &str) -> Option<Value> {
        BTreeMap::get(self, name).cloned()
    }

    fn names(&self) -> Vec<Arc<str>> {
        self.keys().cloned().collect()
    }
}
