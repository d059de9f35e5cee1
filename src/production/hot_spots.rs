//! Where time goes and runs fail, on the cards of the diagram.

use leptos::prelude::*;
use workbench::message::Message;
use workbench::production::{HotMark, ProductionMessage};

use crate::store::Store;
use crate::ui::{Glyph, Icon};

/// The marks, in the scene.
#[component]
pub fn HotMarks() -> impl IntoView {
    let marks = Store::get().slice(|workbench| workbench.hot_marks());
    let mark = |mark: HotMark| {
        let HotMark { rect, words, heat, fails, .. } = mark;
        view! {
            <span
                class="hot-mark"
                role="note"
                data-heat=heat.to_string()
                data-fails=fails.to_string()
                style:left=format!("{:.1}px", rect.x + 12.0)
                style:top=format!("{:.1}px", rect.y + rect.height - 9.0)
            >
                {words}
            </span>
        }
    };
    move || marks.get().into_iter().map(mark).collect_view()
}

/// What they are, and the way to take them away, over the diagram.
#[component]
pub fn HotNote() -> impl IntoView {
    let store = Store::get();
    let stale = store.slice(|workbench| workbench.forecast_is_stale());
    let clear = move |_| store.send(Message::Production(ProductionMessage::Paint(false)));
    view! {
        <p class="hot-note" role="status">
            <Glyph icon=Icon::Timer />
            {move || if stale.get() { "Hot spots of a forecast before the last change" } else { "Hot spots of the forecast" }}
            <button type="button" class="button button--small" on:click=clear>"Clear"</button>
        </p>
    }
}
