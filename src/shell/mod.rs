//! The frame around canvas, inspector, code and run dock.

mod examples;
mod export_menu;
mod left_panel;
mod notice;
mod problems;
mod top_bar;

pub use left_panel::LeftPanel;
pub use notice::NoticeBar;
pub use top_bar::TopBar;
