//! A state's own fields, without what is compared elsewhere: its inner states, and names that mean the same.

use std::collections::BTreeMap;
use std::sync::Arc;

use asl::definition::{Definition, NodeId, ScopeId, State};
use asl::graph::inner_scopes;
use asl::tree::{Kind, Tree, placeholders};
use value::{Object, Value};

/// Names of states by which others are called.
pub type States = BTreeMap<Arc<str>, Arc<str>>;

/// How placeholders are read.
#[derive(Clone, Copy)]
pub enum Placeholders<'a> {
    /// Without their names.
    Nameless,
    /// With their names, or those that they are called by in the other version.
    Named(&'a BTreeMap<String, String>),
}

/// A definition with its tree.
#[derive(Clone, Copy)]
pub struct Version<'a> {
    /// The typed view.
    pub definition: &'a Definition,
    /// The tree that it was read from.
    pub tree: &'a Tree,
    /// The names of placeholders that are whole values, by where they begin.
    pub bare: &'a BTreeMap<u32, String>,
}

/// The names of placeholders that are whole values without quotes, by where they begin.
pub fn bare_names(tree: &Tree) -> BTreeMap<u32, String> {
    placeholders(tree).into_iter().filter(|found| found.bare).map(|found| (found.span.start, found.name)).collect()
}

impl<'a> Version<'a> {
    /// A state's fields; inner states are left out. `states` gives the names that targets are compared by.
    pub fn state_fields(&self, state: &State, states: &States, placeholders: Placeholders) -> Value {
        let inside: Vec<NodeId> =
            inner_scopes(state).iter().filter_map(|scope| self.definition.scope(*scope).states_node).collect();
        self.value(state.node, &inside, states, placeholders)
    }

    /// The machine's own fields.
    pub fn machine_fields(&self, states: &States, placeholders: Placeholders) -> Value {
        let machine = self.definition.machine();
        let inside: Vec<NodeId> = machine.states_node.into_iter().collect();
        self.value(machine.node, &inside, states, placeholders)
    }

    /// The Parallel or Map that a scope is in.
    pub fn owner(&self, scope: ScopeId) -> Option<&'a State> {
        self.definition.scope(scope).owner.map(|owner| self.definition.state(owner))
    }

    fn value(&self, node: NodeId, left_out: &[NodeId], states: &States, placeholders: Placeholders) -> Value {
        match self.tree.kind(node) {
            Kind::Object => {
                let mut object = Object::new();
                for child in self.tree.children(node).filter(|child| !left_out.contains(child)) {
                    let Some(key) = self.tree.key(child) else { continue };
                    let value = self.value(child, left_out, states, placeholders);
                    let target = matches!(&*key, "Next" | "Default" | "StartAt")
                        .then(|| value.as_str().and_then(|name| states.get(name)))
                        .flatten();
                    let key = if &*key == "Iterator" { "ItemProcessor" } else { &key };
                    let value = target.map_or(value, |name| Value::from(Arc::clone(name)));
                    object.insert(placeholders.read(key).as_str(), value);
                }
                object.into()
            }
            Kind::Array => {
                let items = self.tree.children(node).map(|child| self.value(child, left_out, states, placeholders));
                items.collect::<Vec<_>>().into()
            }
            Kind::String => self.tree.string(node).map_or(Value::Null, |text| Value::from(placeholders.read(&text))),
            Kind::Placeholder => {
                let name = self.bare.get(&self.tree.span(node).start).map_or("", String::as_str);
                Value::from(placeholders.read(&format!("${{{name}}}")))
            }
            _ => self.tree.value(node),
        }
    }
}

impl Placeholders<'_> {
    /// A text with its placeholders so named. Which partition a template is deployed to is no difference.
    fn read(self, text: &str) -> String {
        let (mut made, mut rest) = (String::new(), text);
        while let Some((before, partition)) = rest.split_once("arn:${") {
            let Some((_, after)) = partition.split_once("}:") else { break };
            made.push_str(before);
            made.push_str("arn:aws:");
            rest = after;
        }
        replaced(&(made + rest), |name| match self {
            Self::Nameless => String::new(),
            Self::Named(names) => names.get(name).cloned().unwrap_or_else(|| name.to_owned()),
        })
    }
}

/// The names of the placeholders in a text, in their order.
pub fn names_in(text: &str) -> Vec<String> {
    let mut names = vec![];
    replaced(text, |name| {
        names.push(name.to_owned());
        String::new()
    });
    names
}

/// A text with every `${Name}` called otherwise. JSONata's own `${` is no placeholder, as only names are.
fn replaced(text: &str, mut called: impl FnMut(&str) -> String) -> String {
    let is_name = |name: &str| {
        name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':' | '[' | ']' | '!' | '/' | '*'))
    };
    let (mut made, mut rest) = (String::new(), text);
    while let Some(at) = rest.find("${") {
        let Some(end) = rest[at..].find('}') else { break };
        made.push_str(&rest[..at]);
        match &rest[at + 2..at + end] {
            name if is_name(name) => made.push_str(&format!("${{{}}}", called(name))),
            _ => made.push_str(&rest[at..=at + end]),
        }
        rest = &rest[at + end + 1..];
    }
    made + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_read_without_their_names_or_with_others() {
        let nameless = |text| Placeholders::Nameless.read(text);
        assert_eq!(nameless("arn:${AWS::Partition}:x:${a b}${Y}"), "arn:aws:x:${a b}${}");
        assert_eq!(nameless("${open"), "${open");
        let names = BTreeMap::from([("A".to_owned(), "B".to_owned())]);
        assert_eq!(Placeholders::Named(&names).read("x${A}${C}"), "x${B}${C}");
        assert_eq!(names_in("x${A}-${A}${ b }"), ["A", "A"]);
    }
}
