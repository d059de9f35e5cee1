//! What screen readers are told.

use leptos::prelude::*;

use crate::store::Store;

/// Says aloud what happened, for those who don't see the canvas.
#[component]
pub fn Announcer() -> impl IntoView {
    let announcement = Store::get().wishes.announcement;
    view! { <div class="visually-hidden" aria-live="polite" role="log">{move || announcement.get().1}</div> }
}
