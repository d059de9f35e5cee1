//! A real history beside a definition: which one it is played against, and where the two part.

use leptos::prelude::*;
use workbench::message::{Message, RunMessage};
use workbench::shelf::ago;
use workbench::versions::{Other, OtherRow, VersionsMessage};

use crate::store::{Store, memo};
use crate::ui::{Glyph, Icon, Prose};

/// The box; shown while a real history is looked at.
#[component]
pub fn Against() -> impl IntoView {
    let store = Store::get();
    let view = store.slice(|workbench| workbench.front.run.against());
    let is_shown = memo(move |_| view.with(Option::is_some));
    view! {
        <Show when=move || is_shown.get()>
            <section class="against" aria-label="The history against a definition" data-mark=move || view.with(|view| view.as_ref().map(|view| view.mark))>
                <Played />
                <p class="against__said" role="status">
                    <Glyph icon=Signal::derive(move || match view.with(|view| view.as_ref().map(|view| view.mark)) {
                        Some("same") => Icon::Check,
                        Some("waits") => Icon::Timer,
                        _ => Icon::Branch,
                    }) />
                    <span>{move || view.get().map(|view| view! { <Prose text=view.sentence /> })}</span>
                </p>
                {move || {
                    view.get().and_then(|view| view.step).map(|step| {
                        view! {
                            <button type="button" class="button button--small" on:click=move |_| store.send(Message::Run(RunMessage::ChooseStep(step)))>
                                "Show where they part"
                            </button>
                        }
                    })
                }}
            </section>
        </Show>
    }
}

/// Which definition it is played against. The list of earlier versions is asked for when somebody looks at it.
#[component]
fn Played() -> impl IntoView {
    let store = Store::get();
    let rows = store.slice(|workbench| workbench.other_versions().unwrap_or_default());
    let chosen = store.slice(|workbench| workbench.front.run.against().and_then(|view| view.chosen));
    Effect::new(move |_| store.send(Message::Versions(VersionsMessage::List)));
    let choose = move |event: web_sys::Event| {
        let at = event_target_value(&event).parse::<usize>().ok();
        let other = at.and_then(|at| rows.with_untracked(|rows| rows.get(at).map(|row| row.other.clone())));
        store.send(Message::Run(RunMessage::PlayAgainst(other)));
    };
    let option = move |(at, row): (usize, OtherRow)| {
        let label = match &row.other {
            Other::Earlier(time) => format!("Earlier version, {}", ago(*time, js_sys::Date::now() as u64)),
            Other::Open(_) => format!("{}, open now", row.name),
        };
        let is_chosen = chosen.with_untracked(|chosen| chosen.as_ref() == Some(&row.other));
        view! {
            <option value=at.to_string() selected=is_chosen>
                {label}
            </option>
        }
    };
    view! {
        <label class="against__of">
            "Against"
            <select class="input" on:change=choose>
                <option value="" selected=move || chosen.with(Option::is_none)>"this definition"</option>
                {move || rows.get().into_iter().enumerate().map(option).collect_view()}
            </select>
        </label>
    }
}
