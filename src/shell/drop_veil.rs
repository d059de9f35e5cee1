//! Files that are dropped anywhere on the page.

use leptos::prelude::*;
use workbench::message::Message;

use crate::browser;
use crate::store::Store;

/// Shown while a file is dragged over the page.
#[component]
pub fn DropVeil() -> impl IntoView {
    let store = Store::get();
    let over = RwSignal::new(false);
    let has_files = |event: &web_sys::DragEvent| {
        event
            .data_transfer()
            .is_some_and(|transfer| (0..transfer.types().length()).any(|index| transfer.types().get(index) == "Files"))
    };
    let drag_over = window_event_listener(leptos::ev::dragover, move |event| {
        if has_files(&event) {
            event.prevent_default();
            over.set(true);
        }
    });
    let leave = window_event_listener(leptos::ev::dragleave, move |event| {
        if event.related_target().is_none() {
            over.set(false);
        }
    });
    let dropped = window_event_listener(leptos::ev::drop, move |event| {
        over.set(false);
        if let Some(file) = event.data_transfer().and_then(|transfer| transfer.files()).and_then(|files| files.get(0)) {
            event.prevent_default();
            browser::read_file(file, move |message| store.send(Message::File(message)));
        }
    });
    on_cleanup(move || {
        drag_over.remove();
        leave.remove();
        dropped.remove();
    });
    view! {
        <div class="drop-veil" hidden=move || !over.get()>
            <div class="drop-veil__card">"Drop the file to open it"</div>
        </div>
    }
}
