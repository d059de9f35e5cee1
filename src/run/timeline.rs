//! The steps as bars over virtual time, nested like their tree. Only the rows in view are in the document.

use leptos::html::Div;
use leptos::prelude::*;
use web_sys::MouseEvent;
use workbench::message::{Message, RunMessage, TreeMessage};
use workbench::run::{TimePart, TimeRow, duration_words, scale_step};

use super::table::Exports;
use crate::store::{Store, memo};
use crate::ui::{Each, Glyph, Icon, IconButton, Windowed};

/// A row's height in pixels.
const ROW: f64 = 24.0;
/// The head's height in pixels.
const HEAD: f64 = 26.0;
/// So many times the time can be stretched.
const LARGEST: f64 = 2000.0;
/// Lines of the scale in a view.
const LINES: usize = 8;

/// What the parts of the timeline share.
#[derive(Clone, Copy)]
struct Scale {
    zoom: RwSignal<f64>,
    length: Memo<u64>,
    track: NodeRef<Div>,
}

impl Scale {
    fn percent(self, millis: u64) -> f64 {
        100.0 * millis as f64 / self.length.get().max(1) as f64
    }
}

/// The timeline.
#[component]
pub fn Timeline() -> impl IntoView {
    let store = Store::get();
    let scale = Scale {
        zoom: RwSignal::new(1.0),
        length: store.slice(|workbench| workbench.front.run.length_millis()),
        track: NodeRef::new(),
    };
    let zoom = move |factor: f64| scale.zoom.update(|zoom| *zoom = (*zoom * factor).clamp(1.0, LARGEST));
    let note = move || match scale.length.get() {
        0 => "No virtual time passes in this run: give mocks a delay to see bars".to_owned(),
        length => format!("{} of virtual time", duration_words(length)),
    };
    view! {
        <div class="pane-head">
            <span class="pane-head__count">{note}</span>
            <div class="dock__group" role="group" aria-label="Zoom of the timeline">
                <IconButton icon=Icon::Minus label="Show more time" on_press=move || zoom(0.5) />
                <IconButton icon=Icon::Plus label="Show less time, larger" on_press=move || zoom(2.0) />
                <IconButton icon=Icon::Fit label="Show all time" on_press=move || scale.zoom.set(1.0) />
            </div>
            <Exports />
        </div>
        <Rows scale />
    }
}

#[component]
fn Rows(scale: Scale) -> impl IntoView {
    let store = Store::get();
    let length = store.slice(|workbench| workbench.front.run.tree_len());
    let window = Windowed::new(length, ROW);
    let shown = window.shown();
    let rows = store.slice(move |workbench| {
        let (first, last) = shown.get();
        workbench.front.run.time_rows(first..last)
    });
    let now = store.slice(|workbench| workbench.front.run.now_millis());
    let chosen = store.slice(|workbench| (workbench.front.run.chosen_step(), workbench.front.run.chosen_row()));
    Effect::new(move |_| {
        if let (_, Some(row)) = chosen.get() {
            window.reveal(row, HEAD);
        }
    });
    let turn = move |event: web_sys::WheelEvent| {
        if event.ctrl_key() || event.meta_key() {
            event.prevent_default();
            stretch(scale, window, &event);
        }
    };
    let key = move |event: web_sys::KeyboardEvent| match event.key().as_str() {
        "+" => scale.zoom.update(|zoom| *zoom = (*zoom * 2.0).min(LARGEST)),
        "-" => scale.zoom.update(|zoom| *zoom = (*zoom / 2.0).max(1.0)),
        _ => {}
    };
    view! {
        <div
            class="timeline scroll"
            node_ref=window.element
            on:scroll=move |_| window.scrolled()
            on:wheel=turn
            on:keydown=key
            tabindex="0"
            role="group"
            aria-label="Timeline. Plus and minus stretch the time."
        >
            <div class="timeline__inside" style=("--zoom", move || scale.zoom.get().to_string())>
                <Head scale now />
                <div class="windowed" style:height=move || window.height()>
                    <Each each=move || rows.get() key=|row| row.clone() let(row)>
                        <Bar row scale window />
                    </Each>
                </div>
            </div>
        </div>
    }
}

/// The scale; a click goes to that time.
#[component]
fn Head(scale: Scale, now: Memo<u64>) -> impl IntoView {
    let store = Store::get();
    let go = move |event: MouseEvent| {
        let Some(track) = scale.track.get_untracked() else { return };
        let rect = track.get_bounding_client_rect();
        let share = ((f64::from(event.client_x()) - rect.left()) / rect.width().max(1.0)).clamp(0.0, 1.0);
        let millis = (share * scale.length.get_untracked() as f64) as u64;
        store.send(Message::Run(RunMessage::SeekTime(millis)));
    };
    let lines = move || {
        let count = (LINES as f64 * scale.zoom.get().min(40.0)) as u64;
        let length = scale.length.get();
        let line = move |millis: u64| {
            view! { <span class="timeline__line" style:left=format!("{:.3}%", scale.percent(millis))>{duration_words(millis)}</span> }
        };
        let step = scale_step(length, count);
        let places = std::iter::successors(Some(0), move |at: &u64| at.checked_add(step).filter(|at| *at < length));
        (length > 0).then(|| places.map(line).collect_view())
    };
    view! {
        <div class="timeline__head">
            <span class="timeline__label"></span>
            <div class="timeline__track" node_ref=scale.track on:click=go title="Click to go to this time">
                {lines}
                <span class="timeline__now" style:left=move || format!("{:.3}%", scale.percent(now.get()))></span>
            </div>
        </div>
    }
}

#[component]
fn Bar(row: TimeRow, scale: Scale, window: Windowed) -> impl IntoView {
    let store = Store::get();
    let TimeRow { index, node, name, depth, status, open, is_chosen, is_later, span, parts, words } = row;
    let send = move |message: TreeMessage| store.send(Message::Run(RunMessage::Tree(message)));
    let part = move |part: TimePart| {
        view! {
            <span
                class="timeline__part"
                data-kind=part.kind
                style:left=memo(move |_| format!("{:.4}%", scale.percent(part.from)))
                style:width=memo(move |_| format!("{:.4}%", scale.percent(part.to) - scale.percent(part.from)))
            ></span>
        }
    };
    let bar = span.map(|(from, to)| {
        view! {
            <span
                class="timeline__bar"
                data-split=(!parts.is_empty()).to_string()
                style:left=memo(move |_| format!("{:.4}%", scale.percent(from)))
                style:width=memo(move |_| format!("{:.4}%", scale.percent(to) - scale.percent(from)))
            ></span>
        }
    });
    let name_of = name.clone();
    view! {
        <div
            class="timeline__row"
            data-status=status
            data-chosen=is_chosen.to_string()
            data-later=is_later.to_string()
            style:top=window.top_of(index)
            title=format!("{name_of}: {words}")
        >
            <span class="timeline__label" style:padding-left=format!("{}px", 6 + 12 * depth.min(10))>
                {open.is_none().then(|| view! { <span class="timeline__fold"></span> })}
                {open.map(|open| {
                    let (icon, label) = if open { (Icon::ChevronDown, "Fold") } else { (Icon::ChevronRight, "Unfold") };
                    view! {
                        <button type="button" class="timeline__fold" aria-label=format!("{label} {name_of}") on:click=move |_| send(TreeMessage::Toggle(node))>
                            <Glyph icon=icon />
                        </button>
                    }
                })}
                <button type="button" class="timeline__name" on:click=move |_| send(TreeMessage::Pick(node))>{name}</button>
            </span>
            <span class="timeline__track" on:click=move |_| send(TreeMessage::Pick(node))>
                {bar}
                {parts.into_iter().map(part).collect_view()}
            </span>
        </div>
    }
}

/// Stretches the time around the pointer.
fn stretch(scale: Scale, window: Windowed, event: &web_sys::WheelEvent) {
    let (Some(element), Some(track)) = (window.element.get_untracked(), scale.track.get_untracked()) else { return };
    let rect = track.get_bounding_client_rect();
    let share = (f64::from(event.client_x()) - rect.left()) / rect.width().max(1.0);
    let before = scale.zoom.get_untracked();
    let after = (before * (-event.delta_y() * 0.004).clamp(-0.5, 0.5).exp()).clamp(1.0, LARGEST);
    scale.zoom.set(after);
    let shift = rect.width() * (after / before - 1.0) * share;
    request_animation_frame(move || element.set_scroll_left(element.scroll_left() + shift as i32));
}
