//! Rooms whose module loads when they are first shown.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Room;
use super::parts::{self, Part};

/// A room of a part; until that is loaded an empty element of this class keeps its place.
#[component]
pub fn Opened(part: Part, room: Room, class: &'static str) -> impl IntoView {
    let loaded = RwSignal::new(None);
    spawn_local(async move {
        let draw = parts::load_part(part).await;
        loaded.try_set(Some(draw));
    });
    move || match loaded.get() {
        Some(Ok(draw)) => draw(room),
        Some(Err(why)) if !class.is_empty() => {
            view! { <div class=class><p class="empty" role="alert">{why}</p></div> }.into_any()
        }
        // A dialog that cannot come says so over the page.
        Some(Err(why)) if room == Room::Dialog => {
            view! { <div class="notice" role="alert" data-severity="error">{why}</div> }.into_any()
        }
        None if !class.is_empty() => view! { <div class=class aria-busy="true"></div> }.into_any(),
        _ => ().into_any(),
    }
}
