//! The lesson builder: lessons of the author's own, made from workflows and what their scenarios show.

use leptos::html::Input;
use leptos::prelude::*;
use workbench::learn::{BuildMessage, Draft, LearnMessage, Missing};
use workbench::message::{FileMessage, Message};

use super::build_form::{Kind, act, build, field, go_to_field};
use super::build_question::questions;
use super::build_task::task;
use crate::browser;
use crate::store::Store;
use crate::ui::{Each, Glyph, Icon, IconButton, Prose};

/// The builder.
#[component]
pub fn LessonBuilder() -> impl IntoView {
    let store = Store::get();
    let is_empty = store.slice(|workbench| workbench.learn.builder.workshop.lessons.is_empty());
    let refused = store.slice(|workbench| workbench.learn.builder.refused.clone());
    let at = store.slice(|workbench| workbench.learn.builder.at);
    view! {
        <div class="learn-body scroll">
            {move || refused.get().map(|why| view! { <p class="said" data-tone="wrong" role="alert">{why}</p> })}
            {move || match is_empty.get() {
                true => view! { <Beginning /> }.into_any(),
                false => view! {
                    <Whole />
                    // The fields of one lesson are none of another's.
                    <Each each=move || [at.get()] key=|at| *at let(_at)>
                        <LessonForm />
                    </Each>
                }
                .into_any(),
            }}
        </div>
        <Show when=move || !is_empty.get()>
            <Missing />
        </Show>
    }
}

/// Nothing is being written yet.
#[component]
fn Beginning() -> impl IntoView {
    view! {
        <p class="learn-intro">
            "Make a lesson of the workflow beside this. Its scenarios become questions and checks; you say what it is about, and see at once what is missing."
        </p>
        <ol class="build-steps">
            <li>"Open a workflow that works, with two or more scenarios."</li>
            <li>"Keep the questions and checks that serve your one idea."</li>
            <li>"Break the workflow: that is where learners begin."</li>
            <li>"Try it, then share it as a link or a file."</li>
        </ol>
        <div class="build-buttons">
            <MakeLesson label="Make a lesson of this workflow" />
            <LoadFile label="Go on with a file" />
        </div>
    }
}

#[component]
fn MakeLesson(label: &'static str) -> impl IntoView {
    let store = Store::get();
    let waits = store.slice(|workbench| workbench.learn.builder.waits());
    view! {
        <button
            type="button"
            class="button button--small"
            disabled=move || waits.get()
            on:click=move |_| build(store, BuildMessage::Draft(Draft::Lesson))
        >
            {label}
        </button>
    }
}

/// Chooses a file whose text becomes what is written on.
#[component]
fn LoadFile(label: &'static str) -> impl IntoView {
    let store = Store::get();
    let load = move |message: FileMessage| match message {
        FileMessage::Read { bytes, .. } => build(store, BuildMessage::Load(String::from_utf8_lossy(&bytes).into_owned())),
        other => store.send(Message::File(other)),
    };
    view! { <ChooseFile label load=Box::new(load) /> }
}

/// A button that opens a file.
#[component]
pub fn ChooseFile(label: &'static str, load: Box<dyn Fn(FileMessage)>) -> impl IntoView {
    let load = std::rc::Rc::new(load);
    let input = NodeRef::<Input>::new();
    let choose = move |_| {
        if let Some(input) = input.get_untracked() {
            input.click();
        }
    };
    let chosen = move |_| {
        let Some(input) = input.get_untracked() else { return };
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            let load = load.clone();
            browser::read_file(file, move |message| load(message));
        }
        input.set_value("");
    };
    view! {
        <button type="button" class="button button--small button--quiet" on:click=choose>
            {label}
        </button>
        <input type="file" class="visually-hidden" tabindex="-1" aria-hidden="true" accept=".json" node_ref=input on:change=chosen />
    }
}

/// The lessons in their order, and what is done with all of them.
#[component]
fn Whole() -> impl IntoView {
    let store = Store::get();
    let titles = store.slice(|workbench| {
        let builder = &workbench.learn.builder;
        let title = |lesson: &value::Value| lesson.get("title").and_then(value::Value::as_str).unwrap_or("Lesson").to_owned();
        (builder.workshop.lessons.iter().map(title).collect::<Vec<_>>(), builder.at)
    });
    let name = store.slice(|workbench| workbench.learn.builder.workshop.title.clone());
    let can_undo = store.slice(|workbench| workbench.learn.builder.can_undo());
    let row = move |index: usize, title: String, at: usize, count: usize| {
        let shift = move |to: usize| build(store, BuildMessage::Move(index, to));
        view! {
            <li class="build-lesson">
                <button
                    type="button"
                    class="build-lesson__name"
                    aria-current=(index == at).then_some("true")
                    on:click=move |_| build(store, BuildMessage::Choose(index))
                >
                    {format!("{} · {title}", index + 1)}
                </button>
                <IconButton icon=Icon::ChevronUp label=format!("Earlier: {title}") disabled=index == 0 on_press=move || shift(index.saturating_sub(1)) />
                <IconButton icon=Icon::ChevronDown label=format!("Later: {title}") disabled=index + 1 == count on_press=move || shift(index + 1) />
                <IconButton icon=Icon::Trash label=format!("Take out: {title}") on_press=move || build(store, BuildMessage::Remove(index)) />
            </li>
        }
    };
    view! {
        <section class="build-section" aria-label="Lessons of the workshop">
            <div class="build-buttons">
                <button type="button" class="button button--primary button--small" on:click=move |_| build(store, BuildMessage::Try)>
                    <Glyph icon=Icon::Play />
                    "Try it"
                </button>
                {act("Share…", || BuildMessage::Share)}
                {act("Save as a file", || BuildMessage::Save)}
                <button
                    type="button"
                    class="button button--small button--quiet"
                    disabled=move || !can_undo.get()
                    on:click=move |_| build(store, BuildMessage::Undo)
                >
                    "Undo"
                </button>
            </div>
            <div class="field">
                <label class="field__label" for="workshop-title">"Workshop"</label>
                <input
                    id="workshop-title"
                    class="input"
                    type="text"
                    autocomplete="off"
                    placeholder="A name for several lessons in an order"
                    prop:value=move || name.get()
                    on:change=move |event| build(store, BuildMessage::Name(event_target_value(&event)))
                />
            </div>
            <ol class="build-lessons">
                {move || {
                    let (titles, at) = titles.get();
                    let count = titles.len();
                    titles.into_iter().enumerate().map(|(index, title)| row(index, title, at, count)).collect_view()
                }}
            </ol>
            <div class="build-buttons">
                <MakeLesson label="Add a lesson of this workflow" />
                <LoadFile label="Open a file instead" />
            </div>
        </section>
    }
}

/// What the lesson says, phase by phase.
#[component]
fn LessonForm() -> impl IntoView {
    let line = |label, pointer: &str| field(label, pointer.to_owned(), Kind::Line);
    let lines = |label, pointer: &str| field(label, pointer.to_owned(), Kind::Lines);
    view! {
        <section class="build-section">
            <h4 class="build-section__title">"What it is about"</h4>
            <p class="lesson-hint">"In all texts, words between backticks are shown as code: `ResultPath` becomes "<code>"ResultPath"</code>"."</p>
            {line("Title", "/title")}
            {lines("The one new idea", "/idea")}
            {lines("What people believe instead", "/trap")}
            {field("Minutes", "/minutes".to_owned(), Kind::Number)}
            {field("Story, paragraph by paragraph", "/story".to_owned(), Kind::Paragraphs)}
        </section>
        {groups()}
        <section class="build-section">
            <h4 class="build-section__title">"Predict: before the run"</h4>
            {questions("predict", "investigate")}
        </section>
        <section class="build-section">
            <h4 class="build-section__title">"Run and investigate"</h4>
            {lines("What to do and look at", "/run")}
            {questions("investigate", "predict")}
            <div class="build-buttons">{act("Add what the scenarios show", || BuildMessage::Draft(Draft::More))}</div>
        </section>
        {task("modify", "make")}
        {task("make", "modify")}
        <section class="build-section">
            <h4 class="build-section__title">"Remember"</h4>
            {lines("What to remember", "/remember")}
        </section>
    }
}

/// States that serve one purpose, which the diagram shows with a label.
fn groups() -> AnyView {
    let store = Store::get();
    let count = store.slice(|workbench| workbench.learn.builder.count("/groups"));
    let group = move |index: usize| {
        let states = store.slice(move |workbench| {
            workbench.learn.builder.groups().get(index).map(|(_, states)| states.join(", ")).unwrap_or_default()
        });
        view! {
            <details class="build-part">
                <summary>{move || states.get()}</summary>
                {field("What they are for", format!("/groups/{index}/label"), Kind::Line)}
                <div class="build-buttons">
                    {act("The chosen states are this group", move || BuildMessage::Group(Some(index)))}
                    {act("Take out this group", move || BuildMessage::Take(format!("/groups/{index}")))}
                </div>
            </details>
        }
    };
    view! {
        <section class="build-section">
            <h4 class="build-section__title">"What states are for"</h4>
            <p class="lesson-hint">"States that serve one purpose get a label on the diagram. Choose them there: Shift adds to those that are chosen."</p>
            {move || (0..count.get()).map(group).collect_view()}
            <div class="build-buttons">{act("The chosen states are a group", || BuildMessage::Group(None))}</div>
        </section>
    }
    .into_any()
}

/// What is missing or not so.
#[component]
fn Missing() -> impl IntoView {
    let store = Store::get();
    let findings = store.slice(|workbench| workbench.learn.builder.missing());
    view! {
        <footer class="build-missing">
            {move || match findings.get() {
                None => view! { <p class="lesson-hint" role="status">"Trying everything that it says…"</p> }.into_any(),
                Some(found) if found.is_empty() => view! {
                    <p class="build-missing__none" role="status">
                        <Glyph icon=Icon::Check />
                        "Nothing is missing, and everything is as it says."
                    </p>
                }
                .into_any(),
                Some(found) => view! {
                    <details>
                        <summary>
                            <span role="status">
                                {match found.len() {
                                    1 => "1 thing is missing".to_owned(),
                                    count => format!("{count} things are missing"),
                                }}
                            </span>
                        </summary>
                        <ul class="build-missing__list scroll" tabindex="0" aria-label="What is missing">
                            {found.into_iter().map(missing).collect_view()}
                        </ul>
                    </details>
                }
                .into_any(),
            }}
        </footer>
    }
}

/// A thing that is missing: a way to its field, where it has one.
fn missing(missing: Missing) -> AnyView {
    let Missing { place, says, field } = missing;
    let words = view! { <strong>{place}</strong>" · "<Prose text=says /> };
    match field {
        Some(field) => view! {
            <li>
                <button type="button" class="build-missing__way" on:click=move |_| go_to_field(&field)>{words}</button>
            </li>
        }
        .into_any(),
        None => view! { <li class="build-missing__way">{words}</li> }.into_any(),
    }
}

/// Opens the builder.
pub fn open_builder(store: Store) {
    store.send(Message::Learn(LearnMessage::Build(BuildMessage::Open)));
}
