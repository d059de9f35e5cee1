//! What the workbench wishes of the view beside what the first paint needs: going to a state, zooming, where the focus is.

use leptos::prelude::*;
use workbench::message::Selected;

use super::pointer::CanvasState;
use super::surface::{Picture, middle};
use crate::browser;
use crate::store::Store;

/// Does as the workbench wishes, as long as the canvas is there.
pub fn follow(state: CanvasState, picture: Picture) {
    let wishes = Store::get().wishes;
    let glide = move || state.glides.set(!browser::prefers_stillness());
    after_first(
        move || wishes.go_on_canvas.track(),
        move || {
            let Selected::State(key) = picture.selected.get_untracked() else { return };
            let Some(rect) = picture.scene.get_untracked().state(key).map(|node| node.rect) else { return };
            let before = state.viewport.get_untracked();
            let shown = before.showing(rect, state.size());
            if before.is_far() || shown != before {
                glide();
                state.viewport.set(before.going_to(rect, state.size()));
            }
            request_animation_frame(move || browser::focus_card(&format!("{key:?}")));
        },
    );
    after_first(
        move || wishes.shift.track(),
        move || {
            let (_, by) = wishes.shift.get_untracked();
            glide();
            state.viewport.update(|view| *view = view.moved_by(by.x * view.zoom, by.y * view.zoom));
        },
    );
    after_first(
        move || wishes.zoom.track(),
        move || {
            let (_, factor) = wishes.zoom.get_untracked();
            glide();
            state.viewport.update(|view| *view = view.zoomed(factor.unwrap_or(1.0 / view.zoom), middle(state)));
        },
    );
    let focus = move || {
        let card = match picture.selected.get_untracked() {
            Selected::State(key) => Some(format!("{key:?}")),
            _ => None,
        };
        browser::focus_on_canvas(card.as_deref());
    };
    after_first(move || wishes.focus_canvas.track(), focus);
    // What had the focus may be gone, and the page's body is no place for it.
    after_first(
        move || {
            picture.selected.track();
            picture.scene.track();
        },
        move || {
            request_animation_frame(move || {
                if browser::is_focus_lost() && !browser::is_dialog_open() {
                    focus();
                }
            });
        },
    );
}

/// Does something each time when what is tracked changes, but not for how it is at first.
pub fn after_first(track: impl Fn() + 'static, act: impl Fn() + 'static) {
    Effect::new(move |before: Option<()>| {
        track();
        if before.is_some() {
            act();
        }
    });
}
