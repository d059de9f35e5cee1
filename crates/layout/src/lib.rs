//! Geometry of nested layered graphs: where every box, line and label of a flow chart goes.
//!
//! A [`Graph`] is one scope; a [`Node`] may hold further scopes side by side. [`arrange`] lays out each scope alone, innermost
//! first, and treats a container as one big node of its parent. Pure numbers in, pure numbers out; the same graph gives the same
//! picture.

mod arrange;
mod components;
mod geometry;
mod graph;
mod numbers;
mod picture;
mod route;
mod scope;
mod sorting;

pub use arrange::arrange;
pub use geometry::{Point, Rect, Size};
pub use graph::{Direction, Edge, EdgeKind, Graph, Node, Options, Simplify};
pub use picture::{Layout, NodeLayout, PlacedScope};
pub use route::Route;
