//! The fields of the lesson builder: each stands for a pointer of the lesson that is being written.

use leptos::prelude::*;
use value::Value;
use workbench::learn::{BuildMessage, LearnMessage};
use workbench::message::Message;

use crate::browser;
use crate::store::Store;

/// What is typed into a field.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A line.
    Line,
    /// A few lines.
    Lines,
    /// Paragraphs, parted by empty lines.
    Paragraphs,
    /// A number.
    Number,
    /// JSON, or plain words for a text.
    Json,
}

/// Sends what an author does.
pub fn build(store: Store, message: BuildMessage) {
    store.send(Message::Learn(LearnMessage::Build(message)));
}

/// A field with its label; what a draft left to be written is shown as a hint.
pub fn field(label: &'static str, pointer: String, kind: Kind) -> AnyView {
    let store = Store::get();
    let id = field_id(&pointer);
    let at = pointer.clone();
    let text = store.slice(move |workbench| shown(&workbench.learn.builder.text(&at), kind));
    let written = move || if is_left(&text.get()) { String::new() } else { text.get() };
    let hint = move || if is_left(&text.get()) { text.get().trim_matches(['[', ']']).to_owned() } else { String::new() };
    let take = move |typed: String| {
        let left = text.with_untracked(|text| is_left(text).then(|| text.clone()));
        // What was left to be written and still is stays marked as such.
        let typed = if typed.trim().is_empty() { left.unwrap_or(typed) } else { typed };
        build(store, BuildMessage::Set(pointer.clone(), value_of(&typed, kind)));
    };
    let control = match kind {
        Kind::Line | Kind::Number => view! {
            <input
                id=id.clone()
                class="input"
                type="text"
                inputmode=(kind == Kind::Number).then_some("decimal")
                autocomplete="off"
                prop:value=written
                placeholder=hint
                on:change=move |event| take(event_target_value(&event))
            />
        }
        .into_any(),
        Kind::Lines | Kind::Paragraphs | Kind::Json => view! {
            <textarea
                id=id.clone()
                class="input"
                class:input--json=kind == Kind::Json
                class:input--words=kind != Kind::Json
                rows=if kind == Kind::Paragraphs { "4" } else { "2" }
                prop:value=written
                placeholder=hint
                on:change=move |event| take(event_target_value(&event))
            ></textarea>
        }
        .into_any(),
    };
    view! {
        <div class="field">
            <label class="field__label" for=id>{label}</label>
            {control}
        </div>
    }
    .into_any()
}

/// The id of the field of a pointer.
fn field_id(pointer: &str) -> String {
    format!("build{}", pointer.replace('/', "-"))
}

/// Leads to the field of a pointer: the parts that it is folded in are opened.
pub fn go_to_field(pointer: &str) {
    let id = field_id(pointer);
    let mut outer = document().get_element_by_id(&id).and_then(|field| field.parent_element());
    while let Some(element) = outer {
        if element.tag_name() == "DETAILS" {
            element.set_attribute("open", "").ok();
        }
        outer = element.parent_element();
    }
    browser::scroll_into_view(&id);
    browser::focus_element(&id);
}

fn is_left(text: &str) -> bool {
    text.starts_with('[') && text.ends_with(']')
}

/// An answer that is a text is shown without its quotes.
fn shown(text: &str, kind: Kind) -> String {
    match (kind, value::parse(text)) {
        (Kind::Json, Ok(value @ (Value::Object(_) | Value::Array(_)))) => value.to_json_pretty(),
        _ => text.to_owned(),
    }
}

fn value_of(typed: &str, kind: Kind) -> Value {
    match kind {
        Kind::Line | Kind::Lines => Value::from(typed),
        Kind::Paragraphs => Value::array(typed.split("\n\n").map(str::trim).filter(|text| !text.is_empty())),
        Kind::Number | Kind::Json => value::parse(typed).unwrap_or_else(|_| Value::from(typed)),
    }
}

/// A button of the builder.
pub fn act(label: &'static str, message: impl Fn() -> BuildMessage + 'static) -> AnyView {
    let store = Store::get();
    view! {
        <button type="button" class="button button--small" on:click=move |_| build(store, message())>
            {label}
        </button>
    }
    .into_any()
}
