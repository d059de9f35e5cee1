//! Why the step that is looked at went as it went, in words.

use engine::Reason;
use leptos::prelude::*;
use workbench::message::{Message, RunMessage};
use workbench::run::WhyView;

use super::expressions::{Expressions, Scratch};
use crate::store::Store;
use crate::ui::{Glyph, Icon, Prose};

/// The reasons, and where an error comes from in the end.
#[component]
pub fn Why() -> impl IntoView {
    let store = Store::get();
    let why = store.slice(|workbench| workbench.front.run.why().cloned());
    let is_history = store.slice(|workbench| workbench.front.run.is_history());
    view! {
        <div class="why scroll" tabindex="0" role="group" aria-label="Why">
            {move || match (why.get(), is_history.get()) {
                (Some(why), _) => view! { <Reasons why /> }.into_any(),
                (None, true) => {
                    view! { <p class="data-none">"This is a real execution's history: run the workflow to see the reasons for each step."</p> }.into_any()
                }
                (None, false) => view! { <p class="data-none">"Looking for the reasons…"</p> }.into_any(),
            }}
            <Show when=move || !is_history.get()>
                <Scratch />
            </Show>
        </div>
    }
}

#[component]
fn Reasons(why: WhyView) -> impl IntoView {
    let store = Store::get();
    let WhyView { step, headline, reasons, first_cause } = why;
    let expressions = store.peek(|workbench| workbench.front.run.expressions().to_vec());
    let cause = first_cause.filter(|cause| cause.step as usize != step).map(|cause| {
        let at = cause.step as usize;
        view! {
            <section class="error-card why__cause" aria-label="The first cause">
                <p><Prose text=cause.sentence /></p>
                <button type="button" class="button button--small" on:click=move |_| store.send(Message::Run(RunMessage::ChooseStep(at)))>
                    "Show that step"
                </button>
            </section>
        }
    });
    view! {
        <p class="why__headline"><Prose text=headline /></p>
        {cause}
        <ol class="why__reasons">{reasons.into_iter().map(|reason| view! { <Cause reason /> }).collect_view()}</ol>
        {(!expressions.is_empty()).then(|| view! { <Expressions expressions /> })}
    }
}

#[component]
fn Cause(reason: Reason) -> impl IntoView {
    let Reason { verdict, place, sentence } = reason;
    let icon = match verdict.as_str() {
        "taken" => Icon::Check,
        "not-taken" => Icon::Minus,
        "failed" => Icon::Close,
        "not-reached" => Icon::More,
        _ => Icon::Info,
    };
    view! {
        <li class="why__reason" data-verdict=verdict>
            <Glyph icon=icon />
            <div>
                <p><Prose text=sentence /></p>
                {(!place.is_empty()).then(|| view! { <code class="why__place">{place}</code> })}
            </div>
        </li>
    }
}
