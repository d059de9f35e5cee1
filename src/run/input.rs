//! The scenario's input, as JSON.

use leptos::prelude::*;
use workbench::message::{Message, ScenarioMessage};

use crate::store::Store;
use crate::ui::FieldError;

/// The editor of the input.
#[component]
pub fn InputEditor() -> impl IntoView {
    let store = Store::get();
    let text = store.slice(|workbench| workbench.scenarios.input_text());
    let problem = store.slice(|workbench| workbench.scenarios.input_problem());
    let about = store.slice(|workbench| workbench.scenarios.about());
    view! {
        <div class="scenario-pane">
            <p class="field__hint">{move || about.get()}</p>
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
        </div>
    }
}
