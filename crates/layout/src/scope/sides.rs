//! Edges that leave or enter at the sides, loops and exceptions: each gets its side and a corner in the row to turn at.

use std::collections::BTreeMap;

use super::Body;
use super::flow::Flow;
use super::mesh::{Class, Kind, Mesh, Side, SidePort};
use super::side_ports;
use crate::{Edge, Options};

/// The wish of the edges of one trunk to meet one node at its side.
pub struct Wish {
    pub node: usize,
    pub trunk: usize,
    /// The edges that leave; none where a loop enters.
    pub leaving: Vec<usize>,
    pub side: Side,
    pub upwards: bool,
    /// The item of the next row that the edges go to, or the lane of the node's own row that they join.
    towards: usize,
    /// Whether `towards` is such a lane.
    joins: bool,
}

impl Wish {
    /// How many places on the side it needs.
    pub fn slots(&self) -> usize {
        self.leaving.len().max(1)
    }
}

/// Gives all loops and exceptions their sides, ports and corners, and makes room for the labels that stand on them.
pub fn attach(mesh: &mut Mesh, bodies: &[Body], edges: &[Edge], flow: &Flow, options: &Options) {
    let position = mesh.positions();
    let mut wishes = Wishes::of(mesh, flow, &position).list;
    let outwards = |wish: &Wish| match wish.side {
        Side::Left => usize::MAX - position[wish.towards],
        Side::Right => position[wish.towards],
    };
    wishes.sort_by_key(|wish| (wish.node, wish.side, wish.upwards, wish.joins, outwards(wish)));
    let mut corners: BTreeMap<(usize, Side), Vec<usize>> = BTreeMap::new();
    for group in wishes.chunk_by(|one, other| (one.node, one.side) == (other.node, other.side)) {
        let heights = side_ports::heights(group, &bodies[group[0].node]);
        for (wish, y) in group.iter().zip(&heights) {
            let turn = if wish.joins { wish.towards } else { mesh.add_item(Kind::Corner, mesh.items[wish.node].row, 0.0) };
            connect(mesh, wish, y, turn);
            if !wish.joins {
                corners.entry((wish.node, wish.side)).or_default().push(turn);
            }
        }
        side_ports::place_labels(mesh, group, &heights, bodies, edges, options);
    }
    side_ports::place_self_loops(mesh, bodies, edges, options);
    insert_corners(mesh, &corners);
}

struct Wishes {
    list: Vec<Wish>,
    known: BTreeMap<(usize, usize, bool), usize>,
}

impl Wishes {
    fn of(mesh: &Mesh, flow: &Flow, position: &[usize]) -> Self {
        let (into, out_of) = straight_neighbours(mesh, flow);
        let compare = |towards: usize, reference: Option<usize>, otherwise: Side| match reference.map(|item| position[item]) {
            Some(reference) if position[towards] < reference => Side::Left,
            Some(reference) if position[towards] > reference => Side::Right,
            _ => otherwise,
        };
        let mut wishes = Self { list: Vec::new(), known: BTreeMap::new() };
        let mut entry_side = vec![Side::Left; mesh.trunks.len()];
        for (_, link) in mesh.living().filter(|(_, link)| mesh.class(link) == Class::Back) {
            let node = mesh.trunks[link.trunk].hub;
            if link.upper == node && !wishes.known.contains_key(&(node, link.trunk, false)) {
                let side = compare(link.lower, out_of[node], Side::Left);
                entry_side[link.trunk] = side;
                let wish = Wish {
                    node,
                    trunk: link.trunk,
                    leaving: Vec::new(),
                    side,
                    upwards: false,
                    towards: link.lower,
                    joins: false,
                };
                wishes.add(wish);
            }
        }
        for (edge, member) in mesh.members.iter().enumerate() {
            let Some(member) = member else { continue };
            let (link, trunk) = (&mesh.links[member.link], &mesh.trunks[member.trunk]);
            let (node, towards, upwards, reference) = match trunk.class {
                Class::Forward => continue,
                Class::Exception => (link.upper, link.lower, false, out_of[link.upper]),
                Class::Back => (link.lower, link.upper, true, into[link.lower]),
            };
            if let Some(&known) = wishes.known.get(&(node, member.trunk, upwards)) {
                wishes.list[known].leaving.push(edge);
                continue;
            }
            let joined = trunk.lane_at(mesh.items[node].row).filter(|&lane| only_lanes_between(mesh, position, node, lane));
            let side = match joined {
                Some(lane) => compare(lane, Some(node), Side::Right),
                None if upwards && towards == trunk.hub => entry_side[member.trunk],
                None => compare(towards, reference, if upwards { Side::Left } else { Side::Right }),
            };
            let towards = joined.unwrap_or(towards);
            wishes.add(Wish { node, trunk: member.trunk, leaving: vec![edge], side, upwards, towards, joins: joined.is_some() });
        }
        wishes
    }

    fn add(&mut self, wish: Wish) {
        self.known.insert((wish.node, wish.trunk, wish.upwards), self.list.len());
        self.list.push(wish);
    }
}

/// By item: the one that its straight way comes from, and the one that it goes on to.
fn straight_neighbours(mesh: &Mesh, flow: &Flow) -> (Vec<Option<usize>>, Vec<Option<usize>>) {
    let (mut into, mut out_of) = (vec![None; mesh.items.len()], vec![None; mesh.items.len()]);
    for (_, link) in mesh.living().filter(|(_, link)| mesh.class(link) == Class::Forward) {
        into[link.lower].get_or_insert(link.upper);
        let primary = flow.primary.get(link.upper).copied().flatten() == Some(link.edge);
        if primary || out_of[link.upper].is_none() {
            out_of[link.upper] = Some(link.lower);
        }
    }
    (into, out_of)
}

/// Whether an edge can run straight from one item to another of its row.
fn only_lanes_between(mesh: &Mesh, position: &[usize], one: usize, other: usize) -> bool {
    let (first, last) = (position[one].min(position[other]), position[one].max(position[other]));
    mesh.rows[mesh.items[one].row][first + 1..last].iter().all(|&item| mesh.items[item].kind == Kind::Lane)
}

/// Lets the links of a wish start or end at its corner, or replaces them by those of the lane that it joins.
fn connect(mesh: &mut Mesh, wish: &Wish, heights: &[f64], turn: usize) {
    let port = |y: f64| SidePort { side: wish.side, y, turn };
    let Some(&first) = wish.leaving.first() else {
        mesh.trunks[wish.trunk].entry = Some(port(heights[0]));
        for link in mesh.links.iter_mut().filter(|link| link.trunk == wish.trunk && link.upper == wish.node) {
            link.upper = turn;
        }
        return;
    };
    let shared = mesh.members[first].as_ref().map(|member| member.link);
    let onward = if wish.joins { mesh.items[turn].onward } else { shared };
    for (slot, &edge) in wish.leaving.iter().enumerate() {
        let Some(member) = &mut mesh.members[edge] else { continue };
        member.exit = Some(port(heights[slot]));
        let own = member.link;
        member.link = onward.unwrap_or(own);
        if Some(own) != onward {
            mesh.links[own].alive = false;
        } else if wish.upwards {
            mesh.links[own].lower = turn;
        } else {
            mesh.links[own].upper = turn;
        }
    }
}

/// Puts the corners of each node beside it, the inner ones first.
fn insert_corners(mesh: &mut Mesh, corners: &BTreeMap<(usize, Side), Vec<usize>>) {
    if corners.is_empty() {
        return;
    }
    for row in &mut mesh.rows {
        let old = std::mem::take(row);
        for item in old {
            row.extend(corners.get(&(item, Side::Left)).into_iter().flatten().rev());
            row.push(item);
            row.extend(corners.get(&(item, Side::Right)).into_iter().flatten());
        }
    }
}
