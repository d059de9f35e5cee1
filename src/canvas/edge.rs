//! One transition: its line and its label.

use leptos::prelude::*;
use workbench::message::Selected;
use workbench::scene::{EdgeKey, SceneEdge, tenths};

use super::pointer::CanvasState;
use super::surface::Picture;
use crate::store::memo;

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

/// The line. Its arrow head is a marker of the document, and where the pointer meets it is told by where it runs: it is one element.
#[component]
pub fn EdgeLine(key: EdgeKey) -> impl IntoView {
    let state = CanvasState::get();
    let EdgeParts { edge, is_selected, is_taken } = parts(key);
    let path = Signal::derive(move || edge.with(|edge| edge.as_ref().map(|edge| edge.path()).unwrap_or_default()));
    let look = Signal::derive(move || edge.with(|edge| edge.as_ref().map_or("plain", |edge| edge.look.name())));
    let dash = Signal::derive(move || edge.with(|edge| edge.as_ref().map(|edge| tenths(edge.dash_offset).to_string())));
    let missing = Signal::derive(move || edge.with(|edge| edge.as_ref().is_some_and(|edge| edge.missing.is_some())).to_string());
    let pointed = memo(move |_| state.pointed_line.get() == Some(key));
    let head = move || match (is_selected.get(), is_taken.get()) {
        (true, _) => "url(#head-selected)",
        (_, true) => "url(#head-taken)",
        _ if look.get() == "catch" => "url(#head-catch)",
        _ => "url(#head-plain)",
    };
    view! {
        <path
            class="edge"
            data-kind=look
            data-selected=Signal::derive(move || is_selected.get().to_string())
            data-taken=Signal::derive(move || is_taken.get().to_string())
            data-pointed=Signal::derive(move || pointed.get().to_string())
            data-missing=missing
            d=path
            stroke-dashoffset=dash
            marker-end=head
        ></path>
    }
}

/// The chip that says when the transition is taken.
#[component]
pub fn EdgeLabel(key: EdgeKey) -> impl IntoView {
    let EdgeParts { edge, is_selected, is_taken } = parts(key);
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
                >
                    {text.to_string()}
                </div>
            }
        })
    }
}
