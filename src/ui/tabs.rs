//! A row of tabs of which one is open. Arrow keys go from tab to tab.

use leptos::prelude::*;

/// A count on a tab: which one, how many, and its severity for style sheets.
pub type Badge = Option<(usize, usize, &'static str)>;

/// The tabs; the open one is told by its place in the list.
#[component]
pub fn Tabs(
    /// What they belong to, for screen readers.
    label: &'static str,
    /// Their names.
    names: Vec<&'static str>,
    /// Which one is open.
    #[prop(into)]
    chosen: Signal<usize>,
    /// A count on one of them.
    #[prop(optional, into)]
    count: Option<Signal<Badge>>,
    /// Told the tab that was pressed.
    on_choose: Box<dyn Fn(usize)>,
) -> impl IntoView {
    let on_choose = StoredValue::new_local(on_choose);
    let badge = move |index: usize| count.and_then(|count| count.get()).filter(|(at, _, _)| *at == index);
    let tab = move |(index, name): (usize, &'static str)| {
        let is_open = Signal::derive(move || chosen.get() == index);
        view! {
            <button
                type="button"
                role="tab"
                class="tab"
                aria-selected=Signal::derive(move || is_open.get().to_string())
                tabindex=Signal::derive(move || if is_open.get() { "0" } else { "-1" })
                on:click=move |_| on_choose.with_value(|choose| choose(index))
            >
                {name}
                {move || badge(index).map(|(_, count, severity)| view! { <span class="count" data-severity=severity>{count}</span> })}
            </button>
        }
    };
    let tabs = names.into_iter().enumerate().map(tab).collect_view();
    view! {
        <div class="tabs" role="tablist" aria-label=label on:keydown=move |event| crate::browser::move_focus(&event)>
            {tabs}
        </div>
    }
}
