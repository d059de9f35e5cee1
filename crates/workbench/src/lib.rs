//! The whole app without a browser: one state, messages in, effects out.
//!
//! `update(&mut Workbench, Message) -> Vec<Effect>` is the only way anything changes. View models (scene, forms, rows) are
//! data; components draw them. This crate knows nothing of leptos or the DOM.

pub mod apis;
pub mod assist;
pub mod assumptions;
pub mod commands;
pub mod conversion;
pub mod drafts;
pub mod effect;
pub mod find;
pub mod gesture;
pub mod history;
pub mod inspector;
pub mod json_tree;
pub mod message;
pub mod opening;
pub mod outline;
pub mod palette;
pub mod panels;
pub mod patterns;
pub mod pictures;
pub mod problems;
pub mod production;
pub mod project;
pub mod record;
pub mod run;
pub mod scenarios;
pub mod shared;
pub mod sheet;
pub mod shelf;
mod stops;
pub mod testing;
pub mod text_log;
pub mod tracked;
pub mod versions;
pub mod workbench;

mod arranging;
mod kept;
pub mod learn;
mod linting;
mod ticket;
mod update;

pub use diagram as scene;
pub use diagram::viewport;
pub use sheet::{ProblemMarks, Sheet};
pub use update::update;
pub use workbench::{Found, Saved, Workbench};
