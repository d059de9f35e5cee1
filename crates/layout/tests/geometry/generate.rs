//! Graphs made from a seed: structured like real workflows, or without any order at all.

use layout::{Edge, EdgeKind, Graph, Node, Size};

/// A small generator of pseudo-random numbers.
pub struct Random(pub u64);

impl Random {
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % limit as u64) as usize
    }

    fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
}

/// A state's card.
pub fn card() -> Node {
    Node { size: Size::new(208.0, 56.0), header: 40.0, padding: 20.0, inset: 12.0, ..Node::default() }
}

fn pill() -> Node {
    Node { size: Size::new(64.0, 28.0), inset: 14.0, ..Node::default() }
}

/// An edge without a label.
pub fn edge(from: usize, to: usize, kind: EdgeKind) -> Edge {
    Edge { from, to, label: None, kind }
}

fn labelled(random: &mut Random, from: usize, to: usize, kind: EdgeKind) -> Edge {
    Edge { label: Some(Size::new(30.0 + random.below(140) as f64, 22.0)), ..edge(from, to, kind) }
}

/// A workflow of about so many states: sequences, choices that meet again or end, loops, catches, nested scopes; between a start
/// and an end pill.
pub fn structured(seed: u64, states: usize) -> Graph {
    let mut random = Random(seed);
    scope(&mut random, states, 0)
}

fn scope(random: &mut Random, states: usize, depth: usize) -> Graph {
    let mut graph = Graph { nodes: vec![pill()], edges: Vec::new() };
    let mut ends: Vec<(usize, EdgeKind)> = vec![(0, EdgeKind::Main)];
    let mut exits = Vec::new();
    let fail = random.chance(60).then(|| add(&mut graph, card()));
    while graph.nodes.len() < states + 1 {
        let node = add(&mut graph, card());
        for (from, kind) in ends.drain(..) {
            let edge = if kind == EdgeKind::Branch { labelled(random, from, node, kind) } else { edge(from, node, kind) };
            graph.edges.push(edge);
        }
        ends.push((node, EdgeKind::Main));
        match random.below(10) {
            0 if depth < 3 => {
                let children = 1 + random.below(3);
                graph.nodes[node].children = (0..children)
                    .map(|_| {
                        let states = 1 + random.below(6);
                        scope(random, states, depth + 1)
                    })
                    .collect();
            }
            1..=3 => choice(random, &mut graph, node, &mut ends, &mut exits, fail),
            4 => {
                let to = random.below(node) + 1;
                graph.edges.push(labelled(random, node, to, EdgeKind::Branch));
            }
            _ => {}
        }
        if let Some(fail) = fail.filter(|_| random.chance(25)) {
            graph.edges.push(labelled(random, node, fail, EdgeKind::Exception));
        }
    }
    let end = add(&mut graph, pill());
    for (from, kind) in ends.into_iter().chain(exits) {
        graph.edges.push(edge(from, end, kind));
    }
    graph
}

fn choice(
    random: &mut Random,
    graph: &mut Graph,
    node: usize,
    ends: &mut Vec<(usize, EdgeKind)>,
    exits: &mut Vec<(usize, EdgeKind)>,
    fail: Option<usize>,
) {
    ends.clear();
    for _ in 0..2 + random.below(3) {
        match (random.below(5), fail) {
            (0, _) => ends.push((node, EdgeKind::Branch)),
            (1, Some(fail)) => graph.edges.push(labelled(random, node, fail, EdgeKind::Branch)),
            (kind, _) => {
                let mut last = add(graph, card());
                graph.edges.push(labelled(random, node, last, EdgeKind::Branch));
                for _ in 0..random.below(3) {
                    let next = add(graph, card());
                    graph.edges.push(edge(last, next, EdgeKind::Main));
                    last = next;
                }
                if kind == 2 { exits.push((last, EdgeKind::Main)) } else { ends.push((last, EdgeKind::Main)) }
            }
        }
    }
    if ends.is_empty() {
        ends.push((node, EdgeKind::Branch));
    }
}

fn add(graph: &mut Graph, node: Node) -> usize {
    graph.nodes.push(node);
    graph.nodes.len() - 1
}

/// Any nodes of any sizes with any edges between them.
pub fn arbitrary(seed: u64, nodes: usize, edges: usize) -> Graph {
    let mut random = Random(seed);
    let nodes: Vec<Node> = (0..nodes)
        .map(|_| Node {
            size: Size::new(20.0 + random.below(300) as f64, 10.0 + random.below(200) as f64),
            inset: random.below(20) as f64,
            ..Node::default()
        })
        .collect();
    let edges = (0..edges).map(|_| {
        let kind = [EdgeKind::Main, EdgeKind::Branch, EdgeKind::Exception][random.below(3)];
        let (from, to) = (random.below(nodes.len() + 1), random.below(nodes.len()));
        if random.chance(50) { labelled(&mut random, from, to, kind) } else { edge(from, to, kind) }
    });
    let edges = edges.collect();
    Graph { nodes, edges }
}
