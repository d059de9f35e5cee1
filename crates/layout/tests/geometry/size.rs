//! Graphs of sizes that nobody draws by hand.

use layout::{EdgeKind, Graph, Options, arrange};

use crate::check;
use crate::generate::{self, card, edge};

#[test]
fn an_empty_graph_has_an_empty_picture() {
    assert_eq!(arrange(&Graph::default(), &Options::default()), layout::Layout::default());
}

#[test]
fn five_thousand_states_in_a_row_stand_in_one_column() {
    let nodes = vec![card(); 5000];
    let edges = (1..5000).map(|node| edge(node - 1, node, EdgeKind::Main)).collect();
    let layout = arrange(&Graph { nodes, edges }, &Options::default());
    assert!(layout.nodes.iter().all(|node| node.rect.x == 0.0));
    assert_eq!(layout.size.height, 5000.0 * 56.0 + 4999.0 * Options::default().layer_gap);
}

#[test]
fn five_thousand_states_that_all_catch_into_one_share_a_lane() {
    let nodes = vec![card(); 5001];
    let mut edges: Vec<_> = (1..5000).map(|node| edge(node - 1, node, EdgeKind::Main)).collect();
    edges.extend((0..5000).map(|node| edge(node, 5000, EdgeKind::Exception)));
    let layout = arrange(&Graph { nodes, edges }, &Options::default());
    assert!(layout.size.width < 2.0 * 208.0 + 60.0, "{}", layout.size.width);
}

#[test]
fn scopes_nested_a_thousand_deep_are_drawn() {
    let mut graph = Graph { nodes: vec![card()], edges: Vec::new() };
    for _ in 0..1000 {
        let mut node = card();
        node.children.push(graph);
        graph = Graph { nodes: vec![node], edges: Vec::new() };
    }
    let layout = arrange(&graph, &Options::default());
    let mut depth = 0;
    layout.visit_scopes(|_, _| depth += 1);
    assert_eq!(depth, 1001);
    assert!(check::faults(&graph, &layout).is_empty());
}

#[test]
fn a_thousand_structured_states_are_drawn_without_faults() {
    let graph = generate::structured(11, 1000);
    assert_eq!(check::faults(&graph, &arrange(&graph, &Options::default())), Vec::<String>::new());
}

#[test]
fn sizes_that_are_no_numbers_spoil_nothing() {
    let mut broken = card();
    broken.size.width = f64::NAN;
    broken.size.height = f64::INFINITY;
    let graph =
        Graph { nodes: vec![card(), broken, card()], edges: vec![edge(0, 1, EdgeKind::Main), edge(1, 2, EdgeKind::Main)] };
    let layout = arrange(&graph, &Options::default());
    assert!(layout.size.width.is_finite() && layout.size.height.is_finite());
    assert_eq!(check::faults(&graph, &layout), Vec::<String>::new());
}
