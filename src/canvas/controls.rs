//! Zoom in, zoom out, fit.

use leptos::prelude::*;
use workbench::viewport::Viewport;

use super::pointer::CanvasState;
use super::surface::{Picture, middle};
use crate::browser;
use crate::ui::{Icon, IconButton};

/// The controls in the canvas' corner.
#[component]
pub fn ZoomControls() -> impl IntoView {
    let picture = expect_context::<Picture>();
    let state = CanvasState::get();
    let zoom = move |factor: f64| {
        state.glides.set(!browser::prefers_stillness());
        state.viewport.update(|viewport| *viewport = viewport.zoomed(factor, middle(state)));
    };
    let fit = move || {
        state.glides.set(!browser::prefers_stillness());
        state.viewport.set(Viewport::fitting(picture.scene.get_untracked().size, state.size()));
    };
    let percent = Signal::derive(move || format!("{:.0} %", state.viewport.get().zoom * 100.0));
    let whole = move |_| zoom(1.0 / state.viewport.get_untracked().zoom);
    view! {
        <div class="zoom" role="group" aria-label="Zoom" on:pointerdown=|event| event.stop_propagation()>
            <IconButton icon=Icon::Minus label="Zoom out" on_press=move || zoom(0.8) />
            <button type="button" class="zoom__value" title="Actual size" on:click=whole>
                {percent}
            </button>
            <IconButton icon=Icon::Plus label="Zoom in" on_press=move || zoom(1.25) />
            <IconButton icon=Icon::Fit label="Fit the diagram" on_press=fit />
        </div>
    }
}
