//! A choice of one among a few, side by side.

use leptos::prelude::*;

/// A row of options of which one is on.
#[component]
pub fn Segmented<T>(
    /// What is chosen, for screen readers.
    label: &'static str,
    /// The options with their names.
    options: Vec<(T, &'static str)>,
    /// The one that is on.
    #[prop(into)]
    value: Signal<T>,
    /// Told the option that was pressed.
    on_change: impl Fn(T) + Clone + 'static,
) -> impl IntoView
where
    T: Copy + PartialEq + Send + Sync + 'static,
{
    let items = options.into_iter().map(move |(option, name)| {
        let on_change = on_change.clone();
        view! {
            <button
                type="button"
                class="segmented__item"
                aria-pressed=Signal::derive(move || (value.get() == option).to_string())
                on:click=move |_| on_change(option)
            >
                {name}
            </button>
        }
    });
    view! {
        <div class="segmented" role="group" aria-label=label>
            {items.collect_view()}
        </div>
    }
}
