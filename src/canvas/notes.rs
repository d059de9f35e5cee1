//! What is said of the diagram itself: that it is an older one, that it is being drawn, or that it is drawn simplified.

use leptos::prelude::*;

use super::surface::Picture;
use crate::store::{Store, memo};
use crate::ui::{Glyph, Icon};

/// A quiet line over the diagram, where there is something to say.
#[component]
pub fn DiagramNotes() -> impl IntoView {
    let (store, picture) = (Store::get(), expect_context::<Picture>());
    let is_stale = store.slice(|workbench| workbench.front.is_stale());
    let is_drawing = store.slice(|workbench| workbench.front.is_arranged_elsewhere());
    let is_simplified = memo(move |_| picture.scene.with(|scene| scene.simplified));
    view! {
        <Show when=move || is_stale.get()>
            <p class="stale" role="status">
                <Glyph icon=Icon::Warning />
                "The text has errors: this is the last diagram that could be drawn"
            </p>
        </Show>
        <Show when=move || is_drawing.get()>
            <p class="diagram-note" role="status">"Drawing…"</p>
        </Show>
        <Show when=move || is_simplified.get()>
            <p class="diagram-note diagram-note--below" role="note">
                <Glyph icon=Icon::Info />
                "Drawn simplified, as there are so many transitions: choose a state to see its own and their conditions"
            </p>
        </Show>
    }
}
