//! Paints the picture from afar: boxes, lines and, where they can be read, names.

use std::rc::Rc;

use asl::document::StateKey;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, Path2d};
use workbench::message::Selected;
use workbench::scene::{Rect, Scene, SceneEdge, SceneNode, Size, text};
use workbench::shared::Shared;
use workbench::viewport::Viewport;

use super::far_colours::Colours;
use super::far_lines::FarLines;
use super::far_names::FarNames;
use super::far_shapes::{FarShapes, Shapes};
use super::surface::Picture;
use crate::browser;

/// Names are written from this height in pixels on.
const READABLE: f64 = 7.0;
/// The size of a name and of a container's name on the screen, and the largest of a name on its card.
const NAME: f64 = 10.0;
const TITLE: f64 = 13.0;
const LARGEST_NAME: f64 = 30.0;

/// How strong the lines of a simplified diagram are.
pub const FAINT: f64 = 0.25;
/// More lines than this, and those of a simplified diagram, are as fine as the screen can show them: a browser draws those
/// fifteen times as fast.
const MANY_LINES: usize = 1000;
/// So many milliseconds after they were read, colours are read anew: the system's may have changed.
const COLOURS_LAST: f64 = 1000.0;

/// What is made once and painted often.
#[derive(Default)]
pub struct Stock {
    /// The lines of a crowd.
    pub lines: FarLines,
    shapes: FarShapes,
    names: FarNames,
    colours: Option<(f64, Rc<Colours>)>,
}

impl Stock {
    /// The page's colours.
    pub fn colours(&mut self, canvas: &HtmlCanvasElement) -> Option<Rc<Colours>> {
        let now = browser::milliseconds();
        if self.colours.as_ref().is_none_or(|(at, _)| now - at > COLOURS_LAST) {
            self.colours = Colours::of(canvas).map(|colours| (now, Rc::new(colours)));
        }
        self.colours.as_ref().map(|(_, colours)| Rc::clone(colours))
    }

    /// The page has other colours now.
    pub fn forget_colours(&mut self) {
        self.colours = None;
    }
}

/// Draws what is in sight. Whether there are lines that are yet to be painted.
pub fn draw(canvas: &HtmlCanvasElement, picture: Picture, view: &Viewport, size: Size, stock: &mut Stock) -> bool {
    let ratio = window().device_pixel_ratio();
    let (width, height) = ((size.width * ratio) as u32, (size.height * ratio) as u32);
    if (canvas.width(), canvas.height()) != (width, height) {
        canvas.set_width(width);
        canvas.set_height(height);
    }
    let Some(context) = canvas.get_context("2d").ok().flatten() else { return false };
    let Ok(context) = context.dyn_into::<CanvasRenderingContext2d>() else { return false };
    let Some(colours) = stock.colours(canvas) else { return false };
    context.set_transform(ratio, 0.0, 0.0, ratio, 0.0, 0.0).ok();
    context.clear_rect(0.0, 0.0, size.width, size.height);
    let (scene, statuses) = (picture.scene.get_untracked(), picture.statuses.get_untracked());
    let is_crowd = scene.simplified && scene.edges.len() > MANY_LINES;
    let has_more = is_crowd && stock.lines.begin(&scene, view, size);
    let Some(shapes) = stock.shapes.of(&scene, &statuses, view, size) else { return has_more };
    let (hair, finest) = (1.0 / view.zoom, 1.0 / (view.zoom * ratio));
    let sheets = is_crowd.then_some(&stock.lines);
    let sight = view.sight(size);
    let painter =
        Painter { context: &context, colours: &colours, scene: &scene, shapes, sheets, view, ratio, sight, hair, finest };
    painter.move_by(0.0);
    // Boxes stand for cards that are yet to be drawn.
    match picture.shown.with_untracked(|shown| shown.far) || picture.pending.get_untracked() {
        true => painter.paint(&mut stock.names, picture.selected.get_untracked()),
        false => painter.lines(),
    }
    has_more
}

/// A picture on its way.
struct Painter<'a> {
    context: &'a CanvasRenderingContext2d,
    colours: &'a Colours,
    scene: &'a Shared<Scene>,
    shapes: &'a Shapes,
    /// The lines of a crowd, if it is one.
    sheets: Option<&'a FarLines>,
    view: &'a Viewport,
    ratio: f64,
    /// The part of the scene that is in sight.
    sight: Rect,
    /// The width of a fine line.
    hair: f64,
    /// The width of the finest line there can be.
    finest: f64,
}

impl Painter<'_> {
    fn paint(&self, names: &mut FarNames, selected: Selected) {
        self.fill(&self.shapes.frames, &self.colours.frame);
        self.stroke(&self.shapes.frames, &self.colours.border, self.hair);
        self.lines();
        self.fill(&self.shapes.pills, &self.colours.border);
        self.cards();
        if let Selected::State(key) = selected {
            self.chosen(key);
        }
        self.names(names);
        let seen = self.scene.nodes.iter().filter(|node| node.is_container && node.rect.overlaps(&self.sight));
        seen.for_each(|node| self.container_name(node));
    }

    fn lines(&self) {
        if let Some(sheets) = self.sheets {
            return sheets.draw(self.context, self.view, self.ratio);
        }
        let edges = &self.scene.edges;
        let is_seen = |edge: &&SceneEdge| self.scene.is_drawn_in(edge, &self.sight);
        let is_crowd = edges.len() > MANY_LINES && edges.iter().filter(is_seen).count() > MANY_LINES;
        let width = if self.scene.simplified || is_crowd { self.finest } else { 1.5 * self.hair };
        // So many lines that run anywhere would leave no ground to see.
        self.context.set_global_alpha(if self.scene.simplified { FAINT } else { 1.0 });
        let [lines, error_lines] = &self.shapes.lines;
        self.stroke(lines, &self.colours.line, width);
        self.stroke(error_lines, &self.colours.error_line, width);
        self.context.set_global_alpha(1.0);
    }

    fn cards(&self) {
        let Colours { card, good, bad, border, .. } = self.colours;
        for (path, colour) in self.shapes.cards.iter().zip([card, good, bad]) {
            self.fill(path, colour);
        }
        let stripe = 14.0_f64.max(3.0 * self.hair).min(self.shapes.narrowest);
        // A line along the left edge is drawn to both sides of it.
        self.move_by(stripe / 2.0);
        for (kind, path) in &self.shapes.edges {
            self.stroke(path, self.colours.of_kind(kind), stripe);
        }
        self.move_by(0.0);
        for path in &self.shapes.cards {
            self.stroke(path, border, self.hair);
        }
    }

    fn chosen(&self, key: StateKey) {
        let Some(Rect { x, y, width, height }) = self.scene.state(key).map(|node| node.rect) else { return };
        self.context.set_stroke_style_str(&self.colours.accent);
        self.context.set_line_width(3.0 * self.hair);
        self.context.stroke_rect(x, y, width, height);
    }

    /// From further away names are written larger, as long as there is room on the cards.
    fn names(&self, names: &mut FarNames) {
        // In whole steps: a name is broken into lines anew for each size.
        let letters = (NAME / self.view.zoom).clamp(15.0, LARGEST_NAME).round();
        if letters * self.view.zoom < READABLE {
            return;
        }
        self.context.set_text_baseline("middle");
        self.context.set_font(&format!("600 {letters}px system-ui, sans-serif"));
        self.context.set_fill_style_str(&self.colours.text);
        names.begin(self.scene, letters);
        let has_name = |node: &SceneNode| !node.is_container && node.state.is_some() && node.rect.overlaps(&self.sight);
        for (at, node) in self.scene.nodes.iter().enumerate().filter(|(_, node)| has_name(node)) {
            let (rect, height) = (node.rect, letters * 1.1);
            let room = rect.width - 32.0;
            let lines = names.of(at, node, room, (rect.height / height) as usize);
            let first = rect.y + rect.height / 2.0 - (lines.len() as f64 - 1.0) * height / 2.0;
            for (index, line) in lines.iter().enumerate() {
                self.context.fill_text_with_max_width(line, rect.x + 24.0, first + index as f64 * height, room).ok();
            }
        }
    }

    /// A container's name, over what is in it where that is too small to be read.
    fn container_name(&self, node: &SceneNode) {
        let rect = node.rect;
        let per_pixel = text::bold_width(&node.title, 1.0).max(1.0);
        let letters = (TITLE * self.hair).max(16.0).min((rect.width - 40.0) / per_pixel).min(rect.height / 2.0);
        if letters * self.view.zoom < READABLE {
            return;
        }
        let (width, height) = (letters * per_pixel + letters, letters * 1.5);
        self.context.set_fill_style_str(&self.colours.frame);
        self.context.fill_rect(rect.x + letters * 0.3, rect.y + letters * 0.3, width, height);
        self.context.set_fill_style_str(&self.colours.text);
        self.context.set_font(&format!("600 {letters:.1}px system-ui, sans-serif"));
        self.context.fill_text(&node.title, rect.x + letters * 0.8, rect.y + letters * 1.05).ok();
    }

    /// From now on the scene is painted where it is seen, or so much to the right of it.
    fn move_by(&self, right: f64) {
        let Viewport { x, y, zoom } = *self.view;
        let scale = self.ratio * zoom;
        self.context.set_transform(scale, 0.0, 0.0, scale, self.ratio * x + scale * right, self.ratio * y).ok();
    }

    fn fill(&self, path: &Path2d, colour: &str) {
        self.context.set_fill_style_str(colour);
        self.context.fill_with_path_2d(path);
    }

    fn stroke(&self, path: &Path2d, colour: &str, width: f64) {
        self.context.set_stroke_style_str(colour);
        self.context.set_line_width(width);
        self.context.stroke_with_path(path);
    }
}
