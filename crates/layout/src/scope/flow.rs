//! Which way the graph runs: loops opened, layers numbered, the spine and its arms found.

use std::collections::BTreeSet;

use crate::{Edge, EdgeKind};

/// The direction of a scope's graph.
pub struct Flow {
    /// By edge: how it is drawn.
    pub class: Vec<Class>,
    /// By node: its layer, from 0 at the top.
    pub layer: Vec<usize>,
    /// By node: the edge that goes straight on.
    pub primary: Vec<Option<usize>>,
    /// By node: 0 on the spine, else a number that all nodes of one arm share.
    pub arm: Vec<usize>,
}

/// How an edge reaches its node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// Upwards, from side to side: it closes a loop.
    Back,
    /// Downwards, from the bottom.
    Forward,
    /// Downwards, from the side: the other way of two.
    Aside,
    /// Downwards, from the side: the way of an error.
    Exception,
}

impl Class {
    /// Whether its edges may run on one line with ordinary edges into the same node.
    pub fn ordinary(self) -> bool {
        matches!(self, Self::Forward | Self::Aside)
    }
}

/// Edges by node, as one list with the places where each node's part starts.
struct Adjacency {
    starts: Vec<usize>,
    edges: Vec<usize>,
}

struct Search {
    back: Vec<bool>,
    /// Nodes so that each edge that is not a back edge goes from an earlier one to a later one.
    sorted: Vec<usize>,
    /// Nodes in the order of discovery, with the edge that discovered them.
    discovered: Vec<(usize, Option<usize>)>,
    /// By node: whether the start reaches it.
    reached: Vec<bool>,
}

impl Flow {
    pub fn new(count: usize, edges: &[Edge]) -> Self {
        let outgoing = Adjacency::outgoing(count, edges);
        let search = search(count, edges, &outgoing);
        let layer = layers(edges, &outgoing, &search);
        let primary = primaries(edges, &outgoing, &search);
        let arm = arms(edges, &search, &primary);
        let class = classes(edges, &search, &primary);
        Self { class, layer, primary, arm }
    }

    /// Whether the edge is part of the spine.
    pub fn on_spine(&self, edges: &[Edge], edge: usize) -> bool {
        let from = edges[edge].from;
        self.arm[from] == 0 && self.primary[from] == Some(edge)
    }
}

impl Adjacency {
    /// In document order, exceptions after all others.
    fn outgoing(count: usize, edges: &[Edge]) -> Self {
        let mut starts = vec![0; count + 1];
        for edge in edges {
            starts[edge.from + 1] += 1;
        }
        for node in 0..count {
            starts[node + 1] += starts[node];
        }
        let mut next = starts.clone();
        let mut sorted = vec![0; edges.len()];
        for exceptions in [false, true] {
            for (index, edge) in edges.iter().enumerate().filter(|(_, edge)| (edge.kind == EdgeKind::Exception) == exceptions) {
                sorted[next[edge.from]] = index;
                next[edge.from] += 1;
            }
        }
        Self { starts, edges: sorted }
    }

    fn of(&self, node: usize) -> &[usize] {
        &self.edges[self.starts[node]..self.starts[node + 1]]
    }
}

/// Depth first from the start, then from what the start does not reach. An edge to a node still being visited closes a loop.
fn search(count: usize, edges: &[Edge], outgoing: &Adjacency) -> Search {
    #[derive(Clone, Copy, PartialEq)]
    enum Mark {
        New,
        Open,
        Done,
    }
    let mut entered = vec![false; count];
    edges.iter().filter(|edge| edge.from != edge.to).for_each(|edge| entered[edge.to] = true);
    let mut roots: Vec<usize> = (1..count).collect();
    crate::sorting::sort_by(&mut roots, |one, other| entered[*one].cmp(&entered[*other]));
    roots.insert(0, 0);

    let mut mark = vec![Mark::New; count];
    let mut back = vec![false; edges.len()];
    let (mut finished, mut discovered, mut reached) = (Vec::with_capacity(count), Vec::with_capacity(count), vec![false; count]);
    for root in roots {
        if mark[root] != Mark::New {
            continue;
        }
        mark[root] = Mark::Open;
        discovered.push((root, None));
        let mut path = vec![(root, 0)];
        while let Some(&mut (node, ref mut next)) = path.last_mut() {
            let Some(&edge) = outgoing.of(node).get(*next) else {
                mark[node] = Mark::Done;
                finished.push(node);
                path.pop();
                continue;
            };
            *next += 1;
            let to = edges[edge].to;
            match mark[to] {
                Mark::New => {
                    mark[to] = Mark::Open;
                    discovered.push((to, Some(edge)));
                    path.push((to, 0));
                }
                Mark::Open => back[edge] = true,
                Mark::Done => {}
            }
        }
        if root == 0 {
            discovered.iter().for_each(|&(node, _)| reached[node] = true);
        }
    }
    finished.reverse();
    Search { back, sorted: finished, discovered, reached }
}

/// As high as the edges allow; what the start does not reach hangs just above what it leads to, and pushes nothing down.
fn layers(edges: &[Edge], outgoing: &Adjacency, search: &Search) -> Vec<usize> {
    let forward = |node: usize| outgoing.of(node).iter().filter(|&&edge| !search.back[edge]).map(|&edge| edges[edge].to);
    let mut layer: Vec<Option<isize>> = search.reached.iter().map(|&reached| reached.then_some(0)).collect();
    let push = |layer: &mut Vec<Option<isize>>, movable: &dyn Fn(usize) -> bool| {
        for &node in &search.sorted {
            let Some(below) = layer[node].map(|own| own + 1) else { continue };
            for to in forward(node).filter(|&to| movable(to)) {
                layer[to] = Some(layer[to].map_or(below, |own| own.max(below)));
            }
        }
    };
    push(&mut layer, &|node| search.reached[node]);
    for &node in search.sorted.iter().rev().filter(|&&node| !search.reached[node]) {
        layer[node] = forward(node).filter_map(|to| layer[to]).min().map(|lowest| lowest - 1);
    }
    let hanging: Vec<bool> = layer.iter().map(Option::is_some).collect();
    for &node in &search.sorted {
        if !hanging[node] && layer[node].is_none() {
            layer[node] = Some(0);
        }
        let Some(below) = layer[node].map(|own| own + 1) else { continue };
        for to in forward(node).filter(|&to| !hanging[to]) {
            layer[to] = Some(layer[to].map_or(below, |own| own.max(below)));
        }
    }
    let top = layer.iter().flatten().min().copied().unwrap_or(0);
    layer.into_iter().map(|own| usize::try_from(own.unwrap_or(top) - top).unwrap_or(0)).collect()
}

/// So many ways alike fan out to both sides, with the middle one straight.
const FAN: usize = 3;

/// From each node the first (of a fan the middle) of the edges that go on about as far as the one that goes furthest: a long way
/// on is the main path, and between ways alike the document decides, so that small edits do not exchange them.
fn primaries(edges: &[Edge], outgoing: &Adjacency, search: &Search) -> Vec<Option<usize>> {
    let mut height = vec![1_usize; search.sorted.len()];
    let mut primary = vec![None; search.sorted.len()];
    for &node in search.sorted.iter().rev() {
        let ways =
            || outgoing.of(node).iter().copied().filter(|&edge| !search.back[edge] && edges[edge].kind != EdgeKind::Exception);
        let furthest = ways().map(|edge| height[edges[edge].to]).max().unwrap_or(0);
        height[node] = furthest + 1;
        let mut far: Vec<usize> = ways().filter(|&edge| height[edges[edge].to] * 4 >= furthest * 3).collect();
        let mut seen = BTreeSet::new();
        far.retain(|&edge| seen.insert(edges[edge].to));
        primary[node] = if far.len() < FAN { far.first().copied() } else { far.get((far.len() - 1) / 2).copied() };
    }
    primary
}

/// Where a node has just two ways on, the other one leaves at the side, as in a flow chart drawn by hand.
fn classes(edges: &[Edge], search: &Search, primary: &[Option<usize>]) -> Vec<Class> {
    let on = |index: usize, edge: &Edge| edge.kind != EdgeKind::Exception && !search.back[index] && edge.from != edge.to;
    let mut ways = vec![0; primary.len()];
    for (_, edge) in edges.iter().enumerate().filter(|(index, edge)| on(*index, edge)) {
        ways[edge.from] += 1;
    }
    let classes = edges.iter().enumerate().map(|(index, edge)| match edge.kind {
        _ if search.back[index] => Class::Back,
        EdgeKind::Exception => Class::Exception,
        EdgeKind::Main | EdgeKind::Branch if ways[edge.from] == 2 && primary[edge.from] != Some(index) => Class::Aside,
        EdgeKind::Main | EdgeKind::Branch => Class::Forward,
    });
    classes.collect()
}

fn arms(edges: &[Edge], search: &Search, primary: &[Option<usize>]) -> Vec<usize> {
    let mut spine = vec![false; primary.len()];
    let mut node = 0;
    spine[0] = true;
    while let Some(edge) = primary[node] {
        node = edges[edge].to;
        spine[node] = true;
    }
    let mut arm = vec![0; primary.len()];
    for &(node, by) in search.discovered.iter().filter(|(node, _)| !spine[*node]) {
        arm[node] = match by {
            Some(edge) if spine[edges[edge].from] => 1 + edge,
            Some(edge) => arm[edges[edge].from],
            None => 1 + edges.len() + node,
        };
    }
    arm
}
