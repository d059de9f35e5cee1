//! The field to search in on the diagram, with what was found.

use leptos::prelude::*;
use web_sys::KeyboardEvent;
use workbench::message::{FindMessage, Message};

use crate::store::Store;
use crate::ui::{Glyph, Icon, IconButton};

/// The bar over the canvas, while there is a search.
#[component]
pub fn FindBar() -> impl IntoView {
    let store = Store::get();
    let is_open = store.slice(|workbench| workbench.find.is_some());
    view! {
        <Show when=move || is_open.get()>
            <Bar />
        </Show>
    }
}

#[component]
fn Bar() -> impl IntoView {
    let store = Store::get();
    let find = store.slice(|workbench| workbench.find.clone().unwrap_or_default());
    let say = move |message: FindMessage| store.send(Message::Find(message));
    let count = move || {
        find.with(|find| match (find.wanted.trim(), find.hits.len()) {
            ("", _) => String::new(),
            (_, 0) => "Nothing found".to_owned(),
            (_, many) => format!("{} of {many}", find.at + 1),
        })
    };
    let around = move || find.with(|find| find.current().map(|hit| hit.around.clone()).unwrap_or_default());
    let key = move |event: KeyboardEvent| {
        match event.key().as_str() {
            "Enter" => say(FindMessage::Step(!event.shift_key())),
            "ArrowDown" => say(FindMessage::Step(true)),
            "ArrowUp" => say(FindMessage::Step(false)),
            "Escape" => say(FindMessage::Close),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    view! {
        <div
            class="find-bar"
            role="search"
            on:keydown=key
            on:pointerdown=|event| event.stop_propagation()
            on:wheel=|event| event.stop_propagation()
        >
            <Glyph icon=Icon::Search />
            <input
                id="find"
                class="find-bar__input"
                type="text"
                aria-label="Find in names, fields and expressions"
                placeholder="Find in names, fields and expressions"
                autocomplete="off"
                spellcheck="false"
                prop:value=Signal::derive(move || find.with(|find| find.wanted.clone()))
                on:input=move |event| say(FindMessage::Type(event_target_value(&event)))
            />
            <span class="find-bar__count" role="status">{count}</span>
            <IconButton icon=Icon::ArrowUp label="Previous" keys="Shift+Enter" on_press=move || say(FindMessage::Step(false)) />
            <IconButton icon=Icon::ArrowDown label="Next" keys="Enter" on_press=move || say(FindMessage::Step(true)) />
            <IconButton icon=Icon::Close label="End the search" keys="Esc" on_press=move || say(FindMessage::Close) />
            <code class="find-bar__around">{around}</code>
        </div>
    }
}
