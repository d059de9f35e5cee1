//! The pointer's way from a press to a message.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use workbench::gesture::Gesture;
use workbench::message::{Message, Selected};
use workbench::scene::{NodeKey, Rect};

use super::far::state_under;
use super::lines::{point_at_line, slot_under};
use super::pointer::CanvasState;
use super::surface::Picture;
use crate::store::Store;

/// Follows the pointer over the whole page, since drags begin in the palette and may leave the canvas.
pub fn follow_pointer(store: Store, state: CanvasState, picture: Picture, pointed: RwSignal<Option<asl::document::StateKey>>) {
    let CanvasState { gesture, viewport, .. } = state;
    let moved = window_event_listener(leptos::ev::pointermove, move |event| {
        if gesture.with_untracked(|gesture| *gesture == Gesture::Idle) {
            super::wires::point_at(state, picture, pointed, &event);
            point_at_line(state, picture, &event);
            return;
        }
        let at = state.on_screen(event.client_x(), event.client_y());
        if let Some(panned) = gesture.with_untracked(|gesture| gesture.panned(at)) {
            state.glides.set(false);
            viewport.set(panned);
        }
        let scene = picture.scene.get_untracked();
        let next = gesture.get_untracked().moved(at, &scene, &viewport.get_untracked());
        gesture.set(next);
    });
    let released = window_event_listener(leptos::ev::pointerup, move |_| {
        let finished = gesture.get_untracked();
        if finished == Gesture::Idle {
            return;
        }
        gesture.set(Gesture::Idle);
        if let Gesture::Pan { moved: false, from, .. } = finished {
            // From afar there are no cards to press on.
            let far = picture.shown.with_untracked(|shown| shown.far);
            let under = far.then(|| picture.scene.with_untracked(|scene| state_under(scene, &viewport.get_untracked(), from)));
            let line = || slot_under(state, picture, from).map(Selected::Transition);
            store.send(Message::Select(match under.flatten() {
                Some(NodeKey::State(key)) => Selected::State(key),
                _ => line().unwrap_or(Selected::Machine),
            }));
        } else if let Some(message) = finished.released(&picture.scene.get_untracked()) {
            store.send(message);
        }
    });
    let cancelled = window_event_listener(leptos::ev::pointercancel, move |_| gesture.set(Gesture::Idle));
    let escaped = window_event_listener(leptos::ev::keydown, move |event| {
        if event.key() == "Escape" && gesture.with_untracked(|gesture| *gesture != Gesture::Idle) {
            event.stop_immediate_propagation();
            gesture.set(Gesture::Idle);
        }
    });
    let focused = window_event_listener(leptos::ev::focusin, move |event| bring_into_view(state, &event));
    on_cleanup(move || {
        focused.remove();
        moved.remove();
        released.remove();
        cancelled.remove();
        escaped.remove();
    });
}

/// A card that gets the focus by a key comes into view: the canvas itself never scrolls.
fn bring_into_view(state: CanvasState, event: &web_sys::FocusEvent) {
    let card = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let by_key = |card: &web_sys::Element| card.has_attribute("data-card") && card.matches(":focus-visible").unwrap_or_default();
    let Some(card) = card.filter(by_key) else { return };
    let (place, before) = (card.get_bounding_client_rect(), state.viewport.get_untracked());
    let corner = before.to_scene(state.on_screen(place.left() as i32, place.top() as i32));
    let (width, height) = (place.width() / before.zoom, place.height() / before.zoom);
    let showing = before.showing(Rect { x: corner.x, y: corner.y, width, height }, state.clear_size());
    if showing != before {
        state.viewport.set(showing);
    }
}
