//! Everything that brings a definition in or takes it out.

use leptos::html::Input;
use leptos::prelude::*;
use workbench::message::{FileMessage, Message};

use crate::browser;
use crate::store::Store;
use crate::ui::{Glyph, Icon};

/// The “File” menu: new, open, copy, download.
#[component]
pub fn ExportMenu() -> impl IntoView {
    let store = Store::get();
    let open = RwSignal::new(false);
    let file_input = NodeRef::<Input>::new();
    let act = move |message: FileMessage| {
        open.set(false);
        store.send(Message::File(message));
    };
    let choose = move |_| {
        open.set(false);
        if let Some(input) = file_input.get_untracked() {
            input.click();
        }
    };
    let chosen = move |_| {
        if let Some(input) = file_input.get_untracked() {
            if let Some(file) = input.files().and_then(|files| files.get(0)) {
                browser::read_file(file, move |message| store.send(Message::File(message)));
            }
            input.set_value("");
        }
    };
    let item = move |icon: Icon, name: &'static str, hint: &'static str, message: FileMessage| {
        view! {
            <button type="button" role="menuitem" class="menu__item" on:click=move |_| act(message.clone())>
                <Glyph icon=icon />
                {name}
                <span class="menu__hint">{hint}</span>
            </button>
        }
    };
    let key = move |event: web_sys::KeyboardEvent| {
        if event.key() == "Escape" {
            open.set(false);
        }
    };
    view! {
        <div
            style:position="relative"
            on:keydown=key
            on:focusout=move |event: web_sys::FocusEvent| {
                if !browser::focus_stays_inside(&event) {
                    open.set(false);
                }
            }
        >
            <button
                type="button"
                class="button"
                aria-haspopup="menu"
                aria-expanded=Signal::derive(move || open.get().to_string())
                on:click=move |_| open.update(|open| *open = !*open)
            >
                "File"
                <Glyph icon=Icon::ChevronDown />
            </button>
            <div class="menu" role="menu" aria-label="File" hidden=move || !open.get() style:right="0" style:top="34px">
                {item(Icon::New, "New workflow", "", FileMessage::New)}
                <button type="button" role="menuitem" class="menu__item" on:click=choose>
                    <Glyph icon=Icon::Open />
                    "Open file…"
                    <span class="menu__hint">"or drop it here"</span>
                </button>
                {item(Icon::Copy, "Copy definition", "for the AWS console", FileMessage::Copy)}
                {item(Icon::Download, "Download definition", ".asl.json", FileMessage::Download)}
                {item(Icon::Download, "Download as YAML", ".asl.yaml", FileMessage::DownloadYaml)}
            </div>
            <input type="file" class="visually-hidden" tabindex="-1" aria-hidden="true" accept=".json,.asl,.yaml,.yml,.txt" node_ref=file_input on:change=chosen />
        </div>
    }
}
