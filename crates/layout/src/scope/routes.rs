//! The finished picture: rectangles of nodes and labels, and the line of each edge.

use super::bends::Bends;
use super::flow::Class;
use super::mesh::{Member, Mesh, Side, SidePort};
use super::rows::Rows;
use super::{Body, Drawing};
use crate::{Edge, Point, Rect, Route, Size};

/// Between the lines of two edges from one node to itself.
const NESTED: f64 = 5.0;

struct Tracer<'a> {
    mesh: &'a Mesh,
    x: &'a [f64],
    bends: &'a Bends,
    rows: &'a Rows,
    nodes: Vec<Rect>,
    /// By link: how many edges run over it.
    users: Vec<usize>,
}

/// A line, and the part of it that no other edge runs over.
struct Line {
    points: Vec<Point>,
    own: Vec<Point>,
}

pub fn trace(mesh: &Mesh, x: &[f64], bends: &Bends, rows: &Rows, bodies: &[Body], edges: &[Edge]) -> Drawing {
    let nodes = bodies.iter().enumerate().map(|(node, body)| {
        let Size { width, height } = body.size;
        Rect::new(x[node] - width / 2.0, rows.top_of(mesh.items[node].row, body), width, height)
    });
    let mut users = vec![0; mesh.links.len()];
    for member in mesh.members.iter().flatten() {
        links(mesh, member).for_each(|link| users[link] += 1);
    }
    let tracer = Tracer { mesh, x, bends, rows, nodes: nodes.collect(), users };
    let routes = edges.iter().enumerate().map(|(index, edge)| tracer.route(index, edge)).collect();
    fitted(Drawing { size: Size::default(), nodes: tracer.nodes, routes, simplified: false })
}

/// The links that an edge runs over, from the node that it leaves.
fn links<'a>(mesh: &'a Mesh, member: &Member) -> impl Iterator<Item = usize> + 'a {
    let upwards = mesh.trunks[member.trunk].class == Class::Back;
    std::iter::successors(Some(member.link), move |&link| {
        let link = &mesh.links[link];
        mesh.items[if upwards { link.upper } else { link.lower }].onward
    })
}

impl Tracer<'_> {
    fn route(&self, index: usize, edge: &Edge) -> Route {
        let mut line = match &self.mesh.members[index] {
            None => self.around(index, edge),
            Some(member) => self.across(edge, member),
        };
        straighten(&mut line.points);
        straighten(&mut line.own);
        let label = self.label(index, edge);
        let handle = handle(&line.own, label).unwrap_or_default();
        Route { points: line.points, label, handle }
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
    fn around(&self, index: usize, edge: &Edge) -> Line {
        let node = self.nodes[edge.from];
        let (lane, rank) = self.mesh.self_loops.get(&index).copied().unwrap_or_default();
        let lane = node.center().x + lane;
        let label = edge.label.map_or(0.0, |size| size.height);
        // Each goes round those before it, on lines of its own as long as there is room.
        let reach = ((label / 2.0 + 6.0).max(12.0) + NESTED * rank as f64).min(node.height / 2.0 - 2.0);
        let (low, high) = (node.center().y + reach, node.center().y - reach);
        let points =
            vec![Point::new(node.right(), low), Point::new(lane, low), Point::new(lane, high), Point::new(node.right(), high)];
        Line { own: points.clone(), points }
    }

    /// An edge from one node to another, over all its links.
    fn across(&self, edge: &Edge, member: &Member) -> Line {
        let trunk = &self.mesh.trunks[member.trunk];
        let upwards = trunk.class == Class::Back;
        let first = &self.mesh.links[member.link];
        let mut points = match member.exit {
            Some(port) => self.side(edge.from, port).to_vec(),
            None => vec![Point::new(self.x[first.upper] + first.upper_shift, self.nodes[edge.from].bottom())],
        };
        let (mut own, mut end) = (None, 0.0);
        for number in links(self.mesh, member) {
            let link = &self.mesh.links[number];
            let ends = [self.x[link.upper] + link.upper_shift, self.x[link.lower] + link.lower_shift];
            let [from, to] = if upwards { [ends[1], ends[0]] } else { ends };
            let bend = self.bend(number, from, to);
            if own.is_none() && self.users[number] > 1 {
                let begins = (number != member.link).then(|| Point::new(from, self.begin_of(number, upwards)));
                own = Some(points.iter().copied().chain(begins).collect());
            } else if own.is_none() && self.bends.merging[number] {
                own = Some(points.iter().copied().chain(bend.map(|[from, _]| from)).collect());
            }
            points.extend(bend.into_iter().flatten());
            end = to;
        }
        match trunk.entry.filter(|_| upwards) {
            Some(port) => points.extend(self.side(edge.to, port).into_iter().rev()),
            None => points.push(Point::new(end, self.nodes[edge.to].y)),
        }
        Line { own: own.unwrap_or_else(|| points.clone()), points }
    }

    /// Where a link begins, seen from the edge that runs over it: at the near end of the row that it leaves.
    fn begin_of(&self, link: usize, upwards: bool) -> f64 {
        let link = &self.mesh.links[link];
        if upwards {
            let row = self.mesh.items[link.lower].row;
            self.rows.top[row] + self.rows.height[row]
        } else {
            self.rows.top[self.mesh.items[link.upper].row]
        }
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

/// The middle of the longest piece, as far as the label leaves it free.
fn handle(points: &[Point], label: Option<Rect>) -> Option<Point> {
    let mut longest: Option<(f64, Point)> = None;
    for pair in points.windows(2) {
        for (start, end) in free_parts(pair[0], pair[1], label) {
            let length = (start.x - end.x).abs() + (start.y - end.y).abs();
            if longest.is_none_or(|(known, _)| length > known + 1e-6) {
                longest = Some((length, Point::new((start.x + end.x) / 2.0, (start.y + end.y) / 2.0)));
            }
        }
    }
    longest.map(|(_, middle)| middle).or_else(|| points.first().copied())
}

/// The parts of a piece before and after the label, if it stands on the piece.
fn free_parts(start: Point, end: Point, label: Option<Rect>) -> Vec<(Point, Point)> {
    let piece = Rect::new(start.x.min(end.x), start.y.min(end.y), (start.x - end.x).abs(), (start.y - end.y).abs());
    let Some(label) = label.filter(|label| label.overlaps(&piece)) else { return vec![(start, end)] };
    let (least, most) = (Point::new(label.x, label.y), Point::new(label.right(), label.bottom()));
    let clamp = |point: Point, towards: Point| {
        if piece.width > piece.height {
            Point::new(if towards.x > point.x { least.x.max(point.x) } else { most.x.min(point.x) }, point.y)
        } else {
            Point::new(point.x, if towards.y > point.y { least.y.max(point.y) } else { most.y.min(point.y) })
        }
    };
    vec![(start, clamp(start, end)), (clamp(end, start), end)]
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
        route.handle = Point::new(route.handle.x + by.x, route.handle.y + by.y);
    }
    drawing.size = Size::new(most.x + by.x, most.y + by.y);
    drawing
}
