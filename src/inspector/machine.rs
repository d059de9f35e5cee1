//! What the inspector shows while nothing is chosen: the machine itself, and how to begin.

use leptos::prelude::*;
use workbench::drafts::{FieldId, Named};
use workbench::inspector;
use workbench::message::{Message, ScenarioMessage};
use workbench::scenarios::{PlaceholderRow, WorkflowType};

use super::field::{FieldView, Owner};
use crate::drafts::DraftLine;
use crate::store::{Store, memo};
use crate::ui::Each;

/// The form of the machine.
#[component]
pub fn MachineForm() -> impl IntoView {
    let store = Store::get();
    let about = store.slice(|workbench| {
        let definition = &workbench.front.document.picture.definition;
        let kilobytes = workbench.front.document.text.len() as f64 / 1024.0;
        let count = definition.states.len();
        let states = if count == 1 { "1 state".to_owned() } else { format!("{count} states") };
        format!("{states} · {kilobytes:.1} KB of 1,024 KB")
    });
    let story =
        store.slice(|workbench| workbench.front.example.as_deref().and_then(gallery::listing).map(|example| example.story));
    let is_express = store.slice(|workbench| workbench.front.scenarios.workflow_type() == WorkflowType::Express);
    let set_type = move |event: web_sys::Event| {
        let express = event_target_value(&event) == "EXPRESS";
        let chosen = if express { WorkflowType::Express } else { WorkflowType::Standard };
        store.send(Message::Scenario(ScenarioMessage::SetType(chosen)));
    };
    let fields = store.slice(|workbench| inspector::machine(&workbench.front.document));
    let field = move |pointer: &'static str| {
        memo(move |_| {
            let found = fields.with(|fields| fields.iter().find(|field| field.pointer == pointer).cloned());
            found.unwrap_or_else(|| inspector::Field::missing(pointer))
        })
    };
    view! {
        <div class="inspector-head">
            <div class="inspector-head__names">
                <h2 class="inspector-head__title">"Workflow"</h2>
                <span class="inspector-head__what">{about}</span>
            </div>
        </div>
        <div class="panel__body">
            <div class="form">
                {move || {
                    story.get().map(|story| {
                        view! {
                            <section class="story">
                                <p>{story}</p>
                            </section>
                        }
                    })
                }}
                <section class="form-section">
                    <div class="form-section__body">
                        <FieldView owner=Owner::Machine field=field("/Comment") />
                        <div class="field">
                            <label class="field__label" for="machine-type">"Type"</label>
                            <select id="machine-type" class="input" on:change=set_type>
                                <option value="STANDARD" selected=move || !is_express.get()>"Standard"</option>
                                <option value="EXPRESS" selected=move || is_express.get()>"Express"</option>
                            </select>
                            <p class="field__hint">
                                {move || {
                                    if is_express.get() {
                                        "Up to five minutes, paid by requests and memory; no callbacks, no .sync, no distributed Map."
                                    } else {
                                        "Up to a year, paid by state transitions; every step is in the history."
                                    }
                                }}
                            </p>
                        </div>
                        <div class="fields">
                            <FieldView owner=Owner::Machine field=field("/QueryLanguage") />
                            <FieldView owner=Owner::Machine field=field("/TimeoutSeconds") />
                            <FieldView owner=Owner::Machine field=field("/Version") />
                        </div>
                    </div>
                </section>
                <Placeholders />
                <section class="form-section tips">
                    <h3 class="form-section__title">"Good to know"</h3>
                    <ul>
                        <li>"Click a state to see its fields here."</li>
                        <li>"Drag a state from the left onto a line; lines move out of the way."</li>
                        <li>"Click a line, then drag its end to another state."</li>
                        <li><kbd>"Ctrl"</kbd>" "<kbd>"Enter"</kbd>" runs; "<kbd>"."</kbd>" and "<kbd>","</kbd>" step on and back."</li>
                        <li>"Right-click a state for all that can be done with it; "<kbd>"Ctrl"</kbd>" "<kbd>"K"</kbd>" finds every command."</li>
                        <li>"Arrow keys follow the flow; "<kbd>"F2"</kbd>" renames; "<kbd>"Delete"</kbd>" removes."</li>
                    </ul>
                </section>
            </div>
        </div>
    }
}

/// What the definition's placeholders stand for in simulations.
#[component]
fn Placeholders() -> impl IntoView {
    let store = Store::get();
    let rows = store.slice(|workbench| workbench.front.placeholder_rows());
    let names = move || rows.with(|rows| rows.iter().map(|row| row.name.clone()).collect::<Vec<_>>());
    view! {
        <Show when=move || rows.with(|rows| !rows.is_empty())>
            <section class="form-section" aria-label="Placeholders">
                <div class="form-section__head">
                    <h3 class="form-section__title">"Placeholders"</h3>
                </div>
                <div class="form-section__body">
                    <p class="field__hint">"Deployment fills these in. Give them trial values, so that the workflow can run here; the definition stays as it is."</p>
                    <Each each=names key=|name| name.clone() let(name)>
                        <Placeholder name rows />
                    </Each>
                </div>
            </section>
        </Show>
    }
}

#[component]
fn Placeholder(name: String, rows: Memo<Vec<PlaceholderRow>>) -> impl IntoView {
    let own = name.clone();
    let row = memo(move |_| rows.with(|rows| rows.iter().find(|row| row.name == own).cloned()));
    let part = move |part: fn(&PlaceholderRow) -> String| {
        Signal::derive(move || row.with(|row| row.as_ref().map(part).unwrap_or_default()))
    };
    let id = format!("placeholder-{name}");
    let label = format!("${{{name}}}");
    view! {
        <div class="field">
            <label class="field__label" for=id.clone()>
                <span class="mono">{label}</span>
                <span class="field__hint">{part(|row| row.places.clone())}</span>
            </label>
            <DraftLine
                field=FieldId::Named(Named::Placeholder, name)
                id
                class="input input--mono"
                placeholder="no value yet"
                value=part(|row| row.value.clone())
            />
        </div>
    }
}
