//! The workflows that are open or kept: to open, copy and delete them.

use std::sync::Arc;

use leptos::prelude::*;
use workbench::message::{FileMessage, Message, ScreenMessage};
use workbench::problems::Offer;
use workbench::shelf::{ShelfMessage, ShelfRow, ago, size_words};

use crate::browser;
use crate::store::{Store, memo};
use crate::ui::{Each, Glyph, Icon, IconButton, Modal};

/// The list, over the page.
#[component]
pub fn Workflows() -> impl IntoView {
    let store = Store::get();
    let close = move || store.send(Message::Screen(ScreenMessage::CloseOverlay));
    let all = store.slice(|workbench| workbench.shelf_rows());
    let search = RwSignal::new(String::new());
    let shown = memo(move |_| {
        let search = search.get().trim().to_lowercase();
        let found = |row: &&ShelfRow| search.split_whitespace().all(|word| row.name.to_lowercase().contains(word));
        all.with(|rows| rows.iter().filter(found).cloned().collect::<Vec<_>>())
    });
    let open_first = move |event: web_sys::KeyboardEvent| {
        event.stop_propagation();
        if event.key() == "Enter"
            && let Some(first) = shown.with_untracked(|rows| rows.first().map(|row| row.key.clone()))
        {
            event.prevent_default();
            store.send(Message::Shelf(ShelfMessage::Open(first)));
            close();
        }
    };
    let new = move |_| {
        close();
        store.send(Message::File(FileMessage::New));
    };
    let count = move || shown.with(Vec::len);
    // The notice of the page lies under the dialog.
    let undo = store.slice(|workbench| {
        let notice = workbench.notice.as_ref().filter(|notice| notice.offer == Some(Offer::BringBack))?;
        Some((notice.text.to_string(), notice.offer?))
    });
    view! {
        <Modal class="workflows" label="Workflows" focus=".found__search" on_close=close>
            <div class="found__search">
                <Glyph icon=Icon::Search />
                <input
                    id="workflows-search"
                    class="found__input"
                    aria-label="Search workflows"
                    placeholder="Search workflows"
                    autocomplete="off"
                    spellcheck="false"
                    on:input=move |event| search.set(event_target_value(&event))
                    on:keydown=open_first
                />
                <kbd>"Esc"</kbd>
            </div>
            <ul class="workflows__list scroll" aria-label="Workflows" on:keydown=move |event| browser::move_focus_in(&event, ".workflow__open")>
                <Each each=move || shown.get() key=|row| row.clone() let(row)>
                    <Row row />
                </Each>
                <Show when=move || count() == 0>
                    <li class="empty">"No workflow is called that"</li>
                </Show>
            </ul>
            <div class="workflows__foot">
                {move || match undo.get() {
                    Some((text, offer)) => {
                        view! {
                            <p class="workflows__undo" role="status">
                                <span>{text}</span>
                                <button
                                    type="button"
                                    class="button button--small"
                                    on:click=move |_| {
                                        store.send(offer.message());
                                        close();
                                    }
                                >
                                    {offer.label()}
                                </button>
                            </p>
                        }
                            .into_any()
                    }
                    None => {
                        view! {
                            <span class="field__hint">"Kept in this browser only. To move one to another computer, download it."</span>
                        }
                            .into_any()
                    }
                }}
                <button type="button" class="button" on:click=new>
                    <Glyph icon=Icon::Plus />
                    "New workflow"
                </button>
            </div>
        </Modal>
    }
}

#[component]
fn Row(row: ShelfRow) -> impl IntoView {
    let store = Store::get();
    let send = move |message: ShelfMessage| store.send(Message::Shelf(message));
    let facts = match row.edited {
        0 => "not changed yet".to_owned(),
        edited => {
            format!("{} · {} · {}", state_words(row.states), size_words(row.bytes), ago(edited, js_sys::Date::now() as u64))
        }
    };
    let [key, copied, deleted]: [Arc<str>; 3] = [row.key.clone(), row.key.clone(), row.key.clone()];
    let mark = match (row.is_front, row.is_open) {
        (true, _) => Some("in front"),
        (false, true) => Some("open"),
        _ => None,
    };
    let delete = move || {
        // The button goes with its row.
        browser::focus_field("workflows-search");
        send(ShelfMessage::Delete(deleted.clone()));
    };
    let open = move |_| {
        send(ShelfMessage::Open(key.clone()));
        store.send(Message::Screen(ScreenMessage::CloseOverlay));
    };
    view! {
        <li class="workflow" data-front=row.is_front.to_string()>
            <button type="button" class="workflow__open" aria-current=row.is_front.then_some("true") on:click=open>
                <span class="workflow__name">{row.name.clone()}</span>
                <span class="workflow__facts">{facts}</span>
            </button>
            {mark.map(|mark| view! { <span class="chip">{mark}</span> })}
            <IconButton icon=Icon::Duplicate label=format!("Duplicate {}", row.name) on_press=move || send(ShelfMessage::Duplicate(copied.clone())) />
            <IconButton icon=Icon::Trash label=format!("Delete {}", row.name) on_press=delete />
        </li>
    }
}

fn state_words(states: u32) -> String {
    if states == 1 { "1 state".to_owned() } else { format!("{states} states") }
}
