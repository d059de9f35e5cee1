//! The palette: drag a state onto the canvas, or press Enter to add it after the chosen one.

use leptos::prelude::*;
use web_sys::PointerEvent;
use workbench::gesture::{Gesture, Item};
use workbench::message::{Edit, Message};
use workbench::palette::{PaletteGroup, PaletteItem, palette};

use crate::canvas::CanvasState;
use crate::store::Store;
use crate::ui::{Glyph, Icon};

/// Everything that can be added, with a search over it.
#[component]
pub fn Palette() -> impl IntoView {
    let search = RwSignal::new(String::new());
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
        if groups.is_empty() {
            return view! { <p class="empty">"Nothing is called that"</p> }.into_any();
        }
        groups.into_iter().map(|group| view! { <Group group /> }).collect_view().into_any()
    };
    view! {
        <div class="palette">
            <input
                class="input"
                type="search"
                placeholder="Search states and actions"
                aria-label="Search states and actions"
                prop:value=Signal::derive(move || search.get())
                on:input=move |event| search.set(event_target_value(&event))
            />
            {list}
            <p class="palette__hint">"Drag onto a line, or press Enter to add after the chosen state."</p>
        </div>
    }
}

#[component]
fn Group(group: PaletteGroup) -> impl IntoView {
    view! {
        <section>
            <h2 class="palette__title">{group.title}</h2>
            <div class="palette__list">{group.items.into_iter().map(|item| view! { <PaletteEntry item /> }).collect_view()}</div>
        </section>
    }
}

#[component]
fn PaletteEntry(item: PaletteItem) -> impl IntoView {
    let store = Store::get();
    let canvas = CanvasState::get();
    let icon: Icon = crate::canvas::glyph(item.kind, item.name);
    let (kind, name, state) = (item.kind, item.name, StoredValue::new(item.state));
    let press = move |event: PointerEvent| {
        if event.button() == 0 {
            let from = canvas.on_screen(event.client_x(), event.client_y());
            canvas.gesture.set(Gesture::Press { item: Item::New { state: state.get_value(), kind, name }, from });
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
            on:pointerdown=press
            on:dblclick=move |_| store.send(Message::Edit(Edit::AddAtSelection(state.get_value())))
            on:click=add
        >
            <span class="tile">
                <Glyph icon=icon />
            </span>
            <span>
                <span class="palette__name">{name}</span>
                <span class="palette__what">{item.what}</span>
            </span>
        </button>
    }
}
