//! Where on a node's side its loops and exceptions start and end, and where their labels stand.

use std::collections::BTreeMap;

use super::Body;
use super::mesh::{Mesh, Side};
use super::sides::Wish;
use crate::{Edge, Options, Rect};

const STEP_AT_MOST: f64 = 28.0;
const CORNER_CLEARANCE: f64 = 8.0;

/// For each wish of one side the heights of its slots, from the top of the node. Upward edges stand above (inner ones first),
/// downward edges below them (outer ones first), so that no edge crosses another on its way out.
pub fn heights(group: &[Wish], body: &Body) -> Vec<Vec<f64>> {
    let slots: usize = group.iter().map(Wish::slots).sum();
    let step = step(slots, body);
    let top = body.side_port - step * (slots as f64 - 1.0) / 2.0;
    let downwards = group.iter().filter(|wish| !wish.upwards).count();
    let mut heights = vec![Vec::new(); group.len()];
    let mut used = 0;
    // The group is sorted: downward wishes first, then upward ones, each from the inner to the outer.
    for index in (downwards..group.len()).chain((0..downwards).rev()) {
        heights[index] = (used..used + group[index].slots()).map(|slot| top + step * slot as f64).collect();
        used += group[index].slots();
    }
    heights
}

fn step(slots: usize, body: &Body) -> f64 {
    let room = 2.0 * (body.side_port.min(body.size.height - body.side_port) - CORNER_CLEARANCE);
    if slots > 1 { (room / (slots - 1) as f64).clamp(0.0, STEP_AT_MOST) } else { 0.0 }
}

/// Places the labels of one side on their lines right beside the node, in as many columns as they need not to overlap, and makes
/// room for them in the row.
pub fn place_labels(mesh: &mut Mesh, group: &[Wish], heights: &[Vec<f64>], bodies: &[Body], edges: &[Edge], options: &Options) {
    let body = &bodies[group[0].node];
    let slots = group.iter().zip(heights).flat_map(|(wish, heights)| wish.leaving.iter().copied().zip(heights.iter().copied()));
    let mut labels: Vec<_> = slots.filter_map(|(edge, y)| Some((edge, y, edges[edge].label?))).collect();
    if labels.is_empty() {
        return;
    }
    crate::sorting::sort_by(&mut labels, |one, other| one.1.total_cmp(&other.1));
    let gap = options.label_gap;
    let tallest = labels.iter().map(|(_, _, size)| size.height).fold(0.0, f64::max);
    let closest = labels.windows(2).map(|pair| pair[1].1 - pair[0].1).fold(f64::INFINITY, f64::min);
    let columns = columns(labels.len(), tallest + 2.0, closest);
    let mut reach = 0.0;
    for column in 0..columns {
        let width = labels.iter().skip(column).step_by(columns).map(|(_, _, size)| size.width).fold(0.0, f64::max);
        for &(edge, y, size) in labels.iter().skip(column).step_by(columns) {
            let near = body.size.width / 2.0 + gap + reach;
            let x = if group[0].side == Side::Left { -near - size.width } else { near };
            mesh.side_labels.insert(edge, Rect::new(x, y - size.height / 2.0, size.width, size.height));
        }
        reach += width + gap;
    }
    widen(mesh, group[0].node, group[0].side, body.size.width / 2.0 + reach);
}

fn columns(labels: usize, needed: f64, distance: f64) -> usize {
    if labels < 2 || distance >= needed {
        return 1;
    }
    if distance <= 0.0 { labels } else { ((needed / distance).ceil() as usize).clamp(1, labels) }
}

/// Makes room for the edges from nodes to themselves, which need no lanes: they go round a corner of their node.
pub fn place_self_loops(mesh: &mut Mesh, bodies: &[Body], edges: &[Edge], options: &Options) {
    let mut before: BTreeMap<usize, usize> = BTreeMap::new();
    for (index, edge) in edges.iter().enumerate().filter(|(_, edge)| edge.from == edge.to) {
        let rank = before.entry(edge.from).or_default();
        let half = bodies[edge.from].size.width / 2.0;
        let reach = mesh.items[edge.from].right;
        let label = edge.label.unwrap_or_default();
        let lane = reach + options.lane_gap.max(if label.width > 0.0 { label.width / 2.0 + options.label_gap } else { 0.0 });
        let middle = bodies[edge.from].side_port;
        if edge.label.is_some() {
            let rect = Rect::new(lane - label.width / 2.0, middle - label.height / 2.0, label.width, label.height);
            mesh.side_labels.insert(index, rect);
        }
        mesh.self_loops.insert(index, (lane.max(half), *rank));
        *rank += 1;
        widen(mesh, edge.from, Side::Right, lane + label.width / 2.0);
    }
}

fn widen(mesh: &mut Mesh, node: usize, side: Side, reach: f64) {
    let item = &mut mesh.items[node];
    match side {
        Side::Left => item.left = item.left.max(reach),
        Side::Right => item.right = item.right.max(reach),
    }
}
