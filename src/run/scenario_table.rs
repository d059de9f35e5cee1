//! Scenarios from a table that is pasted or opened: what it holds is said before it is added.

use leptos::html::Input;
use leptos::prelude::*;
use workbench::message::{FileMessage, Message, ScenarioMessage};
use workbench::run::ScenarioFace;
use workbench::scenarios::TableView;

use crate::browser;
use crate::store::{Store, memo};
use crate::ui::{Glyph, Icon};

/// The form.
#[component]
pub fn ScenarioTable() -> impl IntoView {
    let store = Store::get();
    let text = RwSignal::new(String::new());
    let table = memo(move |_| text.with(|text| TableView::of(text)));
    let file_input = NodeRef::<Input>::new();
    let chosen = move |_| {
        if let Some(input) = file_input.get_untracked() {
            if let Some(file) = input.files().and_then(|files| files.get(0)) {
                browser::read_file(file, move |message| match message {
                    FileMessage::Read { bytes, .. } => {
                        text.try_set(String::from_utf8_lossy(&bytes).into_owned());
                    }
                    other => store.send(Message::File(other)),
                });
            }
            input.set_value("");
        }
    };
    let add = move |_| {
        store.send(Message::Scenario(ScenarioMessage::AddTable(text.get_untracked())));
        store.send(Message::Scenario(ScenarioMessage::Show(ScenarioFace::Input)));
    };
    let words = move || {
        if text.with(|text| text.trim().is_empty()) {
            return String::new();
        }
        table.with(|table| match table {
            Ok(table) => {
                let expected = match table.expected.len() {
                    0 => String::new(),
                    _ => format!("; expected: {}", table.expected.join(", ")),
                };
                let more = if table.count > table.names.len() { ", …" } else { "" };
                format!(
                    "{} ({}{more}); input: {}{expected}",
                    counted(table.count),
                    table.names.join(", "),
                    table.columns.join(", ")
                )
            }
            Err(why) => format!("Not a table yet: {why}"),
        })
    };
    let is_table = memo(move |_| table.with(Result::is_ok));
    let label = move || match table.with(|table| table.as_ref().map(|table| table.count).ok()) {
        Some(count) => format!("Add {}", counted(count)),
        None => "Add scenarios".to_owned(),
    };
    view! {
        <div class="from-table">
            <label class="field__label" for="scenario-table">
                "A table: CSV with a line of column names, or JSON lines"
            </label>
            <p class="field__hint">
                "A row becomes a scenario, a column a member of its input: " <code>"order.total"</code> ". The column " <code>"name"</code>
                " names the scenario, " <code>"expect.status"</code> " and " <code>"expect.output.…"</code>
                " say what it must come to. Tasks answer as in the chosen scenario."
            </p>
            <textarea
                id="scenario-table"
                class="input input--code"
                rows="6"
                spellcheck="false"
                placeholder="name,order.id,order.total,expect.status\nsmall,a-1,12.5,SUCCEEDED\nlarge,a-2,9000,FAILED"
                prop:value=text
                on:input=move |event| text.set(event_target_value(&event))
            ></textarea>
            <p class="field__hint" role="status">{words}</p>
            <div class="scenario__actions">
                <button type="button" class="button button--small" disabled=move || !is_table.get() on:click=add>
                    <Glyph icon=Icon::Plus />
                    {label}
                </button>
                <button
                    type="button"
                    class="button button--small"
                    on:click=move |_| {
                        if let Some(input) = file_input.get_untracked() {
                            input.click();
                        }
                    }
                >
                    <Glyph icon=Icon::Open />
                    "Open a file…"
                </button>
                <input type="file" class="visually-hidden" tabindex="-1" aria-hidden="true" accept=".csv,.tsv,.jsonl,.json,.txt" node_ref=file_input on:change=chosen />
            </div>
        </div>
    }
}

fn counted(count: usize) -> String {
    if count == 1 { "1 scenario".to_owned() } else { format!("{count} scenarios") }
}
