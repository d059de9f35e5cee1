//! The execution history as a table: filtered, searched, one event in full. Only the rows in view are in the document.

use leptos::prelude::*;
use workbench::message::{Message, RunMessage};
use workbench::run::{EventFilter, EventRow};

use super::table::Exports;
use crate::store::Store;
use crate::ui::{Glyph, Icon, IconButton, JsonView, Windowed};

/// A row's height in pixels.
const ROW: f64 = 28.0;

/// The table of events, with what narrows it down.
#[component]
pub fn EventTable() -> impl IntoView {
    let store = Store::get();
    let open = RwSignal::new(None::<usize>);
    let length = store.slice(|workbench| workbench.front.run.event_count());
    let whole = store.slice(|workbench| workbench.front.run.length());
    let filter = store.slice(|workbench| workbench.front.run.event_filter());
    let search = store.slice(|workbench| workbench.front.run.event_search().to_owned());
    let narrow = move |filter: EventFilter, search: String| store.send(Message::Run(RunMessage::FilterEvents(filter, search)));
    let choose = move |event: web_sys::Event| {
        let name = event_target_value(&event);
        if let Some((filter, _)) = EventFilter::ALL.into_iter().find(|(_, this)| *this == name) {
            narrow(filter, search.get_untracked());
        }
    };
    let option = move |(this, name): (EventFilter, &'static str)| {
        view! {
            <option value=name selected=move || filter.get() == this>
                {name}
            </option>
        }
    };
    view! {
        <div class="pane-head">
            <select class="input pane-head__select" aria-label="Which events are listed" on:change=choose>
                {EventFilter::ALL.map(option).collect_view()}
            </select>
            <label class="search-field">
                <Glyph icon=Icon::Search />
                <input
                    type="search"
                    placeholder="Search type, state, detail"
                    aria-label="Search the events"
                    prop:value=search
                    on:input=move |event| narrow(filter.get_untracked(), event_target_value(&event))
                />
            </label>
            <span class="pane-head__count" role="status">
                {move || if length.get() == whole.get() { format!("{} events", whole.get()) } else { format!("{} of {} events", length.get(), whole.get()) }}
            </span>
            <Exports />
        </div>
        <div class="pane-split">
            <Rows length open />
            <Show when=move || open.get().is_some()>
                <Whole open />
            </Show>
        </div>
    }
}

#[component]
fn Rows(length: Memo<usize>, open: RwSignal<Option<usize>>) -> impl IntoView {
    let store = Store::get();
    let window = Windowed::new(length, ROW);
    let shown = window.shown();
    let cursor = store.slice(|workbench| workbench.front.run.cursor());
    let place = store.slice(|workbench| workbench.front.run.event_place());
    let rows = store.slice(move |workbench| {
        let (first, last) = shown.get();
        workbench.front.run.event_rows(first..last)
    });
    Effect::new(move |_| window.reveal(place.get(), ROW));
    let spacer = |rows: usize| view! { <tr aria-hidden="true" style:height=format!("{}px", rows as f64 * ROW)></tr> };
    let row = move |row: EventRow| view! { <Event row cursor open /> };
    view! {
        <div class="events-scroll" node_ref=window.element on:scroll=move |_| window.scrolled() tabindex="0" role="group" aria-label="Events of the run">
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

#[component]
fn Event(row: EventRow, cursor: Memo<usize>, open: RwSignal<Option<usize>>) -> impl IntoView {
    let store = Store::get();
    let (index, number) = (row.index, row.index + 1);
    view! {
        <tr
            data-tone=row.tone
            data-later=Signal::derive(move || (number > cursor.get()).to_string())
            aria-selected=Signal::derive(move || (number == cursor.get()).to_string())
            on:click=move |_| store.send(Message::Run(RunMessage::Seek(number)))
        >
            <td>{row.id}</td>
            <td>
                <button type="button" class="events__open" title="The event in full" on:click=move |_| open.set(Some(index))>
                    {row.kind}
                </button>
            </td>
            <td>{row.state}</td>
            <td>{row.time}</td>
            <td class="events__detail" title=row.detail.clone()>{row.detail.clone()}</td>
        </tr>
    }
}

/// One event as GetExecutionHistory tells it.
#[component]
fn Whole(open: RwSignal<Option<usize>>) -> impl IntoView {
    let store = Store::get();
    let json =
        store.slice(move |workbench| open.get().and_then(|index| workbench.front.run.event_json(index)).unwrap_or_default());
    let copy = move |_| store.send(Message::Run(RunMessage::Copy(json.get_untracked(), "the event")));
    view! {
        <section class="event-whole" aria-label="The event in full">
            <header class="stage__head">
                <h3 class="stage__name">{move || open.get().map(|index| format!("Event {}", index + 1))}</h3>
                <button type="button" class="button button--small button--quiet" on:click=copy>"Copy"</button>
                <IconButton icon=Icon::Close label="Close the event" on_press=move || open.set(None) />
            </header>
            <div class="stage__body scroll" tabindex="0">
                <JsonView text=json />
            </div>
        </section>
    }
}
