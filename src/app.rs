//! The page's frame: the canvas, and the places of all that loads after it.

use leptos::prelude::*;
use workbench::Workbench;
use workbench::message::Message;
use workbench::panels::{Panel, Theme, View};
use workbench::scene::tenths;

use crate::browser;
use crate::canvas::{Canvas, CanvasState};
use crate::late::{self, LateRoom, Room};
use crate::storage;
use crate::store::Store;

/// The whole page.
#[component]
pub fn App() -> impl IntoView {
    let found = storage::found();
    let is_first_visit = found.panels.is_none();
    let mut workbench = Workbench::restore(found);
    // Where panels leave the canvas little room, a first visit begins with the diagram alone.
    let has_room = !is_first_visit || !browser::is_narrow();
    workbench.panels.inspector_open &= has_room;
    workbench.panels.left_open &= has_room;
    let store = Store::provide(workbench);
    CanvasState::provide();
    follow_theme(store);
    store.send(Message::Began);
    late::load_soon(store);

    let learns = store.slice(|workbench| workbench.learn.shown);
    let panels = store.slice(|workbench| workbench.panels.clone());
    let view = move || match panels.with(|panels| panels.view) {
        View::Design => "design",
        View::Split => "split",
        View::Code => "code",
    };
    let pixels = move |panel: Panel| format!("{}px", tenths(panels.with(|panels| panels.size(panels.in_place(panel)))));
    view! {
        <div
            class="app"
            data-view=view
            style=("--left-width", move || pixels(Panel::Left))
            style=("--inspector-width", move || pixels(Panel::Inspector))
            style=("--code-width", move || pixels(Panel::Code))
            style=("--dock-height", move || pixels(Panel::Dock))
        >
            <LateRoom room=Room::TopBar class="top-bar" />
            <main class="work">
                <Show when=move || learns.get()>
                    <LateRoom room=Room::Learn class="panel panel--learn" />
                </Show>
                <Show when=move || panels.with(|panels| panels.left_open)>
                    <LateRoom room=Room::Left class="panel panel--left" />
                </Show>
                <div class="middle">
                    <div class="middle__canvas">
                        <Canvas />
                    </div>
                    <Show when=move || panels.with(|panels| panels.view != View::Design)>
                        <LateRoom room=Room::Code class="middle__code" />
                    </Show>
                </div>
                <Show when=move || panels.with(|panels| panels.inspector_open)>
                    <LateRoom room=Room::Inspector class="panel panel--inspector" />
                </Show>
            </main>
            <Show when=move || panels.with(|panels| panels.dock_open) fallback=|| view! { <span hidden></span> }>
                <LateRoom room=Room::Dock class="dock" />
            </Show>
            <LateRoom room=Room::Overlays class="" />
        </div>
    }
}

/// Keeps the page's colours as chosen; without a choice the system's preference rules.
fn follow_theme(store: Store) {
    let theme = store.slice(|workbench| workbench.panels.theme);
    Effect::new(move |_| {
        let Some(root) = document().document_element() else { return };
        let set = match theme.get() {
            Theme::System => root.remove_attribute("data-theme"),
            Theme::Light => root.set_attribute("data-theme", "light"),
            Theme::Dark => root.set_attribute("data-theme", "dark"),
        };
        set.ok();
    });
}
