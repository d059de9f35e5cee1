//! What the linter says, with places and fixes.

use leptos::prelude::*;
use workbench::message::{Edit, Message, ScreenMessage};
use workbench::problems::{ProblemRow, Severity};

use crate::store::Store;
use crate::ui::{Glyph, Icon};

/// The list of problems; pressing one shows its place.
#[component]
pub fn Problems() -> impl IntoView {
    let store = Store::get();
    let rows = store.slice(|workbench| workbench.front.problem_rows());
    let is_unlinted = store.slice(|workbench| workbench.front.is_unlinted());
    let numbered = move || rows.get().into_iter().enumerate().collect::<Vec<_>>();
    view! {
        <div class="problems">
            <Show
                when=move || !rows.get().is_empty()
                fallback=move || {
                    let (icon, title, text) = match is_unlinted.get() {
                        true => (
                            Icon::Warning,
                            "Not checked",
                            "The part of the page that checks definitions does not answer. Your next change asks it again; if that does not help, reload.",
                        ),
                        false => (Icon::Check, "No problems", "The definition follows the rules of Amazon States Language."),
                    };
                    view! {
                        <div class="empty">
                            <Glyph icon=icon />
                            <p class="empty__title">{title}</p>
                            <p>{text}</p>
                        </div>
                    }
                }
            >
                <For each=numbered key=|row| row.clone() let((index, row))>
                    <Problem index row />
                </For>
            </Show>
        </div>
    }
}

#[component]
fn Problem(index: usize, row: ProblemRow) -> impl IntoView {
    let store = Store::get();
    let icon = match row.severity {
        Severity::Error => Icon::Error,
        Severity::Warning => Icon::Warning,
        Severity::Advice => Icon::Info,
    };
    let has_fix = row.fix.is_some();
    let fix = row.fix.clone().unwrap_or_default();
    view! {
        <div>
            <button
                type="button"
                class="problem"
                data-severity=row.severity.name()
                on:click=move |_| store.send(Message::Screen(ScreenMessage::ShowProblem(index)))
            >
                <Glyph icon=icon />
                <span>
                    <span class="visually-hidden">{row.severity.name()}": "</span>
                    <span class="problem__message">{row.message.clone()}</span>
                    {(!row.help.is_empty()).then(|| view! { <span class="problem__help" style:display="block">{row.help.clone()}</span> })}
                    <span class="problem__where" style:display="block">{row.location.clone()}" · line "{row.line}</span>
                </span>
            </button>
            {has_fix
                .then(|| {
                    view! {
                        <button
                            type="button"
                            class="button button--small problem__fix"
                            on:click=move |_| store.send(Message::Edit(Edit::Fix(index)))
                        >
                            <Glyph icon=Icon::Fix />
                            {fix}
                        </button>
                    }
                })}
        </div>
    }
}
