//! The expressions of Amazon States Language: JSONPath, intrinsic functions, JSONata, payload templates and time formats.
//!
//! Everything is compiled once and evaluated against a [`Scope`] (or JSONata [`jsonata::Bindings`]). Time and chance come
//! from an [`Environment`] that the caller gives, so the same call gives the same bytes everywhere. Evaluation never
//! panics and always ends: every engine counts steps and depth against [`limits`].
//! This crate knows nothing of states, retries or histories.

pub mod environment;
pub mod hash;
pub mod intrinsic;
mod java;
pub mod jsonata;
pub mod jsonpath;
pub mod limits;
pub mod scope;
pub mod template;
pub mod time;

pub use environment::{Environment, SeededEnvironment};
pub use scope::{NoVariables, Scope, Variables};
