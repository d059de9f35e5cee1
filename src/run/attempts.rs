//! The attempts at a step's work, and what went wrong.

use leptos::prelude::*;
use workbench::run::{AttemptView, ErrorView, StepView};

use super::data_view::{DataView, Looks};
use super::status::status_glyph;
use crate::store::memo;
use crate::ui::{Glyph, Icon, JsonTree, Shown};

/// The attempts, with the waits between them.
#[component]
pub fn Attempts(step: Memo<Option<StepView>>, looks: Looks) -> impl IntoView {
    let attempts = move || step.with(|step| step.as_ref().map(|step| step.attempts.clone()).unwrap_or_default());
    let works = memo(move |_| step.with(|step| step.as_ref().is_some_and(|step| step.works)));
    view! {
        <div class="stages scroll" tabindex="0" role="group" aria-label="Attempts">
            {move || {
                let attempts = attempts();
                if attempts.is_empty() {
                    let why = match works.get() {
                        true => "Its work has not begun at this moment: step on to see it.",
                        false => "This state does no work that could be tried again.",
                    };
                    return view! { <p class="data-none">{why}</p> }.into_any();
                }
                attempts.into_iter().map(|attempt| view! { <Attempt attempt looks /> }).collect_view().into_any()
            }}
        </div>
    }
}

#[component]
fn Attempt(attempt: AttemptView, looks: Looks) -> impl IntoView {
    let AttemptView { number, status, began, took, waited, error, call, result } = attempt;
    let part = move |name: &'static str, value: value::Value| {
        let shown: Shown = Some((value, None));
        view! {
            <details class="attempt__part">
                <summary>{name}</summary>
                <DataView shown=Signal::stored(shown) looks root=Signal::stored("$".to_owned()) label=name.to_owned() inline=true />
            </details>
        }
    };
    view! {
        {(!waited.is_empty()).then(|| view! { <p class="attempt__wait"><Glyph icon=Icon::Timer />{format!("waited {waited}")}</p> })}
        <section class="attempt" data-status=status aria-label=format!("Attempt {number}")>
            <header class="attempt__head">
                <span class="data-head__status"><Glyph icon=status_glyph(status) /></span>
                <h3 class="stage__name">{format!("Attempt {number}")}</h3>
                <span class="stage__note">{format!("at {began}, {took}")}</span>
            </header>
            {error.map(|error| view! { <ErrorWords error /> })}
            {call.map(|call| part("What was sent", call))}
            {result.map(|result| part("What came back", result))}
        </section>
    }
}

/// What a step failed with.
#[component]
pub fn ErrorCard(error: ErrorView) -> impl IntoView {
    view! {
        <section class="error-card" aria-label="Error" tabindex="0">
            <ErrorWords error />
        </section>
    }
}

/// The error's name, what it says, and its cause decoded.
#[component]
fn ErrorWords(error: ErrorView) -> impl IntoView {
    let ErrorView { name, says, cause, decoded, remedy } = error;
    let decoded = decoded.map(|value| {
        let shown: Shown = Some((value, None));
        view! {
            <details class="attempt__part">
                <summary>"The whole cause"</summary>
                <JsonTree shown=Signal::stored(shown) label="Cause".to_owned() root=Signal::stored("$".to_owned()) inline=true />
                <details class="attempt__part">
                    <summary>"As it came"</summary>
                    <pre class="json">{cause}</pre>
                </details>
            </details>
        }
    });
    view! {
        <div class="error-words">
            <p class="error-words__name">{name}</p>
            {(!says.is_empty()).then(|| view! { <p class="error-words__says">{says}</p> })}
            {remedy.map(|remedy| view! { <p class="error-words__remedy">{remedy}</p> })}
            {decoded}
        </div>
    }
}
