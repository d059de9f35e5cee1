//! What the scenarios go through of the definition, and what none of them does.

use leptos::prelude::*;
use workbench::message::{Message, ScenarioMessage};
use workbench::run::MissingArm;

use crate::store::{Store, memo};
use crate::ui::{Glyph, Icon, Prose};

/// The coverage of all scenarios.
#[component]
pub fn Coverage() -> impl IntoView {
    let store = Store::get();
    let coverage = store.slice(|workbench| workbench.front.coverage());
    let is_known = memo(move |_| coverage.with(|coverage| coverage.is_known));
    let painted = memo(move |_| coverage.with(|coverage| coverage.painted));
    let stale = memo(move |_| coverage.with(|coverage| coverage.stale));
    let (covered, all) = (move || coverage.with(|coverage| coverage.covered), move || coverage.with(|coverage| coverage.all));
    let missing = move || coverage.with(|coverage| coverage.missing.clone());
    let try_all = move |_| store.send(Message::Scenario(ScenarioMessage::TryAll));
    let invitation = move || {
        view! {
            <div class="empty">
                <Glyph icon=Icon::List />
                <p class="empty__title">"Nothing is known yet"</p>
                <p>"Run all scenarios to see which states, rules, retriers and catchers they go through, and which none of them does."</p>
                <button type="button" class="button" on:click=try_all>
                    <Glyph icon=Icon::Play />
                    "Run all"
                </button>
            </div>
        }
    };
    let row = move |arm: MissingArm| {
        let state = arm.state;
        view! {
            <li>
                <button type="button" class="missing" on:click=move |_| store.send(Message::Scenario(ScenarioMessage::GoTo(state)))>
                    <span class="missing__name">{arm.name}</span>
                    <span class="missing__words">
                        {arm.words}
                        {(!arm.reason.is_empty()).then(|| view! { <span class="missing__reason">": "<Prose text=arm.reason /></span> })}
                    </span>
                    {arm.dead.then(|| view! { <span class="chip missing__dead" title="No input and no answer of a Task leads there">"Dead"</span> })}
                </button>
            </li>
        }
    };
    view! {
        <Show when=move || is_known.get() fallback=invitation>
            <div class="coverage">
                <div class="coverage__head">
                    <meter class="coverage__meter" min="0" max=move || all().to_string() value=move || covered().to_string() aria-label="Covered"></meter>
                    <strong>{move || format!("{} of {}", covered(), all())}</strong>
                    <span class="field__hint">"states, transitions, rules, retriers and catchers"</span>
                    <button
                        type="button"
                        class="button button--small"
                        aria-pressed=move || painted.get().to_string()
                        on:click=move |_| store.send(Message::Scenario(ScenarioMessage::Paint(!painted.get_untracked())))
                    >
                        <Glyph icon=Icon::Check />
                        {move || if painted.get() { "Show the run again" } else { "Paint on the diagram" }}
                    </button>
                    <Show when=move || stale.get()>
                        <button type="button" class="button button--small" on:click=try_all>
                            <Glyph icon=Icon::Warning />
                            "Some are from before the last change: run all"
                        </button>
                    </Show>
                </div>
                <Show
                    when=move || !missing().is_empty()
                    fallback=|| view! { <p class="field__hint">"The scenarios go through every part of the workflow."</p> }
                >
                    <div class="coverage__head">
                        <p class="field__label">"No scenario goes through"</p>
                        <Generate />
                    </div>
                    <ul class="coverage__missing">{move || missing().into_iter().map(row).collect_view()}</ul>
                </Show>
            </div>
        </Show>
    }
}

/// Makes scenarios for what is missing; how far that is, and its end.
#[component]
fn Generate() -> impl IntoView {
    let store = Store::get();
    let send = move |message: ScenarioMessage| store.send(Message::Scenario(message));
    let going = store.slice(|workbench| workbench.front.run.generation());
    let is_going = memo(move |_| going.with(Option::is_some));
    let words = move || match going.get() {
        Some(going) if going.all > 0 => format!("{} of {} reached, {} runs…", going.reached, going.all, going.runs),
        _ => "Looking…".to_owned(),
    };
    view! {
        <Show
            when=move || is_going.get()
            fallback=move || {
                view! {
                    <button
                        type="button"
                        class="button button--small"
                        title="Solves conditions backwards and tries what comes of it. One step; Undo takes the new scenarios away"
                        on:click=move |_| send(ScenarioMessage::Generate)
                    >
                        <Glyph icon=Icon::Flask />
                        "Write scenarios that reach them"
                    </button>
                }
            }
        >
            <progress class="coverage__meter" aria-label="Reached" max=move || going.get().map_or(1, |going| going.all.max(1)) value=move || going.get().map_or(0, |going| going.reached)></progress>
            <span class="field__hint" role="status">{words}</span>
            <button type="button" class="button button--small" title="Adds the scenarios that were found so far" on:click=move |_| send(ScenarioMessage::StopGenerating(true))>
                "Stop here"
            </button>
            <button type="button" class="button button--small button--quiet" on:click=move |_| send(ScenarioMessage::StopGenerating(false))>
                "Cancel"
            </button>
        </Show>
    }
}
