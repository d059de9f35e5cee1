//! Lines as SVG path data: orthogonal polylines with rounded corners, and arrow heads.

use std::fmt::Write as _;

use layout::Point;

use crate::tenths;

/// How round a corner is, where there is room.
pub const CORNER: f64 = 10.0;
/// The length and half the width of an arrow head.
const HEAD: (f64, f64) = (8.0, 4.5);

/// A polyline with rounded corners. It stops short of the end, so that the arrow head has a sharp tip.
#[must_use]
pub fn rounded_path(points: &[Point]) -> String {
    let mut path = String::new();
    let Some((first, rest)) = points.split_first() else { return path };
    push(&mut path, 'M', *first);
    for (index, corner) in rest.iter().enumerate() {
        let before = points[index];
        match rest.get(index + 1) {
            Some(after) => {
                let radius = CORNER.min(distance(before, *corner) / 2.0).min(distance(*corner, *after) / 2.0);
                push(&mut path, 'L', towards(*corner, before, radius));
                push(&mut path, 'Q', *corner);
                push(&mut path, ' ', towards(*corner, *after, radius));
            }
            None => push(&mut path, 'L', towards(*corner, before, (HEAD.0 - 1.0).min(distance(before, *corner)))),
        }
    }
    path
}

/// The head of an arrow that comes from `before` and points at `tip`.
#[must_use]
pub fn arrow_head(before: Point, tip: Point) -> String {
    let length = distance(before, tip);
    if length == 0.0 {
        return String::new();
    }
    let (x, y) = ((tip.x - before.x) / length, (tip.y - before.y) / length);
    let base = Point { x: tip.x - x * HEAD.0, y: tip.y - y * HEAD.0 };
    let mut path = String::new();
    push(&mut path, 'M', tip);
    push(&mut path, 'L', Point { x: base.x - y * HEAD.1, y: base.y + x * HEAD.1 });
    push(&mut path, 'L', Point { x: base.x + y * HEAD.1, y: base.y - x * HEAD.1 });
    path.push('Z');
    path
}

fn push(path: &mut String, command: char, point: Point) {
    // Writing to a String cannot fail.
    write!(path, "{command}{} {}", tenths(point.x), tenths(point.y)).ok();
}

fn distance(a: Point, b: Point) -> f64 {
    (a.x - b.x).hypot(a.y - b.y)
}

fn towards(from: Point, to: Point, by: f64) -> Point {
    let length = distance(from, to);
    if length == 0.0 {
        return from;
    }
    Point { x: from.x + (to.x - from.x) / length * by, y: from.y + (to.y - from.y) / length * by }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn corners_are_rounded_and_the_line_stops_before_the_tip() {
        let points = [(0.0, 0.0), (0.0, 40.0), (100.0, 40.0)].map(|(x, y)| Point { x, y });
        assert_eq!(rounded_path(&points), "M0.0 0.0L0.0 30.0Q0.0 40.0 10.0 40.0L93.0 40.0");
        assert_eq!(arrow_head(points[1], points[2]), "M100.0 40.0L92.0 44.5L92.0 35.5Z");
    }

    #[test]
    fn degenerate_lines_give_finite_paths() {
        let point = Point { x: 1.0, y: 1.0 };
        for points in [&[][..], &[point], &[point, point], &[point, point, point]] {
            assert!(!rounded_path(points).contains("NaN"));
        }
        assert_eq!(arrow_head(point, point), "");
    }
}
