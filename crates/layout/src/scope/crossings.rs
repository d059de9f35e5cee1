//! Fewer crossings: rows are reordered by the middle of their neighbours, neighbours are exchanged, long edges change sides.

use super::berths;
use super::mesh::Mesh;
use super::weave::Weave;

/// So many rounds for a small graph; for a large one as many as go over this number of links.
const ROUNDS: usize = 8;
const LINKS: usize = 40_000;
/// Rounds in a row that may bring nothing before the search ends.
const PATIENCE: usize = 3;
/// How often all neighbours are compared, as long as that helps.
const EXCHANGES: usize = 4;
/// How many items may be looked at in moving long edges; beyond it they stay where they are.
const BUDGET: usize = 1_000_000;

/// Reorders the rows; what has no crossings stays as it is.
pub fn reduce(mesh: &mut Mesh) {
    let mut weave = Weave::of(mesh);
    let long_edges = berths::long_edges(mesh);
    let mut fewest = weave.crossings();
    let mut budget = BUDGET;
    let mut idle = 0;
    let rounds = (LINKS / mesh.links.len().max(1)).min(ROUNDS);
    for round in 0..=rounds {
        if fewest == 0 || idle == PATIENCE {
            return;
        }
        let rows = weave.rows.len();
        match round {
            // First the document's order itself, with as few changes as may be.
            0 => {}
            _ if round % 2 == 1 => (1..rows).for_each(|row| sort_by_middles(&mut weave, row, false)),
            _ => (0..rows.saturating_sub(1)).rev().for_each(|row| sort_by_middles(&mut weave, row, true)),
        }
        exchange(&mut weave);
        berths::move_long_edges(&long_edges, &mut weave, &mut budget);
        exchange(&mut weave);
        let crossings = weave.crossings();
        if crossings < fewest {
            fewest = crossings;
            idle = 0;
            mesh.rows.clone_from(&weave.rows);
        } else {
            idle += 1;
        }
    }
}

/// Sorts a row by the mean place of each item's neighbours; items without neighbours keep their places.
fn sort_by_middles(weave: &mut Weave, row: usize, by_lower: bool) {
    let middle = |item: usize| {
        let neighbours = if by_lower { weave.lower_places(item) } else { weave.upper_places(item) };
        let (sum, count) = neighbours.fold((0, 0), |(sum, count), (place, _)| (sum + place, count + 1));
        (count > 0).then(|| sum as f64 / count as f64)
    };
    let middles: Vec<Option<f64>> = weave.rows[row].iter().map(|&item| middle(item)).collect();
    let slots: Vec<usize> = (0..middles.len()).filter(|&slot| middles[slot].is_some()).collect();
    let mut sorted = slots.clone();
    let middle_of = |slot: usize| middles[slot].unwrap_or(0.0);
    crate::sorting::sort_by(&mut sorted, |one, other| middle_of(*one).total_cmp(&middle_of(*other)));
    let items: Vec<usize> = sorted.into_iter().map(|slot| weave.rows[row][slot]).collect();
    for (slot, item) in slots.into_iter().zip(items) {
        weave.rows[row][slot] = item;
    }
    weave.number(row);
}

/// Exchanges neighbours in a row where that removes crossings.
fn exchange(weave: &mut Weave) {
    let crossed: Vec<bool> = (0..weave.rows.len()).map(|row| weave.crossings_below(row) > 0).collect();
    let mut promising: Vec<bool> = (0..crossed.len()).map(|row| crossed[row] || row > 0 && crossed[row - 1]).collect();
    for _ in 0..EXCHANGES {
        let mut changed = vec![false; promising.len()];
        for row in (0..promising.len()).filter(|&row| promising[row]) {
            for place in 1..weave.rows[row].len() {
                if weave.gain_of_exchange(row, place) > 0 {
                    weave.exchange(row, place);
                    changed[row] = true;
                }
            }
        }
        // Only what stands in or beside a changed row may have become worth another look.
        for row in 0..promising.len() {
            promising[row] = changed[row] || row > 0 && changed[row - 1] || changed.get(row + 1).is_some_and(|&changed| changed);
        }
    }
}
