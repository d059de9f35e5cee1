//! The shapes of the picture from afar. They are made once and painted at every step of a moving view, all boxes of a colour with
//! one call.

use std::f64::consts::TAU;

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, Path2d};
use workbench::run::NodeStatuses;
use workbench::scene::{EdgeLook, Rect, Scene, SceneEdge, SceneNode, Size, window};
use workbench::shared::Shared;
use workbench::viewport::Viewport;

/// Of a diagram of so many boxes all shapes are made: those out of sight cost next to nothing.
const FEW: usize = 2000;

/// Shapes, made anew where those that are there will not do.
#[derive(Default)]
pub struct FarShapes {
    made: Option<(MadeOf, Shapes)>,
}

/// What shapes are made of: the diagram, how a run has passed it, what is near the view.
#[derive(PartialEq)]
struct MadeOf {
    scene: Shared<Scene>,
    statuses: Shared<NodeStatuses>,
    near: Rect,
}

/// The shapes of what is near the view.
pub struct Shapes {
    /// Of containers.
    pub frames: Path2d,
    /// Of lines: most, and those that an error takes.
    pub lines: [Path2d; 2],
    /// Where scopes begin and end.
    pub pills: Path2d,
    /// Of states: those that a run has not passed, has passed well, and has passed with an error.
    pub cards: [Path2d; 3],
    /// The left edges of the states of each kind, by its name.
    pub edges: Vec<(&'static str, Path2d)>,
    /// The width of the narrowest state.
    pub narrowest: f64,
}

impl FarShapes {
    /// The shapes of what a view shows.
    pub fn of(&mut self, scene: &Shared<Scene>, statuses: &Shared<NodeStatuses>, view: &Viewport, size: Size) -> Option<&Shapes> {
        let last = self.made.as_ref().filter(|(of, _)| of.scene == *scene).map(|(of, _)| of.near);
        let near = match scene.nodes.len() <= FEW {
            true => Rect::new(0.0, 0.0, scene.size.width, scene.size.height),
            false => window(view, size, last),
        };
        let wanted = MadeOf { scene: scene.clone(), statuses: statuses.clone(), near };
        if self.made.as_ref().is_none_or(|(of, _)| *of != wanted) {
            self.made = Shapes::made(&wanted).ok().map(|shapes| (wanted, shapes));
        }
        self.made.as_ref().map(|(_, shapes)| shapes)
    }
}

impl Shapes {
    fn made(of: &MadeOf) -> Result<Self, JsValue> {
        let path = Path2d::new;
        let mut made = Self {
            frames: path()?,
            lines: [path()?, path()?],
            pills: path()?,
            cards: [path()?, path()?, path()?],
            edges: Vec::new(),
            narrowest: f64::INFINITY,
        };
        for node in of.scene.nodes.iter().filter(|node| node.rect.overlaps(&of.near)) {
            made.add(node, &of.statuses)?;
        }
        for edge in of.scene.edges.iter().filter(|edge| of.scene.is_drawn_in(edge, &of.near)) {
            trace(pen(&made.lines[usize::from(edge.look == EdgeLook::Catch)]), edge);
        }
        Ok(made)
    }

    fn add(&mut self, node: &SceneNode, statuses: &NodeStatuses) -> Result<(), JsValue> {
        let Rect { x, y, width, height } = node.rect;
        if node.is_container {
            self.frames.rect(x, y, width, height);
        } else if node.state.is_none() {
            let middle = (x + width / 2.0, y + height / 2.0);
            let pen = pen(&self.pills);
            pen.move_to(middle.0 + height / 2.0, middle.1);
            pen.arc(middle.0, middle.1, height / 2.0, 0.0, TAU)?;
        } else {
            let passed = match statuses.of(node.key).name() {
                "succeeded" => 1,
                "failed" | "caught" => 2,
                _ => 0,
            };
            self.cards[passed].rect(x, y, width, height);
            let pen = pen(self.edge_of(node.kind.name())?);
            pen.move_to(x, y);
            pen.line_to(x, y + height);
            self.narrowest = self.narrowest.min(width);
        }
        Ok(())
    }

    fn edge_of(&mut self, kind: &'static str) -> Result<&Path2d, JsValue> {
        let at = match self.edges.iter().position(|(of, _)| *of == kind) {
            Some(at) => at,
            None => {
                self.edges.push((kind, Path2d::new()?));
                self.edges.len() - 1
            }
        };
        Ok(&self.edges[at].1)
    }
}

/// A path is drawn by the same calls as a canvas; the page knows those already.
fn pen(path: &Path2d) -> &CanvasRenderingContext2d {
    path.unchecked_ref()
}

/// Draws a line by its points.
pub fn trace(pen: &CanvasRenderingContext2d, edge: &SceneEdge) {
    let mut points = edge.points.iter();
    if let Some(first) = points.next() {
        pen.move_to(first.x, first.y);
    }
    for point in points {
        pen.line_to(point.x, point.y);
    }
}
