//! JSON values as the whole product sees them: cheap to clone (contents are shared), ordered, and measured.
//!
//! `Value` holds payloads, definitions' constants and expression results. Sharing is by `Arc`, which costs nothing in
//! WebAssembly (no threads, so plain counts) and lets values live in signals and tests on any thread.
//! This crate knows nothing of Amazon States Language.

pub mod encoding;
mod number;
mod object;
mod short_map;
mod text;
mod value;

pub use number::Number;
pub use object::{Key, Object};
pub use short_map::ShortMap;
pub use text::{ParseError, parse};
pub use value::Value;
