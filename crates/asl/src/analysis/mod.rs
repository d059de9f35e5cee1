//! What a definition says beyond its fields: its objects, what of them is computed, which data is there, and which variables.

pub(crate) mod data;
pub(crate) mod objects;
pub(crate) mod sites;
pub mod variables;
