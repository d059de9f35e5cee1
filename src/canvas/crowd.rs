//! What is seen over the diagram of several states at once: the lasso, and what a search found.

use leptos::prelude::*;
use workbench::gesture::{Gesture, rect_between};
use workbench::scene::Rect;

use super::pointer::CanvasState;
use super::surface::Picture;
use crate::store::Store;

/// The rectangle that is drawn around states.
#[component]
pub fn Lasso() -> impl IntoView {
    let state = CanvasState::get();
    move || match state.gesture.get() {
        Gesture::Lasso { from, at } => Some(ring(rect_between(from, at), "lasso", 0.0)),
        _ => None,
    }
}

/// A ring around each state that was found, a strong one around the one that is looked at. What is folded away is marked by
/// the container that hides it.
#[component]
pub fn FoundRings() -> impl IntoView {
    let store = Store::get();
    let picture = expect_context::<Picture>();
    let found = store.slice(|workbench| workbench.find.clone());
    move || {
        let find = found.get()?;
        let scene = picture.scene.get();
        let window = picture.shown.with(|shown| shown.far);
        let now = find.current().map(|hit| hit.state);
        let rings = find.hits.iter().filter_map(|hit| {
            let seen = scene.hidden_by(hit.state).unwrap_or(hit.state);
            let mut rect = scene.state(seen)?.rect;
            if scene.state(seen)?.is_container {
                rect.height = scene.state(seen)?.header;
            }
            let class = if now == Some(hit.state) { "found-ring found-ring--now" } else { "found-ring" };
            Some(ring(rect, class, if window { 8.0 } else { 4.0 }))
        });
        // More marks than anybody could look at are only in the way.
        Some(rings.take(MOST).collect_view())
    }
}

/// So many marks are drawn.
const MOST: usize = 400;

fn ring(rect: Rect, class: &'static str, around: f64) -> impl IntoView {
    view! {
        <div
            class=class
            aria-hidden="true"
            style:transform=format!("translate({:.1}px, {:.1}px)", rect.x - around, rect.y - around)
            style:width=format!("{:.1}px", rect.width + 2.0 * around)
            style:height=format!("{:.1}px", rect.height + 2.0 * around)
        ></div>
    }
}
