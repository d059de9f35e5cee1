//! A large diagram from afar: boxes, lines and, where they can be read, names, drawn as one picture.

use std::f64::consts::TAU;

use leptos::html::Canvas as CanvasElement;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, CssStyleDeclaration};
use workbench::message::Selected;
use workbench::run::NodeStatuses;
use workbench::scene::{NodeKey, Scene, SceneEdge, SceneNode, contains};
use workbench::viewport::Viewport;

use super::pointer::CanvasState;
use super::surface::Picture;

/// Names are written from this height in pixels on.
const READABLE: f64 = 7.0;

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
    let names = 15.0 * view.zoom >= READABLE;
    context.set_text_baseline("middle");
    context.set_font(&format!("600 {}px system-ui, sans-serif", if names { 15.0 } else { 0.0 }));
    for node in scene.nodes.iter().filter(|node| !node.is_container) {
        box_of(context, colours, node, statuses, selected == as_selected(node.key), hair, names);
    }
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
    names: bool,
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
    if names {
        context.set_fill_style_str(&colours.text);
        context.fill_text_with_max_width(&node.title, rect.x + 24.0, rect.y + rect.height / 2.0, rect.width - 32.0).ok();
    }
}

/// The state under a point of the canvas, for presses on the picture.
pub fn state_under(scene: &Scene, view: &Viewport, at: workbench::scene::Point) -> Option<NodeKey> {
    let point = view.to_scene(at);
    let inner = scene.nodes.iter().rev().find(|node| node.state.is_some() && contains(&node.rect, point));
    inner.map(|node| node.key)
}
