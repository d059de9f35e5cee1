//! What a state says of itself: glyph, name, a quiet line, marks.

use leptos::html::wbr;
use leptos::prelude::*;
use workbench::message::{Message, Selected};
use workbench::palette::Kind;
use workbench::run::NodeStatus;
use workbench::scene::text::pieces;
use workbench::scene::{NodeKey, SceneNode};

use super::node::{adds_to_chosen, press_state};
use super::pointer::CanvasState;
use super::surface::Picture;
use crate::late::Loading;
use crate::store::{Store, memo};
use crate::ui::{Glyph, Icon, StateGlyph};

/// A state's card.
#[component]
pub fn Card(node: Memo<Option<SceneNode>>, status: Memo<NodeStatus>, is_selected: Memo<bool>) -> impl IntoView {
    view! { <Face class="card" node status is_selected /> }
}

/// A container's title; the whole of it is the handle.
#[component]
pub fn FrameTitle(node: Memo<Option<SceneNode>>, status: Memo<NodeStatus>, is_selected: Memo<bool>) -> impl IntoView {
    view! { <Face class="frame__title" node status is_selected /> }
}

#[component]
fn Face(class: &'static str, node: Memo<Option<SceneNode>>, status: Memo<NodeStatus>, is_selected: Memo<bool>) -> impl IntoView {
    let store = Store::get();
    let state = CanvasState::get();
    let picture = expect_context::<Picture>();
    let key = memo(move |_| node.with(|node| node.as_ref().map(|node| node.key)));
    let title = Signal::derive(move || node.with(|node| node.as_ref().map(|node| node.title.to_string()).unwrap_or_default()));
    let subtitle =
        Signal::derive(move || node.with(|node| node.as_ref().map(|node| node.subtitle.to_string()).unwrap_or_default()));
    let kind = memo(move |_| node.with(|node| node.as_ref().map_or(Kind::Unknown, |node| node.kind)));
    let marks = memo(move |_| node.with(|node| node.as_ref().map(|node| node.marks).unwrap_or_default()));
    let problem = memo(move |_| match key.get() {
        Some(NodeKey::State(key)) => picture.problems.with(|problems| problems.of(key)),
        _ => None,
    });
    let choose = move |event: web_sys::MouseEvent| {
        // With a key that adds to what is chosen, the press has done it.
        if adds_to_chosen(&event) && event.detail() > 0 {
            return;
        }
        if let Some(NodeKey::State(key)) = key.get_untracked() {
            store.send(Message::Select(Selected::State(key)));
        }
    };
    // What is read on the card comes first and in the same order, so that it can be said to choose it.
    let name = move || {
        let (count, words) = status.with(|status| (status.count_label(), status.words()));
        let marks = marks.get();
        let mut name = format!("{}: {}", kind.get().title(), title.get());
        let retries = if marks.retry { "retries on errors" } else { "" };
        let catches = if marks.catch { "catches errors" } else { "" };
        for part in [subtitle.get().as_str(), count.as_deref().unwrap_or_default(), words, retries, catches] {
            if !part.is_empty() {
                name.push_str(", ");
                name.push_str(part);
            }
        }
        name
    };
    let id = move || match key.get() {
        Some(NodeKey::State(key)) => format!("{key:?}"),
        _ => String::new(),
    };
    view! {
        <button
            type="button"
            class=class
            data-card=id
            aria-label=name
            aria-pressed=Signal::derive(move || is_selected.get().to_string())
            title=title
            on:pointerdown=move |event| press_state(store, state, picture, key.get_untracked(), &event)
            on:click=choose
        >
            <Glyph icon=Signal::derive(move || glyph(kind.get(), &subtitle.get())) class="icon tile" />
            <span class="card__name">{move || breakable(&title.get())}</span>
            " "
            {move || {
                let what = subtitle.get();
                (!what.is_empty()).then(|| view! { <span class="card__what">{what}</span> })
            }}
            {move || match store.loading() {
                Loading::Done(late) => (late.marks)(marks.get(), problem.get()),
                _ => None,
            }}
            " "
            {move || match store.loading() {
                Loading::Done(late) => (late.status_mark)(status.get()),
                _ => None,
            }}
        </button>
    }
}

/// A name that may go on in the next line where words in it begin; after a space it may anyway.
fn breakable(name: &str) -> Vec<impl IntoView + use<>> {
    let mut parts: Vec<String> = Vec::new();
    for piece in pieces(name) {
        match parts.last_mut() {
            Some(before) if before.ends_with(' ') => before.push_str(piece),
            _ => parts.push(piece.to_owned()),
        }
    }
    let breaks = parts.len() > 1;
    parts.into_iter().map(|part| (part, breaks.then(wbr))).collect()
}

/// The glyph of a kind; a Task shows its service's.
pub fn glyph(kind: Kind, subtitle: &str) -> Icon {
    Icon::Of(StateGlyph::of(kind, subtitle))
}
