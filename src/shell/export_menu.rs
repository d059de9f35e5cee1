//! Everything that brings a definition in or takes it out.

use asl::notation::Notation;
use leptos::html::{Button, Input};
use leptos::prelude::*;
use workbench::commands::Overlay;
use workbench::conversion::Conversion;
use workbench::message::{FileMessage, Message, ScreenMessage};
use workbench::production::{ProductionMessage, Tab};
use workbench::versions::VersionsMessage;

use crate::browser;
use crate::store::Store;
use crate::ui::{Glyph, Icon};

/// The “File” menu: new, open, copy, download.
#[component]
pub fn ExportMenu() -> impl IntoView {
    let store = Store::get();
    let open = RwSignal::new(false);
    let file_input = NodeRef::<Input>::new();
    let button = NodeRef::<Button>::new();
    let close = move || {
        open.set(false);
        button.get_untracked().map(|button| button.focus());
    };
    let act = move |message: Message| {
        close();
        store.send(message);
    };
    let choose = move |_| {
        close();
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
    let row = move |icon: Icon, name: String, hint: &'static str, message: Message, begins_group: bool| {
        view! {
            <button type="button" role="menuitem" class="menu__item" data-breaks=begins_group.to_string() on:click=move |_| act(message.clone())>
                <Glyph icon=icon />
                {name}
                <span class="menu__hint">{hint}</span>
            </button>
        }
    };
    let item = move |icon: Icon, name: String, hint: &'static str, message: FileMessage| {
        let begins_group = matches!(
            message,
            FileMessage::Share | FileMessage::Copy | FileMessage::Download | FileMessage::Convert(Conversion::Rewrite)
        );
        row(icon, name, hint, Message::File(message), begins_group)
    };
    let notation = store.slice(|workbench| workbench.front.document.tree.notation());
    let takes_out = move |own: Notation| {
        let other = own.other();
        let convert = move |icon: Icon, conversion: Conversion, hint: &'static str| {
            item(icon, conversion.title(other), hint, FileMessage::Convert(conversion))
        };
        view! {
            {item(Icon::Share, "Share by a link…".to_owned(), "", FileMessage::Share)}
            {row(Icon::StepBack, "Earlier versions…".to_owned(), "compare, take back", Message::Versions(VersionsMessage::Open), false)}
            {row(Icon::Minimap, "Picture…".to_owned(), "SVG, PNG, Mermaid", Message::Screen(ScreenMessage::Open(Overlay::Picture)), false)}
            {row(Icon::Timer, "Production…".to_owned(), "cost, role, alarms", Message::Production(ProductionMessage::Open(Tab::Forecast)), false)}
            {item(Icon::Copy, "Copy definition".to_owned(), console_hint(own), FileMessage::Copy)}
            {convert(Icon::Copy, Conversion::Copy, console_hint(other))}
            {item(Icon::Download, "Download definition".to_owned(), own.file_ending(), FileMessage::Download)}
            {convert(Icon::Download, Conversion::Download, other.file_ending())}
            {convert(Icon::Swap, Conversion::Rewrite, "")}
        }
        .into_any()
    };
    let key = move |event: web_sys::KeyboardEvent| match event.key().as_str() {
        "Escape" => close(),
        _ if open.get_untracked() => browser::move_focus(&event),
        _ => {}
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
                node_ref=button
                aria-haspopup="menu"
                aria-expanded=Signal::derive(move || open.get().to_string())
                on:click=move |_| open.update(|open| *open = !*open)
            >
                "File"
                <Glyph icon=Icon::ChevronDown />
            </button>
            <div class="menu menu--file" role="menu" aria-label="File" hidden=move || !open.get() style:right="0" style:top="34px">
                {item(Icon::New, "New workflow".to_owned(), "", FileMessage::New)}
                <button type="button" role="menuitem" class="menu__item" on:click=choose>
                    <Glyph icon=Icon::Open />
                    "Open file…"
                    <span class="menu__hint">"or drop it here"</span>
                </button>
                {move || takes_out(notation.get())}
            </div>
            <input type="file" class="visually-hidden" tabindex="-1" aria-hidden="true" accept=".json,.asl,.yaml,.yml,.tf,.hcl,.txt,.svg,.png" node_ref=file_input on:change=chosen />
        </div>
    }
}

/// The console's Code view takes JSON alone.
fn console_hint(notation: Notation) -> &'static str {
    match notation {
        Notation::Json => "for the AWS console",
        Notation::Yaml => "for templates",
    }
}
