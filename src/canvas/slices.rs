//! What comes into sight is created in slices: as much as one frame has time for, the nearest first.

use leptos::prelude::*;
use workbench::scene::Point;

use super::pointer::CanvasState;
use super::surface::Picture;

/// Draws the next slice of what is shown, and the others in the frames that follow.
pub fn draw_next(state: CanvasState, picture: Picture) {
    if picture.pending.try_get_untracked() == Some(false) {
        draw_slice(state, picture);
    }
}

fn draw_slice(state: CanvasState, picture: Picture) {
    if picture.drawn.is_disposed() {
        return;
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
    if is_pending {
        request_animation_frame(move || draw_slice(state, picture));
    }
}
