//! What appears over a field of code: proposals, and words about what the pointer is over.

use leptos::prelude::*;
use workbench::assist::{Completion, Completions, Hover};

use crate::browser;

/// Nearer to the window's lower edge than this, words appear above.
const ROOM: f64 = 260.0;

/// The proposals.
#[component]
pub fn Proposals(
    /// The list's id.
    id: String,
    /// What is proposed.
    found: RwSignal<Option<Completions>>,
    /// Which one is marked.
    chosen: RwSignal<usize>,
    /// Where they appear.
    place: RwSignal<(f64, f64)>,
    /// Told which one was picked.
    on_pick: Box<dyn Fn(usize)>,
) -> impl IntoView {
    let on_pick = StoredValue::new_local(on_pick);
    let above = move || place.get().1 > browser::window_height() - ROOM;
    move || {
        let id = id.clone();
        found.get().map(|found| {
            let info = found.items.clone();
            let rows = found.items.into_iter().enumerate().map(|(index, item)| {
                let row_id = format!("{id}-{index}");
                view! { <Row id=row_id index item chosen on_pick /> }
            });
            let rows = rows.collect_view();
            view! {
                <div
                    class="proposals"
                    class=("proposals--above", above)
                    style:left=move || format!("{}px", place.get().0.min(f64::from(window_width()) - 340.0).max(8.0))
                    style:top=move || format!("{}px", place.get().1)
                >
                    <div class="proposals__list" role="listbox" id=id.clone() aria-label="Proposals">{rows}</div>
                    <p class="proposals__info">
                        {move || info.get(chosen.get()).map(|item| format!("{} {}", item.detail, item.info).trim().to_owned())}
                    </p>
                </div>
            }
        })
    }
}

fn window_width() -> i32 {
    window().inner_width().ok().and_then(|width| width.as_f64()).unwrap_or(1024.0) as i32
}

#[component]
fn Row(
    id: String,
    index: usize,
    item: Completion,
    chosen: RwSignal<usize>,
    on_pick: StoredValue<Box<dyn Fn(usize)>, LocalStorage>,
) -> impl IntoView {
    let element = NodeRef::<leptos::html::Div>::new();
    let is_chosen = Signal::derive(move || chosen.get() == index);
    Effect::new(move |_| {
        if is_chosen.get()
            && let Some(element) = element.get()
        {
            let options = web_sys::ScrollIntoViewOptions::new();
            options.set_block(web_sys::ScrollLogicalPosition::Nearest);
            element.scroll_into_view_with_scroll_into_view_options(&options);
        }
    });
    view! {
        <div
            node_ref=element
            class="proposals__row"
            role="option"
            id=id
            data-kind=item.kind
            aria-selected=move || is_chosen.get().to_string()
            on:mousedown=move |event| {
                // The field keeps the focus.
                event.prevent_default();
                on_pick.with_value(|pick| pick(index));
            }
        >
            <span class="proposals__label">{item.label}</span>
            <span class="proposals__detail">{item.detail}</span>
        </div>
    }
}

/// Words about what the pointer is over.
#[component]
pub fn Doc(found: RwSignal<Option<Hover>>, place: RwSignal<(f64, f64)>) -> impl IntoView {
    let above = move || place.get().1 > browser::window_height() - ROOM / 2.0;
    move || {
        found.get().map(|doc| {
            view! {
                <div
                    class="code-doc"
                    class=("proposals--above", above)
                    role="tooltip"
                    style:left=move || format!("{}px", place.get().0.min(f64::from(window_width()) - 340.0).max(8.0))
                    style:top=move || format!("{}px", place.get().1)
                >
                    <code class="code-doc__title">{doc.title}</code>
                    <p>{doc.text}" "<code>{doc.detail}</code></p>
                </div>
            }
        })
    }
}
