//! Earlier versions of the workflow and other open workflows, each compared with what is in front.

use leptos::prelude::*;
use workbench::message::{Message, ScreenMessage};
use workbench::shelf::ago;
use workbench::versions::{Other, OtherRow, VersionsMessage};

use super::painter::Address;
use crate::store::Store;
use crate::ui::{Icon, IconButton, Modal, Prose};

/// The dialog.
#[component]
pub fn VersionsDialog() -> impl IntoView {
    let store = Store::get();
    let close = move || store.send(Message::Screen(ScreenMessage::CloseOverlay));
    let name = store.peek(|workbench| workbench.front.name.to_string());
    let rows = store.slice(|workbench| workbench.other_versions());
    let is_empty = move || rows.with(|rows| rows.as_ref().is_some_and(Vec::is_empty));
    view! {
        <Modal class="production versions" titled_by="versions-title" on_close=close>
            <header class="production__head">
                <h2 id="versions-title" class="ask__title">"Earlier versions"</h2>
                <span class="production__of">{name}</span>
                <IconButton icon=Icon::Close label="Close" keys="Esc" on_press=close />
            </header>
            <Show
                when=move || !is_empty()
                fallback=|| {
                    view! {
                        <p class="empty versions__none">
                            "No earlier version yet. While you change a workflow, this browser keeps one every five minutes: all of the last hour, one an hour of the last day, one a day of the last month. Other workflows that are open can be compared here, too."
                        </p>
                    }
                }
            >
                <div class="versions__columns">
                    <Others rows />
                    <Compared />
                </div>
            </Show>
        </Modal>
    }
}

/// What can be compared with.
#[component]
fn Others(rows: Memo<Option<Vec<OtherRow>>>) -> impl IntoView {
    let store = Store::get();
    let chosen = store.slice(|workbench| workbench.compared_with().cloned());
    let row = move |row: OtherRow| {
        let (title, what) = match &row.other {
            Other::Earlier(at) => (ago(*at, js_sys::Date::now() as u64), row.name),
            Other::Open(_) => (row.name, "open now".to_owned()),
        };
        let facts = format!("{what} · {} {}", row.states, if row.states == 1 { "state" } else { "states" });
        let (own, other) = (row.other.clone(), row.other);
        view! {
            <button
                type="button"
                class="versions__other"
                aria-pressed=move || chosen.with(|chosen| chosen.as_ref() == Some(&own)).to_string()
                on:click=move |_| store.send(Message::Versions(VersionsMessage::Choose(other.clone())))
            >
                <span class="versions__title">{title}</span>
                <span class="versions__facts">{facts}</span>
            </button>
        }
    };
    view! {
        <div class="versions__list scroll" role="group" aria-label="Compare with">
            {move || match rows.get() {
                Some(rows) => rows.into_iter().map(row).collect_view().into_any(),
                None => view! { <p class="empty" role="status">"Asking the browser…"</p> }.into_any(),
            }}
        </div>
    }
}

/// What differs, and what can be done about it.
#[component]
fn Compared() -> impl IntoView {
    let store = Store::get();
    let comparison = store.slice(|workbench| workbench.comparison().cloned());
    let is_earlier = store.slice(|workbench| matches!(workbench.compared_with(), Some(Other::Earlier(_))));
    let send = move |message: VersionsMessage| store.send(Message::Versions(message));
    view! {
        <div class="versions__body">
            <div class="versions__answer scroll" tabindex="0" role="region" aria-label="What differs" aria-live="polite">
                {move || match comparison.get() {
                    Some(comparison) => {
                        let from = if is_earlier.get_untracked() { "the earlier version" } else { "the other workflow" };
                        view! {
                            <p class="versions__from">{format!("From {from} to what is in front now:")}</p>
                            <Answer comparison />
                        }
                            .into_any()
                    }
                    None => view! { <p class="empty" role="status">"Comparing…"</p> }.into_any(),
                }}
            </div>
            <Show when=move || is_earlier.get()>
                <div class="versions__foot">
                    <button type="button" class="button" on:click=move |_| send(VersionsMessage::OpenCopy)>
                        "Open as a copy"
                    </button>
                    <button type="button" class="button button--primary" on:click=move |_| send(VersionsMessage::Restore)>
                        "Take this version back"
                    </button>
                </div>
            </Show>
        </div>
    }
}

#[component]
fn Answer(comparison: engine::Versions) -> impl IntoView {
    let engine::Versions { groups, runs, picture } = comparison;
    let is_same = groups.is_empty();
    // The picture keeps its address for as long as it is shown.
    let address = StoredValue::new_local(Address::of_svg(&picture));
    let source = address.with_value(|address| address.as_ref().map(Address::text));
    let told = |sentences: Vec<String>| sentences.into_iter().map(|text| view! { <li><Prose text /></li> }).collect_view();
    let group = move |(state, sentences): (Option<String>, Vec<String>)| {
        view! {
            <dt>{state.unwrap_or_else(|| "The workflow".to_owned())}</dt>
            <dd><ul>{told(sentences)}</ul></dd>
        }
    };
    let run = move |(scenario, differences): (String, Vec<String>)| {
        let same = differences.is_empty().then_some("does the same");
        view! {
            <dt>{scenario}</dt>
            <dd>{same} <ul>{told(differences)}</ul></dd>
        }
    };
    let runs = match runs {
        Err(why) => view! { <p class="field__hint">{format!("Scenarios were not run: {why}.")}</p> }.into_any(),
        Ok(runs) if runs.is_empty() => ().into_any(),
        Ok(runs) => view! {
            <h3 class="ask__part">"What the scenarios do now"</h3>
            <dl class="versions__changes">{runs.into_iter().map(run).collect_view()}</dl>
        }
        .into_any(),
    };
    view! {
        <Show when=move || is_same>
            <p class="versions__same">"Both mean the same: states and fields are equal, whatever their order and layout."</p>
        </Show>
        <dl class="versions__changes">{groups.into_iter().map(group).collect_view()}</dl>
        <h3 class="ask__part">"Both as one diagram"</h3>
        <p class="field__hint">"Green is new, amber has changed, red is gone."</p>
        <div class="versions__picture"><img src=source alt="Both versions as one diagram" /></div>
        {runs}
    }
}
