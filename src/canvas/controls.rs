//! Zoom in, zoom out, fit.

use leptos::prelude::*;
use workbench::message::{FindMessage, LookMessage, Message, ScreenMessage};
use workbench::scene::{Flow, Size};
use workbench::viewport::Viewport;

use super::find_bar::FindBar;
use super::minimap::{Minimap, Use, its_use};
use super::notes::DiagramNotes;
use super::pointer::CanvasState;
use super::surface::{Picture, middle};
use crate::browser;
use crate::store::{Store, memo};
use crate::ui::{Icon, IconButton};

/// A change of the canvas' height by so much comes from what opened under it, and not from the browser's own bars.
const MUCH: f64 = 100.0;

/// On a phone, what opens takes a part of the diagram's height, and the diagram is fitted into the rest.
fn fit_what_is_left(store: Store, state: CanvasState) {
    Effect::new(move |before: Option<f64>| {
        let height = state.window.get().height;
        let changed = before.is_none_or(|before| (before - height).abs() > MUCH);
        if !changed {
            return before.unwrap_or(height);
        }
        if browser::is_phone() {
            store.wishes.fit.update(|(number, whole)| (*number, *whole) = (*number + 1, false));
        }
        height
    });
}

/// A diagram that fills the canvas goes on to do so when a panel takes of its room.
fn keep_fitted(state: CanvasState, picture: Picture) {
    Effect::new(move |before: Option<Size>| {
        let window = state.window.get();
        let (view, scene) = (state.viewport.get_untracked(), picture.scene.get_untracked().size);
        if let Some(view) = before.and_then(|before| view.refitted(scene, before, window)) {
            state.glides.set(!browser::prefers_stillness());
            state.viewport.set(view);
        }
        window
    });
}

/// The controls in the canvas' corner.
#[component]
pub fn ZoomControls() -> impl IntoView {
    let picture = expect_context::<Picture>();
    let state = CanvasState::get();
    let zoom = move |factor: f64| {
        state.glides.set(!browser::prefers_stillness());
        state.viewport.update(|viewport| *viewport = viewport.zoomed(factor, middle(state)));
    };
    let fit = move || {
        state.glides.set(!browser::prefers_stillness());
        state.viewport.set(Viewport::fitting(picture.scene.get_untracked().size, state.size()));
    };
    let store = Store::get();
    fit_what_is_left(store, state);
    keep_fitted(state, picture);
    let flow = memo(move |_| picture.scene.with(|scene| scene.flow));
    let turned = Signal::derive(move || if flow.get() == Flow::Down { Icon::ArrowDown } else { Icon::ArrowRight });
    let turns = Signal::derive(move || match flow.get() {
        Flow::Down => "The flow goes down; let it go to the right".to_owned(),
        Flow::Right => "The flow goes to the right; let it go down".to_owned(),
    });
    let has_containers =
        memo(move |_| picture.scene.with(|scene| scene.nodes.iter().any(|node| node.is_container || node.is_folded)));
    let all_folded = memo(move |_| picture.scene.with(|scene| !scene.nodes.iter().any(|node| node.is_container)));
    let folds = Signal::derive(move || if all_folded.get() { "Unfold all containers" } else { "Fold all containers" }.to_owned());
    let fold_all = move || store.send(Message::Look(LookMessage::FoldAll(!all_folded.get_untracked())));
    let minimap = store.slice(|workbench| workbench.panels.minimap);
    let map_use = its_use(state, picture);
    let is_mapped = Signal::derive(move || minimap.get() && map_use.get() != Use::NoRoom);
    let has_no_room = Signal::derive(move || map_use.get() == Use::NoRoom);
    let map = Signal::derive(move || {
        let why = match map_use.get() {
            Use::NoRoom => ": there is room for it on a wider canvas",
            Use::NotNeeded if minimap.get() => ": it comes when a part of the diagram is out of sight",
            _ => "",
        };
        format!("Minimap{why}")
    });
    let percent = Signal::derive(move || match state.viewport.get().zoom * 100.0 {
        less if less < 1.0 => "< 1 %".to_owned(),
        percent => format!("{percent:.0} %"),
    });
    let whole = move |_| zoom(1.0 / state.viewport.get_untracked().zoom);
    view! {
        <DiagramNotes />
        <FindBar />
        <Minimap its_use=map_use />
        <div class="zoom" role="group" aria-label="Zoom" on:pointerdown=|event| event.stop_propagation()>
            <IconButton icon=Icon::Minus label="Zoom out" on_press=move || zoom(0.8) />
            <button type="button" class="zoom__value" title="Actual size" on:click=whole>
                {percent}
            </button>
            <IconButton icon=Icon::Plus label="Zoom in" on_press=move || zoom(1.25) />
            <IconButton icon=Icon::Fit label="Fit the diagram" keys="1" on_press=fit />
            <span class="zoom__divider"></span>
            <IconButton icon=turned label=turns keys="Shift+T" on_press=move || store.send(Message::Look(LookMessage::Turn)) />
            <Show when=move || has_containers.get()>
                <IconButton icon=Icon::Folds label=folds keys="Shift+F" on_press=fold_all />
            </Show>
            <IconButton icon=Icon::Minimap label=map keys="M" pressed=is_mapped disabled=has_no_room on_press=move || store.send(Message::Screen(ScreenMessage::Minimap)) />
            <IconButton icon=Icon::Search label="Find on the diagram" keys="Ctrl+F" on_press=move || store.send(Message::Find(FindMessage::Open)) />
        </div>
    }
}
