//! The “+” on a transition that the pointer is on, or that is chosen: opens the list of what can be added there.

use std::time::Duration;

use leptos::prelude::*;
use web_sys::PointerEvent;
use workbench::commands::Overlay;
use workbench::gesture::Gesture;
use workbench::message::{Message, ScreenMessage, Selected};
use workbench::scene::Point;

use super::pointer::CanvasState;
use super::surface::Picture;
use crate::store::{Store, memo};
use crate::ui::{Glyph, Icon};

/// How long it stays when the pointer goes elsewhere: enough to reach it.
const STAYS: Duration = Duration::from_millis(1200);

/// How far from a label it stands, in scene units.
const BESIDE: f64 = 15.0;

/// The button, at the place where a state would be dropped.
#[component]
pub fn QuickAdd() -> impl IntoView {
    let store = Store::get();
    let picture = expect_context::<Picture>();
    let state = CanvasState::get();
    let over = RwSignal::new(false);
    // Whoever leaves a line is forgotten a moment later, unless on the button by then or on another line.
    Effect::new(move |_| {
        let Some(edge) = state.hovered.get() else { return };
        if state.pointed_line.get() == Some(edge) {
            return;
        }
        let forget = move || {
            let is_left = state.pointed_line.try_get_untracked().is_some_and(|line| line != Some(edge));
            if is_left && state.hovered.try_get_untracked() == Some(Some(edge)) && over.try_get_untracked() == Some(false) {
                state.hovered.set(None);
            }
        };
        set_timeout(forget, STAYS);
    });
    let place = memo(move |_| {
        if state.gesture.with(|gesture| *gesture != Gesture::Idle) {
            return None;
        }
        let scene = picture.scene.get();
        let chosen = match picture.selected.get() {
            Selected::Transition(slot) => scene.edge_of(slot).map(|edge| edge.key),
            _ => None,
        };
        let edge = state.hovered.get().or(chosen)?;
        let place = scene.places.iter().find(|place| place.edge == Some(edge))?;
        // Beside the label, which stands where the state would be dropped.
        let label = scene.edge(edge).and_then(|edge| edge.label.as_ref()).map(|(rect, _)| rect);
        let at = label.map_or(place.at, |rect| Point { x: rect.x + rect.width + BESIDE, y: rect.y + rect.height / 2.0 });
        Some((at, place.place))
    });
    let leave = move |_| {
        over.set(false);
        state.hovered.set(None);
    };
    move || {
        place.get().map(|(at, place)| {
            view! {
                <button
                    type="button"
                    class="quick-add"
                    aria-label="Add a state here"
                    title="Add a state here"
                    tabindex="-1"
                    style:transform=format!("translate({:.1}px, {:.1}px)", at.x, at.y)
                    on:pointerdown=|event: PointerEvent| event.stop_propagation()
                    on:pointerenter=move |_| over.set(true)
                    on:pointerleave=leave
                    on:click=move |_| store.send(Message::Screen(ScreenMessage::Open(Overlay::Add(place))))
                >
                    <Glyph icon=Icon::Plus />
                </button>
            }
        })
    }
}
