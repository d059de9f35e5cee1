//! A question that is being written.

use leptos::prelude::*;
use value::Value;
use workbench::learn::BuildMessage;

use super::build_form::{Kind, act, field};
use crate::store::Store;

/// The questions of a phase, `predict` or `investigate`; the other is where they can be moved.
pub fn questions(phase: &'static str, other: &'static str) -> AnyView {
    let store = Store::get();
    let count = store.slice(move |workbench| workbench.learn.builder.count(&format!("/{phase}")));
    (move || (0..count.get()).map(|index| question(phase, other, index)).collect_view()).into_any()
}

fn question(phase: &'static str, other: &'static str, index: usize) -> AnyView {
    let store = Store::get();
    let at = format!("/{phase}/{index}");
    let read = |part: &'static str| {
        let at = at.clone();
        store.slice(move |workbench| workbench.learn.builder.text(&format!("{at}/{part}")))
    };
    let (ask, answer) = (read("ask"), read("answer"));
    let wrongs = {
        let at = at.clone();
        store.slice(move |workbench| workbench.learn.builder.count(&format!("{at}/wrong")))
    };
    let to = if other == "investigate" { "Ask it about the run instead" } else { "Ask it before the run instead" };
    let (from, taken, added) = (at.clone(), at.clone(), at.clone());
    let wrong_at = at.clone();
    let wrong = move |index: usize| {
        let at = format!("{wrong_at}/wrong/{index}");
        let taken = at.clone();
        view! {
            <div class="build-wrong">
                {field("A wrong answer", format!("{at}/answer"), Kind::Json)}
                {field("What is mistaken in it", format!("{at}/because"), Kind::Lines)}
                {act("Take it out", move || BuildMessage::Take(taken.clone()))}
            </div>
        }
    };
    view! {
        <details class="build-part">
            <summary>{format!("{} · ", index + 1)}{move || ask.get()}</summary>
            {field("Question", format!("{at}/ask"), Kind::Lines)}
            <p class="lesson-hint">"The run tells the answer: "<code>{move || answer.get()}</code></p>
            {field("Why it is so", format!("{at}/reason"), Kind::Lines)}
            {move || (0..wrongs.get()).map(wrong.clone()).collect_view()}
            {field("What is said to any other answer", format!("{at}/otherwise"), Kind::Lines)}
            <div class="build-buttons">
                {act("Add a wrong answer", move || {
                    let empty = Value::object([("answer", Value::from("")), ("because", Value::from("[What is mistaken in it?]"))]);
                    BuildMessage::Set(format!("{added}/wrong/-"), empty)
                })}
                {act(to, move || BuildMessage::Shift(from.clone(), format!("/{other}/-")))}
                {act("Take out this question", move || BuildMessage::Take(taken.clone()))}
            </div>
        </details>
    }
    .into_any()
}
