//! Where the blocks stand from left to right: the spine first, the others as close to their neighbours as there is room.

use super::blocks::Blocks;
use super::mesh::{Kind, Mesh};
use crate::Options;

const ROUNDS: usize = 12;

/// By block: what must stand to one side of it, and how far away at least.
struct Beside {
    left: Vec<Vec<(usize, f64)>>,
    right: Vec<Vec<(usize, f64)>>,
    /// Each block after all those to its left.
    sorted: Vec<usize>,
}

/// A wish of a block to stand at another block plus a distance.
struct Pull {
    towards: usize,
    distance: f64,
    weight: f64,
}

/// By item: the place of its middle.
pub fn place(mesh: &Mesh, blocks: &Blocks, options: &Options) -> Vec<f64> {
    let beside = Beside::new(mesh, blocks, options);
    let pulls = pulls(mesh, blocks);
    let mut x = first_places(blocks, &beside);
    for round in 0..ROUNDS {
        let even = round % 2 == 0;
        let order: Box<dyn Iterator<Item = &usize>> =
            if even { Box::new(beside.sorted.iter().rev()) } else { Box::new(beside.sorted.iter()) };
        for &block in order.filter(|&&block| block != blocks.spine) {
            let least = beside.left[block].iter().map(|&(other, gap)| x[other] + gap).fold(f64::NEG_INFINITY, f64::max);
            let most = beside.right[block].iter().map(|&(other, gap)| x[other] - gap).fold(f64::INFINITY, f64::min);
            if let Some(wanted) = middle(&pulls[block], &x) {
                x[block] = wanted.min(most).max(least);
            }
        }
    }
    blocks.of.iter().zip(&blocks.shift).map(|(&block, shift)| x.get(block).map_or(0.0, |x| x.round() + shift)).collect()
}

impl Beside {
    fn new(mesh: &Mesh, blocks: &Blocks, options: &Options) -> Self {
        let mut beside = Self { left: vec![Vec::new(); blocks.count], right: vec![Vec::new(); blocks.count], sorted: Vec::new() };
        for pair in mesh.rows.iter().flat_map(|row| row.windows(2)) {
            let (one, other) = (pair[0], pair[1]);
            let apart = mesh.items[one].right + mesh.items[other].left + gap(mesh, one, other, options);
            let apart = apart + blocks.shift[one] - blocks.shift[other];
            beside.right[blocks.of[one]].push((blocks.of[other], apart));
            beside.left[blocks.of[other]].push((blocks.of[one], apart));
        }
        beside.sort();
        beside
    }

    fn sort(&mut self) {
        let mut waiting: Vec<usize> = self.left.iter().map(Vec::len).collect();
        let mut ready: std::collections::VecDeque<usize> = (0..waiting.len()).filter(|&block| waiting[block] == 0).collect();
        while let Some(block) = ready.pop_front() {
            self.sorted.push(block);
            for &(other, _) in &self.right[block] {
                waiting[other] -= 1;
                if waiting[other] == 0 {
                    ready.push_back(other);
                }
            }
        }
    }
}

fn gap(mesh: &Mesh, one: usize, other: usize, options: &Options) -> f64 {
    match (mesh.items[one].kind, mesh.items[other].kind) {
        (Kind::Node, Kind::Node) => options.node_gap,
        (Kind::Label(_), _) | (_, Kind::Label(_)) => options.label_gap,
        _ => options.lane_gap,
    }
}

/// The spine at 0, what must be left of it as close as possible, then all others as far left as possible.
fn first_places(blocks: &Blocks, beside: &Beside) -> Vec<f64> {
    let mut x: Vec<Option<f64>> = vec![None; blocks.count];
    x[blocks.spine] = Some(0.0);
    for &block in beside.sorted.iter().rev().filter(|&&block| block != blocks.spine) {
        x[block] = beside.right[block].iter().filter_map(|&(other, gap)| Some(x[other]? - gap)).reduce(f64::min);
    }
    for &block in &beside.sorted {
        if x[block].is_none() {
            let least = beside.left[block].iter().filter_map(|&(other, gap)| Some(x[other]? + gap)).reduce(f64::max);
            x[block] = Some(least.unwrap_or(0.0));
        }
    }
    x.into_iter().map(|x| x.unwrap_or(0.0)).collect()
}

fn pulls(mesh: &Mesh, blocks: &Blocks) -> Vec<Vec<Pull>> {
    let mut pulls: Vec<Vec<Pull>> = (0..blocks.count).map(|_| Vec::new()).collect();
    for (_, link) in mesh.living() {
        let (upper, lower) = (blocks.of[link.upper], blocks.of[link.lower]);
        if upper != lower {
            let distance = blocks.shift[link.upper] + link.upper_shift - blocks.shift[link.lower] - link.lower_shift;
            let weight = 1.0;
            pulls[lower].push(Pull { towards: upper, distance, weight });
            pulls[upper].push(Pull { towards: lower, distance: -distance, weight });
        }
    }
    pulls
}

/// The weighted median of where the pulls want a block; between two medians their middle.
fn middle(pulls: &[Pull], x: &[f64]) -> Option<f64> {
    let mut wanted: Vec<(f64, f64)> = pulls.iter().map(|pull| (x[pull.towards] + pull.distance, pull.weight)).collect();
    wanted.sort_unstable_by(|one, other| one.0.total_cmp(&other.0));
    let half = wanted.iter().map(|(_, weight)| weight).sum::<f64>() / 2.0;
    let mut sum = 0.0;
    for (index, &(place, weight)) in wanted.iter().enumerate() {
        sum += weight;
        if sum > half {
            return Some(place);
        }
        if sum == half {
            return Some(wanted.get(index + 1).map_or(place, |next| (place + next.0) / 2.0));
        }
    }
    None
}
