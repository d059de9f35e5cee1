//! The menu of a state: everything that can be done with it, each with its key or why it can't be done.

use leptos::html::Div;
use leptos::prelude::*;
use workbench::commands::{Action, Command, Entry, Overlay, Structure, entries};
use workbench::message::{Message, ScreenMessage};
use workbench::scene::Point;

use crate::browser;
use crate::store::Store;

/// What is left free at the window's edges, in pixels.
const MARGIN: f64 = 8.0;

/// The menu at a point of the window, as far as it fits there.
#[component]
pub fn StateMenu(at: Point) -> impl IntoView {
    let store = Store::get();
    let close = move || store.send(Message::Screen(ScreenMessage::CloseOverlay));
    let entries = store.peek(|workbench| entries(workbench, Overlay::StateMenu(at)));
    browser::return_focus();
    let menu = NodeRef::<Div>::new();
    let top = RwSignal::new(at.y);
    menu.on_load(move |menu| {
        drop(menu.focus());
        let room = browser::window_height() - menu.get_bounding_client_rect().height() - MARGIN;
        top.set(at.y.min(room).max(MARGIN));
    });
    let key = move |event: web_sys::KeyboardEvent| {
        event.stop_propagation();
        match event.key().as_str() {
            "Escape" | "Tab" => {
                event.prevent_default();
                close();
            }
            _ => browser::move_focus(&event),
        }
    };
    let items = entries.into_iter().map(|entry| view! { <Item entry /> }).collect_view();
    view! {
        <div class="veil" on:pointerdown=move |_| close() on:contextmenu=|event: web_sys::MouseEvent| event.prevent_default()>
            <div
                class="menu menu--state"
                role="menu"
                aria-label="What to do with the state"
                tabindex="-1"
                node_ref=menu
                style:left=format!("min({:.0}px, calc(100vw - 300px))", at.x)
                style:top=Signal::derive(move || format!("{:.0}px", top.get()))
                on:keydown=key
                on:pointerdown=|event| event.stop_propagation()
            >
                {items}
            </div>
        </div>
    }
}

#[component]
fn Item(entry: Entry) -> impl IntoView {
    let store = Store::get();
    let Entry { title, hint, keys, enabled, action, .. } = entry;
    let is_delete = action == Action::Do(Command::Delete);
    let said = if enabled { keys.to_owned() } else { hint.clone() };
    // A line before what changes how states hang together, and before what takes away.
    let breaks = matches!(
        action,
        Action::Do(Command::TestState | Command::Structure(Structure::WrapInParallel | Structure::AddRule) | Command::Delete)
    );
    let press = move |_| {
        if enabled {
            store.send(Message::Act(action.clone()));
        }
    };
    view! {
        <button
            type="button"
            role="menuitem"
            class="menu__item"
            class=("menu__item--danger", is_delete)
            tabindex="-1"
            data-breaks=breaks.to_string()
            aria-disabled=(!enabled).then_some("true")
            title=hint
            on:click=press
        >
            <span>{title}</span>
            <span class="menu__hint">{said}</span>
        </button>
    }
}
