//! What would help a run that failed, or a scenario without data: each was tried, and is one step that can be undone.

use engine::Remedy;
use leptos::prelude::*;
use workbench::message::{Message, RunMessage};
use workbench::run::Cure;

use crate::store::Store;
use crate::ui::{Glyph, Icon, Prose};

/// The remedies, those that help first; those that do not are behind a fold.
#[component]
pub fn Remedies(cure: Cure) -> impl IntoView {
    let store = Store::get();
    let offered = store.slice(move |workbench| workbench.front.remedies(cure));
    let (title, looking) = match cure {
        Cure::Input => ("This workflow reads data that the input does not have", "Looking for an input that it can run with…"),
        Cure::Failure => ("What would help", "Trying what would help…"),
    };
    let list = move || {
        let (remedies, waits) = offered.get();
        if remedies.is_empty() {
            return waits.then(|| view! { <p class="remedies remedies--waits" role="status">{looking}</p> }.into_any());
        }
        let all: Vec<(usize, Remedy)> = remedies.into_iter().enumerate().collect();
        let (helpful, others): (Vec<_>, Vec<_>) = all.into_iter().partition(|(_, remedy)| remedy.verdict != "no-help");
        let rows = |rows: Vec<(usize, Remedy)>| {
            rows.into_iter().map(|(index, remedy)| view! { <Row cure index remedy /> }).collect_view()
        };
        let others = (!others.is_empty()).then(|| {
            let summary = if others.len() == 1 {
                "1 more, which did not help".to_owned()
            } else {
                format!("{} more, which did not help", others.len())
            };
            view! {
                <details class="remedies__others">
                    <summary>{summary}</summary>
                    <ul class="remedies__list">{rows(others)}</ul>
                </details>
            }
        });
        let view = view! {
            <section class="remedies" aria-label=title>
                <p class="remedies__title">{title}</p>
                <ul class="remedies__list">{rows(helpful)}</ul>
                {others}
            </section>
        };
        Some(view.into_any())
    };
    view! { {list} }
}

#[component]
fn Row(cure: Cure, index: usize, remedy: Remedy) -> impl IntoView {
    let store = Store::get();
    let Remedy { kind, label, detail, outcome, verdict, .. } = remedy;
    let plain = detail.replace('`', "");
    let icon = match verdict.as_str() {
        "well" => Icon::Check,
        "further" => Icon::ArrowRight,
        _ => Icon::Close,
    };
    view! {
        <li class="remedy" data-kind=kind data-verdict=verdict>
            <button
                type="button"
                class="button button--small remedy__do"
                title="One step; Undo takes it back"
                on:click=move |_| store.send(Message::Run(RunMessage::Mend(cure, index)))
            >
                <span><Prose text=label /></span>
            </button>
            <p class="remedy__detail" title=plain><Prose text=detail /></p>
            <p class="remedy__outcome">
                <Glyph icon=icon />
                <span>"Tried: "<Prose text=outcome /></span>
            </p>
        </li>
    }
}
