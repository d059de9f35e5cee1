//! The palette: drag a state onto the canvas, or press Enter to add it after the chosen one.

mod own;
mod services;

use std::sync::Arc;

use leptos::prelude::*;
use web_sys::PointerEvent;
use workbench::apis::ApisMessage;
use workbench::gesture::{Gesture, Item};
use workbench::message::{Edit, Message};
use workbench::palette::{Kind, PaletteGroup, PaletteItem, palette};

use asl::edit::NewState;
use own::OwnGroup;
pub use own::keep;
use services::Services;

use crate::canvas::CanvasState;
use crate::store::Store;
use crate::ui::{Glyph, Icon};

/// Everything that can be added, with a search over it.
#[component]
pub fn Palette() -> impl IntoView {
    let store = Store::get();
    let search = RwSignal::new(String::new());
    let want_services = move || store.send(Message::Apis(ApisMessage::WantIndex));
    let found = store.slice(move |workbench| !workbench.apis.search(&search.get(), 1).groups.is_empty());
    let here = store.slice(|workbench| workbench.apis.index().is_some());
    let groups = move || {
        let wanted = search.get().trim().to_lowercase();
        let matches = move |item: &PaletteItem| format!("{} {}", item.name, item.what).to_lowercase().contains(&wanted);
        let kept = palette()
            .into_iter()
            .map(|group| PaletteGroup { items: group.items.into_iter().filter(&matches).collect(), ..group });
        kept.filter(|group| !group.items.is_empty()).collect::<Vec<_>>()
    };
    let list = move || {
        let groups = groups();
        if groups.is_empty() && here.get() && !found.get() {
            return view! { <p class="empty">"Nothing is called that"</p> }.into_any();
        }
        groups.into_iter().map(|group| view! { <Group group /> }).collect_view().into_any()
    };
    view! {
        <div class="palette">
            <input
                class="input"
                type="search"
                placeholder="Search states and AWS services"
                aria-label="Search states and AWS services"
                prop:value=Signal::derive(move || search.get())
                on:focus=move |_| want_services()
                on:input=move |event| {
                    search.set(event_target_value(&event));
                    want_services();
                }
            />
            {list}
            <OwnGroup search />
            <Services search />
            <p class="palette__hint">"Drag onto a line, or press Enter to add after the chosen state."</p>
        </div>
    }
}

#[component]
fn Group(group: PaletteGroup) -> impl IntoView {
    view! {
        <section>
            <h2 class="palette__title">{group.title}</h2>
            <div class="palette__list">{group.items.into_iter().map(entry).collect_view()}</div>
        </section>
    }
}

fn entry(item: PaletteItem) -> impl IntoView {
    let PaletteItem { kind, name, what, state } = item;
    view! { <PaletteEntry addition=Addition { kind, name: name.into(), looks: name.into(), what: what.to_owned(), state } on_near=|| () /> }
}

/// Something that can be added.
#[derive(Clone)]
struct Addition {
    kind: Kind,
    name: Arc<str>,
    /// What its tile goes by.
    looks: Arc<str>,
    what: String,
    state: NewState,
}

#[component]
fn PaletteEntry(
    addition: Addition,
    /// Called when the pointer or the focus comes to it.
    on_near: impl Fn() + Clone + 'static,
) -> impl IntoView {
    let store = Store::get();
    let canvas = CanvasState::get();
    let Addition { kind, name, looks, what, state } = addition;
    let icon: Icon = crate::canvas::glyph(kind, &looks);
    let (state, label) = (StoredValue::new(state), StoredValue::new(name.clone()));
    let near = on_near.clone();
    let press = move |event: PointerEvent| {
        if event.button() == 0 {
            let from = canvas.on_screen(event.client_x(), event.client_y());
            let (state, name) = (state.get_value(), label.get_value());
            canvas.gesture.set(Gesture::Press { item: Item::New { state, kind, name }, from });
        }
    };
    // A click by mouse has `detail` 1; only the keyboard's and a screen reader's have 0, and those add at once.
    let add = move |event: web_sys::MouseEvent| {
        if event.detail() == 0 {
            store.send(Message::Edit(Edit::AddAtSelection(state.get_value())));
        }
    };
    view! {
        <button
            type="button"
            class="palette__item"
            data-kind=kind.name()
            on:pointerenter=move |_| near()
            on:focus=move |_| on_near()
            on:pointerdown=press
            on:dblclick=move |_| store.send(Message::Edit(Edit::AddAtSelection(state.get_value())))
            on:click=add
        >
            <span class="tile">
                <Glyph icon=icon />
            </span>
            <span>
                <span class="palette__name">{name.to_string()}</span>
                {(!what.is_empty()).then(|| view! { <span class="palette__what">{what}</span> })}
            </span>
        </button>
    }
}
