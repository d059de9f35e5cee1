//! The player's bar: the workflow's name, the way to the page that can change it, run.

use leptos::prelude::*;
use workbench::learn::Workshop;
use workbench::problems::capitalised;
use workbench::sheet::Held;

use super::top_bar::RunButton;
use crate::browser;
use crate::storage;
use crate::store::Store;

/// The bar; without a workflow from a link it says what is missing instead.
#[component]
pub fn PlayerBar() -> impl IntoView {
    let store = Store::get();
    let name = store.slice(|workbench| workbench.front.name.to_string());
    let has_link = store.peek(|workbench| workbench.front.keeping.held == Held::ByLink);
    let open = || {
        view! {
            <a class="button" href=browser::address_of_editor() target="_blank" rel="noopener">
                "Open in Stepwright"
            </a>
        }
    };
    if let Some(text) = storage::linked_lessons() {
        let (title, words) = lessons(&text);
        return view! {
            <header class="player-none">
                <h1 class="player-none__title">{title}</h1>
                <p>{words}</p>
                {open()}
            </header>
        }
        .into_any();
    }
    if !has_link {
        let why = store.peek(|workbench| workbench.notice.as_ref().map(|notice| notice.text.to_string()));
        let why = why
            .unwrap_or_else(|| "The address of this player holds no workflow. In Stepwright, File › Share makes one".to_owned());
        return view! {
            <header class="player-none">
                <h1 class="player-none__title">"No workflow to show"</h1>
                <p>{why}"."</p>
                {open()}
            </header>
        }
        .into_any();
    }
    view! {
        <header class="top-bar player-bar">
            <h1 class="player-bar__name">{move || name.get()}</h1>
            {open()}
            <RunButton />
        </header>
    }
    .into_any()
}

/// What a link to lessons holds: a heading, and where they are gone through; or why it holds none.
fn lessons(text: &str) -> (String, String) {
    match Workshop::read(text) {
        Ok(workshop) => {
            let words = match workshop.lessons.len() {
                1 => "A lesson. It is gone through in Stepwright, beside a workflow that you change and run.".to_owned(),
                count => {
                    format!("{count} lessons. They are gone through in Stepwright, beside workflows that you change and run.")
                }
            };
            (workshop.name(), words)
        }
        Err(why) => ("No lessons to show".to_owned(), format!("{}.", capitalised(&why))),
    }
}
