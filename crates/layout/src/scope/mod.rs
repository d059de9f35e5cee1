//! The drawing of one connected scope, from top to bottom, in the classic steps of a layered picture.

mod bends;
mod berths;
mod blocks;
mod bundles;
mod columns;
mod corners;
mod crossings;
pub(crate) mod flow;
mod mesh;
mod order;
pub(crate) mod plain;
mod ports;
mod routes;
mod rows;
mod side_ports;
mod sides;
mod weave;

use crate::{Edge, Options, Rect, Route, Size};

/// A node as its scope sees it: a box, whatever it holds.
#[derive(Debug, Clone, Copy)]
pub struct Body {
    pub size: Size,
    /// How far edges keep away from the corners.
    pub inset: f64,
    /// Where edges meet the sides, from the top.
    pub side_port: f64,
    pub container: bool,
    /// Whether it is a mark rather than a box.
    pub quiet: bool,
}

/// The places of a scope's nodes and edges.
#[derive(Debug, Clone, Default)]
pub struct Drawing {
    pub size: Size,
    pub nodes: Vec<Rect>,
    pub routes: Vec<Route>,
    /// Whether the lines were not led with care, because there are too many.
    pub simplified: bool,
}

/// Draws a connected scope whose flow starts at the first node. All edges name nodes.
pub fn draw(bodies: &[Body], edges: &[Edge], options: &Options) -> Drawing {
    if bodies.is_empty() {
        return Drawing::default();
    }
    let flow = flow::Flow::new(bodies.len(), edges);
    if let Some(drawing) = options.simplify.and_then(|simplify| (simplify.0)(bodies, edges, &flow, options)) {
        return drawing;
    }
    let mut mesh = mesh::Mesh::new(bodies, edges, &flow);
    order::order_as_in_the_document(&mut mesh);
    crossings::reduce(&mut mesh);
    bundles::merge_neighbours(&mut mesh);
    sides::attach(&mut mesh, bodies, edges, &flow, options);
    ports::spread(&mut mesh, bodies, &flow);
    let blocks = blocks::align(&mesh);
    let x = columns::place(&mesh, &blocks, options);
    ports::settle(&mut mesh, bodies, &x);
    let bends = bends::assign(&mesh, &x);
    let rows = rows::stack(&mesh, &bends, bodies, edges, options);
    routes::trace(&mesh, &x, &bends, &rows, bodies, edges)
}
