//! A list to search and choose from by keyboard: the command palette, and quick-add.

use leptos::html::Input;
use leptos::prelude::*;
use workbench::apis::ApisMessage;
use workbench::commands::{Entry, Overlay, entries, filtered, service_entries};
use workbench::message::{Message, ScreenMessage};
use workbench::scene::Point;

use crate::browser;
use crate::canvas::{CanvasState, glyph};
use crate::store::{Store, memo};
use crate::ui::{Glyph, Icon};

/// So many rows are drawn at first, and as many more each time that the last of them come near: of hundreds of workflows that are
/// kept, few are looked at.
const DRAWN: usize = 100;
/// So near, in pixels.
const NEAR: i32 = 400;

/// The list, over the page.
#[component]
pub fn Search(overlay: Overlay) -> impl IntoView {
    let store = Store::get();
    let close = move || store.send(Message::Screen(ScreenMessage::CloseOverlay));
    let adds = matches!(overlay, Overlay::Add(_) | Overlay::AddLed(..));
    // Beside the line, so that what is added where is seen together.
    let canvas = CanvasState::get();
    let beside = place_beside(store, canvas, overlay);
    let all = StoredValue::new(store.peek(|workbench| entries(workbench, overlay)));
    let search = RwSignal::new(String::new());
    let services = store.slice(move |workbench| service_entries(workbench, overlay, &search.get()));
    let shown = memo(move |_| {
        let mut shown = all.with_value(|all| filtered(all, &search.get()));
        services.with(|services| shown.extend(services.iter().cloned()));
        shown
    });
    if overlay.adds_services() {
        store.send(Message::Apis(ApisMessage::WantIndex));
    }
    let active = RwSignal::new(0_usize);
    let drawn = RwSignal::new(DRAWN);
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
        if to + 1 >= drawn.get_untracked() {
            drawn.set(to + DRAWN);
        }
        active.set(to);
        // The row may be one of those that are drawn from now on.
        request_animation_frame(move || browser::scroll_into_view(&format!("found-{to}")));
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
    let scrolled = move |event: web_sys::Event| {
        let list = event_target::<web_sys::Element>(&event);
        let is_near = list.scroll_height() - list.scroll_top() - list.client_height() < NEAR;
        if is_near && drawn.get_untracked() < shown.with_untracked(Vec::len) {
            drawn.update(|drawn| *drawn += DRAWN);
        }
    };
    let rows = move || {
        let mut group = "";
        let mut rows: Vec<AnyView> = Vec::new();
        let shown = shown.get();
        let count = shown.len();
        for (index, entry) in shown.into_iter().enumerate().take(drawn.get()) {
            if entry.group != group {
                group = entry.group;
                rows.push(view! { <div class="found__group" role="presentation">{group}</div> }.into_any());
            }
            rows.push(row((index, count), entry, active, choose));
        }
        if rows.is_empty() {
            rows.push(view! { <p class="empty">"Nothing is called that"</p> }.into_any());
        }
        rows
    };
    let name = if adds { "Add a state" } else { "Commands" };
    let hint = if adds { "Search states and actions" } else { "Search commands, states and examples" };
    view! {
        <div class="veil" class=("veil--dim", beside.is_none()) on:pointerdown=move |_| close()>
            <div
                class="found"
                class=("found--beside", beside.is_some())
                style:left=beside.map(|(left, _)| format!("{left:.0}px"))
                style:top=beside.map(|(_, top)| format!("{top:.0}px"))
                role="dialog" aria-modal="true" aria-label=name on:keydown=key on:pointerdown=|event| event.stop_propagation()>
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
                            drawn.set(DRAWN);
                        }
                    />
                    <kbd>"Esc"</kbd>
                </div>
                <div id="found" class="found__list scroll" role="listbox" aria-label=name on:scroll=scrolled>
                    {rows}
                </div>
            </div>
        </div>
    }
}

/// How large the list is beside a line, how far from it, and what is left free at the window's edges.
const BESIDE: (f64, f64) = (340.0, 420.0);
const AWAY: f64 = 96.0;
const MARGIN: f64 = 12.0;

/// Where the list stands that adds to the diagram: right of the place, or left of it where there is more room.
fn place_beside(store: Store, canvas: CanvasState, overlay: Overlay) -> Option<(f64, f64)> {
    let rect = canvas.element.get_untracked()?.get_bounding_client_rect();
    if rect.width() < 1.0 {
        return None;
    }
    let at = store.peek(|workbench| {
        let scene = &workbench.front.scene;
        match overlay {
            Overlay::Add(place) => scene.places.iter().find(|known| known.place == place).map(|known| known.at),
            Overlay::AddLed(from, _) => {
                scene.state(from).map(|node| Point { x: node.rect.x + node.rect.width / 2.0, y: node.rect.bottom() + 20.0 })
            }
            _ => None,
        }
    })?;
    let at = canvas.viewport.get_untracked().to_screen(at);
    let (x, y) = (at.x + rect.left(), at.y + rect.top());
    let (width, height) = (browser::window_width(), browser::window_height());
    let right = x + AWAY;
    let left = if right + BESIDE.0 + MARGIN <= width { right } else { x - AWAY - BESIDE.0 };
    let clamp = |at: f64, most: f64| at.clamp(MARGIN, most.max(MARGIN));
    Some((clamp(left, width - BESIDE.0 - MARGIN), clamp(y - 60.0, height - BESIDE.1 - MARGIN)))
}

fn row(
    (index, count): (usize, usize),
    entry: Entry,
    active: RwSignal<usize>,
    choose: impl Fn(usize) + Copy + 'static,
) -> AnyView {
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
            aria-posinset=(index + 1).to_string()
            aria-setsize=count.to_string()
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
