//! The expressions of a step on its data: the value of each part, and a pad to try others.

use engine::{Expressed, Gives, Part};
use leptos::prelude::*;
use workbench::message::{Message, RunMessage};

use crate::store::Store;
use crate::ui::{Glyph, Icon};

/// The expressions of the step's state.
#[component]
pub fn Expressions(expressions: Vec<Expressed>) -> impl IntoView {
    let row = |expressed: Expressed| {
        let Expressed { place, text, parts } = expressed;
        view! {
            <li class="expression">
                <code class="why__place">{place.clone()}</code>
                <Parts text parts label=format!("Parts of {place}") />
            </li>
        }
    };
    view! {
        <section class="expressions" aria-label="Expressions on this step's data">
            <h3 class="expressions__title">"Expressions on this step’s data"</h3>
            <p class="field__hint">"Click a part to see its value."</p>
            <ul class="expressions__list">{expressions.into_iter().map(row).collect_view()}</ul>
        </section>
    }
}

/// A part that can be clicked, with how much of the text it takes.
#[derive(Clone, Debug, PartialEq)]
struct Piece {
    text: String,
    /// The innermost part around it.
    part: Option<usize>,
}

/// The text cut where parts begin and end; each piece belongs to the smallest part around it.
fn pieces(text: &str, parts: &[Part]) -> Vec<Piece> {
    let mut cuts: Vec<usize> = parts.iter().flat_map(|part| [part.start as usize, part.end as usize]).collect();
    cuts.extend([0, text.len()]);
    cuts.retain(|cut| text.is_char_boundary(*cut));
    cuts.sort_unstable();
    cuts.dedup();
    let around = |from: usize, to: usize| {
        let holds = |part: &Part| part.start as usize <= from && to <= part.end as usize;
        let within = parts.iter().enumerate().filter(|(_, part)| holds(part));
        within.min_by_key(|(_, part)| part.end - part.start).map(|(index, _)| index)
    };
    let piece = |pair: &[usize]| match *pair {
        [from, to] => text.get(from..to).map(|piece| Piece { text: piece.to_owned(), part: around(from, to) }),
        _ => None,
    };
    cuts.windows(2).filter_map(piece).collect()
}

/// The word or value that a part gives, and how it looks.
fn given(gives: &Gives) -> (String, &'static str) {
    match gives {
        Gives::Value(json) => (json.clone(), "value"),
        Gives::Nothing => ("nothing".to_owned(), "nothing"),
        Gives::Function => ("a function".to_owned(), "value"),
        Gives::Error(why) => (why.clone(), "error"),
    }
}

/// An expression whose parts can be chosen: by clicking in the text, or from the list with the keys.
#[component]
fn Parts(text: String, parts: Vec<Part>, label: String) -> impl IntoView {
    let whole = parts.len().saturating_sub(1);
    let chosen = RwSignal::new(whole);
    let cut = pieces(&text, &parts);
    let ranges: Vec<(u32, u32)> = parts.iter().map(|part| (part.start, part.end)).collect();
    let inside = {
        let ranges = ranges.clone();
        move |part: Option<usize>| {
            let (Some(part), Some((from, to))) = (part.and_then(|part| ranges.get(part)), ranges.get(chosen.get())) else {
                return false;
            };
            from <= &part.0 && part.1 <= *to
        }
    };
    let piece = move |piece: Piece| {
        let (part, inside) = (piece.part, inside.clone());
        let choose = move |_| {
            if let Some(part) = part {
                chosen.set(part);
            }
        };
        view! {
            <span class="part" data-inside=move || inside(part).to_string() on:click=choose>
                {piece.text}
            </span>
        }
    };
    let value = {
        let parts = parts.clone();
        move || {
            parts.get(chosen.get()).map(|part| {
                let (words, look) = given(&part.gives);
                view! { <output class="part-value" data-look=look>{words}</output> }
            })
        }
    };
    let names: Vec<String> = parts
        .iter()
        .map(|part| text.get(part.start as usize..part.end as usize).unwrap_or_default().chars().take(60).collect())
        .collect();
    let option = move |(index, name): (usize, String)| {
        view! {
            <option value=index.to_string() selected=move || chosen.get() == index>
                {name}
            </option>
        }
    };
    let choose = move |event: web_sys::Event| {
        if let Ok(index) = event_target_value(&event).parse() {
            chosen.set(index);
        }
    };
    view! {
        <div class="parts">
            <code class="parts__text">{cut.into_iter().map(piece).collect_view()}</code>
            <Show when=move || whole != 0>
                <select class="input parts__list" aria-label=label.clone() on:change=choose>
                    {names.clone().into_iter().enumerate().map(option).collect_view()}
                </select>
            </Show>
            {value}
        </div>
    }
}

/// A pad for expressions on the data of the step that is looked at.
#[component]
pub fn Scratch() -> impl IntoView {
    let store = Store::get();
    let text = RwSignal::new(String::new());
    let is_jsonata = store.slice(|workbench| {
        let key = workbench.front.run.chosen_state();
        key.is_some_and(|key| workbench.front.is_jsonata(key))
    });
    let found = store.slice(|workbench| workbench.front.run.scratch().cloned());
    let example = move || if is_jsonata.get() { "{% $states.input %}" } else { "$.name, or States.Format('{}', $.name)" };
    // JSONata is also understood without its braces.
    let written = move || {
        let typed = text.get_untracked();
        let typed = typed.trim();
        if is_jsonata.get_untracked() && !typed.starts_with("{%") && !typed.is_empty() {
            format!("{{% {typed} %}}")
        } else {
            typed.to_owned()
        }
    };
    let ask = move || {
        let written = written();
        if !written.is_empty() {
            store.send(Message::Run(RunMessage::Scratch(written)));
        }
    };
    let key = move |event: web_sys::KeyboardEvent| {
        if event.key() == "Enter" && !event.shift_key() {
            event.prevent_default();
            event.stop_propagation();
            ask();
        }
    };
    let answer = move || {
        found.get().map(|scratch| match scratch.parts.is_empty() {
            true => view! { <p class="field__error">"This is no path, no intrinsic function and no JSONata expression."</p> }
                .into_any(),
            false => {
                view! { <Parts text=scratch.text parts=scratch.parts label="Parts of what was tried".to_owned() /> }.into_any()
            }
        })
    };
    view! {
        <section class="scratch" aria-label="Try an expression on this step's data">
            <div class="scratch__answer scroll" aria-live="polite">{answer}</div>
            <label class="expressions__title" for="scratch-text">"Try an expression on this step’s data"</label>
            <div class="scratch__row">
                <textarea
                    id="scratch-text"
                    class="input input--code"
                    rows="1"
                    spellcheck="false"
                    placeholder=example
                    prop:value=move || text.get()
                    on:input=move |event| text.set(event_target_value(&event))
                    on:keydown=key
                ></textarea>
                <button type="button" class="button button--small" title="Enter" on:click=move |_| ask()>
                    <Glyph icon=Icon::Play />
                    "Try"
                </button>
            </div>
        </section>
    }
}
