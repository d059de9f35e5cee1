//! The pointer's way from a press to a message.

use leptos::prelude::*;
use workbench::gesture::Gesture;
use workbench::message::{Message, Selected};
use workbench::scene::NodeKey;

use super::far::state_under;
use super::pointer::CanvasState;
use super::surface::Picture;
use crate::store::Store;

/// Follows the pointer over the whole page, since drags begin in the palette and may leave the canvas.
pub fn follow_pointer(store: Store, state: CanvasState, picture: Picture, pointed: RwSignal<Option<asl::document::StateKey>>) {
    let CanvasState { gesture, viewport, .. } = state;
    let moved = window_event_listener(leptos::ev::pointermove, move |event| {
        if gesture.with_untracked(|gesture| *gesture == Gesture::Idle) {
            super::wires::point_at(state, picture, pointed, &event);
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
            store.send(Message::Select(match under.flatten() {
                Some(NodeKey::State(key)) => Selected::State(key),
                _ => Selected::Machine,
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
    on_cleanup(move || {
        moved.remove();
        released.remove();
        cancelled.remove();
        escaped.remove();
    });
}
