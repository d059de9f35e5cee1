//! Fields that hold paths, templates or expressions: where they are and what they may hold.

use super::objects::{Object, ObjectKind, objects};
use crate::definition::{Definition, NodeId, QueryLanguage, StateId};
pub use crate::language::Role;
use crate::language::{Operand, fields, fields_of, operand};
use crate::tree::{Kind, Tree};

/// A field to look into.
#[derive(Clone, Copy, Debug)]
pub struct Site {
    /// Its value.
    pub node: NodeId,
    /// The state that it is of.
    pub state: StateId,
    /// The query language in force there.
    pub language: QueryLanguage,
    /// What of it is computed.
    pub role: Role,
}

/// Every such field of the definition, also those of the other query language.
pub(crate) fn sites(definition: &Definition, tree: &Tree) -> Vec<Site> {
    sites_of(definition, tree, &objects(definition, tree))
}

/// Every such field of these objects.
pub(crate) fn sites_of(definition: &Definition, tree: &Tree, objects: &[Object]) -> Vec<Site> {
    let mut found = Vec::new();
    for object in objects {
        let Some(state) = object.state else { continue };
        let mut push = |node: NodeId, role: Role| {
            if tree.kind(node) != Kind::Placeholder {
                found.push(Site { node, state, language: object.language, role });
            }
        };
        match object.place(definition) {
            Some(place) => {
                for field in fields_of(place) {
                    if let Some(role) = field.role
                        && let Some(node) = tree.member(object.node, field.name)
                    {
                        push(node, role);
                    }
                }
            }
            None => {
                for (name, role) in computed_anywhere() {
                    if let Some(node) = tree.member(object.node, name) {
                        push(node, role);
                    }
                }
            }
        }
        if matches!(object.kind, ObjectKind::Rule | ObjectKind::InnerRule) {
            let compared = |node: &NodeId| tree.key(*node).is_some_and(|name| operand(&name) == Some(Operand::Path));
            tree.children(object.node).filter(compared).for_each(|node| push(node, Role::Path));
        }
    }
    found
}

/// Of a state of no known type whatever any object computes, by name.
fn computed_anywhere() -> Vec<(&'static str, Role)> {
    let mut all: Vec<(&str, Role)> = fields().iter().filter_map(|field| Some((field.name, field.role?))).collect();
    all.sort_unstable_by_key(|(name, _)| *name);
    all.dedup_by_key(|(name, _)| *name);
    all
}
