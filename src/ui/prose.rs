//! Sentences in which what stands in backticks is code. Never HTML.

use leptos::prelude::*;

/// A text with its code marked.
#[component]
pub fn Prose(#[prop(into)] text: String) -> impl IntoView {
    let parts = text.split('`').enumerate().map(|(index, part)| match index % 2 {
        0 => part.to_owned().into_any(),
        _ => view! { <code>{part.to_owned()}</code> }.into_any(),
    });
    parts.collect_view()
}
