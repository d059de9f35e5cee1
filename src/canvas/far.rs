//! A large diagram from afar: boxes, lines and, where they can be read, names, drawn as one picture.

use std::f64::consts::TAU;

use leptos::html::Canvas as CanvasElement;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, CssStyleDeclaration};
use workbench::message::Selected;
use workbench::run::NodeStatuses;
use workbench::scene::{NodeKey, Scene, SceneEdge, SceneNode, contains, text};
use workbench::viewport::Viewport;

use super::pointer::CanvasState;
use super::surface::Picture;

/// Names are written from this height in pixels on.
const READABLE: f64 = 7.0;
/// The size of a name and of a container's name on the screen, and the largest of a name on its card.
const NAME: f64 = 10.0;
const TITLE: f64 = 13.0;
const LARGEST_NAME: f64 = 30.0;

/// The picture, while the diagram is far away.
#[component]
pub fn Far() -> impl IntoView {
    let picture = expect_context::<Picture>();
    let state = CanvasState::get();
    let element = NodeRef::<CanvasElement>::new();
    let due = StoredValue::new(false);
    let draw = move || {
        due.try_set_value(false);
        let Some(Some(canvas)) = element.try_get_untracked() else { return };
        let (size, view) = (state.window.get_untracked(), state.viewport.get_untracked());
        let ratio = window().device_pixel_ratio();
        let (width, height) = ((size.width * ratio) as u32, (size.height * ratio) as u32);
        if (canvas.width(), canvas.height()) != (width, height) {
            canvas.set_width(width);
            canvas.set_height(height);
        }
        let Some(context) = canvas.get_context("2d").ok().flatten() else { return };
        let Ok(context) = context.dyn_into::<CanvasRenderingContext2d>() else { return };
        let Some(colours) = Colours::of(&canvas) else { return };
        context.set_transform(ratio, 0.0, 0.0, ratio, 0.0, 0.0).ok();
        context.clear_rect(0.0, 0.0, size.width, size.height);
        context.set_transform(ratio * view.zoom, 0.0, 0.0, ratio * view.zoom, ratio * view.x, ratio * view.y).ok();
        let scene = picture.scene.get_untracked();
        let statuses = picture.statuses.get_untracked();
        paint(&context, &colours, &scene, &statuses, picture.selected.get_untracked(), &view);
    };
    Effect::new(move |_| {
        // Whatever is seen of it.
        state.viewport.get();
        state.window.get();
        picture.scene.with(|_| ());
        picture.selected.get();
        picture.statuses.with(|_| ());
        element.get();
        if !due.get_value() {
            due.set_value(true);
            request_animation_frame(draw);
        }
    });
    view! { <canvas class="far" node_ref=element aria-hidden="true"></canvas> }
}

/// The colours of the page as a canvas wants them.
struct Colours {
    line: String,
    error_line: String,
    card: String,
    border: String,
    frame: String,
    text: String,
    accent: String,
    good: String,
    bad: String,
    kinds: CssStyleDeclaration,
}

impl Colours {
    fn of(canvas: &web_sys::HtmlCanvasElement) -> Option<Self> {
        let style = window().get_computed_style(canvas).ok().flatten()?;
        let of = |name: &str| style.get_property_value(name).unwrap_or_default().trim().to_owned();
        Some(Self {
            line: of("--far-line"),
            error_line: of("--far-error"),
            card: of("--far-card"),
            border: of("--far-border"),
            frame: of("--far-frame"),
            text: of("--far-text"),
            accent: of("--far-accent"),
            good: of("--far-good"),
            bad: of("--far-bad"),
            kinds: style,
        })
    }
}

fn paint(
    context: &CanvasRenderingContext2d,
    colours: &Colours,
    scene: &Scene,
    statuses: &NodeStatuses,
    selected: Selected,
    view: &Viewport,
) {
    let hair = (1.0 / view.zoom).min(12.0);
    for node in scene.nodes.iter().filter(|node| node.is_container) {
        context.set_fill_style_str(&colours.frame);
        context.fill_rect(node.rect.x, node.rect.y, node.rect.width, node.rect.height);
        context.set_stroke_style_str(&colours.border);
        context.set_line_width(hair);
        context.stroke_rect(node.rect.x, node.rect.y, node.rect.width, node.rect.height);
    }
    context.set_line_width(1.5 * hair);
    for (caught, colour) in [(false, &colours.line), (true, &colours.error_line)] {
        context.begin_path();
        for edge in scene.edges.iter().filter(|edge| (edge.look.name() == "catch") == caught) {
            trace(context, edge);
        }
        context.set_stroke_style_str(colour);
        context.stroke();
    }
    // From further away names are written larger, as long as there is room on the cards.
    let letters = (NAME / view.zoom).clamp(15.0, LARGEST_NAME);
    let names = (letters * view.zoom >= READABLE).then_some(letters);
    context.set_text_baseline("middle");
    context.set_font(&format!("600 {letters}px system-ui, sans-serif"));
    for node in scene.nodes.iter().filter(|node| !node.is_container) {
        box_of(context, colours, node, statuses, selected == as_selected(node.key), hair, names);
    }
    for node in scene.nodes.iter().filter(|node| node.is_container) {
        container_name(context, colours, node, view.zoom);
    }
}

/// A container's name, over what is in it where that is too small to be read.
fn container_name(context: &CanvasRenderingContext2d, colours: &Colours, node: &SceneNode, zoom: f64) {
    let rect = node.rect;
    let per_pixel = text::bold_width(&node.title, 1.0).max(1.0);
    let letters = (TITLE / zoom).max(16.0).min((rect.width - 40.0) / per_pixel).min(rect.height / 2.0);
    if letters * zoom < READABLE {
        return;
    }
    let (width, height) = (letters * per_pixel + letters, letters * 1.5);
    context.set_fill_style_str(&colours.frame);
    context.fill_rect(rect.x + letters * 0.3, rect.y + letters * 0.3, width, height);
    context.set_fill_style_str(&colours.text);
    context.set_font(&format!("600 {letters:.1}px system-ui, sans-serif"));
    context.fill_text(&node.title, rect.x + letters * 0.8, rect.y + letters * 1.05).ok();
}

fn as_selected(key: NodeKey) -> Selected {
    match key {
        NodeKey::State(key) => Selected::State(key),
        _ => Selected::Machine,
    }
}

fn trace(context: &CanvasRenderingContext2d, edge: &SceneEdge) {
    let mut points = edge.points.iter();
    if let Some(first) = points.next() {
        context.move_to(first.x, first.y);
    }
    for point in points {
        context.line_to(point.x, point.y);
    }
}

fn box_of(
    context: &CanvasRenderingContext2d,
    colours: &Colours,
    node: &SceneNode,
    statuses: &NodeStatuses,
    is_selected: bool,
    hair: f64,
    names: Option<f64>,
) {
    let rect = node.rect;
    if node.state.is_none() {
        context.set_fill_style_str(&colours.border);
        context.begin_path();
        context.arc(rect.x + rect.width / 2.0, rect.y + rect.height / 2.0, rect.height / 2.0, 0.0, TAU).ok();
        context.fill();
        return;
    }
    let status = statuses.of(node.key);
    let fill = match status.name() {
        "succeeded" => &colours.good,
        "failed" | "caught" => &colours.bad,
        _ => &colours.card,
    };
    context.set_fill_style_str(fill);
    context.fill_rect(rect.x, rect.y, rect.width, rect.height);
    let kind = colours.kinds.get_property_value(&format!("--far-{}", node.kind.name())).unwrap_or_default();
    context.set_fill_style_str(if kind.is_empty() { &colours.border } else { kind.trim() });
    context.fill_rect(rect.x, rect.y, 14.0_f64.max(3.0 * hair), rect.height);
    context.set_stroke_style_str(if is_selected { &colours.accent } else { &colours.border });
    context.set_line_width(if is_selected { 3.0 * hair } else { hair });
    context.stroke_rect(rect.x, rect.y, rect.width, rect.height);
    if let Some(letters) = names {
        context.set_fill_style_str(&colours.text);
        let (room, height) = (rect.width - 32.0, letters * 1.1);
        let lines = in_lines(&node.title, letters, room, (rect.height / height) as usize);
        let first = rect.y + rect.height / 2.0 - (lines.len() as f64 - 1.0) * height / 2.0;
        for (index, line) in lines.iter().enumerate() {
            context.fill_text_with_max_width(line, rect.x + 24.0, first + index as f64 * height, room).ok();
        }
    }
}

/// A name in as many lines as there are; what does not fit into the last is cut.
fn in_lines(name: &str, letters: f64, room: f64, most: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for piece in text::pieces(name) {
        let line = lines.last().map_or("", |line| line.as_str());
        let fits = text::bold_width(line, letters) + text::bold_width(piece.trim_end(), letters) <= room;
        if !fits && !line.is_empty() && lines.len() < most {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            line.push_str(piece);
        }
    }
    for line in &mut lines {
        while line.chars().count() > 3 && text::bold_width(line, letters) > room * 1.25 {
            line.pop();
            line.pop();
            line.push('…');
        }
    }
    lines
}

/// The state under a point of the canvas, for presses on the picture.
pub fn state_under(scene: &Scene, view: &Viewport, at: workbench::scene::Point) -> Option<NodeKey> {
    let point = view.to_scene(at);
    let inner = scene.nodes.iter().rev().find(|node| node.state.is_some() && contains(&node.rect, point));
    inner.map(|node| node.key)
}
