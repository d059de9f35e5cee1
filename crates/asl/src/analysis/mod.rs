//! What a definition says beyond its fields: its objects, what of them is computed, which data is there, and which variables.

pub(crate) mod data;
pub(crate) mod objects;
pub(crate) mod sites;
pub mod variables;

use crate::definition::{Definition, QueryLanguage, StateId};
use crate::language::{Place, StateType};
use crate::tree::{Kind, NodeId, Tree};

pub use data::{Read, Source};
pub use sites::{Role, Site};

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

/// What a state's own fields compute, as the strings that say it: each with the field that it stands in.
#[must_use]
pub fn expressions_of(definition: &Definition, tree: &Tree, state: StateId) -> Vec<(Site, NodeId)> {
    let mut found = Vec::new();
    let own = |site: &Site| site.state == state && site.role != Role::ResultPath;
    for site in sites::sites(definition, tree).into_iter().filter(own) {
        let strings = tree.descendants(site.node).filter(|node| tree.kind(*node) == Kind::String);
        found.extend(strings.filter(|node| is_computed(tree, &site, *node)).map(|node| (site, node)));
    }
    found
}

fn is_computed(tree: &Tree, site: &Site, node: NodeId) -> bool {
    match (site.language, site.role) {
        (QueryLanguage::Jsonata, _) => tree.string(node).is_some_and(|text| text.trim_start().starts_with("{%")),
        (_, Role::Template | Role::Assign) => node != site.node && tree.key(node).is_some_and(|key| key.ends_with(".$")),
        (_, Role::Setting) => false,
        _ => true,
    }
}

/// What a state's own fields read, path by path.
#[must_use]
pub fn reads_of(definition: &Definition, tree: &Tree, state: StateId) -> Vec<Read> {
    let sites: Vec<Site> = sites::sites(definition, tree).into_iter().filter(|site| site.state == state).collect();
    data::reads(tree, &sites)
}
