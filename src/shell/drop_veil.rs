//! Files that are dropped anywhere on the page, on the text editor as elsewhere.

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
    // Heard before anything inside the page is: the text editor would take the file's text in, too.
    browser::listen_first("dragover", move |event: &web_sys::DragEvent| {
        if has_files(event) {
            event.prevent_default();
            event.stop_propagation();
            over.try_set(true);
        }
    });
    browser::listen_first("dragleave", move |event: &web_sys::DragEvent| {
        if event.related_target().is_none() {
            over.try_set(false);
        }
    });
    browser::listen_first("drop", move |event: &web_sys::DragEvent| {
        over.try_set(false);
        let files = event.data_transfer().and_then(|transfer| transfer.files());
        let Some(files) = files.filter(|files| files.length() > 0) else { return };
        event.prevent_default();
        event.stop_propagation();
        for file in (0..files.length()).filter_map(|index| files.get(index)) {
            browser::read_file(file, move |message| store.send(Message::File(message)));
        }
    });
    view! {
        <div class="drop-veil" hidden=move || !over.get()>
            <div class="drop-veil__card">"Drop files to open them"</div>
        </div>
    }
}
