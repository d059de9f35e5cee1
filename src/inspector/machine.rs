//! What the inspector shows while nothing is chosen: the machine itself, and how to begin.

use leptos::prelude::*;
use workbench::drafts::FieldId;
use workbench::message::{Edit, Message, ScenarioMessage};
use workbench::scenarios::{PlaceholderRow, WorkflowType};

use crate::drafts::{DraftLine, DraftText};
use crate::store::Store;

/// The form of the machine.
#[component]
pub fn MachineForm() -> impl IntoView {
    let store = Store::get();
    let about = store.slice(|workbench| {
        let definition = &workbench.front.document.picture.definition;
        let comment = definition.comment.as_ref().map(|comment| comment.value.to_string()).unwrap_or_default();
        let language = match definition.machine().default_query_language {
            asl::definition::QueryLanguage::Jsonata => "JSONata",
            asl::definition::QueryLanguage::JsonPath => "JSONPath",
        };
        let kilobytes = workbench.front.document.text.len() as f64 / 1024.0;
        (comment, language, definition.states.len(), format!("{kilobytes:.1} KB of 1,024 KB"))
    });
    let story =
        store.slice(|workbench| workbench.front.example.as_deref().and_then(gallery::listing).map(|example| example.story));
    let is_express = store.slice(|workbench| workbench.front.scenarios.workflow_type() == WorkflowType::Express);
    let set_type = move |event: web_sys::Event| {
        let express = event_target_value(&event) == "EXPRESS";
        let chosen = if express { WorkflowType::Express } else { WorkflowType::Standard };
        store.send(Message::Scenario(ScenarioMessage::SetType(chosen)));
    };
    let set_language = move |event: web_sys::Event| {
        let chosen = event_target_value(&event);
        let json = (chosen == "JSONata").then(|| "\"JSONata\"".to_owned());
        store.send(Message::Edit(Edit::Field { state: None, pointer: "/QueryLanguage".to_owned(), json, removing: Vec::new() }));
    };
    view! {
        <div class="inspector-head">
            <div class="inspector-head__names">
                <h2 class="inspector-head__title">"Workflow"</h2>
                <span class="inspector-head__what">{move || format!("{} {} · {}", about.get().2, if about.get().2 == 1 { "state" } else { "states" }, about.get().3)}</span>
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
                        <div class="field">
                            <label class="field__label" for="machine-comment">"Comment"</label>
                            <DraftText
                                field=FieldId::Machine("/Comment".to_owned())
                                id="machine-comment"
                                rows="3".to_owned()
                                prose=true
                                placeholder="What this workflow is for"
                                value=Signal::derive(move || about.get().0)
                            />
                        </div>
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
                        <div class="field">
                            <label class="field__label" for="machine-language">"QueryLanguage"</label>
                            <select id="machine-language" class="input" on:change=set_language>
                                <option value="JSONPath" selected=move || about.get().1 == "JSONPath">"JSONPath"</option>
                                <option value="JSONata" selected=move || about.get().1 == "JSONata">"JSONata"</option>
                            </select>
                            <p class="field__hint">"The language of expressions in states that name none of their own."</p>
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
                    <For each=names key=|name| name.clone() let(name)>
                        <Placeholder name rows />
                    </For>
                </div>
            </section>
        </Show>
    }
}

#[component]
fn Placeholder(name: String, rows: Memo<Vec<PlaceholderRow>>) -> impl IntoView {
    let own = name.clone();
    let row = Memo::new(move |_| rows.with(|rows| rows.iter().find(|row| row.name == own).cloned()));
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
                field=FieldId::Placeholder(name)
                id
                class="input input--mono"
                placeholder="no value yet"
                value=part(|row| row.value.clone())
            />
        </div>
    }
}
