//! Edits move only what must move.

use layout::{EdgeKind, Graph, Options, arrange};

use crate::generate::{card, edge};
use crate::pictures::chart;

/// Puts a new card, last in the graph, onto an edge.
fn insert_onto(graph: &Graph, onto: usize) -> Graph {
    let mut graph = graph.clone();
    let new = graph.nodes.len();
    graph.nodes.push(card());
    let to = std::mem::replace(&mut graph.edges[onto].to, new);
    graph.edges.push(edge(new, to, EdgeKind::Main));
    graph
}

/// How far the old nodes move, sideways and down, when a card is put onto an edge.
fn moves(graph: &Graph, onto: usize) -> Vec<(f64, f64)> {
    let before = arrange(graph, &Options::default());
    let after = arrange(&insert_onto(graph, onto), &Options::default());
    before.nodes.iter().zip(&after.nodes).map(|(one, other)| (other.rect.x - one.rect.x, other.rect.y - one.rect.y)).collect()
}

const ROW: f64 = 56.0 + 48.0;

#[test]
fn a_card_put_into_a_chain_moves_the_rest_straight_down() {
    let graph = chart(5, "ab bc cd de");
    assert_eq!(moves(&graph, 1), [(0.0, 0.0), (0.0, 0.0), (0.0, ROW), (0.0, ROW), (0.0, ROW)]);
}

#[test]
fn a_card_put_onto_the_main_path_leaves_the_columns_alone() {
    // The chain a to g with three ways into the failure h.
    let graph = chart(8, "a?b a?h b?c b?h c?d c?h de ef fg");
    for onto in [0, 2, 4, 6, 7, 8] {
        let moves = moves(&graph, onto);
        assert!(moves.iter().all(|&(x, y)| x == 0.0 && (y == 0.0 || y == ROW)), "edge {onto}: {moves:?}");
    }
}

#[test]
fn a_card_put_into_one_arm_leaves_the_columns_of_all_arms_alone() {
    let graph = chart(6, "a?b a?c a?d be ce de ef");
    for onto in [3, 4, 5, 6] {
        let moves = moves(&graph, onto);
        assert!(moves.iter().all(|&(x, y)| x == 0.0 && (y == 0.0 || y == ROW)), "edge {onto}: {moves:?}");
    }
}

#[test]
fn a_card_put_into_a_nested_scope_moves_nothing_in_its_neighbours() {
    let mut graph = chart(2, "ab");
    graph.nodes[0].children = vec![chart(2, "ab"), chart(3, "ab bc")];
    let before = arrange(&graph, &Options::default());
    graph.nodes[0].children[1] = insert_onto(&graph.nodes[0].children[1], 0);
    let after = arrange(&graph, &Options::default());
    assert_eq!(before.nodes[0].children[0], after.nodes[0].children[0]);
    assert_eq!(before.nodes[0].rect.x, after.nodes[0].rect.x);
    assert_eq!(after.nodes[1].rect.y - before.nodes[1].rect.y, ROW);
}
