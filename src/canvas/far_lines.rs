//! The lines of a crowd, painted on a sheet of their own, as many for a frame as it has time for: all at once they would hold the
//! page up for twenty frames. Until a sheet is finished the one before is seen, moved to where it belongs.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};
use workbench::scene::{EdgeLook, Scene, Size};
use workbench::viewport::Viewport;

use super::far_colours::Colours;
use super::far_painter::FAINT;
use super::far_shapes::trace;

/// So many pixels of lines are painted for one frame: what a processor alone does in some ten milliseconds.
const PIXELS: f64 = 150_000.0;

/// The sheets.
#[derive(Default)]
pub struct FarLines {
    done: Option<Sheet>,
    work: Option<Work>,
    is_stale: bool,
}

/// Lines as they are seen in a view.
struct Sheet {
    canvas: HtmlCanvasElement,
    view: Viewport,
    size: Size,
}

/// A sheet that is being painted.
struct Work {
    sheet: Sheet,
    /// The lines that are not on it yet, by their index.
    left: Vec<usize>,
    /// Reads the sheet.
    reader: CanvasRenderingContext2d,
}

impl FarLines {
    /// What is there is of another picture.
    pub fn outdate(&mut self) {
        self.is_stale = true;
        self.work = None;
    }

    /// Begins with a sheet for a view, unless there is one or one is in work. Whether there is anything to paint.
    pub fn begin(&mut self, scene: &Scene, view: &Viewport, size: Size) -> bool {
        let fits = |sheet: &Sheet| sheet.view == *view && sheet.size == size;
        if self.work.is_none() && (self.is_stale || !self.done.as_ref().is_some_and(fits)) {
            let sight = view.sight(size);
            let left = (0..scene.edges.len()).filter(|at| scene.is_drawn_in(&scene.edges[*at], &sight)).collect();
            let reader = blank(1, 1).and_then(|canvas| context(&canvas));
            self.work = Sheet::new(*view, size).zip(reader).map(|(sheet, reader)| Work { sheet, left, reader });
            self.is_stale = false;
        }
        self.work.is_some()
    }

    /// Paints what one frame has time for. Whether that changed what is seen, and whether there is more to paint.
    pub fn go_on(&mut self, scene: &Scene, colours: &Colours) -> (bool, bool) {
        let Some(mut work) = self.work.take() else { return (false, false) };
        work.paint(scene, colours);
        if work.left.is_empty() {
            self.done = Some(work.sheet);
            return (true, false);
        }
        self.work = Some(work);
        (self.done.is_none(), true)
    }

    /// Draws what there is where it belongs in a view.
    pub fn draw(&self, context: &CanvasRenderingContext2d, view: &Viewport, ratio: f64) {
        let Some(sheet) = self.done.as_ref().or(self.work.as_ref().map(|work| &work.sheet)) else { return };
        let scale = view.zoom / sheet.view.zoom;
        let (x, y) = (view.x - sheet.view.x * scale, view.y - sheet.view.y * scale);
        context.save();
        context.set_transform(scale, 0.0, 0.0, scale, x * ratio, y * ratio).ok();
        context.draw_image_with_html_canvas_element(&sheet.canvas, 0.0, 0.0).ok();
        context.restore();
    }
}

impl Sheet {
    fn new(view: Viewport, size: Size) -> Option<Self> {
        let ratio = window().device_pixel_ratio();
        let canvas = blank((size.width * ratio) as u32, (size.height * ratio) as u32)?;
        let context = context(&canvas)?;
        let Viewport { x, y, zoom } = view;
        context.set_transform(ratio * zoom, 0.0, 0.0, ratio * zoom, ratio * x, ratio * y).ok();
        context.set_line_width(1.0 / (ratio * zoom));
        context.set_global_alpha(FAINT);
        Some(Self { canvas, view, size })
    }
}

fn blank(width: u32, height: u32) -> Option<HtmlCanvasElement> {
    let canvas: HtmlCanvasElement = document().create_element("canvas").ok()?.dyn_into().ok()?;
    canvas.set_width(width);
    canvas.set_height(height);
    Some(canvas)
}

fn context(canvas: &HtmlCanvasElement) -> Option<CanvasRenderingContext2d> {
    canvas.get_context("2d").ok().flatten()?.dyn_into().ok()
}

impl Work {
    fn paint(&mut self, scene: &Scene, colours: &Colours) {
        let Some(context) = context(&self.sheet.canvas) else { return self.left.clear() };
        let Sheet { view, size, .. } = self.sheet;
        let most = size.width.hypot(size.height);
        let mut budget = PIXELS;
        let mut taken = Vec::new();
        while let Some(edge) = self.left.pop_if(|_| budget > 0.0).and_then(|at| scene.edges.get(at)) {
            // What runs out of sight is not painted.
            budget -= (edge.bounds.width.hypot(edge.bounds.height) * view.zoom).min(most);
            taken.push(edge);
        }
        for (caught, colour) in [(false, &colours.line), (true, &colours.error_line)] {
            context.begin_path();
            taken.iter().filter(|edge| (edge.look == EdgeLook::Catch) == caught).for_each(|edge| trace(&context, edge));
            context.set_stroke_style_str(colour);
            context.stroke();
        }
        // A browser paints what was asked for when the canvas is read: without that it would paint all slices with the last.
        self.reader.draw_image_with_html_canvas_element(&self.sheet.canvas, 0.0, 0.0).ok();
    }
}
