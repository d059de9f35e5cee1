//! Blocks: items of neighbouring rows that stand exactly above each other, so that the lines between them are straight.

use std::collections::BTreeMap;

use super::mesh::{Kind, Link, Mesh};

/// Every item belongs to one block and keeps a fixed distance from the block's axis.
pub struct Blocks {
    pub count: usize,
    /// By item.
    pub of: Vec<usize>,
    /// By item: how far right of the block's axis its middle is.
    pub shift: Vec<f64>,
    /// The block of the start, and of the spine that hangs on it.
    pub spine: usize,
}

/// A lane that has come past so many rows goes on straight, whatever joins it.
const LONG_RUN: usize = 3;

/// Joins items to blocks, the spine first, then long edges, then what goes straight on. Straight lines never cross each other.
pub fn align(mesh: &Mesh) -> Blocks {
    let position = mesh.positions();
    let spine = spine_places(mesh, &position);
    let from_spine = |link: &Link| position[link.upper].abs_diff(spine[mesh.items[link.upper].row]);
    let merging = merging_towards_spine(mesh);
    let ranked = |(index, link): (usize, &Link)| {
        let priority = priority(mesh, link)?;
        Some((if merging[link.lower] { priority.min(1) } else { priority }, from_spine(link), index))
    };
    let mut links: Vec<(u8, usize, usize)> = mesh.living().filter_map(ranked).collect();
    crate::sorting::sort(&mut links);
    let mut down: Vec<Option<usize>> = vec![None; mesh.items.len()];
    let mut up: Vec<Option<usize>> = vec![None; mesh.items.len()];
    let mut straight: Vec<BTreeMap<usize, usize>> = vec![BTreeMap::new(); mesh.rows.len()];
    for (_, _, index) in links {
        let link = &mesh.links[index];
        let (upper, lower) = (position[link.upper], position[link.lower]);
        let row = &mut straight[mesh.items[link.upper].row];
        let free = down[link.upper].is_none() && up[link.lower].is_none();
        let clear = row.range(..upper).next_back().is_none_or(|(_, &other)| other < lower)
            && row.range(upper + 1..).next().is_none_or(|(_, &other)| other > lower);
        if free && clear {
            row.insert(upper, lower);
            down[link.upper] = Some(index);
            up[link.lower] = Some(index);
        }
    }
    gather(mesh, &down, &up)
}

/// By row: where the spine crosses it.
fn spine_places(mesh: &Mesh, position: &[usize]) -> Vec<usize> {
    let mut places = vec![0; mesh.rows.len()];
    for (_, link) in mesh.living().filter(|(_, link)| mesh.trunks[link.trunk].spine) {
        places[mesh.items[link.upper].row] = position[link.upper];
        places[mesh.items[link.lower].row] = position[link.lower];
    }
    places
}

/// By item: whether it is a lane to the spine that several edges enter, none of which comes a long way. It then stands where the
/// innermost of them comes from.
fn merging_towards_spine(mesh: &Mesh) -> Vec<bool> {
    let mut entering = vec![0; mesh.items.len()];
    let mut longest = vec![0; mesh.items.len()];
    let mut on_spine = vec![false; mesh.items.len()];
    for (_, link) in mesh.living() {
        let run = if mesh.items[link.upper].kind == Kind::Lane {
            mesh.items[link.lower].row - mesh.trunks[link.trunk].first_row
        } else {
            0
        };
        entering[link.lower] += 1;
        longest[link.lower] = longest[link.lower].max(run);
        on_spine[link.lower] |= mesh.trunks[link.trunk].spine;
    }
    let hub = |item: usize| mesh.items[item].onward.map(|link| mesh.trunks[mesh.links[link].trunk].hub);
    let merging = |item: usize| {
        let meeting = mesh.items[item].kind == Kind::Lane && entering[item] > 1 && longest[item] < LONG_RUN;
        meeting && hub(item).is_some_and(|hub| on_spine[hub])
    };
    (0..mesh.items.len()).map(merging).collect()
}

/// Which lines most deserve to be straight (the least number first); `None` for those that leave beside the middle.
fn priority(mesh: &Mesh, link: &Link) -> Option<u8> {
    let trunk = &mesh.trunks[link.trunk];
    let (upper, lower) = (mesh.items[link.upper].kind, mesh.items[link.lower].kind);
    if link.upper_shift != 0.0 {
        return None;
    }
    Some(match (upper, lower) {
        _ if trunk.spine => 0,
        (Kind::Lane, Kind::Lane) => 1,
        (Kind::Corner, Kind::Lane | Kind::Corner) | (Kind::Lane, Kind::Corner) => 2,
        (Kind::Node, Kind::Node | Kind::Label(_)) => 3,
        (Kind::Label(_), Kind::Node) => 4,
        (Kind::Node, Kind::Lane) => 5,
        (Kind::Label(_), _) => 6,
        _ if trunk.class.ordinary() => 7,
        _ => 8,
    })
}

fn gather(mesh: &Mesh, down: &[Option<usize>], up: &[Option<usize>]) -> Blocks {
    let mut blocks = Blocks { count: 0, of: vec![usize::MAX; mesh.items.len()], shift: vec![0.0; mesh.items.len()], spine: 0 };
    for row in &mesh.rows {
        for &head in row.iter().filter(|&&item| up[item].is_none()) {
            let (mut item, mut shift) = (head, 0.0);
            loop {
                blocks.of[item] = blocks.count;
                blocks.shift[item] = shift;
                let Some(link) = down[item].map(|link| &mesh.links[link]) else { break };
                shift += link.upper_shift - link.lower_shift;
                item = link.lower;
            }
            blocks.count += 1;
        }
    }
    blocks.spine = blocks.of[0];
    blocks
}
