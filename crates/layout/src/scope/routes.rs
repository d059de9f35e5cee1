//! The finished picture: rectangles of nodes and labels, and the line of each edge.

use super::bends::Bends;
use super::flow::Class;
use super::mesh::{Member, Mesh, Side, SidePort};
use super::rows::Rows;
use super::{Body, Drawing};
use crate::{Edge, Point, Rect, Route, Size};

struct Tracer<'a> {
    mesh: &'a Mesh,
    x: &'a [f64],
    bends: &'a Bends,
    rows: &'a Rows,
    nodes: Vec<Rect>,
}

pub fn trace(mesh: &Mesh, x: &[f64], bends: &Bends, rows: &Rows, bodies: &[Body], edges: &[Edge]) -> Drawing {
    let nodes = bodies.iter().enumerate().map(|(node, body)| {
        let Size { width, height } = body.size;
        Rect::new(x[node] - width / 2.0, rows.top_of(mesh.items[node].row, body), width, height)
    });
    let tracer = Tracer { mesh, x, bends, rows, nodes: nodes.collect() };
    let routes = edges.iter().enumerate().map(|(index, edge)| tracer.route(index, edge)).collect();
    fitted(Drawing { size: Size::default(), nodes: tracer.nodes, routes })
}

impl Tracer<'_> {
    fn route(&self, index: usize, edge: &Edge) -> Route {
        let mut points = match &self.mesh.members[index] {
            None => self.around(index, edge),
            Some(member) if self.mesh.trunks[member.trunk].class == Class::Back => self.upwards(edge, member),
            Some(member) => self.downwards(edge, member),
        };
        straighten(&mut points);
        Route { points, label: self.label(index, edge) }
    }

    fn label(&self, index: usize, edge: &Edge) -> Option<Rect> {
        let size = edge.label?;
        if let Some(rect) = self.mesh.side_labels.get(&index) {
            let node = self.nodes[edge.from];
            return Some(rect.moved(Point::new(node.center().x, node.y)));
        }
        let item = self.mesh.members[index].as_ref()?.label?;
        let row = self.mesh.items[item].row;
        let middle = self.rows.top[row] + self.rows.height[row] / 2.0;
        Some(Rect::new(self.x[item] - size.width / 2.0, middle - size.height / 2.0, size.width, size.height))
    }

    /// An edge from a node to itself, round its right side.
    fn around(&self, index: usize, edge: &Edge) -> Vec<Point> {
        let node = self.nodes[edge.from];
        let lane = node.center().x + self.mesh.self_loops.get(&index).copied().unwrap_or_default();
        let label = edge.label.map_or(0.0, |size| size.height);
        let reach = (label / 2.0 + 6.0).max(12.0).min(node.height / 2.0);
        let (low, high) = (node.center().y + reach, node.center().y - reach);
        vec![Point::new(node.right(), low), Point::new(lane, low), Point::new(lane, high), Point::new(node.right(), high)]
    }

    fn downwards(&self, edge: &Edge, member: &Member) -> Vec<Point> {
        let mut link = &self.mesh.links[member.link];
        let start = self.x[link.upper] + link.upper_shift;
        let mut points = match member.exit {
            Some(port) => self.side(edge.from, port).to_vec(),
            None => vec![Point::new(start, self.nodes[edge.from].bottom())],
        };
        let mut number = member.link;
        loop {
            let (from, to) = (self.x[link.upper] + link.upper_shift, self.x[link.lower] + link.lower_shift);
            points.extend(self.bend(number, from, to).into_iter().flatten());
            let Some(next) = self.mesh.items[link.lower].onward else {
                points.push(Point::new(to, self.nodes[edge.to].y));
                return points;
            };
            number = next;
            link = &self.mesh.links[next];
        }
    }

    fn upwards(&self, edge: &Edge, member: &Member) -> Vec<Point> {
        let mut points: Vec<Point> = member.exit.map_or_else(Vec::new, |port| self.side(edge.from, port).to_vec());
        let entry = self.mesh.trunks[member.trunk].entry;
        let mut number = member.link;
        loop {
            let link = &self.mesh.links[number];
            points.extend(self.bend(number, self.x[link.lower], self.x[link.upper]).into_iter().flatten());
            match self.mesh.items[link.upper].onward {
                Some(next) => number = next,
                None => break,
            }
        }
        if let Some(port) = entry {
            points.extend(self.side(edge.to, port).into_iter().rev());
        }
        points
    }

    /// The level piece of a link, if it has one.
    fn bend(&self, link: usize, from: f64, to: f64) -> Option<[Point; 2]> {
        let row = self.mesh.items[self.mesh.links[link].upper].row;
        let y = self.rows.track(row, self.bends.track[link]?);
        Some([Point::new(from, y), Point::new(to, y)])
    }

    /// From the side of a node to the place where the edge turns.
    fn side(&self, node: usize, port: SidePort) -> [Point; 2] {
        let rect = self.nodes[node];
        let border = if port.side == Side::Left { rect.x } else { rect.right() };
        let y = rect.y + port.y;
        [Point::new(border, y), Point::new(self.x[port.turn], y)]
    }
}

/// Drops points that repeat or lie on a straight piece.
fn straighten(points: &mut Vec<Point>) {
    let same = |one: f64, other: f64| (one - other).abs() < 1e-6;
    let mut kept: Vec<Point> = Vec::with_capacity(points.len());
    for &point in points.iter() {
        if kept.last().is_some_and(|last| same(last.x, point.x) && same(last.y, point.y)) {
            continue;
        }
        if let [.., before, last] = kept[..] {
            let upright = same(before.x, last.x) && same(last.x, point.x);
            let level = same(before.y, last.y) && same(last.y, point.y);
            if upright || level {
                kept.pop();
            }
        }
        kept.push(point);
    }
    *points = kept;
}

/// Moved so that everything lies just right of and below the origin.
fn fitted(mut drawing: Drawing) -> Drawing {
    let corners = |rect: &Rect| [Point::new(rect.x, rect.y), Point::new(rect.right(), rect.bottom())];
    let labels = drawing.routes.iter().filter_map(|route| route.label.as_ref());
    let lines = drawing.routes.iter().flat_map(|route| route.points.iter().copied());
    let all = drawing.nodes.iter().chain(labels).flat_map(corners).chain(lines);
    let (mut least, mut most) = (Point::new(f64::INFINITY, f64::INFINITY), Point::new(f64::NEG_INFINITY, f64::NEG_INFINITY));
    for point in all {
        least = Point::new(least.x.min(point.x), least.y.min(point.y));
        most = Point::new(most.x.max(point.x), most.y.max(point.y));
    }
    // By whole pixels, so that boxes of whole pixels stay sharp.
    let by = Point::new((-least.x).ceil(), (-least.y).ceil());
    drawing.nodes.iter_mut().for_each(|rect| *rect = rect.moved(by));
    for route in &mut drawing.routes {
        route.points.iter_mut().for_each(|point| *point = Point::new(point.x + by.x, point.y + by.y));
        route.label = route.label.map(|rect| rect.moved(by));
    }
    drawing.size = Size::new(most.x + by.x, most.y + by.y);
    drawing
}
