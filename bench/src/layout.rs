//! Laying out one scope of equal boxes.

use layout::{Edge, EdgeKind, Graph, Node, Options};
use wasm_bindgen::prelude::wasm_bindgen;

/// The places of `count` boxes of 208 × 56: x and y of each top left corner. `edges` holds pairs of box numbers.
#[wasm_bindgen]
pub fn arrange(count: usize, edges: &[u32]) -> Vec<f64> {
    let edge = |pair: &[u32; 2]| Edge { from: pair[0] as usize, to: pair[1] as usize, label: None, kind: EdgeKind::Main };
    let graph =
        Graph { nodes: vec![Node::sized(208.0, 56.0); count], edges: edges.as_chunks::<2>().0.iter().map(edge).collect() };
    let layout = layout::arrange(&graph, &Options::default());
    layout.nodes.iter().flat_map(|node| [node.rect.x, node.rect.y]).collect()
}
