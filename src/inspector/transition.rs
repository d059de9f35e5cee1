//! What the inspector shows of a transition: where it leads, and when.

use leptos::prelude::*;
use workbench::inspector::{self, transition};
use workbench::message::{Edit, Message, Selected};

use asl::graph::Slot;

use super::group::GroupView;
use crate::store::Store;
use crate::ui::{Glyph, Icon};

/// The form of a transition.
#[component]
pub fn TransitionForm(at: Slot) -> impl IntoView {
    let store = Store::get();
    let about = store.slice(move |workbench| transition(&workbench.front.document, at));
    let retarget = move |event: web_sys::Event| {
        let chosen = event_target_value(&event);
        let target = chosen.parse::<u32>().ok().map(asl::definition::StateId);
        store.send(Message::Edit(Edit::Retarget { slot: at, target }));
    };
    let owner = move || about.with(|about| about.as_ref().and_then(|about| about.owner));
    let rule = store.slice(move |workbench| {
        let document = &workbench.front.document;
        match at {
            Slot::Rule(state, index) => inspector::rule(document, state, index),
            _ => None,
        }
    });
    let problems = store.slice(move |workbench| {
        let owner = transition(&workbench.front.document, at).and_then(|about| about.owner);
        owner.map(|owner| workbench.front.field_problems(owner)).unwrap_or_default()
    });
    provide_context(problems);
    let rule_index = if let Slot::Rule(_, index) = at { index } else { 0 };
    let options = move || {
        let Some(about) = about.get() else { return Vec::new() };
        let option = |(value, name): (String, String)| {
            let chosen = value == about.chosen;
            view! {
                <option value=value selected=chosen>
                    {name}
                </option>
            }
        };
        about.options.clone().into_iter().map(option).collect::<Vec<_>>()
    };
    view! {
        <div class="inspector-head">
            <div class="inspector-head__names">
                <h2 class="inspector-head__title">"Transition"</h2>
                <span class="inspector-head__what">{move || about.with(|about| about.as_ref().map(|about| about.what.clone()))}</span>
            </div>
        </div>
        <div class="panel__body">
            <div class="form">
                <section class="form-section">
                    <div class="form-section__body">
                        <div class="field">
                            <label class="field__label" for="transition-target">"Leads to"</label>
                            <select id="transition-target" class="input" on:change=retarget>
                                {options}
                            </select>
                            <p class="field__hint">"Or drag the end of the line on the canvas."</p>
                        </div>
                        {move || {
                            owner()
                                .map(|key| {
                                    view! {
                                        <button
                                            type="button"
                                            class="button"
                                            on:click=move |_| store.send(Message::Select(Selected::State(key)))
                                        >
                                            <Glyph icon=Icon::Braces />
                                            "Open the state it leaves"
                                        </button>
                                    }
                                })
                        }}
                    </div>
                </section>
                <Show when=move || rule.with(Option::is_some)>
                    <section class="form-section">
                        <div class="form-section__body">
                            {move || owner().map(|state| view! { <GroupView state group=rule list="/Choices" index=rule_index /> })}
                        </div>
                    </section>
                </Show>
            </div>
        </div>
    }
}
