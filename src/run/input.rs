//! The scenario: its input as JSON, and what else it says.

use leptos::prelude::*;
use workbench::drafts::FieldId;
use workbench::message::{FileMessage, Message};
use workbench::run::Cure;

use super::remedies::Remedies;
use crate::drafts::{DraftLine, DraftText};
use crate::store::Store;
use crate::ui::{FieldError, Glyph, Icon};

/// The editor of the input, with the scenario's settings beside it.
#[component]
pub fn InputEditor() -> impl IntoView {
    let store = Store::get();
    let text = store.slice(|workbench| workbench.front.scenarios.input_text());
    view! {
        <div class="scenario">
            <BrokenScenarios />
            <div class="field">
                <label class="field__label" for="scenario-input">"Input of the execution"</label>
                <Remedies cure=Cure::Input />
                <DraftText field=FieldId::ScenarioInput id="scenario-input" rows="12".to_owned() value=text />
            </div>
            <Settings />
        </div>
    }
}

#[component]
fn Settings() -> impl IntoView {
    let store = Store::get();
    let settings = store.slice(|workbench| workbench.front.scenarios.settings());
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
        </div>
    }
}

/// Says that the scenarios cannot be read, and what to do.
#[component]
fn BrokenScenarios() -> impl IntoView {
    let store = Store::get();
    let why = store.slice(|workbench| workbench.front.scenarios.broken());
    // What is wrong with a mock is said there.
    let wrong = store.slice(|workbench| {
        let sheet = &workbench.front;
        let wrong = sheet.scenario_problem("").filter(|_| sheet.scenarios.broken().is_none())?;
        (!wrong.starts_with("mocks.")).then_some(wrong)
    });
    let other = move || view! { <FieldError error=wrong /> };
    move || {
        if why.with(Option::is_none) {
            return other().into_any();
        }
        why.get()
            .map(|why| {
                view! {
                    <p class="field__error" role="alert">
                        <Glyph icon=Icon::Error />
                        <span>{why}". "</span>
                        <button
                            type="button"
                            class="button button--small"
                            on:click=move |_| store.send(Message::File(FileMessage::DownloadScenarios))
                        >
                            "Download scenarios"
                        </button>
                    </p>
                }
            })
            .into_any()
    }
}
