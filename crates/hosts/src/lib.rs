//! Files that hold definitions among other things: found, listed, and edited in place.
//!
//! A host is read into [`Found`]s. Each has the definition's own text, put together from pieces of the host
//! ([`Embedding`]): what is between the pieces (indents, quotes, functions of the template) is not the definition's. A change
//! of the definition is mapped outwards to a change of the host, so that one edit changes only its own bytes. This layer
//! lies above `asl`'s document, which knows nothing of it.

mod asset;
mod embedding;
mod files;
mod found;
mod kind;
mod serverless;
mod template;
mod terraform;
mod trial;
mod values;
mod write;

pub use embedding::{Embedding, Encoding, Segment};
pub use files::{Files, NoFiles, beside};
pub use found::{Found, Meaning, Properties, Source, Substitution};
pub use kind::{HostKind, find, host_kind};
pub use values::definition_value;
pub use write::{Wrapped, Wrapper, parameter, wrap};
