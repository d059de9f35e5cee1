//! AWS's APIs as Step Functions calls them: every service and operation, with parameters, results and errors.
//!
//! The data are files of text in `data/`, made by `cargo xtask catalogue`: an index with all names, and one file for each
//! service. This crate reads what it is given and knows no files. The data are dated: what is not in them may well exist, so
//! nothing here is ever an error.

mod answer;
mod api;
mod check;
mod index;
mod integrations;
mod lint;
mod sample;
mod search;
mod service;
mod shape;

pub use answer::Strictness;
pub use api::{Api, Call};
pub use check::{Finding, Problem};
pub use index::{Entry, Index};
pub use integrations::OWN;
pub use lint::{CODE, PAGE, RULE, lint};
pub use search::{Found, Hit};
pub use service::{Operation, Service};
pub use shape::{Limits, Member, Shape, ShapeId};
