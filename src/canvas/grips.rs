//! What is gripped on the diagram: the ends of transitions, and the buttons that fold containers.

use leptos::prelude::*;
use web_sys::PointerEvent;
use workbench::gesture::Gesture;
use workbench::message::{LookMessage, Message, Selected};
use workbench::scene::{EdgeKey, NodeKey};

use super::edge::{EdgeParts, parts};
use super::pointer::CanvasState;
use super::surface::Picture;
use crate::store::{Store, memo};
use crate::ui::{Each, Glyph, Icon};

/// The grips of the lines that are pointed at or chosen, and of the containers in sight.
#[component]
pub fn Grips() -> impl IntoView {
    let picture = expect_context::<Picture>();
    let state = CanvasState::get();
    // Of lines that end together, the chosen one is gripped.
    let edges = memo(move |_| {
        let chosen = match picture.selected.get() {
            Selected::Transition(slot) => picture.scene.with(|scene| scene.edge_of(slot).map(|edge| edge.key)),
            _ => None,
        };
        let pointed = state.hovered.get().filter(|line| Some(*line) != chosen);
        pointed.into_iter().chain(chosen).collect::<Vec<_>>()
    });
    // Containers and those of the cards that are folded ones.
    let folds = memo(move |_| {
        picture.scene.with(|scene| {
            picture.shown.with(|shown| {
                let folded = |key: &&NodeKey| scene.node(**key).is_some_and(|node| node.is_folded);
                shown.frames.iter().chain(shown.cards.iter().filter(folded)).copied().collect::<Vec<_>>()
            })
        })
    });
    view! {
        <Each each=move || edges.get() key=|key| *key let(key)>
            <EdgeGrip key />
        </Each>
        <Each each=move || folds.get() key=|key| *key let(key)>
            <FoldButton key />
        </Each>
    }
}

/// Folds a container, or opens one that is folded.
#[component]
fn FoldButton(key: NodeKey) -> impl IntoView {
    let store = Store::get();
    let picture = expect_context::<Picture>();
    let facts = memo(move |_| {
        picture.scene.with(|scene| {
            let node = scene.node(key)?;
            let y = if node.is_folded { node.rect.y + node.rect.height / 2.0 - 11.0 } else { node.rect.y + 13.0 };
            Some((node.is_folded, node.rect.right() - 32.0, y, node.title.to_string()))
        })
    });
    move || {
        let (NodeKey::State(state), Some((is_folded, x, y, title))) = (key, facts.get()) else { return None };
        let (icon, verb) = if is_folded { (Icon::ChevronRight, "Unfold") } else { (Icon::ChevronDown, "Fold") };
        Some(view! {
            <button
                type="button"
                class="fold"
                tabindex="-1"
                aria-label=format!("{verb} {title}")
                title=format!("{verb} (F)")
                style:transform=format!("translate({x:.1}px, {y:.1}px)")
                on:pointerdown=|event: PointerEvent| event.stop_propagation()
                on:click=move |_| store.send(Message::Look(LookMessage::Fold(state)))
            >
                <Glyph icon=icon />
            </button>
        })
    }
}

/// How far before its end a transition is gripped, in scene units.
const GRIP_BACK: f64 = 9.0;

/// The grip that leads a transition to another state.
#[component]
fn EdgeGrip(key: EdgeKey) -> impl IntoView {
    let state = CanvasState::get();
    let EdgeParts { edge, is_selected, .. } = parts(key);
    let at = move || {
        edge.with(|edge| {
            edge.as_ref().map(|edge| (edge.end.x - edge.heading.x * GRIP_BACK, edge.end.y - edge.heading.y * GRIP_BACK))
        })
        .unwrap_or_default()
    };
    let grip = move |event: PointerEvent| {
        event.stop_propagation();
        event.prevent_default();
        let Some((slot, end)) = edge.with_untracked(|edge| edge.as_ref().map(|edge| (edge.slot, edge.end))) else { return };
        state.gesture.set(Gesture::Retarget { edge: key, slot, at: end, over: None });
    };
    view! {
        <div
            class="edge-end"
            aria-hidden="true"
            title="Drag to another state"
            data-selected=Signal::derive(move || is_selected.get().to_string())
            style:transform=Signal::derive(move || format!("translate({:.1}px, {:.1}px)", at().0, at().1))
            on:pointerdown=grip
        ></div>
    }
}
