//! The gallery: in groups, with a search over it.

use gallery::{Level, Listing};
use leptos::prelude::*;
use workbench::message::{FileMessage, Message};

use crate::store::Store;

/// The example workflows; choosing one opens it on a sheet of its own.
#[component]
pub fn Examples() -> impl IntoView {
    let search = RwSignal::new(String::new());
    let groups = move || {
        let wanted = search.get().trim().to_lowercase();
        let found: Vec<&'static Listing> = gallery::listings().iter().filter(|example| holds(example, &wanted)).collect();
        if found.is_empty() {
            return view! { <p class="empty">"No example is about that"</p> }.into_any();
        }
        let group = |level: Level| {
            let items: Vec<_> =
                found.iter().filter(|example| example.level == level).map(|example| view! { <Item example /> }).collect();
            (!items.is_empty()).then(|| {
                view! {
                    <section class="examples__group">
                        <h2 class="palette__title">{level.title()}</h2>
                        {items}
                    </section>
                }
            })
        };
        [Level::First, Level::Everyday, Level::Advanced].map(group).into_any()
    };
    view! {
        <div class="examples">
            <input
                class="input"
                type="search"
                placeholder="Search examples"
                aria-label="Search examples"
                prop:value=Signal::derive(move || search.get())
                on:input=move |event| search.set(event_target_value(&event))
            />
            {groups}
        </div>
    }
}

/// Whether an example has every word of a search.
fn holds(example: &Listing, wanted: &str) -> bool {
    let text = format!("{} {} {}", example.title, example.summary, example.tags.join(" ")).to_lowercase();
    wanted.split_whitespace().all(|word| text.contains(word))
}

#[component]
fn Item(example: &'static Listing) -> impl IntoView {
    let store = Store::get();
    let slug = example.slug;
    let current = store.slice(move |workbench| workbench.front.example.as_deref() == Some(slug));
    view! {
        <button
            type="button"
            class="example"
            aria-current=Signal::derive(move || current.get().to_string())
            on:click=move |_| store.send(Message::File(FileMessage::OpenExample(slug.to_owned())))
        >
            <span class="example__title">{example.title}</span>
            <span class="example__summary">{example.summary}</span>
        </button>
    }
}
