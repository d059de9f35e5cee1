//! A state's own fields, without what is compared elsewhere: its inner states, and names that mean the same.

use std::collections::BTreeMap;
use std::sync::Arc;

use asl::definition::{Definition, NodeId, ScopeId, State};
use asl::graph::inner_scopes;
use asl::tree::{Kind, Tree};
use value::{Object, Value};

/// A definition with its tree.
#[derive(Clone, Copy)]
pub struct Version<'a> {
    /// The typed view.
    pub definition: &'a Definition,
    /// The tree that it was read from.
    pub tree: &'a Tree,
}

impl<'a> Version<'a> {
    /// A state's fields with placeholders without names; inner states are left out. `names` gives the names that targets are
    /// compared by.
    pub fn state_fields(&self, state: &State, names: &BTreeMap<Arc<str>, Arc<str>>) -> Value {
        let inside: Vec<NodeId> =
            inner_scopes(state).iter().filter_map(|scope| self.definition.scope(*scope).states_node).collect();
        self.value(state.node, &inside, names)
    }

    /// The machine's own fields.
    pub fn machine_fields(&self, names: &BTreeMap<Arc<str>, Arc<str>>) -> Value {
        let machine = self.definition.machine();
        let inside: Vec<NodeId> = machine.states_node.into_iter().collect();
        self.value(machine.node, &inside, names)
    }

    /// The Parallel or Map that a scope is in.
    pub fn owner(&self, scope: ScopeId) -> Option<&'a State> {
        self.definition.scope(scope).owner.map(|owner| self.definition.state(owner))
    }

    fn value(&self, node: NodeId, left_out: &[NodeId], names: &BTreeMap<Arc<str>, Arc<str>>) -> Value {
        match self.tree.kind(node) {
            Kind::Object => {
                let mut object = Object::new();
                for child in self.tree.children(node).filter(|child| !left_out.contains(child)) {
                    let Some(key) = self.tree.key(child) else { continue };
                    let value = self.value(child, left_out, names);
                    let target = matches!(&*key, "Next" | "Default" | "StartAt")
                        .then(|| value.as_str().and_then(|name| names.get(name)))
                        .flatten();
                    let key = if &*key == "Iterator" { "ItemProcessor" } else { &key };
                    object.insert(without_names(key).as_str(), target.map_or(value, |name| Value::from(Arc::clone(name))));
                }
                object.into()
            }
            Kind::Array => self.tree.children(node).map(|child| self.value(child, left_out, names)).collect::<Vec<_>>().into(),
            Kind::String => self.tree.string(node).map_or(Value::Null, |text| Value::from(without_names(&text))),
            Kind::Placeholder => Value::from("${}"),
            _ => self.tree.value(node),
        }
    }
}

/// Every `${Name}` as `${}`. JSONata's own `${` is no placeholder, as only names are.
fn without_names(text: &str) -> String {
    let is_name = |name: &str| {
        !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':' | '[' | ']' | '!'))
    };
    let (mut made, mut rest) = (String::new(), text);
    while let Some(at) = rest.find("${") {
        let Some(end) = rest[at..].find('}') else { break };
        let named = is_name(&rest[at + 2..at + end]);
        made.push_str(&rest[..at]);
        made.push_str(if named { "${}" } else { &rest[at..=at + end] });
        rest = &rest[at + end + 1..];
    }
    // Which partition a template is deployed to is no difference.
    (made + rest).replace("arn:${}:", "arn:aws:")
}

#[cfg(test)]
mod tests {
    #[test]
    fn placeholders_lose_their_names() {
        assert_eq!(super::without_names("arn:${AWS::Partition}:x:${a b}${Y}"), "arn:aws:x:${a b}${}");
        assert_eq!(super::without_names("${open"), "${open");
    }
}
