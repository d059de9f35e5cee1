//! The page: Leptos components and browser effects. All state and logic are the workbench's.

mod app;
mod browser;
mod canvas;
mod code;
mod drafts;
mod effects;
mod inspector;
mod keymap;
mod late;
mod learn;
mod palette;
mod production;
mod run;
mod shell;
mod storage;
mod store;
mod ui;
mod wishes;
mod worker;

pub use app::App;
