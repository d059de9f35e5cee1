//! Parts of a graph that nothing connects: the part of the start is drawn first, the others tidily beside it.

use crate::scope::{self, Body, Drawing};
use crate::{Edge, Options, Point, Rect, Route, Size};

/// Draws all parts of a scope.
pub fn draw(bodies: &[Body], edges: &[Edge], options: &Options) -> Drawing {
    let valid = |edge: &Edge| edge.from < bodies.len() && edge.to < bodies.len();
    let parts = parts(bodies.len(), edges.iter().filter(|edge| valid(edge)));
    let mut part_of = vec![(0, 0); bodies.len()];
    for (part, nodes) in parts.iter().enumerate() {
        for (index, &node) in nodes.iter().enumerate() {
            part_of[node] = (part, index);
        }
    }
    let mut edges_of = vec![Vec::new(); parts.len()];
    for (index, edge) in edges.iter().enumerate().filter(|(_, edge)| valid(edge)) {
        edges_of[part_of[edge.from].0].push((index, Edge { from: part_of[edge.from].1, to: part_of[edge.to].1, ..*edge }));
    }
    let drawings = parts.iter().zip(&edges_of).map(|(nodes, edges)| {
        let bodies: Vec<Body> = nodes.iter().map(|&node| bodies[node]).collect();
        let edges: Vec<Edge> = edges.iter().map(|(_, edge)| *edge).collect();
        scope::draw(&bodies, &edges, options)
    });
    let drawings: Vec<Drawing> = drawings.collect();
    let places = places_beside_the_first(&drawings, options);

    let mut picture = Drawing {
        size: Size::default(),
        nodes: vec![Rect::default(); bodies.len()],
        routes: vec![Route::default(); edges.len()],
        simplified: false,
    };
    for (part, (drawing, place)) in drawings.into_iter().zip(places).enumerate() {
        picture.simplified |= drawing.simplified;
        picture.size.width = picture.size.width.max(place.x + drawing.size.width);
        picture.size.height = picture.size.height.max(place.y + drawing.size.height);
        for (&node, rect) in parts[part].iter().zip(drawing.nodes) {
            picture.nodes[node] = rect.moved(place);
        }
        for (&(edge, _), route) in edges_of[part].iter().zip(drawing.routes) {
            picture.routes[edge] = Route {
                points: route.points.iter().map(|point| Point::new(point.x + place.x, point.y + place.y)).collect(),
                label: route.label.map(|label| label.moved(place)),
                handle: Point::new(route.handle.x + place.x, route.handle.y + place.y),
            };
        }
    }
    picture
}

/// The nodes of each connected part in document order; the part of the first node comes first.
fn parts<'a>(count: usize, edges: impl Iterator<Item = &'a Edge>) -> Vec<Vec<usize>> {
    let mut leader: Vec<usize> = (0..count).collect();
    for edge in edges {
        let (one, other) = (find(&mut leader, edge.from), find(&mut leader, edge.to));
        leader[one.max(other)] = one.min(other);
    }
    let mut parts: Vec<Vec<usize>> = Vec::new();
    let mut part_of_leader = vec![usize::MAX; count];
    for node in 0..count {
        let leader = find(&mut leader, node);
        if part_of_leader[leader] == usize::MAX {
            part_of_leader[leader] = parts.len();
            parts.push(Vec::new());
        }
        parts[part_of_leader[leader]].push(node);
    }
    parts
}

fn find(leader: &mut [usize], mut node: usize) -> usize {
    while leader[node] != node {
        leader[node] = leader[leader[node]];
        node = leader[node];
    }
    node
}

/// Columns to the right of the first part, each filled from the top as far as the first part is high.
fn places_beside_the_first(drawings: &[Drawing], options: &Options) -> Vec<Point> {
    let Some(first) = drawings.first() else { return Vec::new() };
    let gap = options.node_gap;
    let mut places = vec![Point::default()];
    let mut corner = Point::new(first.size.width + gap, 0.0);
    let mut column_width = 0.0_f64;
    for drawing in &drawings[1..] {
        if corner.y > 0.0 && corner.y + drawing.size.height > first.size.height {
            corner = Point::new(corner.x + column_width + gap, 0.0);
            column_width = 0.0;
        }
        places.push(corner);
        column_width = column_width.max(drawing.size.width);
        corner.y += drawing.size.height + gap;
    }
    places
}
