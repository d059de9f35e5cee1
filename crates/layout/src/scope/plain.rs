//! A graph with more long lines than anybody could follow: boxes in the order of the flow, like words on a page, and straight
//! lines from box to box, without labels. It takes as long as there are boxes and lines.

use super::flow::Flow;
use super::{Body, Drawing};
use crate::{Edge, Options, Point, Rect, Route, Size};

/// A graph is dense when its lines pass more boxes than this, for each box and in any case.
const PASSED_PER_BOX: usize = 8;
const PASSED_AT_LEAST: usize = 6000;
/// How far an edge from a box to itself goes out, and how far apart its ends are.
const LOOP: (f64, f64) = (14.0, 16.0);
/// Where on its line the handle of an edge is.
const HANDLE: f64 = 0.4;

/// The drawing of a dense graph; nothing for one that can be drawn with care.
pub fn draw(bodies: &[Body], edges: &[Edge], flow: &Flow, options: &Options) -> Option<Drawing> {
    if passed(bodies.len(), edges, flow) <= PASSED_PER_BOX * bodies.len() + PASSED_AT_LEAST {
        return None;
    }
    let (nodes, size) = places(bodies, flow, options);
    let routes = edges.iter().map(|edge| route(nodes[edge.from], nodes[edge.to])).collect();
    Some(Drawing { size, nodes, routes, simplified: true })
}

/// How many layers the lines pass, where lines to the same box share their way.
fn passed(count: usize, edges: &[Edge], flow: &Flow) -> usize {
    let mut reach = vec![[0; 2]; count];
    for edge in edges {
        let (from, to) = (flow.layer[edge.from], flow.layer[edge.to]);
        let reach = &mut reach[edge.to][usize::from(from > to)];
        *reach = from.abs_diff(to).max(*reach);
    }
    reach.iter().flatten().sum()
}

/// Boxes in rows of as many, by their layer and then by their order in the document.
fn places(bodies: &[Body], flow: &Flow, options: &Options) -> (Vec<Rect>, Size) {
    let mut order: Vec<usize> = (0..bodies.len()).collect();
    crate::sorting::sort_by(&mut order, |one, other| flow.layer[*one].cmp(&flow.layer[*other]));
    let row_length = row_length(bodies, options);
    let mut nodes = vec![Rect::default(); bodies.len()];
    let (mut size, mut top) = (Size::default(), 0.0);
    for row in order.chunks(row_length) {
        let (mut left, mut height) = (0.0, 0.0_f64);
        for &node in row {
            let Size { width, height: own } = bodies[node].size;
            nodes[node] = Rect::new(left, top, width, own);
            size.width = size.width.max(left + width);
            left += width + 2.0 * options.node_gap;
            height = height.max(own);
        }
        size.height = top + height;
        top += height + 2.0 * options.layer_gap;
    }
    (nodes, size)
}

/// How many boxes stand in a row, so that the whole is about as wide as high.
fn row_length(bodies: &[Body], options: &Options) -> usize {
    let sum = |length: fn(&Size) -> f64, gap: f64| bodies.iter().map(|body| length(&body.size) + 2.0 * gap).sum::<f64>();
    let (widths, heights) = (sum(|size| size.width, options.node_gap), sum(|size| size.height, options.layer_gap));
    (bodies.len() as f64 * heights / widths).sqrt().ceil().max(1.0) as usize
}

fn route(from: Rect, to: Rect) -> Route {
    let points = points(from, to);
    let (start, end) = (points[0], points[points.len() - 1]);
    let handle = Point::new(start.x + (end.x - start.x) * HANDLE, start.y + (end.y - start.y) * HANDLE);
    Route { points, label: None, handle }
}

fn points(from: Rect, to: Rect) -> Vec<Point> {
    let (middle, other) = (from.center(), to.center());
    if from == to {
        let (out, low, high) = (from.right() + LOOP.0, middle.y + LOOP.1 / 2.0, middle.y - LOOP.1 / 2.0);
        return vec![Point::new(from.right(), low), Point::new(out, low), Point::new(out, high), Point::new(from.right(), high)];
    }
    if to.y > from.y {
        vec![Point::new(middle.x, from.bottom()), Point::new(other.x, to.y)]
    } else if to.y < from.y {
        vec![Point::new(middle.x, from.y), Point::new(other.x, to.bottom())]
    } else if to.x > from.x {
        vec![Point::new(from.right(), middle.y), Point::new(to.x, other.y)]
    } else {
        vec![Point::new(from.x, middle.y), Point::new(to.right(), other.y)]
    }
}
