//! The level pieces of lines between two rows: which share a height, and which runs above which.

use std::collections::BTreeMap;

use super::flow::Class;
use super::mesh::Mesh;

/// The tracks between each row and the next.
pub struct Bends {
    /// By link: its track, from 0 at the top; `None` for a straight link.
    pub track: Vec<Option<usize>>,
    /// By link: whether others merge with it on its track.
    pub merging: Vec<bool>,
    /// By row: how many tracks lie below it.
    pub tracks: Vec<usize>,
}

/// Links that merge and so share one level piece.
#[derive(Default)]
struct Bundle {
    links: Vec<usize>,
    tops: Vec<f64>,
    bottoms: Vec<f64>,
    left: f64,
    right: f64,
}

/// Pieces on one track are at least so far apart, end to end.
const CLEARANCE: f64 = 12.0;
/// Upright pieces closer than this would be taken for one.
const CONFUSABLE: f64 = 5.0;
const CONFUSION: usize = 1000;

/// Gives each link that is not straight a track.
pub fn assign(mesh: &Mesh, x: &[f64]) -> Bends {
    let mut bends =
        Bends { track: vec![None; mesh.links.len()], merging: vec![false; mesh.links.len()], tracks: vec![0; mesh.rows.len()] };
    let mut bundles: Vec<BTreeMap<(usize, bool), Bundle>> = mesh.rows.iter().map(|_| BTreeMap::new()).collect();
    for (index, link) in mesh.living() {
        let class = mesh.class(link);
        let meeting = if class == Class::Back { link.upper } else { link.lower };
        let bundle = bundles[mesh.items[link.upper].row].entry((meeting, class.ordinary())).or_default();
        bundle.links.push(index);
        bundle.tops.push(x[link.upper] + link.upper_shift);
        bundle.bottoms.push(x[link.lower] + link.lower_shift);
    }
    for (row, bundles) in bundles.into_iter().enumerate() {
        let mut bent: Vec<Bundle> = bundles.into_values().filter_map(Bundle::measured).collect();
        crate::sorting::sort_by(&mut bent, |one, other| one.left.total_cmp(&other.left).then(one.right.total_cmp(&other.right)));
        for (bundle, track) in bent.iter().zip(tracks(&bent)) {
            bends.tracks[row] = bends.tracks[row].max(track + 1);
            for &link in &bundle.links {
                bends.track[link] = Some(track);
                bends.merging[link] = bundle.links.len() > 1;
            }
        }
    }
    bends
}

impl Bundle {
    /// With its extent, if it has any.
    fn measured(mut self) -> Option<Self> {
        let ends = || self.tops.iter().chain(&self.bottoms).copied();
        self.left = ends().fold(f64::INFINITY, f64::min);
        self.right = ends().fold(f64::NEG_INFINITY, f64::max);
        (self.right - self.left > 1e-6).then_some(self)
    }

    fn holds(&self, x: f64) -> bool {
        self.left - CONFUSABLE < x && x < self.right + CONFUSABLE
    }

    /// How bad it looks when this bundle runs above the other: crossings, and upright pieces on top of each other.
    fn cost_above(&self, other: &Self) -> usize {
        let crossings =
            self.bottoms.iter().filter(|&&x| other.holds(x)).count() + other.tops.iter().filter(|&&x| self.holds(x)).count();
        let confused = self.bottoms.iter().any(|bottom| other.tops.iter().any(|top| (top - bottom).abs() < CONFUSABLE));
        crossings + if confused { CONFUSION } else { 0 }
    }
}

/// Bundles come sorted from left to right. Those that overlap get different tracks, in the order that costs least.
fn tracks(bundles: &[Bundle]) -> Vec<usize> {
    let mut above: Vec<Vec<(usize, usize)>> = vec![Vec::new(); bundles.len()];
    let mut below: Vec<Vec<(usize, usize)>> = vec![Vec::new(); bundles.len()];
    for (one, first) in bundles.iter().enumerate() {
        let overlapping =
            bundles.iter().enumerate().skip(one + 1).take_while(|(_, second)| second.left < first.right + CLEARANCE);
        for (other, second) in overlapping {
            let (this_above, this_below) = (first.cost_above(second), second.cost_above(first));
            let (upper, lower) = if this_above <= this_below { (one, other) } else { (other, one) };
            let weight = this_above.abs_diff(this_below);
            below[upper].push((lower, weight));
            above[lower].push((upper, weight));
        }
    }
    let mut place = vec![0; bundles.len()];
    let order = order(&above, &below);
    order.iter().enumerate().for_each(|(index, &bundle)| place[bundle] = index);
    let mut track = vec![0; bundles.len()];
    for &bundle in &order {
        let neighbours = above[bundle].iter().chain(&below[bundle]).filter(|(other, _)| place[*other] < place[bundle]);
        track[bundle] = neighbours.map(|&(other, _)| track[other] + 1).max().unwrap_or(0);
    }
    track
}

/// An order that breaks few and light wishes where they go round in circles: whoever has nothing above it comes next, else the
/// one whose wishes weigh most.
fn order(above: &[Vec<(usize, usize)>], below: &[Vec<(usize, usize)>]) -> Vec<usize> {
    let count = above.len();
    let mut waiting: Vec<usize> = above.iter().map(Vec::len).collect();
    let mut ready: Vec<usize> = (0..count).rev().filter(|&bundle| waiting[bundle] == 0).collect();
    let mut done = vec![false; count];
    let mut order = Vec::with_capacity(count);
    while order.len() < count {
        let next = ready.pop().or_else(|| {
            let open = |wishes: &[(usize, usize)]| {
                wishes.iter().filter(|(other, _)| !done[*other]).map(|(_, weight)| *weight as isize).sum::<isize>()
            };
            (0..count).filter(|&bundle| !done[bundle]).min_by_key(|&bundle| open(&above[bundle]) - open(&below[bundle]))
        });
        let Some(next) = next else { break };
        done[next] = true;
        order.push(next);
        for &(other, _) in &below[next] {
            waiting[other] -= 1;
            if waiting[other] == 0 && !done[other] {
                ready.push(other);
            }
        }
    }
    order
}
