//! What the workbench wishes of the view beside what the first paint needs: going to a state, zooming, naming, where the focus
//! is. The page carries these wishes out at once, through the canvas that is there.

use std::cell::Cell;

use asl::document::StateKey;
use leptos::prelude::*;
use workbench::message::{Message, ScreenMessage, Selected};
use workbench::panels::View;
use workbench::scene::Point;

use super::pointer::CanvasState;
use super::surface::{Picture, middle};
use crate::browser;
use crate::store::Store;

thread_local! {
    static HANDS: Cell<Option<Hands>> = const { Cell::new(None) };
}

/// The canvas that is there.
#[derive(Clone, Copy)]
pub struct Hands {
    state: CanvasState,
    picture: Picture,
    /// The state whose name is typed where it stands.
    pub named: RwSignal<Option<StateKey>>,
    /// The state that the pointer is on.
    pub pointed: RwSignal<Option<StateKey>>,
}

impl Hands {
    /// Takes the canvas, for as long as it is there, and keeps the focus on the page.
    pub fn take(state: CanvasState, picture: Picture) -> Self {
        let hands = Self { state, picture, named: RwSignal::new(None), pointed: RwSignal::new(None) };
        HANDS.set(Some(hands));
        on_cleanup(|| HANDS.set(None));
        // What had the focus may be gone, and the page's body is no place for it.
        Effect::new(move |before: Option<()>| {
            picture.selected.get();
            picture.scene.with(|_| ());
            if before.is_some() {
                request_animation_frame(move || {
                    if browser::is_focus_lost() && !browser::is_dialog_open() {
                        focus();
                    }
                });
            }
        });
        hands
    }
}

/// Does something with the canvas, if it is there.
fn with(act: impl FnOnce(Hands)) {
    if let Some(hands) = HANDS.get() {
        act(hands);
    }
}

fn glide(state: CanvasState) {
    state.glides.set(!browser::prefers_stillness());
}

/// Goes to the chosen state: into the middle and readable, if it is not.
pub fn go() {
    with(|Hands { state, picture, .. }| {
        let Selected::State(key) = picture.selected.get_untracked() else { return };
        let Some(rect) = picture.scene.get_untracked().state(key).map(|node| node.rect) else { return };
        let before = state.viewport.get_untracked();
        if before.is_far() || before.showing(rect, state.size()) != before {
            glide(state);
            state.viewport.set(before.going_to(rect, state.size()));
        }
        request_animation_frame(move || browser::focus_card(&format!("{key:?}")));
    });
}

/// Moves the view by so much of the diagram.
pub fn shift(by: Point) {
    with(|Hands { state, .. }| {
        glide(state);
        state.viewport.update(|view| *view = view.moved_by(by.x * view.zoom, by.y * view.zoom));
    });
}

/// Magnifies, or shows the diagram as large as it is.
pub fn zoom(factor: Option<f64>) {
    with(|Hands { state, .. }| {
        glide(state);
        state.viewport.update(|view| *view = view.zoomed(factor.unwrap_or(1.0 / view.zoom), middle(state)));
    });
}

/// Puts the focus on the chosen state, or on the canvas.
pub fn focus() {
    with(|Hands { picture, .. }| {
        let card = match picture.selected.get_untracked() {
            Selected::State(key) => Some(format!("{key:?}")),
            _ => None,
        };
        browser::focus_on_canvas(card.as_deref());
    });
}

/// Lets the chosen state be named where it stands, or in its form where it is not seen.
pub fn name(store: Store) {
    with(|Hands { picture, named, .. }| {
        let Selected::State(key) = picture.selected.get_untracked() else { return };
        let is_seen = picture.scene.with_untracked(|scene| scene.state(key).is_some());
        if is_seen && store.peek(|workbench| workbench.panels.view != View::Code) {
            named.set(None);
            named.set(Some(key));
        } else {
            store.send(Message::Screen(ScreenMessage::EditName));
        }
    });
}
