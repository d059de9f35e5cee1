//! What a definition says beyond its fields: its objects, what of them is computed, which data is there, and which variables.

pub(crate) mod data;
pub(crate) mod objects;
pub(crate) mod sites;
pub mod variables;

use crate::definition::{Definition, QueryLanguage, StateId};
use crate::language::{Place, StateType};
use crate::tree::{NodeId, Tree};

/// What an object of a definition is: for completion and documentation at a place of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ObjectAt {
    /// The object.
    pub node: NodeId,
    /// Which fields it has.
    pub place: Place,
    /// The query language in force there.
    pub language: QueryLanguage,
    /// The state that it is, or is in.
    pub state: Option<StateId>,
}

/// The innermost object with known fields that is this node, or that holds it.
#[must_use]
pub fn object_around(definition: &Definition, tree: &Tree, node: NodeId) -> Option<ObjectAt> {
    let known = objects::objects(definition, tree);
    let mut at = Some(node);
    while let Some(node) = at {
        if let Some(object) = known.iter().find(|object| object.node == node) {
            let (language, state) = (object.language, object.state);
            // A state whose type is not known yet is helped as the plainest.
            let place = object.place(definition).unwrap_or(Place::State(StateType::Pass));
            return Some(ObjectAt { node, place, language, state });
        }
        at = tree.parent(node);
    }
    None
}
