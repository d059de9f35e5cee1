//! Nodes as plain values.

use std::sync::Arc;

use value::{Number, Object, Value};

use super::{Kind, Tree};
use crate::tree::NodeId;

impl Tree {
    /// The node's value. A placeholder is the string it is written as; what is missing or no JSON is `null`.
    /// The tree's depth is bounded, and so is this recursion.
    #[must_use]
    pub fn value(&self, node: NodeId) -> Value {
        match self.kind(node) {
            Kind::Null | Kind::Missing | Kind::Error => Value::Null,
            Kind::True => Value::Bool(true),
            Kind::False => Value::Bool(false),
            Kind::Number => number(self.spelling(node)).map_or(Value::Null, Value::Number),
            Kind::String => self.string(node).map_or(Value::Null, |text| Value::String(Arc::from(&*text))),
            Kind::Placeholder => Value::from(self.spelling(node)),
            Kind::Array => self.children(node).map(|child| self.value(child)).collect::<Vec<_>>().into(),
            Kind::Object => {
                let mut object = Object::new();
                for child in self.children(node) {
                    if let Some(key) = self.key(child) {
                        object.insert(&*key, self.value(child));
                    }
                }
                object.into()
            }
        }
    }
}

fn number(source: &str) -> Option<Number> {
    if let Ok(int) = source.parse::<i64>() {
        return Some(Number::Int(int));
    }
    source.parse::<f64>().ok().filter(|float| float.is_finite()).map(Number::Float)
}
