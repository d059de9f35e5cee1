//! The lesson that is open, page by page.

use engine::LessonView;
use leptos::prelude::*;
use workbench::Workbench;
use workbench::learn::{LearnMessage, Page};
use workbench::message::Message;

use super::question::Question;
use super::task::Task;
use crate::store::Store;
use crate::ui::{Glyph, Icon, Prose};

/// The lesson after this one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Next {
    /// Of the curriculum: its chapter and its place there.
    Listed(usize, usize),
    /// Of those that were brought here.
    Own(usize),
}

impl Next {
    fn message(self) -> LearnMessage {
        match self {
            Self::Listed(chapter, lesson) => LearnMessage::Open(chapter, lesson),
            Self::Own(index) => LearnMessage::OpenOwn(index),
        }
    }
}

/// The lesson.
#[component]
pub fn Lesson() -> impl IntoView {
    let store = Store::get();
    let failure = store.slice(|workbench| match workbench.learn.open.as_ref().and_then(|open| open.lesson.as_ref()) {
        Some(Err(why)) => Some(why.clone()),
        _ => None,
    });
    let at = store.slice(|workbench| {
        let open = workbench.learn.open.as_ref()?;
        let view = open.view()?;
        let pages = open.pages();
        Some((view.title.clone(), *pages.get(open.page)?, open.page, pages.len()))
    });
    let is_done =
        store.slice(|workbench| workbench.learn.open.as_ref().and_then(|open| open.current()).is_some_and(|page| page.is_done));
    let is_elsewhere = store.slice(Workbench::lesson_is_elsewhere);
    let turn = move |page: usize| store.send(Message::Learn(LearnMessage::Turn(page)));
    let after = store.slice(|workbench| {
        let open = workbench.learn.open.as_ref()?;
        if let Some(own) = open.own {
            let next = workbench.learn.own.as_ref()?.lessons.get(own + 1)?;
            return Some((Next::Own(own + 1), next.title.clone()));
        }
        let (chapter, lesson) = workbench.learn.library.after(open.place?)?;
        Some((Next::Listed(chapter, lesson), workbench.learn.library.lesson(chapter, lesson)?.title.clone()))
    });
    move || {
        if let Some(why) = failure.get() {
            return view! { <p class="learn-wait" role="alert">{format!("This lesson cannot be read: {why}")}</p> }.into_any();
        }
        let Some((title, page, number, count)) = at.get() else {
            return view! { <p class="learn-wait" role="status">"Opening the lesson…"</p> }.into_any();
        };
        let next = move || {
            match (number + 1 < count, after.get()) {
            (true, _) => {
                let (label, class) = match is_done.get() {
                    true => ("Next", "button button--primary"),
                    false => ("Skip", "button"),
                };
                view! { <button type="button" class=class on:click=move |_| turn(number + 1)>{label}</button> }.into_any()
            }
            (false, Some((next, title))) => view! {
                <button
                    type="button"
                    class="button button--primary"
                    title=title
                    on:click=move |_| store.send(Message::Learn(next.message()))
                >
                    "Next lesson"
                </button>
            }
            .into_any(),
            (false, None) => view! {
                <button type="button" class="button button--primary" on:click=move |_| store.send(Message::Learn(LearnMessage::Close))>
                    "All lessons"
                </button>
            }
            .into_any(),
        }
        };
        view! {
            <div class="lesson-title">
                <h3 class="lesson-title__name">{title}</h3>
                <div class="lesson-title__bar" role="progressbar" aria-label="Pages of the lesson" aria-valuemin="1" aria-valuemax=count aria-valuenow=number + 1>
                    {(0..count).map(|index| view! { <span class="lesson-title__page" data-past=(index <= number).to_string()></span> }).collect_view()}
                </div>
            </div>
            <div id="lesson-page" class="learn-body scroll" tabindex="-1" data-page=page_name(page)>
                <p class="lesson-phase">{phase_words(page)}</p>
                <Show when=move || is_elsewhere.get()>
                    <p class="lesson-elsewhere" role="status">
                        <span>"Another workflow lies open. This page is about the lesson’s."</span>
                        <button type="button" class="button button--small" on:click=move |_| turn(number)>"Show it"</button>
                    </p>
                </Show>
                {page_view(store, page)}
            </div>
            <footer class="lesson-foot">
                <button type="button" class="button" disabled=number == 0 on:click=move |_| turn(number.saturating_sub(1))>
                    "Back"
                </button>
                <span class="lesson-foot__count">{format!("{} of {count}", number + 1)}</span>
                {next}
            </footer>
        }
        .into_any()
    }
}

fn page_name(page: Page) -> &'static str {
    match page {
        Page::Story => "story",
        Page::Predict(_) => "predict",
        Page::Run => "run",
        Page::Investigate(_) => "investigate",
        Page::Modify => "modify",
        Page::Make => "make",
        Page::Remember => "remember",
    }
}

fn phase_words(page: Page) -> &'static str {
    match page {
        Page::Story => "What it is about",
        Page::Predict(_) => "Predict: before you run it",
        Page::Run => "Run",
        Page::Investigate(_) => "Investigate: find it in the run",
        Page::Modify => "Modify",
        Page::Make => "Make",
        Page::Remember => "Remember",
    }
}

fn page_view(store: Store, page: Page) -> AnyView {
    let read = move |part: fn(&LessonView) -> Vec<String>| {
        store.peek(|workbench| workbench.learn.open.as_ref().and_then(|open| open.view().map(part))).unwrap_or_default()
    };
    match page {
        Page::Story => {
            let story = read(|view| view.story.clone());
            let idea = read(|view| vec![view.idea.clone()]);
            view! {
                {story.into_iter().map(|text| view! { <p class="lesson-text"><Prose text /></p> }).collect_view()}
                <p class="lesson-idea"><Glyph icon=Icon::Info />{idea.into_iter().map(|text| view! { <span><Prose text /></span> }).collect_view()}</p>
                <p class="lesson-hint">"The workflow lies open beside this. Look at it; do not run it yet."</p>
            }
            .into_any()
        }
        Page::Run => {
            let text = read(|view| vec![view.run.clone()]);
            let runs = read(|view| view.runs.clone());
            view! {
                {text.into_iter().map(|text| view! { <p class="lesson-text"><Prose text /></p> }).collect_view()}
                <div class="lesson-runs" role="group" aria-label="Runs to try">
                    {runs
                        .into_iter()
                        .enumerate()
                        .map(|(index, name)| {
                            view! {
                                <button type="button" class="button" on:click=move |_| store.send(Message::Learn(LearnMessage::Run(index)))>
                                    <Glyph icon=Icon::Play />
                                    {name}
                                </button>
                            }
                        })
                        .collect_view()}
                </div>
                <p class="lesson-hint">"After a run you are at its end: "<kbd>","</kbd>" steps back, "<kbd>"."</kbd>" on. Look at the data of each step."</p>
            }
            .into_any()
        }
        Page::Remember => {
            let remember = read(|view| vec![view.remember.clone()]);
            let trap = read(|view| vec![view.trap.clone()]).pop().filter(|trap| !trap.is_empty());
            let skipped = store.slice(Workbench::lesson_skipped);
            view! {
                {remember.into_iter().map(|text| view! { <p class="lesson-remember"><Prose text /></p> }).collect_view()}
                {trap.map(|trap| view! {
                    <p class="lesson-trap">
                        <span class="lesson-trap__label">"Many people think"</span>
                        <q class="lesson-trap__said"><Prose text=trap /></q>
                        <strong class="lesson-trap__not">"It is not so."</strong>
                    </p>
                })}
                {move || {
                    let skipped = skipped.get();
                    (!skipped.is_empty()).then(|| skipped_view(store, skipped))
                }}
                <p class="lesson-hint">"The lesson stays open for you to come back to."</p>
            }
            .into_any()
        }
        Page::Predict(_) | Page::Investigate(_) => view! { <Question /> }.into_any(),
        Page::Modify | Page::Make => view! { <Task /> }.into_any(),
    }
}

/// What was left without a right answer, each a way back there.
fn skipped_view(store: Store, skipped: Vec<(usize, Page)>) -> impl IntoView {
    let back = |(number, page): (usize, Page)| {
        let turn = move |_| store.send(Message::Learn(LearnMessage::Turn(number)));
        let phase = phase_words(page).split(':').next().unwrap_or_default();
        view! { <button type="button" class="button button--small" on:click=turn>{format!("Page {}: {phase}", number + 1)}</button> }
    };
    view! {
        <div class="lesson-skipped" role="group" aria-label="Skipped pages">
            <p class="lesson-text">"You skipped some pages. Go back to them whenever you like:"</p>
            {skipped.into_iter().map(back).collect_view()}
        </div>
    }
}
