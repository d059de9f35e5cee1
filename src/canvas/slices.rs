//! What comes into sight is created in slices: as much as one frame has time for, the nearest first.

use std::cell::Cell;

use leptos::prelude::*;
use leptos::task::{spawn_local, tick};
use workbench::scene::Point;

use super::pointer::CanvasState;
use super::surface::Picture;

/// So many boxes are created for one frame of the page, and the next ones for the next.
const PER_FRAME: usize = 16;

thread_local! {
    /// Whether what is shown now will be drawn anyway.
    static IS_AT_WORK: Cell<bool> = const { Cell::new(false) };
}

/// Draws the next slice of what is shown, and the others in the frames that follow.
pub fn draw_next(state: CanvasState, picture: Picture) {
    if !IS_AT_WORK.replace(true) {
        draw_slice(state, picture);
    }
}

fn draw_slice(state: CanvasState, picture: Picture) {
    let left = draw_one(state, picture);
    if left == 0 {
        return end(picture);
    }
    if left >= PER_FRAME && !picture.pending.get_untracked() {
        picture.pending.set(true);
    }
    spawn_local(async move {
        for _ in 1..PER_FRAME {
            // Each by itself: what is there already stays where it is.
            tick().await;
            if draw_one(state, picture) == 0 {
                return end(picture);
            }
        }
        request_animation_frame(move || draw_slice(state, picture));
    });
}

fn end(picture: Picture) {
    IS_AT_WORK.set(false);
    if picture.pending.try_get_untracked() == Some(true) {
        picture.pending.set(false);
    }
}

/// Draws one box more. How many are left.
fn draw_one(state: CanvasState, picture: Picture) -> usize {
    if picture.drawn.is_disposed() {
        return 0;
    }
    let (view, size) = (state.viewport.get_untracked(), state.window.get_untracked());
    let middle = view.to_scene(Point { x: size.width / 2.0, y: size.height / 2.0 });
    let shown = picture.shown.get_untracked();
    let drawn = picture.drawn.get_untracked();
    let next = picture.scene.with_untracked(|scene| shown.next(&drawn, scene, middle));
    if next == drawn {
        return 0;
    }
    let left = shown.boxes().saturating_sub(next.boxes());
    picture.drawn.set(next);
    left
}
