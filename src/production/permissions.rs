//! What the execution role must be allowed, and why.

use leptos::prelude::*;
use workbench::message::Message;
use workbench::production::{NoteRow, PermissionsView, ProductionMessage, StatementRow};

use super::parts::{StateLink, Texts};
use crate::store::Store;
use crate::ui::{Glyph, Icon, Prose};

/// The tab.
#[component]
pub fn Permissions() -> impl IntoView {
    let store = Store::get();
    let send = move |message: ProductionMessage| store.send(Message::Production(message));
    let came = store.slice(|workbench| workbench.in_production(|_, of_sheet| of_sheet.permissions.came.clone()));
    let surrounds = store.slice(|workbench| workbench.production.as_ref().is_some_and(|room| room.logging));
    let traces = store.slice(|workbench| workbench.production.as_ref().is_some_and(|room| room.tracing));
    view! {
        <div class="knobs">
            <p class="knobs__words">"The least that the execution role must be allowed, derived from the definition: one statement for each set of resources."</p>
            <label class="picture__flag">
                <input type="checkbox" prop:checked=surrounds on:change=move |event| send(ProductionMessage::SetLogging(event_target_checked(&event))) />
                "Logs to CloudWatch"
            </label>
            <label class="picture__flag">
                <input type="checkbox" prop:checked=traces on:change=move |event| send(ProductionMessage::SetTracing(event_target_checked(&event))) />
                "Traces with X-Ray"
            </label>
        </div>
        {move || match came.get() {
            Some(view) => shown(&view),
            None => view! { <p class="field__hint" role="status">"Deriving…"</p> }.into_any(),
        }}
    }
}

fn shown(view: &PermissionsView) -> AnyView {
    let statements = if view.statements.is_empty() {
        view! {
            <div class="empty">
                <Glyph icon=Icon::Check />
                <p class="empty__title">"The role needs no permission"</p>
                <p>"No Task calls a service yet. Add a Task, and what its role must be allowed stands here, with the state it is for."</p>
            </div>
        }
        .into_any()
    } else {
        view! { <ul class="statements">{view.statements.iter().map(statement).collect_view()}</ul> }.into_any()
    };
    let notes = (!view.notes.is_empty()).then(|| {
        view! {
            <h3 class="ask__part">"To know"</h3>
            <ul class="production__notes">{view.notes.iter().map(note).collect_view()}</ul>
        }
    });
    view! {
        {statements}
        {notes}
        <Texts label="Take it along" formats=view.formats.clone() />
    }
    .into_any()
}

fn statement(row: &StatementRow) -> AnyView {
    let resource = |(arn, any): &(String, bool)| {
        view! {
            <li>
                <code>{arn.clone()}</code>
                {any.then(|| view! { <span class="chip" data-status="waiting">"wildcard"</span> })}
            </li>
        }
    };
    let states: Vec<_> = row.states.iter().map(|name| view! { <StateLink name=name.clone() /> }).collect();
    let whole = states.is_empty();
    let condition = (!row.condition.is_empty())
        .then(|| view! { <p class="statement__line">"Only when "<code>{row.condition.clone()}</code></p> });
    view! {
        <li class="statement">
            <ul class="statement__actions">{row.actions.iter().map(|action| view! { <li><code>{action.clone()}</code></li> }).collect_view()}</ul>
            <p class="statement__on">"on"</p>
            <ul class="statement__resources">{row.resources.iter().map(resource).collect_view()}</ul>
            {condition}
            <p class="statement__line">"For "{states} {whole.then_some("the whole state machine")}</p>
            <p class="statement__why"><Prose text=row.reasons.join("; ") /></p>
        </li>
    }
    .into_any()
}

fn note(row: &NoteRow) -> AnyView {
    let state = (!row.state.is_empty()).then(|| view! { <StateLink name=row.state.clone() />": " });
    view! { <li>{state}<Prose text=row.text.clone() /></li> }.into_any()
}
