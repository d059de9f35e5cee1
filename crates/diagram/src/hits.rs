//! Which line is at a point: told by where it runs, so that no line needs an element that is wide enough to be pressed.

use layout::{Point, Rect};

use crate::{EdgeKey, Scene, SceneEdge, contains};

/// How lines are looked for.
#[derive(Clone, Copy, Debug)]
pub struct Reach {
    /// A line further away than this is not meant, in scene units.
    pub within: f64,
    /// The part of the scene that is seen: of a simplified diagram only the lines of what is in it are drawn.
    pub sight: Rect,
    /// Whether labels are seen, too; they belong to their lines.
    pub labels: bool,
}

impl Scene {
    /// The line that is nearest to a point, if one is near enough; a label is before all lines, and of lines that run together
    /// the one that is drawn last.
    #[must_use]
    pub fn line_at(&self, point: Point, reach: &Reach) -> Option<EdgeKey> {
        let labelled = |edge: &&SceneEdge| edge.label.as_ref().is_some_and(|(rect, _)| contains(rect, point));
        if let Some(edge) = self.edges.iter().rev().find(labelled).filter(|_| reach.labels) {
            return Some(edge.key);
        }
        let mut best = None;
        for edge in self.edges.iter().filter(|edge| is_around(&edge.bounds, point, reach.within)) {
            let distance = edge.points.windows(2).map(|pair| distance_to(pair[0], pair[1], point)).fold(f64::INFINITY, f64::min);
            if distance <= best.map_or(reach.within, |(distance, _)| distance) && self.is_drawn_in(edge, &reach.sight) {
                best = Some((distance, edge.key));
            }
        }
        best.map(|(_, key)| key)
    }
}

fn is_around(rect: &Rect, point: Point, within: f64) -> bool {
    contains(&Rect::new(rect.x - within, rect.y - within, rect.width + 2.0 * within, rect.height + 2.0 * within), point)
}

/// How far a point is from a piece of a line.
fn distance_to(from: Point, to: Point, point: Point) -> f64 {
    let (x, y) = (to.x - from.x, to.y - from.y);
    let squared = x * x + y * y;
    let along = if squared > 0.0 { ((point.x - from.x) * x + (point.y - from.y) * y) / squared } else { 0.0 };
    let along = along.clamp(0.0, 1.0);
    (from.x + x * along - point.x).hypot(from.y + y * along - point.y)
}

#[cfg(test)]
mod tests {
    use asl::document::Document;

    use super::*;

    const CHOICE: &str = r#"{"StartAt": "A", "States": {
        "A": {"Type": "Choice", "Choices": [{"Variable": "$.n", "NumericEquals": 1, "Next": "B"}], "Default": "C"},
        "B": {"Type": "Pass", "Next": "C"}, "C": {"Type": "Succeed"}}}"#;

    fn scene() -> Scene {
        crate::build(&Document::new(CHOICE.to_owned()).picture, &crate::Look::default(), &Scene::default())
    }

    const ALL: Rect = Rect { x: -1000.0, y: -1000.0, width: 9000.0, height: 9000.0 };

    #[test]
    fn a_line_is_found_all_along_and_no_further_away_than_asked() {
        let scene = scene();
        let reach = Reach { within: 7.0, sight: ALL, labels: false };
        for edge in &scene.edges {
            for pair in edge.points.windows(2) {
                // Halfway: at its ends a piece may meet other lines.
                let middle = Point::new((pair[0].x + pair[1].x) / 2.0, (pair[0].y + pair[1].y) / 2.0);
                let alone = scene.edges.iter().all(|other| {
                    other.key == edge.key || other.points.windows(2).all(|pair| distance_to(pair[0], pair[1], middle) > 14.0)
                });
                if alone {
                    let (x, y) = (pair[1].x - pair[0].x, pair[1].y - pair[0].y);
                    let length = x.hypot(y).max(1.0);
                    let beside = |by: f64| Point::new(middle.x - y / length * by, middle.y + x / length * by);
                    assert_eq!(scene.line_at(beside(6.0), &reach), Some(edge.key));
                    assert_ne!(scene.line_at(beside(8.0), &reach), Some(edge.key));
                }
            }
        }
        assert_eq!(scene.line_at(Point::new(-500.0, 0.0), &reach), None);
    }

    #[test]
    fn a_label_belongs_to_its_line_while_it_is_seen() {
        let scene = scene();
        let (edge, rect) = scene.edges.iter().find_map(|edge| Some((edge, edge.label.as_ref()?.0))).expect("a label");
        let corner = Point::new(rect.x + 1.0, rect.y + 1.0);
        let reach = Reach { within: 0.1, sight: ALL, labels: true };
        assert_eq!(scene.line_at(corner, &reach), Some(edge.key));
        assert_eq!(scene.line_at(corner, &Reach { labels: false, ..reach }), None);
    }

    #[test]
    fn of_a_simplified_diagram_only_lines_of_what_is_seen_are_found() {
        let scene = Scene { simplified: true, ..scene() };
        let edge = scene.edges.iter().find(|edge| edge.points.len() == 2).expect("a straight line");
        let middle = Point::new((edge.start.x + edge.end.x) / 2.0, (edge.start.y + edge.end.y) / 2.0);
        let reach = Reach { within: 2.0, sight: ALL, labels: false };
        assert!(scene.line_at(middle, &reach).is_some());
        let elsewhere = Rect { x: -900.0, y: -900.0, width: 10.0, height: 10.0 };
        assert_eq!(scene.line_at(middle, &Reach { sight: elsewhere, ..reach }), None);
    }
}
