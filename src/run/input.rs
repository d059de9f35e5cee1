//! The scenario: its input as JSON, and what else it says.

use leptos::prelude::*;
use workbench::message::{Message, ScenarioMessage};

use crate::store::Store;
use crate::ui::{FieldError, Glyph, Icon};

/// The editor of the input, with the scenario's settings beside it.
#[component]
pub fn InputEditor() -> impl IntoView {
    let store = Store::get();
    let text = store.slice(|workbench| workbench.scenarios.input_text());
    let problem = store.slice(|workbench| workbench.scenarios.input_problem());
    view! {
        <div class="scenario">
            <div class="field">
                <label class="field__label" for="scenario-input">"Input of the execution"</label>
                <textarea
                    id="scenario-input"
                    class="input"
                    rows="12"
                    spellcheck="false"
                    aria-invalid=Signal::derive(move || problem.get().is_some().to_string())
                    prop:value=Signal::derive(move || text.get())
                    on:input=move |event| store.send(Message::Scenario(ScenarioMessage::SetInput(event_target_value(&event))))
                ></textarea>
                <FieldError error=problem />
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
    let line = move |id: &'static str,
                     label: &'static str,
                     placeholder: &'static str,
                     value: Signal<String>,
                     set: fn(String) -> ScenarioMessage| {
        view! {
            <div class="field">
                <label class="field__label" for=id>
                    {label}
                </label>
                <input id=id class="input" placeholder=placeholder autocomplete="off" prop:value=value on:change=move |event| send(set(event_target_value(&event))) />
            </div>
        }
    };
    let name = Signal::derive(move || settings.with(|settings| settings.name.clone()));
    let about = Signal::derive(move || settings.with(|settings| settings.description.clone()));
    let seed = Signal::derive(move || settings.with(|settings| settings.seed.clone()));
    let start = Signal::derive(move || settings.with(|settings| settings.start_time.clone()));
    view! {
        <div class="scenario__settings">
            {line("scenario-name", "Name of the scenario", "", name, ScenarioMessage::Rename)}
            {line("scenario-about", "What it shows", "One sentence for the reader", about, ScenarioMessage::SetDescription)}
            <div class="scenario__pair">
                {line("scenario-start", "Starts at (virtual time)", "2026-01-01T00:00:00Z", start, ScenarioMessage::SetStartTime)}
                {line("scenario-seed", "Seed of chance", "1", seed, ScenarioMessage::SetSeed)}
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
