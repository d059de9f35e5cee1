//! What is said of a large diagram: that it is being drawn, or that it is drawn simplified.

use leptos::prelude::*;

use super::surface::Picture;
use crate::store::Store;
use crate::ui::{Glyph, Icon};

/// A quiet line over the diagram, where there is something to say.
#[component]
pub fn LargeDiagram() -> impl IntoView {
    let picture = expect_context::<Picture>();
    let is_drawing = Store::get().slice(|workbench| workbench.front.is_arranged_elsewhere());
    let is_simplified = Memo::new(move |_| picture.scene.with(|scene| scene.simplified));
    let says = move || match (is_drawing.get(), is_simplified.get()) {
        (true, _) => Some(view! { <p class="large-diagram" role="status">"Drawing…"</p> }.into_any()),
        (false, true) => Some(
            view! {
                <p class="large-diagram" role="note">
                    <Glyph icon=Icon::Info />
                    "Drawn simplified, as there are so many transitions: choose a state to see its own and their conditions"
                </p>
            }
            .into_any(),
        ),
        _ => None,
    };
    says
}
