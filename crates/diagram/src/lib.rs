//! Diagrams of definitions: what is drawn where, and pictures of it as files.
//!
//! A [`Scene`] is every card, frame and transition with its place. The page draws it on its canvas; [`picture`] writes it down.

mod build;
mod decimals;
mod glyph;
mod hits;
mod kind;
mod look;
mod outline;
pub mod picture;
mod places;
mod scene;
pub mod sizes;
pub mod text;
pub mod viewport;
mod window;

pub use build::{arranged, build, build_as_arranged, build_with};
pub use decimals::{Decimals, tenths};
pub use glyph::Glyph;
pub use hits::Reach;
pub use kind::Kind;
pub use layout::{Point, Rect, Simplify, Size};
pub use look::{Flow, Look};
pub use outline::{CORNER, arrow_head, rounded_path};
pub use places::DropPlace;
pub use scene::{CARD, EdgeKey, EdgeLook, Marks, NodeKey, Scene, SceneEdge, SceneNode, contains};
pub use window::{Shown, window};
