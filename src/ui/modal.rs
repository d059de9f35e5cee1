//! A dialog over the page: it has the focus until it is closed, and then what had it before.

use leptos::html::Dialog;
use leptos::prelude::*;

use crate::browser;

/// The dialog. It is open as long as it is there.
#[component]
pub fn Modal(
    class: &'static str,
    /// The id of its title, or what it is called where none is seen.
    #[prop(optional)]
    titled_by: &'static str,
    #[prop(optional)] label: &'static str,
    /// The id of what describes it.
    #[prop(optional)]
    described_by: &'static str,
    /// Within which the first field has the focus at the beginning; the first of all, if not said.
    #[prop(optional)]
    focus: &'static str,
    on_close: impl Fn() + 'static,
    children: Children,
) -> impl IntoView {
    browser::return_focus();
    let dialog = NodeRef::<Dialog>::new();
    dialog.on_load(move |dialog| {
        // A dialog that was just made is closed, so that it can be opened.
        dialog.show_modal().ok();
        if !focus.is_empty() {
            browser::focus_inside(focus);
        }
    });
    let told = |text: &'static str| (!text.is_empty()).then_some(text);
    view! {
        <dialog
            class=class
            aria-labelledby=told(titled_by)
            aria-label=told(label)
            aria-describedby=told(described_by)
            node_ref=dialog
            on:close=move |_| on_close()
            on:keydown=|event: web_sys::KeyboardEvent| event.stop_propagation()
        >
            {children()}
        </dialog>
    }
}
