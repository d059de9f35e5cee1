//! Definitions as plain values.

use std::collections::BTreeMap;

use asl::definition::NodeId;
use asl::tree::{Kind, Tree, placeholders};
use value::{Object, Value};

/// A definition's value. What a template fills in, a tag of YAML among it, is `${Name}`.
#[must_use]
pub fn definition_value(tree: &Tree) -> Value {
    let names: BTreeMap<u32, String> =
        placeholders(tree).into_iter().filter(|found| found.bare).map(|found| (found.span.start, found.name)).collect();
    tree.root().map_or(Value::Null, |root| of(tree, root, &names))
}

fn of(tree: &Tree, node: NodeId, names: &BTreeMap<u32, String>) -> Value {
    match tree.kind(node) {
        Kind::Placeholder => match names.get(&tree.span(node).start) {
            Some(name) => Value::from(format!("${{{name}}}")),
            None => tree.value(node),
        },
        Kind::Array => tree.children(node).map(|child| of(tree, child, names)).collect::<Vec<_>>().into(),
        Kind::Object => {
            let mut object = Object::new();
            for child in tree.children(node) {
                if let Some(key) = tree.key(child) {
                    object.insert(&*key, of(tree, child, names));
                }
            }
            object.into()
        }
        _ => tree.value(node),
    }
}
