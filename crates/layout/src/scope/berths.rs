//! Long edges as a whole: on which side of the spine, and how far out, they run with the fewest crossings.

use std::ops::Range;

use super::mesh::{Kind, Mesh};
use super::weave::Weave;

/// The lanes of a trunk, and the labels of the edges that join them.
pub struct LongEdge {
    /// Row and item, from the top; in each row the lane comes first.
    items: Vec<(usize, usize)>,
}

/// Where a long edge may run past a row.
#[derive(Clone, Copy)]
enum Berth {
    LeftEnd,
    LeftOfSpine,
    RightOfSpine,
    RightEnd,
}

pub fn long_edges(mesh: &Mesh) -> Vec<LongEdge> {
    let mut items: Vec<Vec<(usize, bool, usize)>> = vec![Vec::new(); mesh.trunks.len()];
    for (index, item) in mesh.items.iter().enumerate() {
        let Some(link) = item.onward.map(|link| &mesh.links[link]).filter(|link| !mesh.trunks[link.trunk].spine) else {
            continue;
        };
        items[link.trunk].push((item.row, item.kind != Kind::Lane, index));
    }
    let long = items.into_iter().zip(&mesh.trunks).filter(|(_, trunk)| !trunk.lanes.is_empty());
    let long = long.map(|(mut items, _)| {
        crate::sorting::sort(&mut items);
        LongEdge { items: items.into_iter().map(|(row, _, item)| (row, item)).collect() }
    });
    long.collect()
}

/// Tries each long edge on each side of the spine, which no exchange of neighbours in one row could bring about. Stops when the
/// budget of looked-at items is spent.
pub fn move_long_edges(long_edges: &[LongEdge], weave: &mut Weave, budget: &mut usize) {
    for edge in long_edges {
        let rows = edge.rows();
        let gaps = rows.start.saturating_sub(1)..rows.end;
        let work: usize = gaps.clone().map(|gap| weave.rows[gap].len()).sum();
        let Some(left) = budget.checked_sub(6 * work) else { return };
        *budget = left;
        let crossings = |weave: &Weave| gaps.clone().map(|gap| weave.crossings_below(gap)).sum::<usize>();
        let mut fewest = crossings(weave);
        if fewest == 0 {
            continue;
        }
        let mut best: Vec<Vec<usize>> = weave.rows[rows.clone()].to_vec();
        for berth in [Berth::LeftEnd, Berth::LeftOfSpine, Berth::RightOfSpine, Berth::RightEnd] {
            edge.take(berth, weave);
            let now = crossings(weave);
            if now < fewest {
                fewest = now;
                best = weave.rows[rows.clone()].to_vec();
            }
        }
        for (row, items) in rows.zip(best) {
            weave.rows[row] = items;
            weave.number(row);
        }
    }
}

impl LongEdge {
    fn rows(&self) -> Range<usize> {
        let first = self.items.first().map_or(0, |(row, _)| *row);
        let last = self.items.last().map_or(0, |(row, _)| *row);
        first..last + 1
    }

    fn take(&self, berth: Berth, weave: &mut Weave) {
        for group in self.items.chunk_by(|one, other| one.0 == other.0) {
            let row = group[0].0;
            let spine = weave.spine[row];
            let items = &mut weave.rows[row];
            items.retain(|item| group.iter().all(|(_, moved)| moved != item));
            let spine = spine.and_then(|spine| items.iter().position(|&item| item == spine));
            let (place, outwards) = match (berth, spine) {
                (Berth::LeftEnd, _) => (0, false),
                (Berth::LeftOfSpine, Some(spine)) => (spine, false),
                (Berth::RightOfSpine, Some(spine)) => (spine + 1, true),
                _ => (items.len(), true),
            };
            // The labels stand between the lane and the spine.
            for (_, item) in group {
                items.insert(place, *item);
            }
            if !outwards {
                items[place..place + group.len()].reverse();
            }
            weave.number(row);
        }
    }
}
