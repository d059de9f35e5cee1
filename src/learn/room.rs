//! The room: either the map of chapters or the lesson that is open.

use leptos::prelude::*;
use workbench::learn::LearnMessage;
use workbench::message::Message;

use super::lesson::Lesson;
use super::map::Map;
use crate::store::Store;
use crate::ui::{Icon, IconButton};

/// The room.
#[component]
pub fn LearnRoom() -> impl IntoView {
    let store = Store::get();
    let send = move |message: LearnMessage| store.send(Message::Learn(message));
    let in_lesson = store.slice(|workbench| workbench.learn.open.is_some());
    view! {
        <aside class="panel panel--learn" aria-label="Learn" id="learn">
            <header class="learn-head">
                <Show when=move || in_lesson.get()>
                    <IconButton icon=Icon::ChevronLeft label="All lessons" on_press=move || send(LearnMessage::Close) />
                </Show>
                <h2 class="learn-head__title">"Learn"</h2>
                <IconButton icon=Icon::Close label="Close Learn" on_press=move || send(LearnMessage::Toggle) />
            </header>
            {move || match in_lesson.get() {
                true => view! { <Lesson /> }.into_any(),
                false => view! { <Map /> }.into_any(),
            }}
        </aside>
    }
}
