//! Amazon States Language as a document: text, lossless tree, typed definition, graph, edits and linter.
//!
//! The text is the ground state; everything else is derived from it, and only a [`text::Transaction`] changes it.
//! This crate knows nothing of simulation or drawing.

pub mod analysis;
pub mod convert;
pub mod definition;
pub mod document;
pub mod edit;
pub mod graph;
pub mod identity;
pub mod language;
pub mod laws;
pub mod lint;
pub mod notation;
pub mod problem;
mod slot_identity;
pub mod surgery;
pub mod text;
pub mod tree;
pub mod words;

pub use analysis::variables;
