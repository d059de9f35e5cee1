//! Fewer crossings: rows are reordered by the middle of their neighbours, neighbours are exchanged, long edges change sides.

use super::mesh::Mesh;
use super::weave::Weave;

const ROUNDS: usize = 8;
/// Rounds in a row that may bring nothing before the search ends.
const PATIENCE: usize = 3;
/// How many links may be looked at in moving long edges; beyond it they stay where they are.
const BUDGET: usize = 3_000_000;

/// Reorders the rows; what has no crossings stays as it is.
pub fn reduce(mesh: &mut Mesh) {
    let mut weave = Weave::of(mesh);
    let mut fewest = weave.crossings();
    let mut budget = BUDGET;
    let mut idle = 0;
    for round in 0..=ROUNDS {
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
        move_long_edges(mesh, &mut weave, &mut budget);
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
    sorted.sort_by(|&one, &other| middles[one].unwrap_or(0.0).total_cmp(&middles[other].unwrap_or(0.0)));
    let items: Vec<usize> = sorted.into_iter().map(|slot| weave.rows[row][slot]).collect();
    for (slot, item) in slots.into_iter().zip(items) {
        weave.rows[row][slot] = item;
    }
    weave.number(row);
}

/// Exchanges neighbours in a row where that removes crossings.
fn exchange(weave: &mut Weave) {
    for _ in 0..4 {
        let mut improved = false;
        for row in 0..weave.rows.len() {
            for place in 1..weave.rows[row].len() {
                if weave.gain_of_exchange(row, place) > 0 {
                    weave.exchange(row, place);
                    improved = true;
                }
            }
        }
        if !improved {
            return;
        }
    }
}

/// Where a long edge may run past a row.
#[derive(Clone, Copy)]
enum Berth {
    LeftEnd,
    LeftOfSpine,
    RightOfSpine,
    RightEnd,
}

/// Tries each long edge as a whole on each side of the spine, which no exchange of neighbours in one row could bring about.
fn move_long_edges(mesh: &Mesh, weave: &mut Weave, budget: &mut usize) {
    for trunk in mesh.trunks.iter().filter(|trunk| !trunk.spine && !trunk.lanes.is_empty()) {
        let rows = trunk.first_row..trunk.first_row + trunk.lanes.len();
        let gaps = rows.start.saturating_sub(1)..rows.end;
        let work: usize = gaps.clone().map(|gap| weave.rows[gap].len()).sum();
        let Some(left) = budget.checked_sub(6 * work) else { return };
        *budget = left;
        let crossings = |weave: &Weave| gaps.clone().map(|gap| weave.crossings_below(gap)).sum::<usize>();
        let mut fewest = crossings(weave);
        if fewest == 0 {
            continue;
        }
        let mut best: Vec<Vec<usize>> = rows.clone().map(|row| weave.rows[row].clone()).collect();
        for berth in [Berth::LeftEnd, Berth::LeftOfSpine, Berth::RightOfSpine, Berth::RightEnd] {
            for (row, &lane) in rows.clone().zip(&trunk.lanes) {
                berth_lane(weave, row, lane, berth);
            }
            let now = crossings(weave);
            if now < fewest {
                fewest = now;
                best = rows.clone().map(|row| weave.rows[row].clone()).collect();
            }
        }
        for (row, items) in rows.zip(best) {
            weave.rows[row] = items;
            weave.number(row);
        }
    }
}

fn berth_lane(weave: &mut Weave, row: usize, lane: usize, berth: Berth) {
    let spine = weave.spine[row];
    let items = &mut weave.rows[row];
    items.retain(|&item| item != lane);
    let spine = spine.and_then(|spine| items.iter().position(|&item| item == spine));
    let place = match (berth, spine) {
        (Berth::LeftEnd, _) => 0,
        (Berth::LeftOfSpine, Some(spine)) => spine,
        (Berth::RightOfSpine, Some(spine)) => spine + 1,
        _ => items.len(),
    };
    items.insert(place, lane);
    weave.number(row);
}
