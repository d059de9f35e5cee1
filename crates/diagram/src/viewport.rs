//! Which part of the scene the canvas shows, and how large.

use crate::{Point, Rect, Size};

/// The least and the greatest magnification by hand.
const ZOOM: (f64, f64) = (0.08, 2.5);
/// The least magnification that fits a diagram.
const LEAST_ZOOM: f64 = 0.0001;
/// Fitting never magnifies beyond this.
const FIT_ZOOM: f64 = 1.1;
/// Below this the names on cards cannot be read.
const READABLE: f64 = 0.35;
/// Below this only the names on cards are worth their room.
const NEAR: f64 = 0.6;
/// A diagram that would have to be smaller is opened at its start, this large.
const OPENING_ZOOM: f64 = 0.7;
/// Free space around a fitted diagram, in pixels.
const MARGIN: f64 = 36.0;
/// As much more at the foot, where the diagram's controls are.
const CONTROLS: f64 = 28.0;

/// The view: a scene point `p` is drawn at `p · zoom + (x, y)` pixels from the canvas' top left corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Viewport {
    /// Pixels to the right.
    pub x: f64,
    /// Pixels downwards.
    pub y: f64,
    /// Magnification.
    pub zoom: f64,
}

impl Default for Viewport {
    fn default() -> Self {
        Self { x: 0.0, y: 0.0, zoom: 1.0 }
    }
}

impl Viewport {
    /// The scene point at a point of the screen.
    #[must_use]
    pub fn to_scene(&self, screen: Point) -> Point {
        Point { x: (screen.x - self.x) / self.zoom, y: (screen.y - self.y) / self.zoom }
    }

    /// The point of the screen where a scene point is drawn.
    #[must_use]
    pub fn to_screen(&self, scene: Point) -> Point {
        Point { x: scene.x * self.zoom + self.x, y: scene.y * self.zoom + self.y }
    }

    /// The part of the scene that a canvas of this size shows.
    #[must_use]
    pub fn sight(&self, canvas: Size) -> Rect {
        let corner = self.to_scene(Point { x: 0.0, y: 0.0 });
        Rect { x: corner.x, y: corner.y, width: canvas.width / self.zoom, height: canvas.height / self.zoom }
    }

    /// The view moved by pixels.
    #[must_use]
    pub fn moved_by(&self, x: f64, y: f64) -> Self {
        Self { x: self.x + x, y: self.y + y, ..*self }
    }

    /// The view magnified by `factor`, with the scene point under `around` staying where it is.
    #[must_use]
    pub fn zoomed(&self, factor: f64, around: Point) -> Self {
        // What was fitted may be smaller than that.
        let zoom = (self.zoom * factor).clamp(ZOOM.0.min(self.zoom), ZOOM.1);
        let fixed = self.to_scene(around);
        Self { x: around.x - fixed.x * zoom, y: around.y - fixed.y * zoom, zoom }
    }

    /// The view that shows all of `scene` in a canvas of this size.
    #[must_use]
    pub fn fitting(scene: Size, canvas: Size) -> Self {
        let space =
            Size { width: (canvas.width - 2.0 * MARGIN).max(1.0), height: (canvas.height - 2.0 * MARGIN - CONTROLS).max(1.0) };
        let zoom = (space.width / scene.width.max(1.0)).min(space.height / scene.height.max(1.0)).clamp(LEAST_ZOOM, FIT_ZOOM);
        let left = canvas.height - scene.height * zoom;
        // In the middle of the canvas, as long as that is above the controls.
        Self { x: (canvas.width - scene.width * zoom) / 2.0, y: (left / 2.0).min(left - MARGIN - CONTROLS), zoom }
    }

    /// The view of a diagram that filled a canvas, where the canvas has become smaller than that; none of one that was moved, or
    /// that has room.
    #[must_use]
    pub fn refitted(&self, scene: Size, before: Size, canvas: Size) -> Option<Self> {
        let is_fitted = *self == Self::fitting(scene, before);
        let corner = self.to_screen(Point { x: scene.width, y: scene.height });
        let has_room = corner.x <= canvas.width && corner.y <= canvas.height;
        (is_fitted && !has_room && canvas.width > 0.0 && canvas.height > 0.0).then(|| Self::fitting(scene, canvas))
    }

    /// The view that a diagram is opened with: all of it, if it can be read then; else what is below its start.
    #[must_use]
    pub fn opening(scene: Size, start: Point, canvas: Size) -> Self {
        let whole = Self::fitting(scene, canvas);
        if whole.is_readable() {
            return whole;
        }
        Self { x: canvas.width / 2.0 - start.x * OPENING_ZOOM, y: MARGIN - start.y * OPENING_ZOOM, zoom: OPENING_ZOOM }
    }

    /// Whether the names on cards can be read.
    #[must_use]
    pub fn is_readable(&self) -> bool {
        self.zoom >= READABLE
    }

    /// The view that follows what happens at `rect`: moved as far as needed, and large enough to be read.
    #[must_use]
    pub fn following(&self, rect: Rect, canvas: Size) -> Self {
        if self.is_readable() {
            return self.showing(rect, canvas);
        }
        let (x, y) = (rect.x + rect.width / 2.0, rect.y + rect.height.min(200.0) / 2.0);
        let zoom = OPENING_ZOOM;
        Self { x: canvas.width / 2.0 - x * zoom, y: canvas.height / 2.0 - y * zoom, zoom }
    }

    /// The view with `rect` in the middle, large enough to be read.
    #[must_use]
    pub fn going_to(&self, rect: Rect, canvas: Size) -> Self {
        let zoom = if self.zoom < NEAR { 1.0 } else { self.zoom };
        // Of what is larger than the canvas the top left corner is shown.
        let middle = |at: f64, size: f64, canvas: f64| canvas / 2.0 - (at + size.min(canvas / zoom) / 2.0) * zoom;
        Self { x: middle(rect.x, rect.width, canvas.width), y: middle(rect.y, rect.height, canvas.height), zoom }
    }

    /// Whether cards are so small that only names are worth their room.
    #[must_use]
    pub fn is_far(&self) -> bool {
        self.zoom < NEAR
    }

    /// The view moved just so far that `rect` is visible; unchanged if it is.
    #[must_use]
    pub fn showing(&self, rect: Rect, canvas: Size) -> Self {
        let (from, to) = (
            self.to_screen(Point { x: rect.x, y: rect.y }),
            self.to_screen(Point { x: rect.x + rect.width, y: rect.y + rect.height }),
        );
        let shift = |from: f64, to: f64, size: f64| {
            if from < MARGIN {
                MARGIN - from
            } else if to > size - MARGIN {
                (size - MARGIN - to).max(MARGIN - from)
            } else {
                0.0
            }
        };
        self.moved_by(shift(from.x, to.x, canvas.width), shift(from.y, to.y, canvas.height))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zooming_keeps_the_point_under_the_pointer() {
        let around = Point { x: 300.0, y: 120.0 };
        let before = Viewport { x: -40.0, y: 12.0, zoom: 0.7 };
        let after = before.zoomed(1.3, around);
        let (a, b) = (before.to_scene(around), after.to_scene(around));
        assert!((a.x - b.x).abs() < 1e-9 && (a.y - b.y).abs() < 1e-9);
    }

    #[test]
    fn following_makes_what_happens_readable() {
        let (rect, canvas) = (Rect { x: 900.0, y: 5000.0, width: 200.0, height: 56.0 }, Size { width: 800.0, height: 600.0 });
        let after = Viewport { x: 0.0, y: 0.0, zoom: 0.1 }.following(rect, canvas);
        assert!(after.is_readable());
        assert_eq!(after.showing(rect, canvas), after, "it is in view");
        let near = Viewport { x: 0.0, y: 0.0, zoom: 1.0 };
        assert_eq!(near.following(rect, canvas), near.showing(rect, canvas));
    }

    #[test]
    fn fitting_shows_the_whole_scene_and_never_magnifies_much() {
        let canvas = Size { width: 800.0, height: 600.0 };
        for scene in
            [Size { width: 100.0, height: 50.0 }, Size { width: 3000.0, height: 500.0 }, Size { width: 0.0, height: 0.0 }]
        {
            let view = Viewport::fitting(scene, canvas);
            let corner = view.to_screen(Point { x: scene.width, y: scene.height });
            assert!(view.x >= MARGIN - 1.0 && view.y >= MARGIN - 1.0 && corner.x <= 765.0 && corner.y <= 565.0, "{view:?}");
            assert!(view.zoom <= FIT_ZOOM);
        }
    }

    #[test]
    fn fitting_shows_all_however_large_it_is_and_zooming_by_hand_has_an_end() {
        let canvas = Size { width: 800.0, height: 600.0 };
        let scene = Size { width: 300.0, height: 1_000_000.0 };
        let view = Viewport::fitting(scene, canvas);
        let corner = view.to_screen(Point { x: scene.width, y: scene.height });
        assert!(view.y >= 0.0 && corner.y <= canvas.height, "{view:?}");
        let around = Point { x: 400.0, y: 300.0 };
        assert_eq!(view.zoomed(0.5, around).zoom, view.zoom);
        assert!(view.zoomed(1.5, around).zoom > view.zoom);
        assert_eq!(Viewport::default().zoomed(0.0001, around).zoom, ZOOM.0);
    }

    #[test]
    fn what_was_fitted_is_fitted_anew_where_it_has_no_room_any_more() {
        let (scene, before) = (Size { width: 900.0, height: 900.0 }, Size { width: 1000.0, height: 800.0 });
        let view = Viewport::fitting(scene, before);
        let narrow = Size { width: 600.0, height: 800.0 };
        assert_eq!(view.refitted(scene, before, narrow), Some(Viewport::fitting(scene, narrow)));
        assert_eq!(view.moved_by(1.0, 0.0).refitted(scene, before, narrow), None, "the user has moved it");
        assert_eq!(view.refitted(scene, before, Size { width: 980.0, ..before }), None, "it has room");
        assert_eq!(view.refitted(scene, before, Size { width: 2000.0, ..before }), None);
        assert_eq!(view.refitted(scene, before, Size { width: 0.0, height: 0.0 }), None, "the canvas is not shown");
    }

    #[test]
    fn a_large_diagram_opens_at_its_beginning_and_can_be_read() {
        let canvas = Size { width: 800.0, height: 600.0 };
        let small = Size { width: 400.0, height: 900.0 };
        let start = Point { x: 300.0, y: 0.0 };
        assert_eq!(Viewport::opening(small, start, canvas), Viewport::fitting(small, canvas));
        let view = Viewport::opening(Size { width: 900.0, height: 90_000.0 }, start, canvas);
        assert!(view.is_readable() && view.to_screen(start) == Point { x: 400.0, y: MARGIN }, "{view:?}");
    }

    #[test]
    fn going_to_a_state_shows_it_in_the_middle_and_readable() {
        let canvas = Size { width: 800.0, height: 600.0 };
        let rect = Rect { x: 5000.0, y: 90.0, width: 200.0, height: 60.0 };
        let view = Viewport { x: 0.0, y: 0.0, zoom: 0.1 }.going_to(rect, canvas);
        assert_eq!(view.to_screen(Point { x: 5100.0, y: 120.0 }), Point { x: 400.0, y: 300.0 });
        assert!(!view.is_far() && view.is_readable());
    }

    #[test]
    fn what_is_visible_does_not_move() {
        let canvas = Size { width: 800.0, height: 600.0 };
        let view = Viewport::default();
        assert_eq!(view.showing(Rect { x: 100.0, y: 100.0, width: 208.0, height: 56.0 }, canvas), view);
        let moved = view.showing(Rect { x: 900.0, y: 100.0, width: 208.0, height: 56.0 }, canvas);
        assert!(moved.x < 0.0 && moved.y == 0.0);
    }
}
