//! Small flow charts of which the looks are known.

use layout::{Edge, EdgeKind, Graph, Layout, Node, NodeLayout, Options, Point, Size, arrange};

use crate::check;
use crate::generate::card;

/// Cards `a`, `b`, … with edges such as `ab` (main), `a?b` (a labelled branch) and `a!b` (a labelled exception).
pub fn chart(nodes: usize, edges: &str) -> Graph {
    let index = |letter: u8| usize::from(letter - b'a');
    let edges = edges.split_whitespace().map(|edge| match *edge.as_bytes() {
        [from, to] => Edge { from: index(from), to: index(to), label: None, kind: EdgeKind::Main },
        [from, mark, to] => {
            let kind = if mark == b'!' { EdgeKind::Exception } else { EdgeKind::Branch };
            Edge { from: index(from), to: index(to), label: Some(Size::new(72.0, 22.0)), kind }
        }
        _ => panic!("no edge: {edge}"),
    });
    Graph { nodes: vec![card(); nodes], edges: edges.collect() }
}

fn draw(graph: &Graph) -> Layout {
    let layout = arrange(graph, &Options::default());
    assert_eq!(check::faults(graph, &layout), Vec::<String>::new());
    layout
}

/// The nodes' middles as columns from the left and rows from the top, such as `a0,0`.
fn places(layout: &Layout) -> String {
    let rank = |of: fn(&NodeLayout) -> f64| {
        let mut all: Vec<f64> = layout.nodes.iter().map(of).collect();
        all.sort_by(f64::total_cmp);
        all.dedup();
        all
    };
    let (x, y) = (|node: &NodeLayout| node.rect.center().x, |node: &NodeLayout| node.rect.center().y);
    let (columns, rows) = (rank(x), rank(y));
    let place = |all: &[f64], at: f64| all.iter().filter(|&&other| other < at).count();
    let names = layout.nodes.iter().zip(b'a'..);
    let words = names.map(|(node, name)| format!("{}{},{}", char::from(name), place(&columns, x(node)), place(&rows, y(node))));
    words.collect::<Vec<_>>().join(" ")
}

fn check_places(nodes: usize, edges: &str, expected: &str) {
    assert_eq!(places(&draw(&chart(nodes, edges))), expected, "{edges}");
}

#[test]
fn nodes_stand_where_a_designer_would_put_them() {
    check_places(3, "ab bc", "a0,0 b0,1 c0,2");
    // Two ways: the first goes straight on, the other stands beside it.
    check_places(4, "a?b a?c bd cd", "a0,0 b0,1 c1,1 d0,2");
    // The way that goes further is the straight one, whichever comes first.
    check_places(5, "a?b a?c cd de", "a1,0 b0,1 c1,1 d1,2 e1,3");
    // Three ways fan out to both sides.
    check_places(5, "a?b a?c a?d be ce de", "a1,0 b0,1 c1,1 d2,1 e1,2");
    // Exceptions leave the spine alone.
    check_places(5, "ab bc cd a!e b!e c!e", "a0,0 b0,1 c0,2 d0,3 e1,3");
    check_places(5, "ab bc cd b!e ed", "a0,0 b0,1 c0,2 d0,3 e1,2");
    // A loop changes nothing in the order of its nodes.
    check_places(4, "ab bc c?b c?d", "a0,0 b0,1 c0,2 d0,3");
    // What nothing leads to hangs just above what it leads to; what is apart stands apart.
    check_places(5, "ab bc db", "a0,0 b0,1 c0,2 d1,0 e2,0");
}

#[test]
fn three_arms_into_one_failure_share_a_lane_and_its_arrow() {
    let layout = draw(&chart(8, "a?b a?h b?c b?h c?d c?h de ef fg"));
    let arms: Vec<&[Point]> = [1, 3, 5].map(|edge| &layout.edges[edge].points[..]).into();
    let failure = layout.nodes[7].rect;
    for arm in &arms {
        assert_eq!(arm.len(), 3, "right, then down: {arm:?}");
        assert_eq!(arm[1].x, failure.center().x);
        assert_eq!(arm[2], Point::new(failure.center().x, failure.y));
    }
    let labels: Vec<f64> = [1, 3, 5].iter().filter_map(|&edge| layout.edges[edge].label).map(|label| label.x).collect();
    assert_eq!(labels, vec![labels[0]; 3]);
}

#[test]
fn a_loop_runs_from_side_to_side_in_a_lane_of_its_own() {
    let layout = draw(&chart(4, "ab bc c?b c?d"));
    let points = &layout.edges[2].points;
    let [start, out, turn, end] = points[..] else { panic!("{points:?}") };
    assert_eq!((start.x, end.x), (layout.nodes[2].rect.x, layout.nodes[1].rect.x));
    assert!(out.x == turn.x && out.x < start.x);
    assert_eq!((start.y, end.y), (layout.nodes[2].rect.center().y, layout.nodes[1].rect.center().y));
}

#[test]
fn an_edge_to_its_own_node_goes_round_its_side() {
    let layout = draw(&chart(2, "ab a?a"));
    let points = &layout.edges[1].points;
    assert_eq!(points.len(), 4);
    assert!(points[1].x > layout.nodes[0].rect.right());
}

#[test]
fn a_container_holds_its_scopes_side_by_side_below_its_header() {
    let mut graph = chart(2, "ab");
    graph.nodes[0].children = vec![chart(2, "ab"), chart(1, ""), chart(3, "ab bc")];
    let layout = draw(&graph);
    let container = &layout.nodes[0];
    let origins: Vec<Point> = container.children.iter().map(|child| child.origin).collect();
    let (padding, step) = (20.0, 208.0 + Options::default().scope_gap);
    assert_eq!(origins, [0.0, 1.0, 2.0].map(|index| Point::new(padding + index * step, 40.0 + padding)));
    assert_eq!(container.rect.width, 2.0 * padding + 2.0 * step + 208.0);
    assert_eq!(container.rect.center().x, layout.nodes[1].rect.center().x);
}

#[test]
fn a_picture_to_the_right_is_the_one_downwards_turned() {
    let graph = Graph { nodes: vec![Node::sized(60.0, 60.0); 4], edges: chart(4, "ab bc cd a!d").edges };
    let square = Some(Size::new(20.0, 20.0));
    let graph =
        Graph { edges: graph.edges.iter().map(|edge| Edge { label: edge.label.and(square), ..*edge }).collect(), ..graph };
    let down = arrange(&graph, &Options::default());
    let right = arrange(&graph, &Options { direction: layout::Direction::Right, ..Options::default() });
    assert_eq!((down.size.width, down.size.height), (right.size.height, right.size.width));
    for (one, other) in down.nodes.iter().zip(&right.nodes) {
        assert_eq!((one.rect.x, one.rect.y), (other.rect.y, other.rect.x));
    }
}

#[test]
fn edges_that_name_no_node_are_left_out() {
    let mut graph = chart(2, "ab");
    graph.edges.push(Edge { from: 0, to: 7, label: Some(Size::new(20.0, 20.0)), kind: EdgeKind::Main });
    let layout = draw(&graph);
    assert_eq!(layout.edges[1], layout::Route::default());
}
