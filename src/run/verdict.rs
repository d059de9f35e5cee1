//! How the run ended, where and why.

use leptos::prelude::*;
use workbench::message::{Message, RunMessage};

use crate::store::Store;
use crate::ui::{Glyph, Icon, StateGlyph};

/// The banner; shown when the present moment is the end of the run.
#[component]
pub fn Verdict() -> impl IntoView {
    let store = Store::get();
    let verdict = store.slice(|workbench| workbench.front.run.verdict());
    let chosen = store.slice(|workbench| workbench.front.run.chosen_step());
    move || {
        verdict.get().map(|verdict| {
            let icon = match verdict.status {
                "succeeded" => Icon::Of(StateGlyph::Succeed),
                "waiting" => Icon::Timer,
                _ => Icon::Of(StateGlyph::Fail),
            };
            let jump = verdict.step.map(|step| {
                let label = format!("Show {}", verdict.state_name);
                view! {
                    <Show when=move || chosen.get() != Some(step)>
                        <button type="button" class="button button--small" on:click=move |_| store.send(Message::Run(RunMessage::ChooseStep(step)))>
                            {label.clone()}
                        </button>
                    </Show>
                }
            });
            view! {
                <div class="verdict" role="status" data-status=verdict.status>
                    <Glyph icon=icon />
                    <div class="verdict__text">
                        <p class="verdict__title">{verdict.title}</p>
                        {(!verdict.cause.is_empty()).then(|| view! { <p class="verdict__cause" title=verdict.cause.clone()>{verdict.cause.clone()}</p> })}
                        <p class="verdict__facts">{verdict.facts}</p>
                        {(!verdict.expectation.is_empty()).then(|| view! { <p class="verdict__facts">{verdict.expectation}</p> })}
                        {jump}
                    </div>
                </div>
            }
        })
    }
}
