//! The graph cut into rows: every link joins two neighbouring rows, long edges run over lanes, and edges to one node share them.

use std::collections::BTreeMap;

use super::Body;
use super::flow::{Class, Flow};
use crate::{Edge, Rect};

/// Rows of items with links between neighbouring rows. The first items are the nodes, by their index.
pub struct Mesh {
    pub items: Vec<Item>,
    pub links: Vec<Link>,
    pub trunks: Vec<Trunk>,
    /// By edge; `None` for an edge from a node to itself.
    pub members: Vec<Option<Member>>,
    /// The items of each row from left to right.
    pub rows: Vec<Vec<usize>>,
    /// By edge: the label of one that leaves at the side, from the middle of its node's top edge.
    pub side_labels: BTreeMap<usize, Rect>,
    /// By edge from a node to itself: how far right of the node's middle it turns.
    /// And how many others of the same node turn before it.
    pub self_loops: BTreeMap<usize, (f64, usize)>,
}

/// What stands in a row.
pub struct Item {
    pub kind: Kind,
    pub row: usize,
    /// How far it reaches to the left of its middle.
    pub left: f64,
    /// How far it reaches to the right of its middle.
    pub right: f64,
    /// The one link by which a lane or a label leads on towards its trunk's hub.
    pub onward: Option<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Node,
    /// The label of an edge.
    Label(usize),
    /// A piece of a long edge that passes this row.
    Lane,
    /// The turn of an edge that leaves or enters a node of this row at the side.
    Corner,
}

/// A piece of edges between an item and one of the row below.
pub struct Link {
    pub upper: usize,
    pub lower: usize,
    /// Where it leaves the upper item, from its middle.
    pub upper_shift: f64,
    /// Where it enters the lower item, from its middle.
    pub lower_shift: f64,
    pub trunk: usize,
    /// The first edge that runs over it.
    pub edge: usize,
    /// Whether it still is part of the picture.
    pub alive: bool,
}

/// The edges into one node that share their lanes.
pub struct Trunk {
    pub class: Class,
    /// The node that all its edges enter.
    pub hub: usize,
    pub spine: bool,
    /// The row of the first of `lanes`.
    pub first_row: usize,
    pub lanes: Vec<usize>,
    /// Where a loop's edges enter the hub.
    pub entry: Option<SidePort>,
}

/// An edge as a part of its trunk.
pub struct Member {
    pub trunk: usize,
    /// The item that shows the label of an edge that leaves at the bottom.
    pub label: Option<usize>,
    /// The link by which the edge leaves its node.
    pub link: usize,
    /// Where an edge leaves that does so at the side.
    pub exit: Option<SidePort>,
}

/// The place where an edge meets the side of a node.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SidePort {
    pub side: Side,
    /// From the top of the node.
    pub y: f64,
    /// The item in the node's row where the edge turns.
    pub turn: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    Left,
    Right,
}

/// Up to so many lanes per item, edges of different arms keep lanes of their own.
const LANES_PER_NODE: usize = 6;
const LANES_AT_LEAST: usize = 4000;

impl Trunk {
    pub fn lane_at(&self, row: usize) -> Option<usize> {
        self.lanes.get(row.checked_sub(self.first_row)?).copied()
    }
}

impl Mesh {
    pub fn new(bodies: &[Body], edges: &[Edge], flow: &Flow) -> Self {
        let row_of_layer = rows_of_layers(edges, flow);
        let items = bodies.iter().zip(&flow.layer).map(|(body, &layer)| {
            let half = body.size.width / 2.0;
            Item { kind: Kind::Node, row: row_of_layer[layer], left: half, right: half, onward: None }
        });
        let rows = vec![Vec::new(); row_of_layer.last().map_or(0, |last| last + 1)];
        let mut mesh = Self {
            items: items.collect(),
            links: Vec::new(),
            trunks: Vec::new(),
            members: Vec::new(),
            rows,
            side_labels: BTreeMap::new(),
            self_loops: BTreeMap::new(),
        };
        let trunk_of = mesh.found_trunks(edges, flow);
        mesh.lay_lanes();
        mesh.join(edges, &trunk_of);
        mesh
    }

    /// The living links with their numbers.
    pub fn living(&self) -> impl Iterator<Item = (usize, &Link)> {
        self.links.iter().enumerate().filter(|(_, link)| link.alive)
    }

    pub fn class(&self, link: &Link) -> Class {
        self.trunks[link.trunk].class
    }

    pub fn add_item(&mut self, kind: Kind, row: usize, half: f64) -> usize {
        self.items.push(Item { kind, row, left: half, right: half, onward: None });
        self.items.len() - 1
    }

    pub fn add_link(&mut self, upper: usize, lower: usize, trunk: usize, edge: usize) -> usize {
        self.links.push(Link { upper, lower, upper_shift: 0.0, lower_shift: 0.0, trunk, edge, alive: true });
        self.links.len() - 1
    }

    /// By item: its place within its row.
    pub fn positions(&self) -> Vec<usize> {
        let mut positions = vec![0; self.items.len()];
        for row in &self.rows {
            row.iter().enumerate().for_each(|(position, &item)| positions[item] = position);
        }
        positions
    }

    /// The first row that an edge's trunk must have a lane in.
    fn joins_at(&self, edge: &Edge, class: Class) -> usize {
        let row = self.items[edge.from].row;
        match class {
            Class::Back => row.saturating_sub(1),
            Class::Forward if edge.label.is_some() => row + 2,
            Class::Forward | Class::Aside | Class::Exception => row + 1,
        }
    }

    /// Makes the trunks, without lanes; returns them by edge.
    fn found_trunks(&mut self, edges: &[Edge], flow: &Flow) -> Vec<Option<usize>> {
        let separate = self.try_trunks(edges, flow, true);
        let lanes: usize = self.trunks.iter().map(|trunk| trunk.lanes.len()).sum();
        if lanes <= LANES_PER_NODE * self.items.len() + LANES_AT_LEAST {
            return separate;
        }
        self.trunks.clear();
        self.try_trunks(edges, flow, false)
    }

    fn try_trunks(&mut self, edges: &[Edge], flow: &Flow, by_arm: bool) -> Vec<Option<usize>> {
        let mut known = BTreeMap::new();
        let mut trunk_of = Vec::with_capacity(edges.len());
        for (index, edge) in edges.iter().enumerate() {
            if edge.from == edge.to {
                trunk_of.push(None);
                continue;
            }
            let class = flow.class[index];
            let spine = flow.on_spine(edges, index) && class == Class::Forward;
            let arm = if by_arm && class != Class::Back { flow.arm[edge.from] } else { 0 };
            let hub_row = self.items[edge.to].row;
            let fresh = self.trunks.len();
            let trunk = *known.entry((edge.to, class, spine, arm)).or_insert(fresh);
            if trunk == fresh {
                self.trunks.push(Trunk { class, hub: edge.to, spine, first_row: hub_row, lanes: Vec::new(), entry: None });
            }
            let joins_at = self.joins_at(edge, class);
            let trunk = &mut self.trunks[trunk];
            // The lanes are counted here and made later, when the trunks are settled.
            match class {
                Class::Back => {
                    trunk.first_row = hub_row + 1;
                    let wanted = joins_at.saturating_sub(hub_row);
                    trunk.lanes.resize(wanted.max(trunk.lanes.len()), 0);
                }
                Class::Forward | Class::Aside | Class::Exception => {
                    trunk.first_row = trunk.first_row.min(joins_at);
                    trunk.lanes.resize(hub_row.saturating_sub(trunk.first_row), 0);
                }
            }
            trunk_of.push(known.get(&(edge.to, class, spine, arm)).copied());
        }
        trunk_of
    }

    fn lay_lanes(&mut self) {
        for index in 0..self.trunks.len() {
            let (first_row, count) = (self.trunks[index].first_row, self.trunks[index].lanes.len());
            let lanes: Vec<usize> = (first_row..first_row + count).map(|row| self.add_item(Kind::Lane, row, 0.0)).collect();
            self.trunks[index].lanes = lanes;
        }
    }

    /// Links each edge to its trunk, and the lanes of the trunk to each other.
    fn join(&mut self, edges: &[Edge], trunk_of: &[Option<usize>]) {
        for (index, (edge, trunk)) in edges.iter().zip(trunk_of).enumerate() {
            let member = trunk.map(|trunk| self.join_one(index, edge, trunk));
            self.members.push(member);
        }
    }

    fn join_one(&mut self, index: usize, edge: &Edge, trunk: usize) -> Member {
        let class = self.trunks[trunk].class;
        if class == Class::Back {
            let link = self.lead_up(edge.from, trunk, index);
            return Member { trunk, label: None, link, exit: None };
        }
        let Some(size) = edge.label.filter(|_| class == Class::Forward) else {
            let link = self.lead_down(edge.from, trunk, index);
            return Member { trunk, label: None, link, exit: None };
        };
        let label = self.add_item(Kind::Label(index), self.items[edge.from].row + 1, size.width / 2.0);
        let link = self.add_link(edge.from, label, trunk, index);
        self.items[label].onward = Some(self.lead_down(label, trunk, index));
        Member { trunk, label: Some(label), link, exit: None }
    }

    /// Links `item` to the trunk's part below it, and that to the hub as far as it is not yet linked.
    fn lead_down(&mut self, item: usize, trunk: usize, edge: usize) -> usize {
        let hub = self.trunks[trunk].hub;
        let mut lower = self.trunks[trunk].lane_at(self.items[item].row + 1).unwrap_or(hub);
        let first = self.add_link(item, lower, trunk, edge);
        while lower != hub && self.items[lower].onward.is_none() {
            let next = self.trunks[trunk].lane_at(self.items[lower].row + 1).unwrap_or(hub);
            self.items[lower].onward = Some(self.add_link(lower, next, trunk, edge));
            lower = next;
        }
        first
    }

    /// As `lead_down`, for a trunk above the item.
    fn lead_up(&mut self, item: usize, trunk: usize, edge: usize) -> usize {
        let hub = self.trunks[trunk].hub;
        let above =
            |mesh: &Self, item: usize| mesh.items[item].row.checked_sub(1).and_then(|row| mesh.trunks[trunk].lane_at(row));
        let mut upper = above(self, item).unwrap_or(hub);
        let first = self.add_link(upper, item, trunk, edge);
        while upper != hub && self.items[upper].onward.is_none() {
            let next = above(self, upper).unwrap_or(hub);
            self.items[upper].onward = Some(self.add_link(next, upper, trunk, edge));
            upper = next;
        }
        first
    }
}

/// The row of each layer's nodes: layers that labelled edges leave are followed by a row for the labels.
fn rows_of_layers(edges: &[Edge], flow: &Flow) -> Vec<usize> {
    let count = flow.layer.iter().max().map_or(0, |last| last + 1);
    let mut labelled = vec![false; count];
    for (index, edge) in edges.iter().enumerate() {
        if edge.label.is_some() && edge.from != edge.to && flow.class[index] == Class::Forward {
            labelled[flow.layer[edge.from]] = true;
        }
    }
    let rows = labelled.into_iter().scan(0, |next, labelled| {
        let row = *next;
        *next += 1 + usize::from(labelled);
        Some(row)
    });
    rows.collect()
}
