//! One transition: its line and its label.

use leptos::prelude::*;
use web_sys::PointerEvent;
use workbench::message::{Message, Selected};
use workbench::scene::{EdgeKey, SceneEdge, tenths};

use super::pointer::CanvasState;
use super::surface::Picture;
use crate::store::{Store, memo};

/// What the parts of a transition read.
#[derive(Clone, Copy)]
pub struct EdgeParts {
    pub edge: Memo<Option<SceneEdge>>,
    pub is_selected: Memo<bool>,
    is_taken: Memo<bool>,
}

pub fn parts(key: EdgeKey) -> EdgeParts {
    let picture = expect_context::<Picture>();
    let edge = memo(move |last: Option<&Option<SceneEdge>>| {
        picture.scene.with(|scene| scene.edge(key).cloned()).or_else(|| last.cloned().flatten())
    });
    let is_selected = memo(move |_| match (picture.selected.get(), edge.with(|edge| edge.as_ref().map(|edge| edge.slot))) {
        (Selected::Transition(chosen), Some(slot)) => chosen == slot,
        _ => false,
    });
    let is_taken = memo(move |_| picture.statuses.with(|statuses| statuses.is_taken(key)));
    EdgeParts { edge, is_selected, is_taken }
}

fn choose(store: Store, edge: Memo<Option<SceneEdge>>) {
    if let Some(slot) = edge.with_untracked(|edge| edge.as_ref().map(|edge| edge.slot)) {
        store.send(Message::Select(Selected::Transition(slot)));
    }
}

/// The line, its arrow head, and a wide invisible line to press on.
#[component]
pub fn EdgeLine(key: EdgeKey) -> impl IntoView {
    let store = Store::get();
    let hovered = CanvasState::get().hovered;
    let EdgeParts { edge, is_selected, is_taken } = parts(key);
    let path = Signal::derive(move || edge.with(|edge| edge.as_ref().map(|edge| edge.path()).unwrap_or_default()));
    let head = Signal::derive(move || edge.with(|edge| edge.as_ref().map(|edge| edge.head()).unwrap_or_default()));
    let look = Signal::derive(move || edge.with(|edge| edge.as_ref().map_or("plain", |edge| edge.look.name())));
    let dash = Signal::derive(move || edge.with(|edge| edge.as_ref().map(|edge| tenths(edge.dash_offset).to_string())));
    let missing = Signal::derive(move || edge.with(|edge| edge.as_ref().is_some_and(|edge| edge.missing.is_some())).to_string());
    view! {
        <g
            class="edge"
            data-kind=look
            data-selected=Signal::derive(move || is_selected.get().to_string())
            data-taken=Signal::derive(move || is_taken.get().to_string())
            data-missing=missing
        >
            <path class="edge__line" d=path stroke-dashoffset=dash></path>
            <path class="edge__head" d=head></path>
            <path
                class="edge__hit"
                d=path
                on:pointerdown=|event: PointerEvent| event.stop_propagation()
                on:pointerenter=move |_| hovered.set(Some(key))
                on:click=move |_| choose(store, edge)
            ></path>
        </g>
    }
}

/// The chip that says when the transition is taken.
#[component]
pub fn EdgeLabel(key: EdgeKey) -> impl IntoView {
    let store = Store::get();
    let EdgeParts { edge, is_selected, is_taken } = parts(key);
    let hovered = CanvasState::get().hovered;
    let label = memo(move |_| edge.with(|edge| edge.as_ref().and_then(|edge| edge.label.clone())));
    let look = Signal::derive(move || edge.with(|edge| edge.as_ref().map_or("plain", |edge| edge.look.name())));
    move || {
        label.get().map(|(rect, text)| {
            view! {
                <div
                    class="edge-label"
                    data-kind=look
                    data-selected=Signal::derive(move || is_selected.get().to_string())
                    data-taken=Signal::derive(move || is_taken.get().to_string())
                    title=text.to_string()
                    style:transform=format!("translate({}px, {}px)", tenths(rect.x), tenths(rect.y))
                    style:width=format!("{}px", tenths(rect.width))
                    on:pointerdown=|event: PointerEvent| event.stop_propagation()
                    on:pointerenter=move |_| hovered.set(Some(key))
                    on:click=move |_| choose(store, edge)
                >
                    <span>{text.to_string()}</span>
                </div>
            }
        })
    }
}
