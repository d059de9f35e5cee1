//! The places of corners in their rows: beside their node, but past the lanes that the edge would have to cross anyway.

use std::collections::BTreeMap;

use super::mesh::{Kind, Mesh, Side};

/// A corner that is not yet in its row.
pub struct Corner {
    pub item: usize,
    pub node: usize,
    pub side: Side,
    pub upwards: bool,
    /// The place, in the next row, of the item that the edge turns to.
    pub towards: usize,
}

/// The first and last place of an item's neighbours in the rows above and below it.
pub struct Span {
    above: Option<(usize, usize)>,
    below: Option<(usize, usize)>,
}

pub fn spans(mesh: &Mesh, position: &[usize]) -> Vec<Span> {
    let mut spans: Vec<Span> = mesh.items.iter().map(|_| Span { above: None, below: None }).collect();
    let widen = |span: &mut Option<(usize, usize)>, place: usize| {
        *span = Some(span.map_or((place, place), |(first, last)| (first.min(place), last.max(place))));
    };
    for (_, link) in mesh.living() {
        widen(&mut spans[link.upper].below, position[link.lower]);
        widen(&mut spans[link.lower].above, position[link.upper]);
    }
    spans
}

/// Puts corners into their rows. They come sorted by node, side, direction, and from the inner to the outer. `joined` says from
/// which side of a node lanes are joined: lines towards the other side end there.
pub fn insert(mesh: &mut Mesh, corners: &[Corner], spans: &[Span], joined: &BTreeMap<usize, Side>) {
    for side in [Side::Right, Side::Left] {
        let mut last: Option<(&Corner, usize)> = None;
        for corner in corners.iter().filter(|corner| corner.side == side) {
            let row = mesh.items[corner.item].row;
            let mut items = std::mem::take(&mut mesh.rows[row]);
            if side == Side::Left {
                items.reverse();
            }
            let inner = last.filter(|(inner, _)| inner.node == corner.node && inner.upwards == corner.upwards);
            let start = inner.map_or(corner.node, |(_, item)| item);
            // Corners are numbered in the order in which they were made.
            let made = |item: usize| corners.binary_search_by_key(&item, |corner| corner.item).ok();
            let own = |item: usize| made(item).is_some_and(|other| corners[other].node == corner.node);
            let place = items.iter().position(|&item| item == start).map_or(items.len(), |place| place + 1);
            let place = place + steps(mesh, corner, &items[place..], spans, joined, own);
            items.insert(place, corner.item);
            if side == Side::Left {
                items.reverse();
            }
            mesh.rows[row] = items;
            last = Some((corner, corner.item));
        }
    }
}

/// How many of the items outside of it a corner is to pass.
fn steps(
    mesh: &Mesh,
    corner: &Corner,
    outside: &[usize],
    spans: &[Span],
    joined: &BTreeMap<usize, Side>,
    own: impl Fn(usize) -> bool,
) -> usize {
    let mut steps = 0;
    for (index, &item) in outside.iter().enumerate() {
        match mesh.items[item].kind {
            Kind::Lane if joined.get(&item).is_none_or(|&side| side == corner.side) => {
                let span = if corner.upwards { spans[item].above } else { spans[item].below };
                let crossed = span.is_some_and(|(first, last)| match corner.side {
                    Side::Right => last < corner.towards,
                    Side::Left => first > corner.towards,
                });
                if !crossed {
                    break;
                }
                steps = index + 1;
            }
            Kind::Corner if own(item) => {}
            _ => break,
        }
    }
    steps
}
