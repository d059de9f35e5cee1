//! A task that is being written: its goal, where the learner begins, what is checked, hints.

use leptos::prelude::*;
use value::Value;
use workbench::learn::BuildMessage;

use super::build_form::{Kind, act, build, field};
use crate::store::Store;

/// The task of a phase, `modify` or `make`, if the lesson has it; the other is what it can become.
pub fn task(phase: &'static str, other: &'static str) -> AnyView {
    let store = Store::get();
    let there = store.slice(move |workbench| workbench.learn.builder.value(&format!("/{phase}")).is_some());
    let (title, turn) = match phase {
        "modify" => ("Modify: a workflow to change", "Let them build it instead"),
        _ => ("Make: a workflow to build", "Let them change one instead"),
    };
    (move || {
        there.get().then(|| {
            view! {
                <section class="build-section">
                    <h4 class="build-section__title">{title}</h4>
                    {field("Goal", format!("/{phase}/goal"), Kind::Lines)}
                    <p class="lesson-hint">
                        "Checks pass with the workflow that you began with. Now change it on the diagram to what the learner begins with, and take that over."
                    </p>
                    <div class="build-buttons">
                        {act("The diagram is the start", move || BuildMessage::Diagram(format!("/{phase}/start")))}
                        {act("The diagram is the solution", move || BuildMessage::Diagram(format!("/{phase}/solution")))}
                    </div>
                    {checks(phase)}
                    {ways(phase)}
                    {hints(phase)}
                    <div class="build-buttons">
                        {act(turn, move || BuildMessage::Shift(format!("/{phase}"), format!("/{other}")))}
                        {act("Take out this task", move || BuildMessage::Take(format!("/{phase}")))}
                    </div>
                </section>
            }
        })
    })
    .into_any()
}

fn checks(phase: &'static str) -> AnyView {
    let store = Store::get();
    let count = store.slice(move |workbench| workbench.learn.builder.count(&format!("/{phase}/checks")));
    (move || (0..count.get()).map(|index| check(store, phase, index)).collect_view()).into_any()
}

fn check(store: Store, phase: &'static str, index: usize) -> AnyView {
    let at = format!("/{phase}/checks/{index}");
    let (says_at, hidden_at, expect_at) = (at.clone(), at.clone(), at.clone());
    let says = store.slice(move |workbench| workbench.learn.builder.text(&format!("{says_at}/says")));
    let hidden = store.slice(move |workbench| workbench.learn.builder.text(&format!("{hidden_at}/hidden")) == "true");
    let expected: Vec<&'static str> = store.peek(|workbench| {
        const PARTS: [&str; 6] = ["status", "output", "error", "cause", "path", "virtualSeconds"];
        let expect = workbench.learn.builder.value(&format!("{expect_at}/expect")).cloned().unwrap_or_default();
        PARTS.into_iter().filter(|part| expect.get(part).is_some()).collect()
    });
    let part_at = at.clone();
    let seen = store.peek(|workbench| workbench.learn.builder.value(&format!("{at}/expect")).cloned()).unwrap_or_default();
    let part = move |part: &'static str| {
        let pointer = format!("{part_at}/expect/{part}");
        let there_at = pointer.clone();
        let there = store.slice(move |workbench| workbench.learn.builder.value(&there_at).is_some());
        let value = seen.get(part).cloned().unwrap_or_default();
        let toggle = move |_| {
            let message = match there.get_untracked() {
                true => BuildMessage::Take(pointer.clone()),
                false => BuildMessage::Set(pointer.clone(), value.clone()),
            };
            build(store, message);
        };
        let label = match part {
            "virtualSeconds" => "time",
            part => part,
        };
        view! {
            <label class="build-choice">
                <input type="checkbox" prop:checked=move || there.get() on:change=toggle />
                {label}
            </label>
        }
    };
    let (hide_at, taken) = (at.clone(), at.clone());
    let hide = move |_| build(store, BuildMessage::Set(format!("{hide_at}/hidden"), Value::from(!hidden.get_untracked())));
    view! {
        <details class="build-part">
            <summary>{format!("{} · ", index + 1)}{move || says.get()}</summary>
            {field("What is expected, in words", format!("{at}/says"), Kind::Lines)}
            <fieldset class="build-choices">
                <legend>"What must be as the scenario shows"</legend>
                {expected.into_iter().map(part).collect_view()}
            </fieldset>
            <label class="build-choice">
                <input type="checkbox" prop:checked=move || hidden.get() on:change=hide />
                "Shown only after it was tried"
            </label>
            <div class="build-buttons">{act("Take out this check", move || BuildMessage::Take(taken.clone()))}</div>
        </details>
    }
    .into_any()
}

/// Foreseen mistakes, and other solutions: each a workflow, known by what it does.
fn ways(phase: &'static str) -> AnyView {
    let mistake =
        move || BuildMessage::Way { list: format!("/{phase}/wrong"), member: "because", asks: "[What is mistaken in it?]" };
    let other =
        move || BuildMessage::Way { list: format!("/{phase}/others"), member: "says", asks: "[How does it go about it?]" };
    view! {
        {kept(phase, "wrong", "because", "A foreseen mistake")}
        {kept(phase, "others", "says", "Another solution")}
        <div class="build-buttons">
            {act("The diagram is a mistake to foresee", mistake)}
            {act("The diagram is another solution", other)}
        </div>
    }
    .into_any()
}

/// The ways of one kind, with what is said of each.
fn kept(phase: &'static str, list: &'static str, member: &'static str, title: &'static str) -> AnyView {
    let store = Store::get();
    let count = store.slice(move |workbench| workbench.learn.builder.count(&format!("/{phase}/{list}")));
    let one = move |index: usize| {
        let at = format!("/{phase}/{list}/{index}");
        let (again, taken) = (at.clone(), at.clone());
        let label = if list == "wrong" { "What is mistaken in it" } else { "How it goes about it" };
        view! {
            <details class="build-part">
                <summary>{format!("{title} · {}", index + 1)}</summary>
                {field(label, format!("{at}/{member}"), Kind::Lines)}
                <div class="build-buttons">
                    {act("The diagram is this", move || BuildMessage::Diagram(format!("{again}/definition")))}
                    {act("Take it out", move || BuildMessage::Take(taken.clone()))}
                </div>
            </details>
        }
    };
    (move || (0..count.get()).map(one).collect_view()).into_any()
}

fn hints(phase: &'static str) -> AnyView {
    let store = Store::get();
    let count = store.slice(move |workbench| workbench.learn.builder.count(&format!("/{phase}/hints")));
    let hint = move |index: usize| {
        let label = if index == 0 { "Hint: the first small thing" } else { "Hint: the next one" };
        field(label, format!("/{phase}/hints/{index}"), Kind::Lines)
    };
    view! {
        {move || (0..count.get()).map(hint).collect_view()}
        <div class="build-buttons">
            {act("Add a hint", move || BuildMessage::Set(format!("/{phase}/hints/-"), Value::from("[The next small thing.]")))}
        </div>
    }
    .into_any()
}
