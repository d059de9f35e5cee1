//! A field of several lines with its label: JSON, expressions, prose.

use leptos::prelude::*;

/// What is typed is told with every key.
#[component]
pub fn TextField(
    /// Its name.
    #[prop(into)]
    label: Signal<String>,
    /// Its id, unique on the page.
    #[prop(into)]
    id: String,
    /// How many lines are seen.
    rows: u32,
    /// What it shows.
    #[prop(into)]
    value: Signal<String>,
    /// What stands there while it is empty.
    #[prop(optional, into)]
    placeholder: String,
    /// Told what was typed.
    on_change: Box<dyn Fn(String)>,
) -> impl IntoView {
    view! {
        <div class="field">
            <label class="field__label" for=id.clone()>
                {label}
            </label>
            <textarea
                id=id
                class="input"
                rows=rows.to_string()
                placeholder=placeholder
                spellcheck="false"
                prop:value=value
                on:input=move |event| on_change(event_target_value(&event))
            ></textarea>
        </div>
    }
}
