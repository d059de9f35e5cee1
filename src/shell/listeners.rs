//! What the whole page listens to.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use workbench::Saved;
use workbench::learn::LearnMessage;
use workbench::message::{FileMessage, Message, ScreenMessage};

use crate::store::Store;
use crate::{browser, keymap, storage};

/// Keys, pastes of whole definitions, and the last save before the page goes.
pub fn listen(store: Store) {
    if browser::is_player() {
        return play(store);
    }
    let keys = window_event_listener(leptos::ev::keydown, move |event| {
        // In a list to choose from there is no text to select, and the page is not meant.
        if event.key() == "a" && (event.ctrl_key() || event.meta_key()) && browser::is_in_select(&event) {
            event.prevent_default();
        }
        if let Some(message) = keymap::message_for(&event) {
            event.prevent_default();
            store.send(message);
        }
    });
    let paste = window_event_listener(leptos::ev::paste, move |event| {
        if browser::is_typing(&event) {
            return;
        }
        let Some(event) = event.dyn_ref::<web_sys::ClipboardEvent>() else { return };
        let text = event.clipboard_data().and_then(|data| data.get_data("text/plain").ok()).unwrap_or_default();
        if !text.trim().is_empty() {
            event.prevent_default();
            store.send(Message::File(FileMessage::Paste(text)));
        }
    });
    let hide = window_event_listener(leptos::ev::visibilitychange, move |_| storage::store_now(store));
    let leave = window_event_listener(leptos::ev::pagehide, move |_| {
        storage::store_in_haste(store);
    });
    // Asked only where something would be lost.
    let ask = window_event_listener(leptos::ev::beforeunload, move |event| {
        let failed = store.peek(|workbench| matches!(*workbench.saved, Saved::Failed(_)) && workbench.front.keeping.touched);
        if failed || (storage::is_pending() && !storage::store_in_haste(store)) {
            event.prevent_default();
        }
    });
    storage::listen(store);
    if let Some(text) = storage::linked_lessons() {
        store.send(Message::Learn(LearnMessage::OpenText(text)));
    }
    on_cleanup(move || {
        keys.remove();
        paste.remove();
        hide.remove();
        leave.remove();
        ask.remove();
    });
}

/// The player hears the keys of the diagram and of the run, and keeps nothing.
fn play(store: Store) {
    let keys = window_event_listener(leptos::ev::keydown, move |event| {
        if let Some(message) = keymap::message_for(&event).filter(keymap::is_for_player) {
            event.prevent_default();
            store.send(message);
        }
    });
    store.send(Message::Screen(ScreenMessage::ShowAsPlayer));
    on_cleanup(move || keys.remove());
}
