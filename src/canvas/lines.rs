//! Lines under the pointer: found by where they run, whether they are drawn one by one or as one picture.

use asl::graph::Slot;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, PointerEvent};
use workbench::scene::{EdgeKey, Point, Reach};

use super::pointer::CanvasState;
use super::surface::Picture;

/// So many pixels beside a line the pointer is on it; where lines crowd, there would be no ground left.
const REACH: f64 = 7.0;
const REACH_IN_CROWD: f64 = 4.0;

/// The line at a point of the canvas.
pub fn line_under(state: CanvasState, picture: Picture, at: Point) -> Option<EdgeKey> {
    let (far, crowded) = picture.shown.with_untracked(|shown| (shown.far, shown.crowded));
    if far {
        return None;
    }
    let view = state.viewport.get_untracked();
    let reach = if crowded { REACH_IN_CROWD } else { REACH };
    let sight = view.sight(state.window.get_untracked());
    let reach = Reach { within: reach / view.zoom, sight, labels: !view.is_far() };
    picture.scene.with_untracked(|scene| scene.line_at(view.to_scene(at), &reach))
}

/// The transition at a point of the canvas.
pub fn slot_under(state: CanvasState, picture: Picture, at: Point) -> Option<Slot> {
    let line = line_under(state, picture, at)?;
    picture.scene.with_untracked(|scene| scene.edge(line).map(|edge| edge.slot))
}

/// Notes which line the pointer is on.
pub fn point_at_line(state: CanvasState, picture: Picture, event: &PointerEvent) {
    // On the grip of a line one is still on the line.
    if is_within(event, ".edge-end") {
        return;
    }
    let at = || state.on_screen(event.client_x(), event.client_y());
    let found = is_ground(event).then(|| line_under(state, picture, at())).flatten();
    if state.pointed_line.get_untracked() != found {
        state.pointed_line.set(found);
    }
    if found.is_some() && state.hovered.get_untracked() != found {
        state.hovered.set(found);
    }
}

/// Whether an event happened where nothing lies over the lines.
fn is_ground(event: &Event) -> bool {
    target(event).is_some_and(|element| {
        element.matches(".canvas, .canvas .world, .edges, .edges *, .edge-label, .frame, .branch-line").unwrap_or_default()
    })
}

fn is_within(event: &Event, selector: &str) -> bool {
    target(event).is_some_and(|element| element.closest(selector).ok().flatten().is_some())
}

fn target(event: &Event) -> Option<Element> {
    event.target().and_then(|target| target.dyn_into().ok())
}
