//! An edge's line, and how it is drawn.

use std::fmt::Write;

use crate::{Point, Rect};

/// The length of a quadratic curve that rounds a right angle, for a cut of 1 from both pieces.
const ROUNDED: f64 = 1.623_225_240_140_23;

/// An edge's line.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Route {
    /// A polyline of level and upright pieces from the border of one node to the border of the other; ready to have its corners
    /// rounded. Empty if the edge names no node. Edges into one node may run over each other towards its end.
    pub points: Vec<Point>,
    /// The place of the label, on the line.
    pub label: Option<Rect>,
    /// A place on the line for a button, clear of the label and on a piece that no other edge runs over.
    pub handle: Point,
}

impl Route {
    /// The line with rounded corners, as the `d` of an SVG path.
    pub fn path(&self, radius: f64) -> String {
        let mut path = String::new();
        for (index, &corner) in self.points.iter().enumerate() {
            let (before, after) = (index.checked_sub(1).map(|before| self.points[before]), self.points.get(index + 1));
            // Writing to a string cannot fail.
            let _ = match (before, after) {
                (None, _) => write!(path, "M{} {}", corner.x, corner.y),
                (Some(_), None) => write!(path, "L{} {}", corner.x, corner.y),
                (Some(before), Some(&after)) => {
                    let cut = cut(before, corner, after, radius);
                    let (start, end) = (towards(corner, before, cut), towards(corner, after, cut));
                    write!(path, "L{} {}Q{} {} {} {}", start.x, start.y, corner.x, corner.y, end.x, end.y)
                }
            };
        }
        path
    }

    /// The length of that path. Dashes of lines that end as one fall together where each has its length as `stroke-dashoffset`.
    pub fn length(&self, radius: f64) -> f64 {
        let pieces: f64 = self.points.windows(2).map(|pair| distance(pair[0], pair[1])).sum();
        let cuts: f64 = self.points.windows(3).map(|corner| cut(corner[0], corner[1], corner[2], radius)).sum();
        pieces - cuts * (2.0 - ROUNDED)
    }
}

/// How much of both pieces the rounding of a corner takes.
fn cut(before: Point, corner: Point, after: Point, radius: f64) -> f64 {
    radius.min(distance(before, corner) / 2.0).min(distance(corner, after) / 2.0).max(0.0)
}

/// The length of a level or upright piece.
fn distance(one: Point, other: Point) -> f64 {
    (one.x - other.x).abs() + (one.y - other.y).abs()
}

fn towards(from: Point, to: Point, by: f64) -> Point {
    let length = distance(from, to);
    let part = if length > 0.0 { by / length } else { 0.0 };
    Point::new(from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * part)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn route(points: &[(f64, f64)]) -> Route {
        Route { points: points.iter().map(|&(x, y)| Point::new(x, y)).collect(), ..Route::default() }
    }

    #[test]
    fn corners_are_rounded() {
        assert_eq!(route(&[(0.0, 0.0), (0.0, 40.0), (30.0, 40.0)]).path(8.0), "M0 0L0 32Q0 40 8 40L30 40");
    }

    #[test]
    fn short_pieces_get_smaller_corners() {
        assert_eq!(route(&[(0.0, 0.0), (0.0, 6.0), (30.0, 6.0)]).path(8.0), "M0 0L0 3Q0 6 3 6L30 6");
    }

    #[test]
    fn an_edge_that_names_no_node_has_no_path() {
        assert_eq!(route(&[]).path(8.0), "");
        assert_eq!(route(&[]).length(8.0), 0.0);
    }

    #[test]
    fn the_length_counts_all_pieces_and_the_rounding() {
        let corner = route(&[(0.0, 0.0), (0.0, 40.0), (30.0, 40.0)]);
        assert_eq!(corner.length(0.0), 70.0);
        assert!((corner.length(8.0) - (54.0 + 8.0 * ROUNDED)).abs() < 1e-9);
    }
}
