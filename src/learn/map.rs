//! The map of chapters, with how far one has come.

use leptos::prelude::*;
use workbench::learn::{Chapter, LearnMessage, Library, Progress};
use workbench::message::Message;

use super::builder::{ChooseFile, open_builder};
use crate::store::Store;
use crate::ui::{Glyph, Icon, Prose};

/// The map.
#[component]
pub fn Map() -> impl IntoView {
    let store = Store::get();
    let library = store.slice(|workbench| workbench.learn.library.clone());
    let progress = store.slice(|workbench| workbench.learn.progress.clone());
    let own = store.slice(|workbench| workbench.learn.own.clone());
    let send = move |message: LearnMessage| store.send(Message::Learn(message));
    // What a file holds is told by its text, wherever it is opened.
    let open_file = move |message| store.send(Message::File(message));
    move || match library.get() {
        Library::Unasked | Library::Awaited => {
            view! { <p class="learn-wait" role="status">"Loading the lessons…"</p> }.into_any()
        }
        Library::Failed(why) => view! {
            <div class="learn-wait" role="alert">
                <p>{why}</p>
                <button type="button" class="button" on:click=move |_| send(LearnMessage::Reload)>"Try again"</button>
            </div>
        }
        .into_any(),
        Library::Here(chapters) => {
            let progress = progress.get();
            let all: usize = chapters.iter().map(|chapter| chapter.lessons.len()).sum();
            let mut lessons = chapters.iter().flat_map(|chapter| &chapter.lessons);
            let done = lessons.clone().filter(|lesson| progress.is_done(&lesson.id)).count();
            let is_new = !lessons.any(|lesson| progress.is_begun(&lesson.id) || progress.is_done(&lesson.id));
            let next = next_lesson(&chapters, &progress);
            view! {
                <div class="learn-body scroll">
                    <p class="learn-intro">
                        "Say what will happen, run it, find out why, then change it and build your own. Each lesson takes five to ten minutes; nothing is scored."
                    </p>
                    <div class="learn-continue">
                        <span class="learn-continue__count">{format!("{done} of {all} lessons done")}</span>
                        {next.map(|(chapter, lesson, title)| {
                            let label = if is_new { "Start" } else { "Continue" };
                            view! {
                                <button
                                    type="button"
                                    class="button button--primary"
                                    title=title
                                    on:click=move |_| send(LearnMessage::Open(chapter, lesson))
                                >
                                    {label}
                                </button>
                            }
                        })}
                    </div>
                    {own.get().map(|own| own_view(store, &own, &progress))}
                    {chapters
                        .iter()
                        .enumerate()
                        .map(|(number, chapter)| chapter_view(store, number, chapter, &progress))
                        .collect_view()}
                    <div class="learn-foot">
                        <button type="button" class="button button--small" on:click=move |_| open_builder(store)>
                            "Build a lesson of your own"
                        </button>
                        <ChooseFile label="Open a lesson or workshop" load=Box::new(open_file) />
                        <button type="button" class="button button--small button--quiet" on:click=move |_| send(LearnMessage::Export)>
                            "Save my progress as a file"
                        </button>
                        <ChooseFile label="Add progress from a file" load=Box::new(open_file) />
                        <button type="button" class="button button--small button--quiet" on:click=move |_| send(LearnMessage::Reset)>
                            "Forget my progress"
                        </button>
                    </div>
                </div>
            }
            .into_any()
        }
    }
}

/// The first lesson that is not done.
fn next_lesson(chapters: &[Chapter], progress: &Progress) -> Option<(usize, usize, String)> {
    let lessons = chapters
        .iter()
        .enumerate()
        .flat_map(|(chapter, here)| here.lessons.iter().enumerate().map(move |(lesson, listed)| (chapter, lesson, listed)));
    let mut open = lessons.filter(|(_, _, listed)| !progress.is_done(&listed.id));
    open.next().map(|(chapter, lesson, listed)| (chapter, lesson, listed.title.clone()))
}

fn chapter_view(store: Store, number: usize, chapter: &Chapter, progress: &Progress) -> AnyView {
    let title = format!("{} · {}", number + 1, chapter.title);
    lessons_view(store, title, format!("chapter-{number}"), chapter, progress, move |place| LearnMessage::Open(number, place))
}

/// Lessons that were brought here.
fn own_view(store: Store, own: &Chapter, progress: &Progress) -> AnyView {
    lessons_view(store, own.title.clone(), "chapter-own".to_owned(), own, progress, LearnMessage::OpenOwn)
}

fn lessons_view(
    store: Store,
    title: String,
    id: String,
    chapter: &Chapter,
    progress: &Progress,
    open: impl Fn(usize) -> LearnMessage + Copy + 'static,
) -> AnyView {
    let done = chapter.lessons.iter().filter(|lesson| progress.is_done(&lesson.id)).count();
    let lessons = chapter.lessons.iter().enumerate().map(|(place, lesson)| {
        let state = match (progress.is_done(&lesson.id), progress.is_begun(&lesson.id)) {
            (true, _) => "done",
            (false, true) => "begun",
            _ => "new",
        };
        let skipped = progress.skipped(&lesson.id).count();
        let left = (state == "done" && skipped > 0).then(|| match skipped {
            1 => "1 page skipped".to_owned(),
            many => format!("{many} pages skipped"),
        });
        let said = match state {
            "done" => ", done",
            "begun" => ", begun",
            _ => "",
        };
        view! {
            <li>
                <button
                    type="button"
                    class="lesson-row"
                    data-state=state
                    on:click=move |_| store.send(Message::Learn(open(place)))
                >
                    <span class="lesson-row__mark" aria-hidden="true">
                        {(state == "done").then(|| view! { <Glyph icon=Icon::Check /> })}
                    </span>
                    <span class="lesson-row__words">
                        <span class="lesson-row__title">
                            {lesson.title.clone()}
                            <span class="visually-hidden">{said}</span>
                        </span>
                        {left.map(|left| view! { <span class="lesson-row__left">{left}</span> })}
                        <span class="lesson-row__idea"><Prose text=lesson.idea.clone() /></span>
                    </span>
                    <span class="lesson-row__time">{(lesson.minutes > 0).then(|| format!("{} min", lesson.minutes))}</span>
                </button>
            </li>
        }
    });
    let heading = id.clone();
    view! {
        <section class="chapter" aria-labelledby=id>
            <h3 class="chapter__title" id=heading>
                {title}
                <span class="chapter__count">{format!("{done}/{}", chapter.lessons.len())}</span>
            </h3>
            <p class="chapter__summary">{chapter.summary.clone()}</p>
            <ol class="chapter__lessons">{lessons.collect_view()}</ol>
        </section>
    }
    .into_any()
}
