//! A quiet button that shows a glyph and carries its name for everyone else.

use leptos::prelude::*;

use super::{Glyph, Icon};

/// A button with a glyph only; `label` is its name and tooltip, `keys` its shortcut.
#[component]
pub fn IconButton(
    /// The glyph.
    #[prop(into)]
    icon: Signal<Icon>,
    /// What it does.
    #[prop(into)]
    label: Signal<String>,
    /// Its shortcut, for the tooltip.
    #[prop(optional)]
    keys: &'static str,
    /// Whether it can't be used now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Whether it is on, for a button that toggles something.
    #[prop(optional, into)]
    pressed: Option<Signal<bool>>,
    /// What to do.
    on_press: impl Fn() + 'static,
) -> impl IntoView {
    icon_button(icon, label, keys, disabled, pressed, Box::new(on_press))
}

/// Compiled once, whatever a button does.
fn icon_button(
    icon: Signal<Icon>,
    label: Signal<String>,
    keys: &'static str,
    disabled: Signal<bool>,
    pressed: Option<Signal<bool>>,
    on_press: Box<dyn Fn()>,
) -> AnyView {
    let title = Signal::derive(move || if keys.is_empty() { label.get() } else { format!("{} ({keys})", label.get()) });
    view! {
        <button
            type="button"
            class="button button--quiet button--icon"
            aria-label=Signal::derive(move || label.get())
            title=title
            disabled=Signal::derive(move || disabled.get())
            aria-pressed=Signal::derive(move || pressed.map(|pressed| pressed.get().to_string()))
            on:click=move |_| on_press()
        >
            <Glyph icon=icon />
        </button>
    }
    .into_any()
}
