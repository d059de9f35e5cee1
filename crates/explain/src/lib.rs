//! Workflows in words, from rules alone: what a state does ([`describe`]), and why a run went as it went ([`why`]).
//!
//! It reads a definition and a recording and runs nothing. What it says of a condition it finds out by evaluating the
//! condition's parts on the data that the recording holds.

pub mod describe;
pub mod errors;
pub mod expressed;
pub mod parts;
mod sight;
pub mod why;
mod words;

pub use sight::Sight;
