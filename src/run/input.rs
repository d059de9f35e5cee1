//! The scenario: its input as JSON, and what else it says.

use leptos::prelude::*;
use workbench::drafts::FieldId;
use workbench::message::{Message, ScenarioMessage};

use crate::drafts::{DraftLine, DraftText};
use crate::store::Store;
use crate::ui::{Glyph, Icon};

/// The editor of the input, with the scenario's settings beside it.
#[component]
pub fn InputEditor() -> impl IntoView {
    let store = Store::get();
    let text = store.slice(|workbench| workbench.scenarios.input_text());
    view! {
        <div class="scenario">
            <div class="field">
                <label class="field__label" for="scenario-input">"Input of the execution"</label>
                <DraftText field=FieldId::ScenarioInput id="scenario-input" rows="12".to_owned() value=text />
            </div>
            <Settings />
        </div>
    }
}

#[component]
fn Settings() -> impl IntoView {
    let store = Store::get();
    let send = move |message: ScenarioMessage| store.send(Message::Scenario(message));
    let settings = store.slice(|workbench| workbench.scenarios.settings());
    let count = store.slice(|workbench| workbench.scenarios.names().len());
    let line = move |id: &'static str, label: &'static str, placeholder: &'static str, value: Signal<String>, field: FieldId| {
        view! {
            <div class="field">
                <label class="field__label" for=id>
                    {label}
                </label>
                <DraftLine field id placeholder value />
            </div>
        }
    };
    let name = Signal::derive(move || settings.with(|settings| settings.name.clone()));
    let about = Signal::derive(move || settings.with(|settings| settings.description.clone()));
    let seed = Signal::derive(move || settings.with(|settings| settings.seed.clone()));
    let start = Signal::derive(move || settings.with(|settings| settings.start_time.clone()));
    view! {
        <div class="scenario__settings">
            {line("scenario-name", "Name of the scenario", "", name, FieldId::ScenarioName)}
            {line("scenario-about", "What it shows", "One sentence for the reader", about, FieldId::ScenarioDescription)}
            <div class="scenario__pair">
                {line("scenario-start", "Starts at (virtual time)", "2026-01-01T00:00:00Z", start, FieldId::ScenarioStart)}
                {line("scenario-seed", "Random seed", "1", seed, FieldId::ScenarioSeed)}
            </div>
            <div class="scenario__actions">
                <button type="button" class="button button--small" on:click=move |_| send(ScenarioMessage::Duplicate)>
                    <Glyph icon=Icon::Duplicate />
                    "Duplicate scenario"
                </button>
                <button
                    type="button"
                    class="button button--small"
                    disabled=Signal::derive(move || count.get() < 2)
                    on:click=move |_| send(ScenarioMessage::Delete)
                >
                    <Glyph icon=Icon::Trash />
                    "Delete scenario"
                </button>
            </div>
        </div>
    }
}
