//! The frame around canvas, inspector, code and run dock.

mod announcer;
mod drop_veil;
mod examples;
mod export_menu;
mod follow_bar;
mod keys;
mod left_panel;
mod listeners;
mod losses;
mod menus;
mod notice;
mod outline;
mod painter;
mod panel_splitter;
mod picture;
mod player_bar;
mod problems;
mod search;
mod share;
mod state_menu;
mod top_bar;
mod versions;
mod workflows;

pub use announcer::Announcer;
pub use drop_veil::DropVeil;
pub use follow_bar::FollowBar;
pub use left_panel::LeftPanel;
pub use listeners::listen;
pub use menus::{Dialog, Menus};
pub use notice::NoticeBar;
pub use panel_splitter::PanelSplitter;
pub use player_bar::PlayerBar;
pub use top_bar::TopBar;
