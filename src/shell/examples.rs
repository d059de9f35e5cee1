//! The gallery as a list.

use leptos::prelude::*;
use workbench::message::{FileMessage, Message};

use crate::store::Store;

/// The example workflows; choosing one opens it on a sheet of its own.
#[component]
pub fn Examples() -> impl IntoView {
    let store = Store::get();
    let current = store.slice(|workbench| workbench.front.example.clone());
    let items = gallery::listings().iter().map(move |example| {
        let slug = example.slug;
        view! {
            <button
                type="button"
                class="example"
                aria-current=Signal::derive(move || (current.get().as_deref() == Some(slug)).to_string())
                on:click=move |_| store.send(Message::File(FileMessage::OpenExample(slug.to_owned())))
            >
                <span class="example__title">{example.title}</span>
                <span class="example__summary">{example.summary}</span>
            </button>
        }
    });
    view! { <div class="examples">{items.collect_view()}</div> }
}
