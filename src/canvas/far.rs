//! A large diagram from afar: boxes, lines and, where they can be read, names, drawn as one picture. Near by, the lines alone
//! where there are too many of them.

use leptos::html::Canvas as CanvasElement;
use leptos::prelude::*;
use workbench::scene::{Decimals, NodeKey, Scene, contains};
use workbench::viewport::Viewport;

use super::far_painter::{Stock, draw};
use super::pointer::CanvasState;
use super::surface::Picture;
use crate::browser;
use crate::store::Store;

/// A picture that takes longer than this, in milliseconds, is not painted anew for each step of a moving view.
const CHEAP: f64 = 3.0;
/// Painting may take such a part of the time while the view moves, but is never put off for longer than this.
const SHARE: f64 = 0.1;
const LONGEST_WAIT: f64 = 250.0;

/// What was painted last.
#[derive(Clone, Copy)]
struct Painted {
    view: Viewport,
    /// When, and how long it took, in milliseconds.
    at: f64,
    cost: f64,
}

/// The picture, while the diagram is far away.
#[component]
pub fn Far() -> impl IntoView {
    let picture = expect_context::<Picture>();
    let state = CanvasState::get();
    let element = NodeRef::<CanvasElement>::new();
    let painted = StoredValue::new(None::<Painted>);
    let (due, waits) = (StoredValue::new(false), StoredValue::new(false));
    let stock = StoredValue::new_local(Stock::default());
    // How many sheets of lines were there so far.
    let sheets = RwSignal::new(0_u32);
    let lines_due = StoredValue::new(false);
    let paint = move || {
        due.try_set_value(false);
        let Some(Some(canvas)) = element.try_get_untracked() else { return };
        let at = browser::milliseconds();
        let view = state.viewport.get_untracked();
        let size = state.window.get_untracked();
        let has_more = stock.try_update_value(|stock| draw(&canvas, picture, &view, size, stock));
        if has_more == Some(true) && lines_due.try_get_value() == Some(false) {
            lines_due.set_value(true);
            let canvas = canvas.clone();
            request_animation_frame(move || paint_lines(canvas, picture, stock, lines_due, sheets));
        }
        painted.try_set_value(Some(Painted { view, at, cost: browser::milliseconds() - at }));
        carry(&canvas, &view, &view);
        // The browser paints at the end of this frame what was asked of it here.
        let note_cost = move || {
            painted.try_update_value(|painted| {
                if let Some(painted) = painted.as_mut().filter(|painted| painted.at == at) {
                    painted.cost = browser::milliseconds() - at;
                }
            });
        };
        set_timeout(note_cost, std::time::Duration::ZERO);
    };
    let paint_soon = move || {
        if due.try_get_value() == Some(false) {
            due.set_value(true);
            request_animation_frame(paint);
        }
    };
    Effect::new(move |_| {
        picture.scene.with(|_| ());
        stock.update_value(|stock| stock.lines.outdate());
    });
    let theme = Store::get().slice(|workbench| workbench.panels.theme);
    Effect::new(move |_| {
        theme.get();
        stock.update_value(Stock::forget_colours);
        paint_soon();
    });
    Effect::new(move |_| {
        // Whatever is seen of it.
        state.window.get();
        picture.scene.with(|_| ());
        picture.selected.get();
        picture.statuses.with(|_| ());
        picture.shown.with(|shown| shown.far);
        picture.pending.get();
        sheets.get();
        element.get();
        paint_soon();
    });
    Effect::new(move |_| {
        let view = state.viewport.get();
        let Some(last) = painted.get_value() else { return };
        let left = (last.cost / SHARE).min(LONGEST_WAIT) - (browser::milliseconds() - last.at);
        if last.cost <= CHEAP || left <= 0.0 {
            return paint_soon();
        }
        // What there is moves along until it is painted anew.
        if let Some(canvas) = element.get_untracked() {
            carry(&canvas, &last.view, &view);
        }
        if !waits.get_value() {
            waits.set_value(true);
            let after = move || {
                if waits.try_set_value(false).is_none() {
                    paint_soon();
                }
            };
            set_timeout(after, std::time::Duration::from_millis(left as u64 + 1));
        }
    });
    // What moves at each step has none of the colours: they would all be worked out anew.
    view! {
        <div class="far-colours" aria-hidden="true">
            <canvas class="far" node_ref=element></canvas>
        </div>
    }
}

/// Paints lines that are still to be painted, in this frame and those that follow.
fn paint_lines(
    canvas: web_sys::HtmlCanvasElement,
    picture: Picture,
    stock: StoredValue<Stock, LocalStorage>,
    due: StoredValue<bool>,
    sheets: RwSignal<u32>,
) {
    let painted = stock.try_update_value(|stock| {
        let colours = stock.colours(&canvas)?;
        Some(picture.scene.with_untracked(|scene| stock.lines.go_on(scene, &colours)))
    });
    let Some((has_changed, has_more)) = painted.map(Option::unwrap_or_default) else { return };
    due.set_value(has_more);
    if has_changed {
        sheets.update(|count| *count = count.wrapping_add(1));
    }
    if has_more {
        request_animation_frame(move || paint_lines(canvas, picture, stock, due, sheets));
    }
}

/// Puts a picture of one view where it belongs in another.
fn carry(canvas: &web_sys::HtmlCanvasElement, painted: &Viewport, view: &Viewport) {
    let scale = view.zoom / painted.zoom;
    let (x, y) = (view.x - painted.x * scale, view.y - painted.y * scale);
    let transform = format!("translate({}px, {}px) scale({})", Decimals(x, 2), Decimals(y, 2), Decimals(scale, 4));
    let element: &web_sys::HtmlElement = canvas;
    element.style().set_property("transform", &transform).ok();
}

/// The state under a point of the canvas, for presses on the picture.
pub fn state_under(scene: &Scene, view: &Viewport, at: workbench::scene::Point) -> Option<NodeKey> {
    let point = view.to_scene(at);
    let inner = scene.nodes.iter().rev().find(|node| node.state.is_some() && contains(&node.rect, point));
    inner.map(|node| node.key)
}
