//! Other data for a step, to go on from there.

use leptos::html::Textarea;
use leptos::prelude::*;
use workbench::message::{Message, RunMessage};

use crate::store::Store;
use crate::ui::{Glyph, Icon};

/// The input and the variables of a step, to be changed; what follows the step is run anew.
#[component]
pub fn BranchForm(step: usize, input: String, variables: String) -> impl IntoView {
    let store = Store::get();
    let input = RwSignal::new(input);
    let variables = RwSignal::new(variables);
    let first = NodeRef::<Textarea>::new();
    first.on_load(|field| drop(field.focus()));
    let go = move || {
        let (input, variables) = (input.get_untracked(), variables.get_untracked());
        store.send(Message::Run(RunMessage::Branch { step, input, variables }));
    };
    let cancel = move || store.send(Message::Run(RunMessage::EditData(false)));
    let key = move |event: web_sys::KeyboardEvent| {
        let control = event.ctrl_key() || event.meta_key();
        match event.key().as_str() {
            "Escape" => cancel(),
            "Enter" if control => {
                event.prevent_default();
                event.stop_propagation();
                go();
            }
            _ => {}
        }
    };
    let lines = |text: &str| text.lines().count().clamp(4, 12).to_string();
    let rows = lines(&input.get_untracked());
    view! {
        <section class="branch" aria-label="Go on from here with other data" on:keydown=key>
            <div class="branch__actions">
                <button type="button" class="button" title="Ctrl+Enter" on:click=move |_| go()>
                    <Glyph icon=Icon::Play />
                    "Run from here"
                </button>
                <button type="button" class="button button--quiet" on:click=move |_| cancel()>
                    "Cancel"
                </button>
                <p class="field__hint">"What came before stays; this step and what follows run anew, as a branch."</p>
            </div>
            <div class="branch__fields">
                <div class="field">
                    <label class="field__label" for="branch-input">"Input of the state"</label>
                    <textarea
                        id="branch-input"
                        class="input"
                        rows=rows.clone()
                        spellcheck="false"
                        node_ref=first
                        prop:value=Signal::derive(move || input.get())
                        on:input=move |event| input.set(event_target_value(&event))
                    ></textarea>
                </div>
                <div class="field">
                    <label class="field__label" for="branch-variables">"Variables"</label>
                    <textarea
                        id="branch-variables"
                        class="input"
                        rows=rows
                        spellcheck="false"
                        placeholder="{ \"name\": … } sets a variable; others stay"
                        prop:value=Signal::derive(move || variables.get())
                        on:input=move |event| variables.set(event_target_value(&event))
                    ></textarea>
                </div>
            </div>
        </section>
    }
}
