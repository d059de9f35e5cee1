//! The room: either the map of chapters or the lesson that is open.

use leptos::prelude::*;
use workbench::learn::{BuildMessage, LearnMessage};
use workbench::message::Message;

use super::builder::LessonBuilder;
use super::lesson::Lesson;
use super::map::Map;
use crate::browser;
use crate::store::Store;
use crate::ui::{Icon, IconButton};

/// What the room shows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// The chapters.
    Map,
    /// A lesson; perhaps one that is being written, tried as a learner.
    Lesson { builds: bool },
    /// The builder.
    Builder,
}

/// The room.
#[component]
pub fn LearnRoom() -> impl IntoView {
    let store = Store::get();
    let send = move |message: LearnMessage| store.send(Message::Learn(message));
    browser::scroll_to_on_phone("learn");
    let place = store.slice(|workbench| match (&workbench.learn.open, workbench.learn.builder.shown) {
        (Some(_), builds) => Place::Lesson { builds },
        (None, true) => Place::Builder,
        (None, false) => Place::Map,
    });
    let back = move || match place.get_untracked() {
        Place::Builder => send(LearnMessage::Build(BuildMessage::Close)),
        _ => send(LearnMessage::Close),
    };
    let label = Signal::derive(move || match place.get() {
        Place::Lesson { builds: true } => "Back to the builder".to_owned(),
        _ => "All lessons".to_owned(),
    });
    view! {
        <aside class="panel panel--learn" aria-label="Learn" id="learn">
            <header class="learn-head">
                <Show when=move || place.get() != Place::Map>
                    <IconButton icon=Icon::ChevronLeft label=label on_press=back />
                </Show>
                <h2 class="learn-head__title">{move || if place.get() == Place::Builder { "Build a lesson" } else { "Learn" }}</h2>
                <IconButton icon=Icon::Close label="Close Learn" on_press=move || send(LearnMessage::Toggle) />
            </header>
            {move || match place.get() {
                Place::Lesson { .. } => view! { <Lesson /> }.into_any(),
                Place::Builder => view! { <LessonBuilder /> }.into_any(),
                Place::Map => view! { <Map /> }.into_any(),
            }}
        </aside>
    }
}
