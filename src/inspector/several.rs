//! What the inspector shows while several states are chosen: what can be done with all of them.

use leptos::prelude::*;
use workbench::commands::{Action, Command, Structure};
use workbench::message::{Edit, Message, Selected};
use workbench::palette::Kind;

use asl::document::StateKey;

use crate::canvas::glyph;
use crate::store::Store;
use crate::ui::{Glyph, Icon, StateGlyph};

/// A retrier as AWS's defaults are, written out.
const RETRY: &str = r#"[{"ErrorEquals": ["States.ALL"], "IntervalSeconds": 1, "MaxAttempts": 3, "BackoffRate": 2}]"#;

/// Whether states of a kind can have `Retry`.
fn can_retry(kind: Kind) -> bool {
    matches!(kind, Kind::Task | Kind::Parallel | Kind::Map)
}

/// The commands for all, each with its name and glyph.
const COMMANDS: [(Command, &str, Icon); 7] = [
    (Command::Structure(Structure::WrapInParallel), "Put into a Parallel", Icon::Of(StateGlyph::Parallel)),
    (Command::Structure(Structure::WrapInMap), "Put into a Map", Icon::Of(StateGlyph::Map)),
    (Command::Extract, "Extract into a workflow of its own", Icon::Of(StateGlyph::Workflow)),
    (Command::Structure(Structure::Duplicate), "Duplicate", Icon::Duplicate),
    (Command::CopyState, "Copy as ASL", Icon::Copy),
    (Command::CutState, "Cut", Icon::Swap),
    (Command::Delete, "Delete", Icon::Trash),
];

/// The form.
#[component]
pub fn SeveralForm() -> impl IntoView {
    let store = Store::get();
    let states = store.slice(|workbench| {
        let scene = &workbench.front.scene;
        let chosen = workbench.front.chosen();
        let known = chosen.iter().filter_map(|key| scene.state(*key).map(|node| (*key, node.kind, node.title.to_string())));
        known.collect::<Vec<(StateKey, Kind, String)>>()
    });
    let refusals = store.slice(|workbench| {
        workbench.front.group.len();
        COMMANDS.map(|(command, _, _)| command.message(workbench).err())
    });
    let commands = COMMANDS.into_iter().enumerate().map(|(at, (command, title, icon))| {
        let refusal = move || refusals.with(|refusals| refusals[at].clone());
        view! {
            <button
                type="button"
                class="button several__command"
                class=("button--danger", command == Command::Delete)
                aria-disabled=move || refusal().is_some().then_some("true")
                title=move || refusal().unwrap_or_default()
                on:click=move |_| store.send(Message::Act(Action::Do(command)))
            >
                <Glyph icon=icon />
                <span>{title}</span>
                {move || refusal().map(|why| view! { <span class="several__why">{why}</span> })}
            </button>
        }
    });
    let set = move |pointer: &'static str, json: Option<String>| store.send(Message::Edit(Edit::SetForAll { pointer, json }));
    let comment = move |event: web_sys::Event| {
        let text = event_target_value(&event);
        set("/Comment", (!text.trim().is_empty()).then(|| serde_json::Value::from(text).to_string()));
    };
    let timeout = move |event: web_sys::Event| {
        let seconds = event_target_value(&event).trim().parse::<u32>().ok();
        set("/TimeoutSeconds", seconds.map(|seconds| seconds.to_string()));
    };
    let row = move |(key, kind, title): (StateKey, Kind, String)| {
        let icon: Icon = glyph(kind, &title);
        view! {
            <button type="button" class="several__state" data-kind=kind.name() on:click=move |_| store.send(Message::Select(Selected::State(key)))>
                <Glyph icon=icon />
                <span>{title}</span>
            </button>
        }
    };
    view! {
        <div class="inspector-head">
            <div class="inspector-head__names">
                <h2 class="inspector-head__title">{move || format!("{} states", states.with(Vec::len))}</h2>
                <span class="inspector-head__what">"Chosen together"</span>
            </div>
        </div>
        <div class="panel__body">
            <div class="form">
                <section class="form-section">
                    <div class="form-section__body">{commands.collect_view()}</div>
                </section>
                <section class="form-section">
                    <h3 class="form-section__title">"Set for all"</h3>
                    <div class="form-section__body">
                        <div class="field">
                            <label class="field__label" for="all-comment">"Comment"</label>
                            <input id="all-comment" class="input" autocomplete="off" on:change=comment />
                        </div>
                        <div class="field">
                            <label class="field__label" for="all-timeout">"TimeoutSeconds"</label>
                            <input id="all-timeout" class="input" inputmode="numeric" autocomplete="off" on:change=timeout />
                            <p class="field__hint">"Of the Tasks among them; empty takes it away."</p>
                        </div>
                        <Show when=move || states.with(|states| states.iter().any(|(_, kind, _)| can_retry(*kind)))>
                            <div class="several__pair">
                                <button type="button" class="button" on:click=move |_| set("/Retry", Some(RETRY.to_owned()))>
                                    <Glyph icon=Icon::Retry />
                                    "Retry on any error"
                                </button>
                                <button type="button" class="button" on:click=move |_| set("/Retry", None)>
                                    "Never retry"
                                </button>
                            </div>
                            <p class="field__hint">"Of the Task, Parallel and Map states among them."</p>
                        </Show>
                    </div>
                </section>
                <section class="form-section">
                    <h3 class="form-section__title">"Chosen"</h3>
                    <div class="several__states">{move || states.get().into_iter().take(200).map(row).collect_view()}</div>
                </section>
            </div>
        </div>
    }
}
