//! Rows in some order, and the crossings that this order brings.

use super::mesh::Mesh;

/// An order of the rows, to be tried.
pub struct Weave {
    pub rows: Vec<Vec<usize>>,
    /// By row: the item on the spine.
    pub spine: Vec<Option<usize>>,
    /// By item: its place in its row.
    position: Vec<usize>,
    above: Neighbours,
    below: Neighbours,
}

/// The items above or below each item, with the weight of the link to them.
struct Neighbours {
    starts: Vec<usize>,
    items: Vec<(usize, usize)>,
}

/// A crossing of the spine counts as much as so many others.
const SPINE_WEIGHT: usize = 6;

impl Weave {
    pub fn of(mesh: &Mesh) -> Self {
        let mut spine = vec![None; mesh.rows.len()];
        for (_, link) in mesh.living().filter(|(_, link)| mesh.trunks[link.trunk].spine) {
            for item in [link.upper, link.lower] {
                spine[mesh.items[item].row] = Some(item);
            }
        }
        let above = Neighbours::of(mesh, |upper, lower| (lower, upper));
        let below = Neighbours::of(mesh, |upper, lower| (upper, lower));
        Self { rows: mesh.rows.clone(), spine, position: mesh.positions(), above, below }
    }

    /// Notes the places of a row's items after they changed.
    pub fn number(&mut self, row: usize) {
        for (place, &item) in self.rows[row].iter().enumerate() {
            self.position[item] = place;
        }
    }

    /// The places of an item's neighbours in the row above, with the weights of the links.
    pub fn upper_places(&self, item: usize) -> Places<'_> {
        self.above.places(item, &self.position)
    }

    /// The places of an item's neighbours in the row below, with the weights of the links.
    pub fn lower_places(&self, item: usize) -> Places<'_> {
        self.below.places(item, &self.position)
    }

    pub fn exchange(&mut self, row: usize, place: usize) {
        self.rows[row].swap(place - 1, place);
        self.position[self.rows[row][place]] = place;
        self.position[self.rows[row][place - 1]] = place - 1;
    }

    /// How many crossings less there are when the items at `place` and before it are exchanged.
    pub fn gain_of_exchange(&self, row: usize, place: usize) -> isize {
        let (left, right) = (self.rows[row][place - 1], self.rows[row][place]);
        let sides = [&self.above, &self.below].map(|side| {
            let mut gain = 0;
            for (one, weight) in side.places(left, &self.position) {
                for (other, other_weight) in side.places(right, &self.position) {
                    let crossing = (weight * other_weight) as isize;
                    gain += (other < one) as isize * crossing - (other > one) as isize * crossing;
                }
            }
            gain
        });
        sides.iter().sum()
    }

    /// All crossings.
    pub fn crossings(&self) -> usize {
        (0..self.rows.len()).map(|row| self.crossings_below(row)).sum()
    }

    /// The crossings between a row and the next.
    pub fn crossings_below(&self, row: usize) -> usize {
        let Some(lower_row) = self.rows.get(row + 1) else { return 0 };
        // A Fenwick tree over the lower row sums, for each link, the earlier ones that do not end to its right.
        let mut tree = vec![0_usize; lower_row.len() + 1];
        let (mut crossings, mut seen) = (0, 0);
        let mut places = Vec::new();
        for &item in &self.rows[row] {
            places.clear();
            places.extend(self.lower_places(item));
            places.sort_unstable();
            for &(place, weight) in &places {
                let mut not_right = 0;
                let mut node = place + 1;
                while node > 0 {
                    not_right += tree[node];
                    node &= node - 1;
                }
                crossings += weight * (seen - not_right);
                seen += weight;
                let mut node = place + 1;
                while node < tree.len() {
                    tree[node] += weight;
                    node += node & node.wrapping_neg();
                }
            }
        }
        crossings
    }
}

/// Places of neighbours and weights of the links to them.
pub struct Places<'a> {
    items: std::slice::Iter<'a, (usize, usize)>,
    position: &'a [usize],
}

impl Iterator for Places<'_> {
    type Item = (usize, usize);

    fn next(&mut self) -> Option<Self::Item> {
        self.items.next().map(|&(item, weight)| (self.position[item], weight))
    }
}

impl Neighbours {
    fn of(mesh: &Mesh, direction: impl Fn(usize, usize) -> (usize, usize)) -> Self {
        let mut starts = vec![0; mesh.items.len() + 1];
        for (_, link) in mesh.living() {
            starts[direction(link.upper, link.lower).0 + 1] += 1;
        }
        for item in 0..mesh.items.len() {
            starts[item + 1] += starts[item];
        }
        let mut next = starts.clone();
        let mut items = vec![(0, 0); starts[mesh.items.len()]];
        for (_, link) in mesh.living() {
            let (item, neighbour) = direction(link.upper, link.lower);
            items[next[item]] = (neighbour, if mesh.trunks[link.trunk].spine { SPINE_WEIGHT } else { 1 });
            next[item] += 1;
        }
        Self { starts, items }
    }

    fn places<'a>(&'a self, item: usize, position: &'a [usize]) -> Places<'a> {
        Places { items: self.items[self.starts[item]..self.starts[item + 1]].iter(), position }
    }
}
