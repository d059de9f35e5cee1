//! The page: frame, keys, drops and pastes of files, announcements.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use workbench::Workbench;
use workbench::message::{FileMessage, Message, ScreenMessage};
use workbench::panels::{Panel, Theme, View};

use crate::canvas::{Canvas, CanvasState};
use crate::code::CodePane;
use crate::effects::{self, PANELS_KEY, PROJECT_KEY};
use crate::inspector::Inspector;
use crate::run::RunDock;
use crate::shell::{LeftPanel, NoticeBar, TopBar};
use crate::store::Store;
use crate::ui::{Axis, Splitter};
use crate::{browser, keymap};

/// The whole page.
#[component]
pub fn App() -> impl IntoView {
    let kept_panels = browser::stored(PANELS_KEY);
    let mut workbench = Workbench::restore(browser::stored(PROJECT_KEY).as_deref(), kept_panels.as_deref());
    // Where panels lie over the canvas, a first visit begins with the diagram in view.
    workbench.panels.inspector_open &= kept_panels.is_some() || !browser::is_narrow();
    let store = Store::provide(workbench);
    CanvasState::provide();
    listen(store);
    follow_theme(store);
    set_timeout(move || store.send(Message::Began), std::time::Duration::ZERO);

    let panels = store.slice(|workbench| workbench.panels.clone());
    let view = move || match panels.with(|panels| panels.view) {
        View::Design => "design",
        View::Split => "split",
        View::Code => "code",
    };
    let pixels = move |panel: Panel| format!("{}px", panels.with(|panels| panels.size(panel)));
    view! {
        <div
            class="app"
            data-view=view
            style=("--left-width", move || pixels(Panel::Left))
            style=("--inspector-width", move || pixels(Panel::Inspector))
            style=("--code-width", move || pixels(Panel::Code))
            style=("--dock-height", move || pixels(Panel::Dock))
        >
            <TopBar />
            <main class="work">
                <Show when=move || panels.with(|panels| panels.left_open)>
                    <LeftPanel />
                    <PanelSplitter panel=Panel::Left label="Width of the left panel" grows=1.0 />
                </Show>
                <div class="middle">
                    <div class="middle__canvas">
                        <Canvas />
                    </div>
                    <Show when=move || panels.with(|panels| panels.view == View::Split)>
                        <PanelSplitter panel=Panel::Code label="Width of the code" grows=-1.0 />
                    </Show>
                    <Show when=move || panels.with(|panels| panels.view != View::Design)>
                        <div class="middle__code">
                            <CodePane />
                        </div>
                    </Show>
                </div>
                <Show when=move || panels.with(|panels| panels.inspector_open)>
                    <PanelSplitter panel=Panel::Inspector label="Width of the inspector" grows=-1.0 />
                    <Inspector />
                </Show>
            </main>
            <Show when=move || panels.with(|panels| panels.dock_open) fallback=|| view! { <span hidden></span> }>
                <RunDock />
            </Show>
            <NoticeBar />
            <Announcer />
            <DropVeil />
        </div>
    }
}

#[component]
fn PanelSplitter(panel: Panel, label: &'static str, grows: f64) -> impl IntoView {
    let store = Store::get();
    let size = store.slice(move |workbench| workbench.panels.size(panel));
    let resize = move |pixels| store.send(Message::Screen(ScreenMessage::Resize(panel, pixels)));
    view! { <Splitter label=label axis=Axis::Columns grows=grows size=size on_resize=resize /> }
}

/// Says aloud what happened, for those who don't see the canvas.
#[component]
fn Announcer() -> impl IntoView {
    let announcement = Store::get().wishes.announcement;
    view! { <div class="visually-hidden" aria-live="polite" role="log">{move || announcement.get().1}</div> }
}

/// Shown while a file is dragged over the page.
#[component]
fn DropVeil() -> impl IntoView {
    let store = Store::get();
    let over = RwSignal::new(false);
    let has_files = |event: &web_sys::DragEvent| {
        event
            .data_transfer()
            .is_some_and(|transfer| (0..transfer.types().length()).any(|index| transfer.types().get(index) == "Files"))
    };
    let drag_over = window_event_listener(leptos::ev::dragover, move |event| {
        if has_files(&event) {
            event.prevent_default();
            over.set(true);
        }
    });
    let leave = window_event_listener(leptos::ev::dragleave, move |event| {
        if event.related_target().is_none() {
            over.set(false);
        }
    });
    let dropped = window_event_listener(leptos::ev::drop, move |event| {
        over.set(false);
        if let Some(file) = event.data_transfer().and_then(|transfer| transfer.files()).and_then(|files| files.get(0)) {
            event.prevent_default();
            browser::read_file(file, move |message| store.send(Message::File(message)));
        }
    });
    on_cleanup(move || {
        drag_over.remove();
        leave.remove();
        dropped.remove();
    });
    view! {
        <div class="drop-veil" hidden=move || !over.get()>
            <div class="drop-veil__card">"Drop the file to open it"</div>
        </div>
    }
}

/// Keys, pastes of whole definitions, and the last save before the page goes.
fn listen(store: Store) {
    let keys = window_event_listener(leptos::ev::keydown, move |event| {
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
            store.send(Message::File(FileMessage::Open { name: String::new(), text }));
        }
    });
    let leave = window_event_listener(leptos::ev::pagehide, move |_| effects::store_now(store));
    on_cleanup(move || {
        keys.remove();
        paste.remove();
        leave.remove();
    });
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
