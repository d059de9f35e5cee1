//! What comes into sight is created in slices: as much as one frame has time for, the nearest first.

use leptos::prelude::*;
use leptos::task::{spawn_local, tick};
use workbench::scene::Point;

use super::pointer::CanvasState;
use super::surface::Picture;

/// So many times in a frame a few boxes more are drawn.
const PER_FRAME: usize = 4;

/// Draws the next slice of what is shown, and the others in the frames that follow.
pub fn draw_next(state: CanvasState, picture: Picture) {
    if picture.pending.try_get_untracked() == Some(false) && draw_some(state, picture) {
        draw_slice(state, picture, PER_FRAME - 1);
    }
}

/// Draws so much more in this frame, then goes on in the next.
fn draw_slice(state: CanvasState, picture: Picture, times: usize) {
    spawn_local(async move {
        for _ in 0..times {
            // All of it at once would move most of what is there already.
            tick().await;
            if !draw_some(state, picture) {
                return;
            }
        }
        request_animation_frame(move || {
            if draw_some(state, picture) {
                draw_slice(state, picture, PER_FRAME - 1);
            }
        });
    });
}

/// Draws a few boxes more. Whether there are others.
fn draw_some(state: CanvasState, picture: Picture) -> bool {
    if picture.drawn.is_disposed() {
        return false;
    }
    let (view, size) = (state.viewport.get_untracked(), state.window.get_untracked());
    let middle = view.to_scene(Point { x: size.width / 2.0, y: size.height / 2.0 });
    let shown = picture.shown.get_untracked();
    let next = picture.drawn.with_untracked(|drawn| picture.scene.with_untracked(|scene| shown.next(drawn, scene, middle)));
    let is_pending = (next.cards.len(), next.frames.len()) != (shown.cards.len(), shown.frames.len());
    picture.drawn.set(next);
    if picture.pending.get_untracked() != is_pending {
        picture.pending.set(is_pending);
    }
    is_pending
}
