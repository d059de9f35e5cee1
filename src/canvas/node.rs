//! One node: a card, a frame around scopes, or a pill.

use leptos::prelude::*;
use web_sys::PointerEvent;
use workbench::gesture::{Gesture, Item};
use workbench::message::{Choose, Message, Selected};
use workbench::palette::Kind;
use workbench::run::NodeStatus;
use workbench::scene::{Flow, NodeKey, SceneNode, tenths};

use super::card::{Card, FrameTitle};
use super::pointer::CanvasState;
use super::surface::Picture;
use crate::store::{Store, memo};

/// A node of the scene, at its place.
#[component]
pub fn NodeView(key: NodeKey) -> impl IntoView {
    let picture = expect_context::<Picture>();
    let state = CanvasState::get();
    // A node that is about to go keeps its last looks.
    let node = memo(move |last: Option<&Option<SceneNode>>| {
        picture.scene.with(|scene| scene.node(key).cloned()).or_else(|| last.cloned().flatten())
    });
    let status = memo(move |_| picture.statuses.with(|statuses| picture.scene.with(|scene| statuses.shown(key, scene))));
    let is_selected = memo(move |_| match (key, picture.selected.get()) {
        (NodeKey::State(own), Selected::State(chosen)) => own == chosen || picture.is_together(own, chosen),
        _ => false,
    });
    let is_lifted = memo(move |_| {
        state.gesture.with(|gesture| matches!((gesture, key), (Gesture::Drag { item: Item::Existing(lifted), .. }, NodeKey::State(own)) if *lifted == own))
    });
    let kind = memo(move |_| node.with(|node| node.as_ref().map_or(Kind::Unknown, |node| node.kind)));
    let is_container = memo(move |_| node.with(|node| node.as_ref().is_some_and(|node| node.is_container)));
    let is_folded = memo(move |_| node.with(|node| node.as_ref().is_some_and(|node| node.is_folded)));
    let place = move || node.with(|node| node.as_ref().map(|node| node.rect).unwrap_or_default());
    view! {
        <div
            class="node"
            data-kind=Signal::derive(move || kind.get().name())
            data-status=Signal::derive(move || status.with(NodeStatus::name))
            data-folded=Signal::derive(move || is_folded.get().then_some("true"))
            data-selected=Signal::derive(move || is_selected.get().to_string())
            data-lifted=Signal::derive(move || is_lifted.get().to_string())
            style:transform=Signal::derive(move || format!("translate({}px, {}px)", tenths(place().x), tenths(place().y)))
            style:width=Signal::derive(move || format!("{}px", tenths(place().width)))
            style:height=Signal::derive(move || format!("{}px", tenths(place().height)))
        >
            {move || match (kind.get(), is_container.get()) {
                (kind @ (Kind::Start | Kind::End), _) => {
                    let inside = node.with_untracked(|node| node.as_ref().is_some_and(|node| node.parent.is_some()));
                    let name = if kind == Kind::Start { "Start" } else { "End" };
                    view! { <div class=if inside { "dot" } else { "pill" }>{name}</div> }.into_any()
                }
                (Kind::Loose, _) => {
                    let title = node.with(|node| node.as_ref().map(|node| node.title.to_string()));
                    view! { <div class="pill">{title}</div> }.into_any()
                }
                (_, true) => view! { <Frame node status is_selected /> }.into_any(),
                _ => view! { <Card node status is_selected /> }.into_any(),
            }}
        </div>
    }
}

#[component]
fn Frame(node: Memo<Option<SceneNode>>, status: Memo<NodeStatus>, is_selected: Memo<bool>) -> impl IntoView {
    let picture = expect_context::<Picture>();
    let dividers = move || node.with(|node| node.as_ref().map(|node| node.dividers.clone()).unwrap_or_default());
    let lines = move || {
        // Where the flow turns, the node is another one, too: that alone is followed.
        let right = picture.scene.with_untracked(|scene| scene.flow == Flow::Right);
        let top = node.with(|node| node.as_ref().map_or(0.0, |node| node.header)) + 6.0;
        let line = |at: f64| {
            let (at, top) = (tenths(at), tenths(top));
            let inset = match right {
                true => format!("{at}px 14px auto"),
                false => format!("{top}px auto 14px {at}px"),
            };
            view! { <div class="branch-line" style:inset=inset></div> }
        };
        dividers().into_iter().map(line).collect_view()
    };
    view! {
        <div class="frame">
            <FrameTitle node status is_selected />
            {lines}
        </div>
    }
}

/// Whether an event adds to what is chosen.
pub fn adds_to_chosen(event: &web_sys::MouseEvent) -> bool {
    event.shift_key() || event.ctrl_key() || event.meta_key()
}

/// A press on a state: a click chooses it, a longer way drags it.
pub fn press_state(store: Store, state: CanvasState, picture: Picture, key: Option<NodeKey>, event: &PointerEvent) {
    let Some(NodeKey::State(key)) = key else { return };
    if event.button() != 0 {
        return;
    }
    event.stop_propagation();
    let from = state.on_screen(event.client_x(), event.client_y());
    if adds_to_chosen(event) {
        store.send(Message::Choose(Choose::Also(key)));
        return;
    }
    state.gesture.set(Gesture::Press { item: Item::Existing(key), from });
    // Those that are chosen together are dragged together; a click lets go of the others.
    let is_among =
        picture.selected.with_untracked(|chosen| matches!(*chosen, Selected::State(chosen) if picture.is_together(key, chosen)));
    if !is_among {
        store.send(Message::Select(Selected::State(key)));
    }
}
