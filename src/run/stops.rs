//! The list of breakpoints: what playing stops at, switched, taken away, and added.

use leptos::html::Input;
use leptos::prelude::*;
use workbench::message::{Message, RunMessage, ScenarioMessage};
use workbench::run::{BreakRow, Breakpoint};

use crate::store::{Store, memo};
use crate::ui::{Glyph, Icon, IconButton, Prose};

/// The list, folded under the steps.
#[component]
pub fn Stops() -> impl IntoView {
    let store = Store::get();
    let rows = store.slice(|workbench| workbench.front.break_rows());
    let count = memo(move |_| rows.with(|rows| rows.iter().filter(|row| row.on).count()));
    let is_empty = memo(move |_| rows.with(Vec::is_empty));
    view! {
        <details class="stops">
            <summary>
                "Breakpoints"
                <Show when=move || count.get() != 0>
                    <span class="filter-chip__count">{move || count.get()}</span>
                </Show>
            </summary>
            <Show when=move || is_empty.get()>
                <p class="field__hint">"Playing stops at a state or line that you choose and press "<kbd>"F9"</kbd>" on, at an error, or where a condition is true."</p>
            </Show>
            <ul class="stops__list">
                {move || rows.get().into_iter().map(|row| view! { <Stop row /> }).collect_view()}
            </ul>
            <NewStop />
        </details>
    }
}

#[component]
fn Stop(row: BreakRow) -> impl IntoView {
    let store = Store::get();
    let BreakRow { index, words, on, note, is_wrong, state } = row;
    let plain = words.replace('`', "");
    let switch = move |event: web_sys::Event| {
        store.send(Message::Run(RunMessage::SwitchBreakpoint(index, event_target_checked(&event))));
    };
    let words = match state {
        Some(key) => view! {
            <button type="button" class="stop__words stop__words--go" title="Show it on the diagram" on:click=move |_| store.send(Message::Scenario(ScenarioMessage::GoTo(key)))>
                <Prose text=words />
            </button>
        }
        .into_any(),
        None => view! { <span class="stop__words"><Prose text=words /></span> }.into_any(),
    };
    view! {
        <li class="stop" data-wrong=is_wrong.to_string()>
            <input type="checkbox" aria-label=format!("Stop when {plain}") prop:checked=on on:change=switch />
            <div class="stop__text">
                {words}
                {(!note.is_empty()).then(|| view! { <span class="stop__note">{note}</span> })}
            </div>
            <IconButton
                icon=Icon::Close
                label=format!("Take away: {plain}")
                on_press=move || store.send(Message::Run(RunMessage::RemoveBreakpoint(index)))
            />
        </li>
    }
}

/// A breakpoint on an error or a condition.
#[component]
fn NewStop() -> impl IntoView {
    let store = Store::get();
    let is_error = RwSignal::new(true);
    let field = NodeRef::<Input>::new();
    let is_jsonata =
        store.slice(|workbench| workbench.front.run.chosen_state().is_some_and(|key| workbench.front.is_jsonata(key)));
    let hint = move || match (is_error.get(), is_jsonata.get()) {
        (true, _) => "States.TaskFailed, or * for any",
        (false, true) => "{% $states.input.total > 100 %}",
        (false, false) => "$.isLarge, or {% $states.input.total > 100 %}",
    };
    let add = move || {
        let Some(input) = field.get_untracked() else { return };
        let text = input.value().trim().to_owned();
        let what = if is_error.get_untracked() { Breakpoint::Error(text) } else { Breakpoint::Condition(text) };
        store.send(Message::Run(RunMessage::ToggleBreakpoint(what)));
        input.set_value("");
    };
    let key = move |event: web_sys::KeyboardEvent| {
        if event.key() == "Enter" {
            event.prevent_default();
            add();
        }
    };
    view! {
        <div class="stops__new">
            <select
                class="input"
                aria-label="Stop at"
                on:change=move |event| is_error.set(event_target_value(&event) == "error")
            >
                <option value="error">"Error"</option>
                <option value="condition">"Condition"</option>
            </select>
            <input
                class="input"
                node_ref=field
                spellcheck="false"
                aria-label=move || if is_error.get() { "Name of the error" } else { "Condition" }
                placeholder=hint
                on:keydown=key
            />
            <button type="button" class="button button--small" aria-label="Add the breakpoint" on:click=move |_| add()>
                <Glyph icon=Icon::Plus />
            </button>
        </div>
    }
}
