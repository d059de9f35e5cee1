//! Fewer crossings: rows are reordered by the middle of their neighbours, then neighbours are exchanged, while that helps.

use super::mesh::Mesh;

const ROUNDS: usize = 12;
/// Rounds in a row that may bring nothing before the search ends.
const PATIENCE: usize = 3;

/// The items above and below each item, as places in their rows.
struct Neighbours {
    starts: Vec<usize>,
    items: Vec<usize>,
}

/// Reorders the rows; what has no crossings stays as it is.
pub fn reduce(mesh: &mut Mesh) {
    let above = Neighbours::of(mesh, |upper, lower| (lower, upper));
    let below = Neighbours::of(mesh, |upper, lower| (upper, lower));
    let mut position = mesh.positions();
    let mut rows = mesh.rows.clone();
    let mut fewest = count(&rows, &below, &position);
    let mut idle = 0;
    for round in 0..ROUNDS {
        if fewest == 0 || idle == PATIENCE {
            return;
        }
        if round % 2 == 0 {
            (1..rows.len()).for_each(|row| sort_by_middles(&mut rows[row], &above, &mut position));
        } else {
            (0..rows.len().saturating_sub(1)).rev().for_each(|row| sort_by_middles(&mut rows[row], &below, &mut position));
        }
        exchange(&mut rows, &above, &below, &mut position);
        let crossings = count(&rows, &below, &position);
        if crossings < fewest {
            fewest = crossings;
            idle = 0;
            mesh.rows.clone_from(&rows);
        } else {
            idle += 1;
        }
    }
}

impl Neighbours {
    fn of(mesh: &Mesh, direction: impl Fn(usize, usize) -> (usize, usize)) -> Self {
        let mut starts = vec![0; mesh.items.len() + 1];
        let pairs: Vec<(usize, usize)> = mesh.living().map(|(_, link)| direction(link.upper, link.lower)).collect();
        pairs.iter().for_each(|&(item, _)| starts[item + 1] += 1);
        for item in 0..mesh.items.len() {
            starts[item + 1] += starts[item];
        }
        let mut next = starts.clone();
        let mut items = vec![0; pairs.len()];
        for (item, neighbour) in pairs {
            items[next[item]] = neighbour;
            next[item] += 1;
        }
        Self { starts, items }
    }

    fn places(&self, item: usize, position: &[usize]) -> impl Iterator<Item = usize> {
        self.items[self.starts[item]..self.starts[item + 1]].iter().map(|&neighbour| position[neighbour])
    }
}

/// Sorts a row by the mean place of each item's neighbours; items without neighbours keep their places.
fn sort_by_middles(row: &mut [usize], neighbours: &Neighbours, position: &mut [usize]) {
    let middle = |&item: &usize| {
        let (sum, count) = neighbours.places(item, position).fold((0, 0), |(sum, count), place| (sum + place, count + 1));
        (count > 0).then(|| sum as f64 / count as f64)
    };
    let mut sorted: Vec<(f64, usize)> = row.iter().filter_map(|item| Some((middle(item)?, *item))).collect();
    sorted.sort_by(|one, other| one.0.total_cmp(&other.0));
    let slots: Vec<usize> = (0..row.len()).filter(|&slot| middle(&row[slot]).is_some()).collect();
    for (slot, (_, item)) in slots.into_iter().zip(sorted) {
        row[slot] = item;
    }
    row.iter().enumerate().for_each(|(place, &item)| position[item] = place);
}

/// Exchanges neighbours in a row where that removes crossings.
fn exchange(rows: &mut [Vec<usize>], above: &Neighbours, below: &Neighbours, position: &mut [usize]) {
    for _ in 0..4 {
        let mut improved = false;
        for row in rows.iter_mut() {
            for place in 1..row.len() {
                let (left, right) = (row[place - 1], row[place]);
                let gain: isize = [above, below]
                    .into_iter()
                    .map(|side| between(side, left, right, position) - between(side, right, left, position))
                    .sum();
                if gain > 0 {
                    row.swap(place - 1, place);
                    position[left] = place;
                    position[right] = place - 1;
                    improved = true;
                }
            }
        }
        if !improved {
            return;
        }
    }
}

/// The crossings between the links of two items when `left` stands to the left of `right`.
fn between(side: &Neighbours, left: usize, right: usize, position: &[usize]) -> isize {
    let pairs = side.places(left, position).map(|one| side.places(right, position).filter(|&other| other < one).count());
    pairs.sum::<usize>() as isize
}

/// All crossings between neighbouring rows.
fn count(rows: &[Vec<usize>], below: &Neighbours, position: &[usize]) -> usize {
    let mut crossings = 0;
    let mut lower = Vec::new();
    for pair in rows.windows(2) {
        // A Fenwick tree over the lower row counts, for each link, the earlier ones that end to its right.
        let mut tree = vec![0_usize; pair[1].len() + 1];
        let mut seen = 0;
        for &item in &pair[0] {
            lower.clear();
            lower.extend(below.places(item, position));
            lower.sort_unstable();
            for &place in &lower {
                let mut up_to = place + 1;
                let mut not_right = 0;
                while up_to > 0 {
                    not_right += tree[up_to];
                    up_to &= up_to - 1;
                }
                crossings += seen - not_right;
                // Links of one item never cross each other: they are sorted, so counting them at once is safe.
                seen += 1;
                let mut node = place + 1;
                while node < tree.len() {
                    tree[node] += 1;
                    node += node & node.wrapping_neg();
                }
            }
        }
    }
    crossings
}
