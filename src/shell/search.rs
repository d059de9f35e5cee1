//! A list to search and choose from by keyboard: the command palette, and quick-add.

use leptos::html::Input;
use leptos::prelude::*;
use workbench::apis::ApisMessage;
use workbench::commands::{Entry, Overlay, entries, filtered, service_entries};
use workbench::message::{Message, ScreenMessage};

use crate::browser;
use crate::canvas::glyph;
use crate::store::Store;
use crate::ui::{Glyph, Icon};

/// The list, over the page.
#[component]
pub fn Search(overlay: Overlay) -> impl IntoView {
    let store = Store::get();
    let close = move || store.send(Message::Screen(ScreenMessage::CloseOverlay));
    let adds = matches!(overlay, Overlay::Add(_));
    let all = StoredValue::new(store.peek(|workbench| entries(workbench, overlay)));
    let search = RwSignal::new(String::new());
    let services = store.slice(move |workbench| service_entries(workbench, overlay, &search.get()));
    let shown = Memo::new(move |_| {
        let mut shown = all.with_value(|all| filtered(all, &search.get()));
        services.with(|services| shown.extend(services.iter().cloned()));
        shown
    });
    if matches!(overlay, Overlay::Add(_) | Overlay::Commands) {
        store.send(Message::Apis(ApisMessage::WantIndex));
    }
    let active = RwSignal::new(0_usize);
    browser::return_focus();
    let input = NodeRef::<Input>::new();
    input.on_load(|input| drop(input.focus()));
    let choose = move |index: usize| {
        let Some(entry) = shown.with_untracked(|shown| shown.get(index).cloned()) else { return };
        if entry.enabled {
            store.send(Message::Act(entry.action));
        }
    };
    let go = move |to: usize| {
        active.set(to);
        browser::scroll_into_view(&format!("found-{to}"));
    };
    let key = move |event: web_sys::KeyboardEvent| {
        event.stop_propagation();
        let last = shown.with_untracked(Vec::len).saturating_sub(1);
        let now = active.get_untracked();
        match event.key().as_str() {
            "Escape" => close(),
            "ArrowDown" => go(if now >= last { 0 } else { now + 1 }),
            "ArrowUp" => go(now.checked_sub(1).unwrap_or(last)),
            "Enter" => choose(now),
            "Tab" => {}
            _ => return,
        }
        event.prevent_default();
    };
    let rows = move || {
        let mut group = "";
        let mut rows: Vec<AnyView> = Vec::new();
        for (index, entry) in shown.get().into_iter().enumerate() {
            if entry.group != group {
                group = entry.group;
                rows.push(view! { <div class="found__group" role="presentation">{group}</div> }.into_any());
            }
            rows.push(row(index, entry, active, choose));
        }
        if rows.is_empty() {
            rows.push(view! { <p class="empty">"Nothing is called that"</p> }.into_any());
        }
        rows
    };
    let name = if adds { "Add a state" } else { "Commands" };
    let hint = if adds { "Search states and actions" } else { "Search commands, states and examples" };
    view! {
        <div class="veil veil--dim" on:pointerdown=move |_| close()>
            <div class="found" role="dialog" aria-modal="true" aria-label=name on:keydown=key on:pointerdown=|event| event.stop_propagation()>
                <div class="found__search">
                    <Glyph icon=Icon::Search />
                    <input
                        node_ref=input
                        class="found__input"
                        role="combobox"
                        aria-label=hint
                        aria-expanded="true"
                        aria-controls="found"
                        aria-activedescendant=Signal::derive(move || format!("found-{}", active.get()))
                        placeholder=hint
                        autocomplete="off"
                        spellcheck="false"
                        on:input=move |event| {
                            search.set(event_target_value(&event));
                            active.set(0);
                        }
                    />
                    <kbd>"Esc"</kbd>
                </div>
                <div id="found" class="found__list scroll" role="listbox" aria-label=name>
                    {rows}
                </div>
            </div>
        </div>
    }
}

fn row(index: usize, entry: Entry, active: RwSignal<usize>, choose: impl Fn(usize) + Copy + 'static) -> AnyView {
    let Entry { kind, title, hint, keys, enabled, .. } = entry;
    let tile = kind.map(|kind| {
        let icon: Icon = glyph(kind, &title);
        view! {
            <span class="tile">
                <Glyph icon=icon />
            </span>
        }
    });
    view! {
        <div
            id=format!("found-{index}")
            class="found__row"
            role="option"
            data-kind=kind.map(workbench::palette::Kind::name)
            aria-selected=Signal::derive(move || (active.get() == index).to_string())
            aria-disabled=(!enabled).then_some("true")
            on:pointermove=move |_| active.set(index)
            on:click=move |_| choose(index)
        >
            {tile}
            <span class="found__title">{title}</span>
            <span class="found__hint">{hint}</span>
            {(!keys.is_empty()).then(|| view! { <kbd>{keys}</kbd> })}
        </div>
    }
    .into_any()
}
