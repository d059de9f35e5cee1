//! The execution history as a table. Only the rows in view are in the document.

use leptos::html::Div;
use leptos::prelude::*;
use workbench::message::{Message, RunMessage};

use crate::store::Store;

/// A row's height in pixels.
const ROW: f64 = 28.0;
/// Rows drawn beyond the visible ones, above and below.
const SPARE: usize = 12;

/// The table of events.
#[component]
pub fn EventTable() -> impl IntoView {
    let store = Store::get();
    let window = RwSignal::new((0.0, 600.0));
    let length = store.slice(|workbench| workbench.front.run.length());
    let cursor = store.slice(|workbench| workbench.front.run.cursor());
    let shown = Memo::new(move |_| {
        let (top, height) = window.get();
        let first = ((top / ROW) as usize).saturating_sub(SPARE);
        let last = (((top + height) / ROW).ceil() as usize + SPARE).min(length.get());
        (first.min(last), last)
    });
    let rows = store.slice(move |workbench| {
        let (first, last) = shown.get();
        workbench.front.run.event_rows(first..last)
    });
    let element = NodeRef::<Div>::new();
    let measure = move || {
        if let Some(element) = element.get_untracked() {
            window.set((f64::from(element.scroll_top()), f64::from(element.client_height())));
        }
    };
    let row = move |row: workbench::run::EventRow| {
        let number = row.index + 1;
        view! {
            <tr
                data-tone=row.tone
                data-later=Signal::derive(move || (number > cursor.get()).to_string())
                aria-selected=Signal::derive(move || (number == cursor.get()).to_string())
                on:click=move |_| store.send(Message::Run(RunMessage::Seek(number)))
            >
                <td>{row.id}</td>
                <td>{row.kind}</td>
                <td>{row.state}</td>
                <td>{row.time}</td>
                <td class="events__detail" title=row.detail.clone()>{row.detail.clone()}</td>
            </tr>
        }
    };
    let spacer = |rows: usize| view! { <tr style:height=format!("{}px", rows as f64 * ROW)></tr> };
    view! {
        <div class="events-scroll" node_ref=element on:scroll=move |_| measure() tabindex="0" aria-label="Events of the run">
            <table class="events">
                <thead>
                    <tr>
                        <th>"ID"</th>
                        <th>"Type"</th>
                        <th>"State"</th>
                        <th>"Time"</th>
                        <th>"Detail"</th>
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
