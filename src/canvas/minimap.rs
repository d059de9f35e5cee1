//! A small picture of the whole diagram, with what is in sight; pressing it goes there.

use leptos::html::Canvas as CanvasElement;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, PointerEvent};
use workbench::scene::{Point, Scene, Size};
use workbench::viewport::Viewport;

use super::far_colours::Colours;
use super::pointer::CanvasState;
use super::surface::Picture;
use crate::store::{Store, memo, relayed};

/// Its greatest size in pixels.
const MOST: Size = Size { width: 180.0, height: 130.0 };
/// A canvas that is narrower shows none: it would cover what one looks at.
const LEAST_CANVAS: f64 = 560.0;
/// A card is at least so large on it.
const LEAST_CARD: f64 = 2.0;

/// Whether the small picture can be of use.
#[derive(Clone, Copy, PartialEq)]
pub enum Use {
    /// It shows where one is.
    Needed,
    /// Everything is in sight.
    NotNeeded,
    /// It would cover what one looks at.
    NoRoom,
}

/// Whether the small picture can be of use now.
pub fn its_use(state: CanvasState, picture: Picture) -> Memo<Use> {
    memo(move |_| {
        let (view, window) = (state.viewport.get(), state.window.get());
        let size = picture.scene.with(|scene| scene.size);
        let (from, to) = (view.to_screen(Point { x: 0.0, y: 0.0 }), view.to_screen(Point { x: size.width, y: size.height }));
        let hidden = -from.x > 60.0 || -from.y > 60.0 || to.x > window.width + 60.0 || to.y > window.height + 60.0;
        match hidden && size.width > 0.0 {
            _ if window.width < LEAST_CANVAS => Use::NoRoom,
            true => Use::Needed,
            false => Use::NotNeeded,
        }
    })
}

/// The picture, while it is wanted and not everything is in sight.
#[component]
pub fn Minimap(its_use: Memo<Use>) -> impl IntoView {
    let is_wanted = Store::get().slice(|workbench| workbench.panels.minimap);
    view! {
        <Show when=move || is_wanted.get() && its_use.get() == Use::Needed>
            <Map />
        </Show>
    }
}

#[component]
fn Map() -> impl IntoView {
    let state = CanvasState::get();
    let picture = expect_context::<Picture>();
    let (scene, statuses) = (relayed(picture.scene), relayed(picture.statuses));
    let element = NodeRef::<CanvasElement>::new();
    let scale = memo(move |_| {
        let size = scene.with(|scene| scene.size);
        (MOST.width / size.width.max(1.0)).min(MOST.height / size.height.max(1.0))
    });
    let extent = move || {
        let size = scene.with(|scene| scene.size);
        ((size.width * scale.get()).max(8.0), (size.height * scale.get()).max(8.0))
    };
    Effect::new(move |_| {
        let Some(canvas) = element.get() else { return };
        statuses.track();
        let (width, height) = extent();
        let ratio = window().device_pixel_ratio();
        canvas.set_width((width * ratio) as u32);
        canvas.set_height((height * ratio) as u32);
        let context = canvas.get_context("2d").ok().flatten().and_then(|context| context.dyn_into().ok());
        if let Some(context) = context {
            scene.with(|scene| paint(&canvas, &context, scene, scale.get() * ratio));
        }
    });
    let sight = memo(move |_| {
        let (view, window) = (state.viewport.get(), state.window.get());
        let corner = view.to_scene(Point { x: 0.0, y: 0.0 });
        (
            corner.x * scale.get(),
            corner.y * scale.get(),
            window.width / view.zoom * scale.get(),
            window.height / view.zoom * scale.get(),
        )
    });
    let go = move |event: &PointerEvent| {
        let Some(canvas) = element.get_untracked() else { return };
        let corner = canvas.get_bounding_client_rect();
        let at = Point {
            x: (f64::from(event.client_x()) - corner.left()) / scale.get_untracked(),
            y: (f64::from(event.client_y()) - corner.top()) / scale.get_untracked(),
        };
        let window = state.window.get_untracked();
        state.glides.set(false);
        state.viewport.update(|view| {
            let Viewport { zoom, .. } = *view;
            *view = Viewport { x: window.width / 2.0 - at.x * zoom, y: window.height / 2.0 - at.y * zoom, zoom };
        });
    };
    let held = RwSignal::new(false);
    let press = move |event: PointerEvent| {
        event.stop_propagation();
        event.prevent_default();
        if let Some(canvas) = element.get_untracked() {
            canvas.set_pointer_capture(event.pointer_id()).ok();
        }
        held.set(true);
        go(&event);
    };
    view! {
        <div class="minimap" aria-hidden="true" on:wheel=|event| event.prevent_default()>
            <canvas
                node_ref=element
                style:width=move || format!("{:.0}px", extent().0)
                style:height=move || format!("{:.0}px", extent().1)
                on:pointerdown=press
                on:pointermove=move |event| if held.get_untracked() { go(&event) }
                on:pointerup=move |_| held.set(false)
                on:pointercancel=move |_| held.set(false)
            ></canvas>
            <div
                class="minimap__sight"
                style:transform=move || format!("translate({:.1}px, {:.1}px)", sight.get().0, sight.get().1)
                style:width=move || format!("{:.1}px", sight.get().2)
                style:height=move || format!("{:.1}px", sight.get().3)
            ></div>
        </div>
    }
}

fn paint(canvas: &web_sys::HtmlCanvasElement, context: &CanvasRenderingContext2d, scene: &Scene, scale: f64) {
    let Some(colours) = Colours::of(canvas) else { return };
    context.clear_rect(0.0, 0.0, f64::from(canvas.width()), f64::from(canvas.height()));
    context.set_stroke_style_str(&colours.border);
    for node in scene.nodes.iter().filter(|node| node.is_container) {
        context.stroke_rect(node.rect.x * scale, node.rect.y * scale, node.rect.width * scale, node.rect.height * scale);
    }
    let mut last = "";
    for node in scene.nodes.iter().filter(|node| !node.is_container) {
        let kind = node.kind.name();
        if kind != last {
            context.set_fill_style_str(colours.of_kind(kind));
            last = kind;
        }
        let (width, height) = ((node.rect.width * scale).max(LEAST_CARD), (node.rect.height * scale).max(LEAST_CARD));
        context.fill_rect(node.rect.x * scale, node.rect.y * scale, width, height);
    }
}
