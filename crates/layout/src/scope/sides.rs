//! Edges that leave or enter at the sides: each gets its side, and a lane to join or a corner to turn at.

use std::collections::BTreeMap;

use super::Body;
use super::corners::{self, Corner};
use super::flow::{Class, Flow};
use super::mesh::{Kind, Mesh, Side, SidePort};
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
    /// The item of the next row that the edges go to.
    towards: usize,
    /// The lane of the node's own row that they join on their way, if they can.
    joins: Option<usize>,
}

impl Wish {
    /// How many places on the side it needs.
    pub fn slots(&self) -> usize {
        self.leaving.len().max(1)
    }
}

/// Gives all edges that leave or enter at sides their ports and turns, and makes room for the labels that stand on them.
pub fn attach(mesh: &mut Mesh, bodies: &[Body], edges: &[Edge], flow: &Flow, options: &Options) {
    let position = mesh.positions();
    let spans = corners::spans(mesh, &position);
    let mut wishes = Wishes::of(mesh, flow, &position).list;
    let outwards = |wish: &Wish| match wish.side {
        Side::Left => usize::MAX - position[wish.towards],
        Side::Right => position[wish.towards],
    };
    let key = |wish: &Wish| (wish.node, wish.side, wish.upwards, outwards(wish));
    crate::sorting::sort_by(&mut wishes, |one, other| key(one).cmp(&key(other)));
    let entries = hub_links(mesh);
    let mut turns = Vec::new();
    for group in wishes.chunk_by(|one, other| (one.node, one.side) == (other.node, other.side)) {
        let heights = side_ports::heights(group, &bodies[group[0].node]);
        for (wish, y) in group.iter().zip(&heights) {
            let turn = wish.joins.unwrap_or_else(|| {
                let item = mesh.add_item(Kind::Corner, mesh.items[wish.node].row, 0.0);
                let Wish { node, side, upwards, .. } = *wish;
                turns.push(Corner { item, node, side, upwards, towards: position[wish.towards] });
                item
            });
            connect(mesh, wish, y, turn, &entries);
        }
        side_ports::place_labels(mesh, group, &heights, bodies, edges, options);
    }
    side_ports::place_self_loops(mesh, bodies, edges, options);
    let joined = wishes.iter().filter_map(|wish| Some((wish.joins?, wish.side))).collect();
    corners::insert(mesh, &turns, &spans, &joined);
}

struct Wishes {
    list: Vec<Wish>,
    known: BTreeMap<(usize, usize, bool), usize>,
}

impl Wishes {
    fn of(mesh: &Mesh, flow: &Flow, position: &[usize]) -> Self {
        let (into, out_of) = straight_neighbours(mesh, flow);
        let passing = passing_lanes(mesh);
        let compare = |towards: usize, reference: Option<usize>, otherwise: Side| match reference.map(|item| position[item]) {
            Some(reference) if position[towards] < reference => Side::Left,
            Some(reference) if position[towards] > reference => Side::Right,
            _ => otherwise,
        };
        let mut wishes = Self { list: Vec::new(), known: BTreeMap::new() };
        let mut entry_side = vec![Side::Left; mesh.trunks.len()];
        for (trunk, links) in hub_links(mesh) {
            let node = mesh.trunks[trunk].hub;
            let lowers = || links.iter().map(|&link| mesh.links[link].lower);
            let Some(towards) = lowers().find(|&lower| Some(lower) != out_of[node]).or_else(|| lowers().next()) else { continue };
            let side = compare(towards, out_of[node], Side::Left);
            entry_side[trunk] = side;
            wishes.add(Wish { node, trunk, leaving: Vec::new(), side, upwards: false, towards, joins: None });
        }
        for (edge, member) in mesh.members.iter().enumerate() {
            let Some(member) = member else { continue };
            let (link, trunk) = (&mesh.links[member.link], &mesh.trunks[member.trunk]);
            let (node, towards, upwards, reference) = match trunk.class {
                Class::Forward => continue,
                Class::Aside | Class::Exception => (link.upper, link.lower, false, out_of[link.upper]),
                Class::Back => (link.lower, link.upper, true, into[link.lower]),
            };
            if let Some(&known) = wishes.known.get(&(node, member.trunk, upwards)) {
                wishes.list[known].leaving.push(edge);
                continue;
            }
            let lanes = passing[towards].iter().filter(|&&(class, lane)| {
                let same = if trunk.class.ordinary() { class.ordinary() } else { class == trunk.class };
                same && only_lanes_between(mesh, position, node, lane)
            });
            let joins = lanes.map(|&(_, lane)| lane).min_by_key(|&lane| position[lane].abs_diff(position[node]));
            let side = match joins {
                Some(lane) => compare(lane, Some(node), Side::Right),
                None if upwards && towards == trunk.hub => entry_side[member.trunk],
                None => compare(towards, reference, if upwards { Side::Left } else { Side::Right }),
            };
            wishes.add(Wish { node, trunk: member.trunk, leaving: vec![edge], side, upwards, towards, joins });
        }
        wishes.part_neighbours(mesh, position);
        wishes
    }

    fn add(&mut self, wish: Wish) {
        self.known.insert((wish.node, wish.trunk, wish.upwards), self.list.len());
        self.list.push(wish);
    }

    /// Two nodes beside each other must not reach for lanes across each other's lines: the right one then takes a corner.
    fn part_neighbours(&mut self, mesh: &Mesh, position: &[usize]) {
        let mut reach: BTreeMap<usize, usize> = BTreeMap::new();
        for wish in self.list.iter().filter(|wish| wish.side == Side::Right) {
            if let Some(lane) = wish.joins {
                let furthest = reach.entry(wish.node).or_default();
                *furthest = position[lane].max(*furthest);
            }
        }
        for wish in self.list.iter_mut().filter(|wish| wish.side == Side::Left) {
            let row = &mesh.rows[mesh.items[wish.node].row];
            let neighbour = row[..position[wish.node]].iter().rev().find(|&&item| mesh.items[item].kind == Kind::Node);
            let furthest = neighbour.and_then(|neighbour| reach.get(neighbour));
            wish.joins = wish.joins.filter(|&lane| furthest.is_none_or(|&furthest| furthest <= position[lane]));
        }
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

/// By trunk of a loop: the links just below its hub.
fn hub_links(mesh: &Mesh) -> BTreeMap<usize, Vec<usize>> {
    let mut links: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (index, link) in mesh.living().filter(|(_, link)| mesh.class(link) == Class::Back) {
        if link.upper == mesh.trunks[link.trunk].hub {
            links.entry(link.trunk).or_default().push(index);
        }
    }
    links
}

/// By item: the lanes that lead on to it, which other edges to it may join.
fn passing_lanes(mesh: &Mesh) -> Vec<Vec<(Class, usize)>> {
    let mut passing = vec![Vec::new(); mesh.items.len()];
    for (_, link) in mesh.living() {
        let class = mesh.class(link);
        let (from, to) = if class == Class::Back { (link.lower, link.upper) } else { (link.upper, link.lower) };
        if mesh.items[from].kind == Kind::Lane {
            passing[to].push((class, from));
        }
    }
    passing
}

/// Whether an edge can run straight from one item to another of its row.
fn only_lanes_between(mesh: &Mesh, position: &[usize], one: usize, other: usize) -> bool {
    let (first, last) = (position[one].min(position[other]), position[one].max(position[other]));
    mesh.rows[mesh.items[one].row][first + 1..last].iter().all(|&item| mesh.items[item].kind == Kind::Lane)
}

/// Lets the links of a wish start or end at its corner, or replaces them by those of the lane that it joins.
fn connect(mesh: &mut Mesh, wish: &Wish, heights: &[f64], turn: usize, entries: &BTreeMap<usize, Vec<usize>>) {
    let port = |y: f64| SidePort { side: wish.side, y, turn };
    let Some(&first) = wish.leaving.first() else {
        mesh.trunks[wish.trunk].entry = Some(port(heights[0]));
        for &link in entries.get(&wish.trunk).into_iter().flatten() {
            mesh.links[link].upper = turn;
        }
        return;
    };
    let shared = mesh.members[first].as_ref().map(|member| member.link);
    let onward = if wish.joins.is_some() { mesh.items[turn].onward } else { shared };
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
