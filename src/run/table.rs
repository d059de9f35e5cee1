//! The steps as a table, in the order of their entry; and the run as files. Only the rows in view are in the document.

use leptos::prelude::*;
use workbench::message::{Message, RunMessage};
use workbench::run::{Export, TableRow};

use super::status::status_glyph;
use crate::store::Store;
use crate::ui::{Glyph, Windowed};

/// A row's height in pixels.
const ROW: f64 = 28.0;

/// The table of steps.
#[component]
pub fn StepTable() -> impl IntoView {
    let store = Store::get();
    let length = store.slice(|workbench| workbench.front.run.table_len());
    let window = Windowed::new(length, ROW);
    let shown = window.shown();
    let chosen = store.slice(|workbench| workbench.front.run.chosen_step());
    let place = store.slice(|workbench| workbench.front.run.table_place());
    let rows = store.slice(move |workbench| {
        let (first, last) = shown.get();
        workbench.front.run.table_rows(first..last)
    });
    Effect::new(move |_| {
        if let Some(place) = place.get() {
            window.reveal(place, ROW);
        }
    });
    let spacer = |rows: usize| view! { <tr aria-hidden="true" style:height=format!("{}px", rows as f64 * ROW)></tr> };
    let row = move |row: TableRow| view! { <Row row chosen /> };
    view! {
        <div class="pane-head">
            <span class="pane-head__count">{move || format!("{} steps by now", length.get())}</span>
            <Exports />
        </div>
        <div class="events-scroll" node_ref=window.element on:scroll=move |_| window.scrolled() tabindex="0" role="group" aria-label="Steps as a table">
            <table class="events">
                <thead>
                    <tr>
                        <th>"#"</th>
                        <th>"Name"</th>
                        <th>"Inside"</th>
                        <th>"Type"</th>
                        <th>"Status"</th>
                        <th>"Resource"</th>
                        <th>"Started after"</th>
                        <th>"Duration"</th>
                        <th>"Attempts"</th>
                    </tr>
                </thead>
                <tbody>
                    {move || spacer(shown.get().0)}
                    {move || rows.get().into_iter().map(row).collect_view()}
                    {move || spacer(length.get().saturating_sub(shown.get().1))}
                </tbody>
            </table>
        </div>
    }
}

#[component]
fn Row(row: TableRow, chosen: Memo<Option<usize>>) -> impl IntoView {
    let store = Store::get();
    let step = row.step;
    let choose = move |_| store.send(Message::Run(RunMessage::ChooseStep(step)));
    view! {
        <tr data-status=row.status aria-selected=Signal::derive(move || (chosen.get() == Some(step)).to_string()) on:click=choose>
            <td>{step + 1}</td>
            <td>
                <button type="button" class="events__open" on:click=choose>{row.name}</button>
            </td>
            <td class="events__inside">{row.inside}</td>
            <td>{row.kind}</td>
            <td class="events__status"><span><Glyph icon=status_glyph(row.status) />{row.words}</span></td>
            <td>{row.resource}</td>
            <td>{row.started}</td>
            <td>{row.duration}</td>
            <td>{row.attempts}</td>
        </tr>
    }
}

/// Saves the run as a file.
#[component]
pub fn Exports() -> impl IntoView {
    let store = Store::get();
    let has_run = store.slice(|workbench| workbench.front.run.has_recording());
    let save = move |event: web_sys::Event| {
        let name = event_target_value(&event);
        if let Some((export, ..)) = Export::ALL.into_iter().find(|(_, this, _)| *this == name) {
            store.send(Message::Run(RunMessage::Export(export)));
        }
        // The choice is a command: afterwards nothing is chosen.
        if let Some(select) =
            event.target().and_then(|target| wasm_bindgen::JsCast::dyn_into::<web_sys::HtmlSelectElement>(target).ok())
        {
            select.set_selected_index(0);
        }
    };
    view! {
        <select class="input pane-head__export" aria-label="Save the run" disabled=move || !has_run.get() on:change=save>
            <option value="">"Save the run…"</option>
            {Export::ALL.map(|(_, name, _)| view! { <option value=name>{name}</option> }).collect_view()}
        </select>
    }
}
