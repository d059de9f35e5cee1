//! The page: Leptos components and browser effects. All state and logic are the workbench's.

mod app;
mod browser;
mod canvas;
mod code;
mod effects;
mod inspector;
mod keymap;
mod palette;
mod run;
mod shell;
mod store;
mod ui;
mod worker;

pub use app::App;
