//! The scenarios as a list: how each fared in its last run, and what can be done with them.

use leptos::html::{Button, Input};
use leptos::prelude::*;
use workbench::message::{FileMessage, Message, RunMessage, ScenarioMessage};
use workbench::run::{ScenarioFace, ScenarioRow};

use crate::browser;
use crate::store::{Store, memo};
use crate::ui::{Each, Glyph, Icon, IconButton, StateGlyph};

/// The list with its tools.
#[component]
pub fn ScenarioList() -> impl IntoView {
    let store = Store::get();
    let send = move |message: ScenarioMessage| store.send(Message::Scenario(message));
    let rows = store.slice(|workbench| workbench.front.scenario_rows());
    let chosen = store.slice(|workbench| workbench.front.scenarios.chosen());
    let count = memo(move |_| rows.with(Vec::len));
    let few = Signal::derive(move || count.get() < 2);
    let active = move || (count.get() > 0).then(|| format!("scenario-{}", chosen.get()));
    let key = move |event: web_sys::KeyboardEvent| {
        let (at, last) = (chosen.get_untracked(), count.get_untracked().saturating_sub(1));
        let to = match event.key().as_str() {
            "ArrowDown" => (at + 1).min(last),
            "ArrowUp" => at.saturating_sub(1),
            "Home" => 0,
            "End" => last,
            "Enter" => {
                event.prevent_default();
                return store.send(Message::Run(RunMessage::Start));
            }
            "F2" => {
                event.prevent_default();
                event.stop_propagation();
                send(ScenarioMessage::Show(ScenarioFace::Input));
                return browser::focus_field("scenario-name");
            }
            "Delete" => {
                event.prevent_default();
                event.stop_propagation();
                return send(ScenarioMessage::Delete);
            }
            _ => return,
        };
        event.prevent_default();
        event.stop_propagation();
        if to != at {
            send(ScenarioMessage::Choose(to));
        }
    };
    let row = move |index: usize| {
        let row = memo(move |_| rows.with(|rows| rows.get(index).cloned()));
        view! { <Row index row chosen /> }
    };
    view! {
        <section class="scenario-list" aria-label="Scenarios">
            <div class="scenario-list__tools">
                <TryAll />
                <span class="scenario-list__room"></span>
                <IconButton icon=Icon::Plus label="New scenario" on_press=move || send(ScenarioMessage::New) />
                <IconButton icon=Icon::Duplicate label="Duplicate scenario" on_press=move || send(ScenarioMessage::Duplicate) />
                <IconButton icon=Icon::Trash label="Delete scenario" disabled=few on_press=move || send(ScenarioMessage::Delete) />
                <MoreMenu />
            </div>
            <Progress />
            <div
                class="scenario-list__rows"
                role="listbox"
                aria-label="Scenarios"
                aria-activedescendant=active
                tabindex="0"
                on:keydown=key
            >
                <Each each=move || 0..count.get() key=|index| *index let(index)>
                    {row(index)}
                </Each>
            </div>
        </section>
    }
}

/// Runs all, or gives up.
#[component]
fn TryAll() -> impl IntoView {
    let store = Store::get();
    let send = move |message: ScenarioMessage| store.send(Message::Scenario(message));
    let going = store.slice(|workbench| workbench.front.trial_summary().going.is_some());
    move || {
        match going.get() {
        true => view! {
            <button type="button" class="button button--small" on:click=move |_| send(ScenarioMessage::StopTrying)>
                <Glyph icon=Icon::Close />
                "Stop"
            </button>
        }
        .into_any(),
        false => view! {
            <button type="button" class="button button--small" title="Run all scenarios (Shift+R)" on:click=move |_| send(ScenarioMessage::TryAll)>
                <Glyph icon=Icon::Play />
                "Run all"
            </button>
        }
        .into_any(),
    }
    }
}

/// How far all are, or how all fared.
#[component]
fn Progress() -> impl IntoView {
    let store = Store::get();
    let summary = store.slice(|workbench| workbench.front.trial_summary());
    let words = move || summary.with(|summary| summary.words.clone());
    let passed = move || summary.with(|summary| summary.all_passed.to_string());
    let bar = move || {
        summary.with(|summary| summary.going).map(|(done, all)| {
            view! { <progress class="scenario-list__bar" max=all.to_string() value=done.to_string() aria-label="Scenarios that were run"></progress> }
        })
    };
    view! {
        <div class="scenario-list__sum" role="status" data-passed=passed hidden=move || words().is_empty()>
            {bar}
            <span>{words}</span>
        </div>
    }
}

#[component]
fn Row(index: usize, row: Memo<Option<ScenarioRow>>, chosen: Memo<usize>) -> impl IntoView {
    let store = Store::get();
    let part = move |part: fn(&ScenarioRow) -> String| row.with(|row| row.as_ref().map(part).unwrap_or_default());
    let mark = move || row.with(|row| row.as_ref().map_or("none", |row| row.mark));
    let stale = move || row.with(|row| row.as_ref().is_some_and(|row| row.stale));
    let is_chosen = memo(move |_| chosen.get() == index);
    let glyph = move || match mark() {
        "passed" => Icon::Of(StateGlyph::Succeed),
        "unmet" => Icon::Of(StateGlyph::Fail),
        "broken" => Icon::Error,
        "running" => Icon::Timer,
        _ => Icon::Of(StateGlyph::Unknown),
    };
    let words = move || match stale() {
        true => format!("before the last change: {}", part(|row| row.words.clone())),
        false => part(|row| row.words.clone()),
    };
    view! {
        <div
            id=format!("scenario-{index}")
            class="scenario-row"
            role="option"
            aria-selected=move || is_chosen.get().to_string()
            data-mark=mark
            data-stale=move || stale().to_string()
            title=words
            on:click=move |_| store.send(Message::Scenario(ScenarioMessage::Choose(index)))
            on:dblclick=move |_| {
                store.send(Message::Scenario(ScenarioMessage::Show(ScenarioFace::Input)));
                browser::focus_field("scenario-name");
            }
        >
            {move || view! { <Glyph icon=glyph() /> }}
            <span class="scenario-row__name">{move || part(|row| row.name.clone())}</span>
            <span class="scenario-row__words">{words}</span>
        </div>
    }
}

/// What brings scenarios in and takes them out.
#[component]
fn MoreMenu() -> impl IntoView {
    let store = Store::get();
    let open = RwSignal::new(false);
    let button = NodeRef::<Button>::new();
    let file_input = NodeRef::<Input>::new();
    let close = move || {
        open.set(false);
        button.get_untracked().map(|button| button.focus());
    };
    let item = move |icon: Icon, name: &'static str, message: Message| {
        view! {
            <button
                type="button"
                role="menuitem"
                class="menu__item"
                on:click=move |_| {
                    close();
                    store.send(message.clone());
                }
            >
                <Glyph icon=icon />
                {name}
            </button>
        }
    };
    let chosen = move |_| {
        if let Some(input) = file_input.get_untracked() {
            if let Some(file) = input.files().and_then(|files| files.get(0)) {
                browser::read_file(file, move |message| store.send(Message::File(message)));
            }
            input.set_value("");
        }
    };
    let pick = move |_| {
        close();
        if let Some(input) = file_input.get_untracked() {
            input.click();
        }
    };
    let key = move |event: web_sys::KeyboardEvent| match event.key().as_str() {
        "Escape" if open.get_untracked() => {
            event.stop_propagation();
            close();
        }
        _ if open.get_untracked() => browser::move_focus(&event),
        _ => {}
    };
    view! {
        <div
            class="scenario-list__more"
            on:keydown=key
            on:focusout=move |event: web_sys::FocusEvent| {
                if !browser::focus_stays_inside(&event) {
                    open.set(false);
                }
            }
        >
            <button
                type="button"
                class="button button--small"
                node_ref=button
                aria-haspopup="menu"
                aria-expanded=move || open.get().to_string()
                on:click=move |_| open.update(|open| *open = !*open)
            >
                "More"
                <Glyph icon=Icon::ChevronDown />
            </button>
            <div class="menu scenario-list__menu" role="menu" aria-label="More of scenarios" hidden=move || !open.get()>
                {item(Icon::List, "Add from a table…", Message::Scenario(ScenarioMessage::Show(ScenarioFace::Table)))}
                <button type="button" role="menuitem" class="menu__item" on:click=pick>
                    <Glyph icon=Icon::Open />
                    "Open scenarios or a MockConfigFile…"
                </button>
                {item(Icon::Download, "Download scenarios", Message::File(FileMessage::DownloadScenarios))}
                {item(Icon::Download, "Download as MockConfigFile", Message::Scenario(ScenarioMessage::DownloadMockConfig))}
            </div>
            <input type="file" class="visually-hidden" tabindex="-1" aria-hidden="true" accept=".json,.txt" node_ref=file_input on:change=chosen />
        </div>
    }
}
