//! The query language of a state or of the machine: before JSONata is only named, the conversion of what is written is offered.

use leptos::prelude::*;
use workbench::commands::Structure;
use workbench::drafts::DraftMessage;
use workbench::inspector::Choosable;
use workbench::message::{Edit, Message};

use asl::definition::QueryLanguage;

use super::field::Owner;
use crate::store::Store;

/// The choice, with the offer.
#[component]
pub fn LanguageChoice(owner: Owner, id: String, value: Signal<String>, options: Vec<Choosable>) -> impl IntoView {
    let store = Store::get();
    let asked = RwSignal::new(None::<String>);
    let in_force = move || {
        store.peek(|workbench| match owner {
            Owner::State(key) if workbench.front.is_jsonata(key) => QueryLanguage::Jsonata,
            Owner::State(_) => QueryLanguage::JsonPath,
            Owner::Machine => workbench.front.document.picture.definition.machine().default_query_language,
        })
    };
    let only_name = move |language: String| {
        store.send(Message::Draft(DraftMessage::Choose(owner.draft("/QueryLanguage"), language)));
    };
    let choose = move |event: web_sys::Event| {
        let language = event_target_value(&event);
        if language == "JSONata" && in_force() == QueryLanguage::JsonPath {
            asked.set(Some(language));
        } else {
            asked.set(None);
            only_name(language);
        }
    };
    let convert = move |_| {
        asked.set(None);
        let structure = if owner == Owner::Machine { Structure::MachineToJsonata } else { Structure::StateToJsonata };
        store.send(Message::Edit(Edit::Structure(structure)));
    };
    let shown = Signal::derive(move || asked.get().unwrap_or_else(|| value.get()));
    let options = options.into_iter().map(|Choosable { value, name, .. }| {
        let this = value.clone();
        view! {
            <option value=value selected=move || *shown.get() == *this>
                {name}
            </option>
        }
    });
    view! {
        <select id=id class="input" prop:value=shown on:change=choose>
            {options.collect_view()}
        </select>
        <Show when=move || asked.get().is_some()>
            <div class="offer" role="group" aria-label="To JSONata">
                <p>"Its paths and templates are JSONPath. They can be rewritten as JSONata that does the same; what cannot be said for certain is refused."</p>
                <div class="offer__actions">
                    <button type="button" class="button button--primary button--small" on:click=convert>"Convert its fields"</button>
                    <button
                        type="button"
                        class="button button--small"
                        on:click=move |_| {
                            if let Some(language) = asked.get_untracked() {
                                asked.set(None);
                                only_name(language);
                            }
                        }
                    >
                        "Only name JSONata"
                    </button>
                    <button type="button" class="button button--quiet button--small" on:click=move |_| asked.set(None)>"Cancel"</button>
                </div>
            </div>
        </Show>
    }
}
