//! Graphs with more long lines than anybody could follow, and layouts on their way.

use layout::{Direction, EdgeKind, Graph, Layout, Options, Simplify, arrange};
use proptest::prelude::*;

use crate::generate::{self, Random, card, edge};

fn simplifying(direction: Direction) -> Options {
    Options { direction, simplify: Some(Simplify::PLAIN), ..Options::default() }
}

/// So many boxes in a row, each with edges to any others.
fn dense(seed: u64, count: usize, ways: usize) -> Graph {
    let mut random = Random(seed);
    let mut edges: Vec<_> = (1..count).map(|node| edge(node - 1, node, EdgeKind::Main)).collect();
    for node in 0..count {
        edges.extend((0..ways).map(|_| edge(node, random.below(count), EdgeKind::Branch)));
    }
    Graph { nodes: vec![card(); count], edges }
}

#[test]
fn a_dense_graph_is_drawn_simplified_and_all_of_it() {
    for direction in [Direction::Down, Direction::Right] {
        let graph = dense(3, 1500, 3);
        let layout = arrange(&graph, &simplifying(direction));
        assert!(layout.simplified);
        let (width, height) = (layout.size.width, layout.size.height);
        assert!(width.max(height) < 3.0 * width.min(height), "{width} by {height} is no page");
        for (index, node) in layout.nodes.iter().enumerate() {
            let rect = node.rect;
            assert!(rect.x >= 0.0 && rect.y >= 0.0 && rect.right() <= width && rect.bottom() <= height);
            assert!(layout.nodes[index + 1..].iter().all(|other| !rect.overlaps(&other.rect)), "box {index} lies on another");
        }
        for (edge, route) in graph.edges.iter().zip(&layout.edges) {
            let (first, last) = (route.points[0], route.points[route.points.len() - 1]);
            for (node, end) in [(edge.from, first), (edge.to, last)] {
                let rect = layout.nodes[node].rect;
                let touches = end.x >= rect.x && end.x <= rect.right() && end.y >= rect.y && end.y <= rect.bottom();
                assert!(touches, "the line from {} to {} ends elsewhere", edge.from, edge.to);
            }
        }
    }
}

#[test]
fn a_dense_branch_makes_the_whole_simplified_but_spares_the_rest() {
    let mut container = card();
    container.children = vec![dense(5, 1500, 3), generate::structured(5, 20)];
    let graph = Graph { nodes: vec![card(), container], edges: vec![edge(0, 1, EdgeKind::Main)] };
    let layout = arrange(&graph, &simplifying(Direction::Down));
    let simplified: Vec<bool> = layout.nodes[1].children.iter().map(|child| child.layout.simplified).collect();
    assert_eq!((layout.simplified, simplified), (true, vec![true, false]));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_people_draw_is_never_simplified(seed in any::<u64>(), states in 1..150_usize) {
        let graph = generate::structured(seed, states);
        prop_assert_eq!(arrange(&graph, &simplifying(Direction::Down)), arrange(&graph, &Options::default()));
    }

    #[test]
    fn a_layout_survives_being_written_as_numbers(seed in any::<u64>(), states in 1..60_usize, cut in any::<prop::sample::Index>(), other in any::<f64>()) {
        let layout = arrange(&generate::structured(seed, states), &Options::default());
        let mut numbers = layout.write();
        prop_assert_eq!(Layout::read(&numbers), Some(layout));
        let at = cut.index(numbers.len());
        prop_assert_eq!(Layout::read(&numbers[..at]), None);
        // Whatever stands there instead, it is read or refused.
        numbers[at] = other;
        let _ = Layout::read(&numbers);
    }
}
