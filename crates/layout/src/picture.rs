//! What the caller gets: scopes with their rectangles and lines.

use crate::{Point, Rect, Route, Size};

/// One scope, laid out. All coordinates in it count from its own top left corner, so a scope can be moved as one.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Layout {
    /// The size of everything in it.
    pub size: Size,
    /// The nodes, in the graph's order.
    pub nodes: Vec<NodeLayout>,
    /// The edges, in the graph's order.
    pub edges: Vec<Route>,
    /// Whether it, or a scope in it, has so many long lines that they run straight and without labels.
    pub simplified: bool,
}

/// A node's place, and the scopes in it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NodeLayout {
    /// In the coordinates of the scope that holds the node.
    pub rect: Rect,
    /// The scopes inside, in the node's order.
    pub children: Vec<PlacedScope>,
}

/// A scope inside a node.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PlacedScope {
    /// The top left corner of the scope, in the coordinates of the scope that holds the node.
    pub origin: Point,
    /// The scope.
    pub layout: Layout,
}

impl Layout {
    /// Calls `visit` for this scope and each scope within it, outer ones first, with the place of its top left corner in the
    /// coordinates of this one.
    pub fn visit_scopes<'a>(&'a self, mut visit: impl FnMut(Point, &'a Layout)) {
        let mut pending = vec![(Point::default(), self)];
        while let Some((origin, layout)) = pending.pop() {
            visit(origin, layout);
            for child in layout.nodes.iter().rev().flat_map(|node| node.children.iter().rev()) {
                pending.push((Point::new(origin.x + child.origin.x, origin.y + child.origin.y), &child.layout));
            }
        }
    }
}
