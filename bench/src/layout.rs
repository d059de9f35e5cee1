//! Laying out one scope of equal boxes.

use layout::{Edge, EdgeKind, Graph, Node, Options};
use wasm_bindgen::prelude::wasm_bindgen;

/// The places of `count` boxes of 208 × 56: x and y of each top left corner. `edges` holds pairs of box numbers.
#[wasm_bindgen]
pub fn arrange(count: usize, edges: &[u32]) -> Vec<f64> {
    let layout = layout::arrange(&graph(count, edges), &Options::default());
    layout.nodes.iter().flat_map(|node| [node.rect.x, node.rect.y]).collect()
}

/// The lines between them, one after another: of each the number of its points, then x and y of each.
#[wasm_bindgen]
pub fn routes(count: usize, edges: &[u32]) -> Vec<f64> {
    let layout = layout::arrange(&graph(count, edges), &Options::default());
    let mut lines = Vec::new();
    for route in &layout.edges {
        lines.push(route.points.len() as f64);
        lines.extend(route.points.iter().flat_map(|point| [point.x, point.y]));
    }
    lines
}

fn graph(count: usize, edges: &[u32]) -> Graph {
    let edge = |pair: &[u32; 2]| Edge { from: pair[0] as usize, to: pair[1] as usize, label: None, kind: EdgeKind::Main };
    Graph { nodes: vec![Node::sized(208.0, 56.0); count], edges: edges.as_chunks::<2>().0.iter().map(edge).collect() }
}
