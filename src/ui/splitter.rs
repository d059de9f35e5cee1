//! A line between two panels that is dragged, or moved by arrow keys.

use leptos::prelude::*;
use web_sys::{KeyboardEvent, PointerEvent};

/// Which way the panels lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Axis {
    /// Side by side.
    Columns,
    /// One above the other.
    Rows,
}

/// Pixels an arrow key moves the line by.
const KEY_STEP: f64 = 16.0;

/// A splitter. `grows` is 1 if moving right or down makes the panel larger, −1 if smaller.
#[component]
pub fn Splitter(
    /// What is resized, for screen readers.
    label: &'static str,
    /// Which way the panels lie.
    axis: Axis,
    /// The sign of growth.
    grows: f64,
    /// The panel's size in pixels.
    #[prop(into)]
    size: Signal<f64>,
    /// Told the size that is wished for.
    on_resize: impl Fn(f64) + Copy + 'static,
) -> impl IntoView {
    let drag = RwSignal::new(None::<(f64, f64)>);
    let position = move |event: &PointerEvent| f64::from(if axis == Axis::Columns { event.client_x() } else { event.client_y() });
    let start = move |event: PointerEvent| {
        if let Some(element) =
            event.current_target().and_then(|target| wasm_bindgen::JsCast::dyn_into::<web_sys::Element>(target).ok())
        {
            drop(element.set_pointer_capture(event.pointer_id()));
        }
        event.prevent_default();
        drag.set(Some((position(&event), size.get_untracked())));
    };
    let follow = move |event: PointerEvent| {
        if let Some((from, size)) = drag.get_untracked() {
            on_resize(size + (position(&event) - from) * grows);
        }
    };
    let key = move |event: KeyboardEvent| {
        let sign = match event.key().as_str() {
            "ArrowRight" | "ArrowDown" => 1.0,
            "ArrowLeft" | "ArrowUp" => -1.0,
            _ => return,
        };
        event.prevent_default();
        on_resize(size.get_untracked() + sign * grows * KEY_STEP);
    };
    view! {
        <div
            class="splitter"
            class=("splitter--row", axis == Axis::Rows)
            role="separator"
            tabindex="0"
            aria-label=label
            aria-orientation=if axis == Axis::Columns { "vertical" } else { "horizontal" }
            aria-valuenow=Signal::derive(move || format!("{:.0}", size.get()))
            data-dragging=Signal::derive(move || drag.get().is_some().to_string())
            on:pointerdown=start
            on:pointermove=follow
            on:pointerup=move |_| drag.set(None)
            on:pointercancel=move |_| drag.set(None)
            on:keydown=key
        ></div>
    }
}
